package objects

// circles numbers the groups of nodes that need each other in a circle; nodes
// outside any circle are not in the result. Groups are strongly connected
// components, found by Tarjan's algorithm.
func circles[N comparable](nodes []N, needs func(N) []N) map[N]int {
	t := &tarjan[N]{needs: needs, index: make(map[N]int), low: make(map[N]int), on: make(map[N]bool), group: make(map[N]int)}
	for _, n := range nodes {
		if t.index[n] == 0 {
			t.visit(n)
		}
	}
	return t.group
}

type tarjan[N comparable] struct {
	needs      func(N) []N
	index, low map[N]int
	on         map[N]bool
	stack      []N
	group      map[N]int
	groups     int
}

func (t *tarjan[N]) visit(v N) {
	t.index[v] = len(t.index) + 1
	t.low[v] = t.index[v]
	t.stack = append(t.stack, v)
	t.on[v] = true
	for _, next := range t.needs(v) {
		if t.index[next] == 0 {
			t.visit(next)
			t.low[v] = min(t.low[v], t.low[next])
		} else if t.on[next] {
			t.low[v] = min(t.low[v], t.index[next])
		}
	}
	if t.low[v] == t.index[v] {
		t.pop(v)
	}
}

// pop takes a finished component off the stack; one node alone is no circle.
func (t *tarjan[N]) pop(v N) {
	size := 0
	for i := len(t.stack) - 1; t.stack[i] != v; i-- {
		size++
	}
	component := t.stack[len(t.stack)-size-1:]
	t.groups++
	for _, m := range component {
		t.on[m] = false
		if len(component) > 1 {
			t.group[m] = t.groups
		}
	}
	t.stack = t.stack[:len(t.stack)-len(component)]
}

// circleFrom finds a way from a node back to itself; nil where there is none.
func circleFrom[N comparable](start N, needs func(N) []N) []N {
	seen := make(map[N]bool)
	var walk func(at N, path []N) []N
	walk = func(at N, path []N) []N {
		path = append(path, at)
		for _, next := range needs(at) {
			if next == start {
				return append(path, next)
			}
			if !seen[next] {
				seen[next] = true
				if found := walk(next, path); found != nil {
					return found
				}
			}
		}
		return nil
	}
	return walk(start, nil)
}
