package program

import (
	"cmp"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// A part is what deleted objects take turns by. The turns go round: a later one of the same
// part is for what others depend on that go in between.
const (
	partAsking = iota // what has the server ask others, lest these are gone when it does
	partCustom        // what an operator may have to clean up after, while it runs
	partOther
	parts
)

// removals puts deletions in order.
type removals struct {
	kinds   *kind.Registry
	former  map[object.Ref]*object.Manifest // what is known of objects that are deleted
	deleted map[object.Ref]*plan.Change
	needs   map[object.Ref][]object.Ref // what of them each depends on; in no circle
	order   []object.Ref                // each after what it depends on
	places  map[object.Ref]place
}

// place is when an object is deleted, as far as nothing else decides: by its turn and, within that,
// by its tier in reverse.
type place struct{ turn, tier int }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.turn, q.turn), cmp.Compare(q.tier, p.tier))
}

// removalsOf finds the order of a plan's deletions. What depends on another object is deleted first,
// as far as that makes no circle; what is declared goes before what the server calls or looks for.
func removalsOf(kinds *kind.Registry, changes []plan.Change, former map[object.Ref]*object.Manifest) *removals {
	r := &removals{kinds: kinds, former: former, deleted: map[object.Ref]*plan.Change{}, places: map[object.Ref]place{}}
	declared := map[object.Ref][]object.Ref{}
	for i := range changes {
		if c := &changes[i]; c.Action == plan.Delete {
			r.deleted[c.Object] = c
			r.order = append(r.order, c.Object)
		}
	}
	for _, ref := range r.order {
		if m := former[ref]; m != nil {
			declared[ref] = slices.DeleteFunc(slices.Clone(m.DependsOn), func(d object.Ref) bool { return r.deleted[d] == nil || r.outlasts(ref, d) })
		}
	}
	r.order, r.needs = untangled(r.order, declared)
	for _, ref := range r.order {
		for _, server := range r.servers(ref) {
			if r.deleted[server] != nil && !r.leads(server, ref, map[object.Ref]bool{}) {
				r.needs[ref] = append(r.needs[ref], server)
			}
		}
	}
	r.order, r.needs = untangled(r.order, r.needs)
	r.takeTurns()
	return r
}

func (r *removals) servers(ref object.Ref) []object.Ref {
	m := r.former[ref]
	if m == nil {
		return nil
	}
	return slices.Concat(Servers(r.kinds, r.former, m), Named(m))
}

// leads reports whether an object needs another one, itself or by what it needs.
func (r *removals) leads(from, to object.Ref, passed map[object.Ref]bool) bool {
	if from == to || passed[from] {
		return from == to
	}
	passed[from] = true
	return slices.ContainsFunc(r.needs[from], func(next object.Ref) bool { return r.leads(next, to, passed) })
}

// takeTurns finds the place of each object. What must go before something with a turn of its own,
// because it depends on that, has one as well; all the rest comes last.
func (r *removals) takeTurns() {
	early, turns, last := map[object.Ref]bool{}, map[object.Ref]int{}, 0
	for _, ref := range r.order {
		early[ref] = r.partOf(ref) != partOther || slices.ContainsFunc(r.needs[ref], func(d object.Ref) bool { return early[d] })
	}
	for _, ref := range slices.Backward(r.order) {
		if !early[ref] {
			continue
		}
		turn := turns[ref]
		turn += (r.partOf(ref) - turn%parts + parts) % parts
		turns[ref], last = turn, max(last, turn)
		for _, d := range r.needs[ref] {
			turns[d] = max(turns[d], turn)
		}
	}
	for _, ref := range r.order {
		p := place{turn: turns[ref], tier: r.kinds.About(ref.GroupKind()).Tier.Index()}
		if !early[ref] {
			p.turn = last + 1
		}
		for _, d := range r.needs[ref] {
			if before := r.places[d]; before.turn == p.turn {
				p.tier = max(p.tier, before.tier)
			}
		}
		r.places[ref] = p
	}
}

// outlasts reports whether an object stays until a definition is gone on which it depends: it may be
// the operator that cleans up after others' objects, which go with the definition, or what that needs.
func (r *removals) outlasts(ref, definition object.Ref) bool {
	return definition.GroupKind() == kind.Definition && r.partOf(definition) == partCustom && r.partOf(ref) == partOther
}

// partOf tells which part an object is of. With a definition go its objects, where there are others
// than those of the stack, and these may wait for an operator, too.
func (r *removals) partOf(ref object.Ref) int {
	switch gk := ref.GroupKind(); {
	case r.kinds.About(gk).AsksOthers():
		return partAsking
	case !kind.IsBuiltInGroup(gk.Group), gk == kind.Definition && r.deleted[ref].Along != nil:
		return partCustom
	}
	return partOther
}

// chain makes the steps of the deletions wait for one another, and for the releases: these come
// right after what has the server ask others.
func (r *removals) chain(p *step.Program, steps map[object.Ref][]int, releases []int) {
	groups := map[place][]int{}
	for _, ref := range r.order {
		at := r.places[ref]
		groups[at] = append(groups[at], steps[ref]...)
		for _, d := range r.needs[ref] {
			if r.places[d] != at {
				continue // the places do
			}
			for _, s := range steps[d] {
				p.Wait(s, steps[ref]...)
			}
		}
	}
	var asking, rest [][]int
	for _, at := range slices.SortedFunc(maps.Keys(groups), place.compare) {
		slices.Sort(groups[at])
		if at.turn == partAsking {
			asking = append(asking, groups[at])
		} else {
			rest = append(rest, groups[at])
		}
	}
	p.Chain(slices.Concat(asking, [][]int{releases}, rest))
}

// untangled sorts objects, each after what it needs, and leaves out of that what closes a circle.
func untangled(refs []object.Ref, needs map[object.Ref][]object.Ref) (sorted []object.Ref, kept map[object.Ref][]object.Ref) {
	kept = map[object.Ref][]object.Ref{}
	begun, done := map[object.Ref]bool{}, map[object.Ref]bool{}
	var visit func(object.Ref)
	visit = func(ref object.Ref) {
		begun[ref] = true
		for _, d := range needs[ref] {
			if !begun[d] {
				visit(d)
			}
			if done[d] {
				kept[ref] = append(kept[ref], d)
			}
		}
		done[ref] = true
		sorted = append(sorted, ref)
	}
	for _, ref := range refs {
		if !begun[ref] {
			visit(ref)
		}
	}
	return sorted, kept
}
