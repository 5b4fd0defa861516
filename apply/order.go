package apply

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// scopeOf is the namespace with which an object is ordered: a Namespace counts
// among the objects that live in it.
func scopeOf(r object.Ref) string {
	if r.GroupKind() == kind.Namespace {
		return r.Name
	}
	return r.Namespace
}

// ordering builds the graph of one apply.
type ordering struct {
	kinds   *rollout.Kinds
	graph   *graph
	desired map[object.Ref]*object.Manifest
	tiers   map[object.Ref]kind.Tier
	cleared map[object.Ref]int // vacate steps, of what is made anew
	written map[object.Ref]int // write steps
	awaited map[object.Ref]int // await steps
	// switching are the Services that begin to choose other Pods, and the steps
	// that wait for these.
	switching map[object.Ref][]int
}

// order says what has to wait for what: tiers within each namespace, declared
// dependencies, and every deletion for all the rest. What depends on a workload
// waits until that is rolled out; everything else waits until the server has
// taken what comes before it.
func order(p *plan.ClusterPlan, desired map[object.Ref]*object.Manifest, kinds *rollout.Kinds) (*graph, error) {
	o := &ordering{
		kinds:   kinds,
		graph:   new(graph),
		desired: desired,
		tiers:   map[object.Ref]kind.Tier{},
		cleared: map[object.Ref]int{},
		written: map[object.Ref]int{},
		awaited: map[object.Ref]int{},

		switching: map[object.Ref][]int{},
	}
	for i := range p.Changes {
		if c := &p.Changes[i]; c.Action.Writes() {
			o.addWrite(c)
		}
	}
	for _, ref := range p.Unsettled {
		if _, changes := o.written[ref]; !changes && kinds.Awaits(ref.GroupKind()) {
			o.awaited[ref] = o.graph.add(step{kind: await, object: ref, manifest: desired[ref]})
		}
	}
	for _, ref := range p.Stale {
		c := o.graph.add(step{kind: confirm, object: ref, manifest: desired[ref]})
		if a, ok := o.awaited[ref]; ok {
			o.graph.after(a, c)
		}
		for _, d := range desired[ref].DependsOn { // its definition may get the version first in which it is written
			if w, ok := o.written[d]; ok {
				o.graph.after(c, w)
			}
		}
	}
	for i := range p.Changes {
		if steps := o.newPods(&p.Changes[i]); len(steps) > 0 {
			o.switching[p.Changes[i].Object] = steps
		}
	}
	o.orderWrites()
	o.addRemovals(p.Changes)
	return o.graph, o.graph.checkAcyclic()
}

func (o *ordering) addWrite(c *plan.Change) {
	m := o.desired[c.Object]
	w := o.graph.add(step{kind: write, object: c.Object, change: c, manifest: m})
	o.written[c.Object] = w
	if c.Action.Renews() {
		o.cleared[c.Object] = o.graph.add(step{kind: vacate, object: c.Object, change: c, manifest: m})
		o.graph.after(w, o.cleared[c.Object])
	}
	if o.kinds.Awaits(c.Object.GroupKind()) {
		a := o.graph.add(step{kind: await, object: c.Object, manifest: m})
		o.awaited[c.Object] = a
		o.graph.after(a, w)
	}
}

// orderWrites makes every write wait for the tiers before its own in its
// namespace, and for what its object depends on.
func (o *ordering) orderWrites() {
	scopes := map[string]*[kind.Tiers][]int{}
	for _, ref := range slices.SortedFunc(maps.Keys(o.written), object.Compare) {
		scope := scopeOf(ref)
		if scopes[scope] == nil {
			scopes[scope] = new([kind.Tiers][]int)
		}
		t := o.tierWithin(ref).Index()
		first := o.written[ref]
		scopes[scope][t] = append(scopes[scope][t], first)
		if c, ok := o.cleared[ref]; ok {
			scopes[scope][t] = append(scopes[scope][t], c)
			first = c
		}
		o.graph.after(first, o.switching[ref]...)
		for _, d := range o.needs(ref) {
			if o.switching[d] != nil {
				continue // it is there, and what it chooses comes first
			}
			if a, ok := o.awaited[d]; ok {
				o.graph.after(first, a)
			} else if w, ok := o.written[d]; ok {
				o.graph.after(first, w)
			}
		}
	}
	for _, scope := range slices.Sorted(maps.Keys(scopes)) {
		o.graph.chain(scopes[scope][:])
	}
}

// needs lists what an object depends on, and what the plan changes first so that
// the server takes it.
func (o *ordering) needs(ref object.Ref) []object.Ref {
	return slices.Concat(o.desired[ref].DependsOn, o.graph.steps[o.written[ref]].change.First)
}

// tierWithin is an object's tier, raised to the tier of whatever it depends on:
// a declared dependency goes before the order of kinds, and the two together
// never run in a circle.
func (o *ordering) tierWithin(ref object.Ref) kind.Tier {
	if t, known := o.tiers[ref]; known {
		return t
	}
	t := o.kinds.About(ref.GroupKind()).Tier
	if o.switching[ref] != nil {
		t = kind.TierPolicy
	}
	o.tiers[ref] = t // ends the recursion where objects depend on one another
	for _, d := range o.needs(ref) {
		if _, ok := o.written[d]; ok && o.switching[d] == nil {
			t = max(t, o.tierWithin(d))
		}
	}
	o.tiers[ref] = t
	return t
}

// chain makes each group of steps wait for the ones before it.
func (g *graph) chain(groups [][]int) {
	previous := -1
	for _, group := range groups {
		if len(group) == 0 {
			continue
		}
		end := g.add(step{kind: join})
		for _, s := range group {
			if previous >= 0 {
				g.after(s, previous)
			}
			g.after(end, s)
		}
		previous = end
	}
}

// addRemovals lets every deletion wait until everything else is written and
// rolled out, and takes the tiers in reverse.
func (o *ordering) addRemovals(changes []plan.Change) {
	rest := -1
	var groups [kind.Tiers][]int
	for i := range changes {
		c := &changes[i]
		if c.Action != plan.Delete {
			continue
		}
		if rest < 0 {
			rest = o.graph.afterAll()
		}
		s := o.graph.add(step{kind: remove, object: c.Object, change: c})
		o.graph.after(s, rest)
		t := o.kinds.About(c.Object.GroupKind()).Tier.Index()
		groups[t] = append(groups[t], s)
	}
	slices.Reverse(groups[:])
	o.graph.chain(groups[:])
}

// afterAll adds a join that waits for every step there is.
func (g *graph) afterAll() int {
	end := g.add(step{kind: join})
	for s := range end {
		g.after(end, s)
	}
	return end
}
