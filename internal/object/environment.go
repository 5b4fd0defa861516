package object

import (
	"slices"
	"strings"
)

// References lists the variables that a value names by $(NAME), in its order, as
// Kubernetes reads it: $$ stands for a dollar sign that names nothing.
func References(value string) []string {
	var names []string
	for {
		i := strings.IndexByte(value, '$')
		if i < 0 || i+1 == len(value) {
			return names
		}
		next := value[i+1]
		value = value[i+2:]
		if next != '(' {
			continue
		}
		if name, rest, closed := strings.Cut(value, ")"); closed {
			names, value = append(names, name), rest
		}
	}
}

// environment is the list of a container's variables.
type environment struct {
	items []any
	names []string
	at    map[string]int // the last position of a name, which is the one that counts
	refs  [][]int        // positions that an item refers to, without its own
}

func environmentOf(items []any) *environment {
	e := &environment{items: items, names: make([]string, len(items)), at: make(map[string]int, len(items)), refs: make([][]int, len(items))}
	for i, item := range items {
		fields, _ := item.(map[string]any)
		e.names[i], _ = fields["name"].(string)
		e.at[e.names[i]] = i
	}
	for i, item := range items {
		fields, _ := item.(map[string]any)
		value, _ := fields["value"].(string)
		for _, name := range References(value) {
			if j, known := e.at[name]; known && j != i {
				e.refs[i] = append(e.refs[i], j)
			}
		}
	}
	return e
}

// expanded are the positions of the items in an order in which each comes after
// those that its value refers to, and that is otherwise the given one. Items that
// refer to each other in a circle stay as they are given.
func (e *environment) expanded(order []int) []int {
	placed, seen := make([]int, 0, len(order)), make([]bool, len(order))
	var place func(i int)
	place = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, j := range e.refs[i] {
			place(j)
		}
		placed = append(placed, i)
	}
	for _, i := range order {
		place(i)
	}
	return placed
}

// means reports whether the items in another order have the values that they have
// as they stand: whether each comes after the same others of those that its value
// refers to.
func (e *environment) means(order []int) bool {
	rank := make([]int, len(order))
	for position, i := range order {
		rank[i] = position
	}
	for i, refs := range e.refs {
		for _, j := range refs {
			if (j < i) != (rank[j] < rank[i]) {
				return false
			}
		}
	}
	return true
}

// like is the order in which the items have the values that they have as they
// stand, and that is the one of other items as far as these have the same names.
// What they have not comes last.
func (e *environment) like(other []any) []int {
	rank := make(map[string]int, len(other))
	for i, item := range other {
		fields, _ := item.(map[string]any)
		name, _ := fields["name"].(string)
		rank[name] = i
	}
	order := e.standing()
	slices.SortStableFunc(order, func(a, b int) int { return rankOf(rank, e.names[a]) - rankOf(rank, e.names[b]) })
	if !e.means(order) {
		return e.standing()
	}
	return order
}

func rankOf(rank map[string]int, name string) int {
	if r, known := rank[name]; known {
		return r
	}
	return len(rank)
}

func (e *environment) standing() []int {
	order := make([]int, len(e.items))
	for i := range order {
		order[i] = i
	}
	return order
}

// canonical is the one order of all that mean the same: by name, as far as what
// refers to something else lets it.
func (e *environment) canonical() []int {
	before := make([][]int, len(e.items))
	for i, refs := range e.refs {
		for _, j := range refs {
			if j < i {
				before[i] = append(before[i], j)
			} else {
				before[j] = append(before[j], i)
			}
		}
	}
	byName := e.standing()
	slices.SortStableFunc(byName, func(a, b int) int { return strings.Compare(e.names[a], e.names[b]) })
	for i := range before {
		slices.SortFunc(before[i], func(a, b int) int { return strings.Compare(e.names[a], e.names[b]) })
	}
	return (&environment{refs: before}).expanded(byName)
}

func (e *environment) ordered(order []int) []any {
	items := make([]any, len(order))
	for position, i := range order {
		items[position] = e.items[i]
	}
	return items
}
