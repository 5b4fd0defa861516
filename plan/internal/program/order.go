package program

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// scopeOf is the namespace with which an object is ordered: a Namespace counts
// among the objects that live in it.
func scopeOf(r object.Ref) string {
	if r.GroupKind() == kind.Namespace {
		return r.Name
	}
	return r.Namespace
}

// ordering writes the program of one cluster.
type ordering struct {
	kinds   *kind.Registry
	program step.Program
	desired map[object.Ref]*object.Manifest
	first   map[object.Ref][]object.Ref // what is changed before an object so that the server takes it
	servers map[object.Ref][]object.Ref // what the server calls because of an object, or looks for
	tiers   map[object.Ref]kind.Tier
	cleared map[object.Ref]int // Clear steps
	written map[object.Ref]int // Write steps
	awaited map[object.Ref]int // Await steps
	// switching are the Services that begin to choose other Pods, and the steps
	// that wait for these.
	switching map[object.Ref][]int
}

// order writes the program of a plan: the steps of its changes, with what has to
// wait for what. Tiers wait within each namespace, declared dependencies wait, and
// every deletion and release waits for all the rest. What depends on a workload waits until
// that is rolled out; everything else waits until the server has taken what goes
// before it. What the program is about is named by work, whose steps are without
// an order; pending are the workloads to wait for although they do not change, and former is what
// is known of the objects that are deleted.
func order(kinds *kind.Registry, p *plan.ClusterPlan, desired, former map[object.Ref]*object.Manifest, work map[object.Ref][]step.Step, pending []object.Ref) step.Program {
	o := &ordering{
		kinds: kinds, desired: desired, first: map[object.Ref][]object.Ref{}, servers: map[object.Ref][]object.Ref{}, tiers: map[object.Ref]kind.Tier{},
		cleared: map[object.Ref]int{}, written: map[object.Ref]int{}, awaited: map[object.Ref]int{}, switching: map[object.Ref][]int{},
	}
	for i := range p.Changes {
		c := &p.Changes[i]
		if o.first[c.Object] = c.First; c.Action.Writes() {
			o.addWrite(c.Object, work[c.Object])
		}
	}
	for _, ref := range pending {
		if _, changes := o.written[ref]; !changes && o.awaits(ref) {
			o.awaited[ref] = o.add(step.Step{Do: step.Await, Object: ref})
		}
	}
	for _, ref := range p.Unrecorded {
		o.addRecord(ref, work[ref])
	}
	for i := range p.Changes {
		if steps := o.newPods(&p.Changes[i]); len(steps) > 0 {
			o.switching[p.Changes[i].Object] = steps
		}
	}
	o.addServers()
	o.orderWrites()
	o.addRemovals(p.Changes, former, work)
	return o.program
}

// add adds a step about an object, and what is known of the object.
func (o *ordering) add(s step.Step) int {
	if m := o.desired[s.Object]; m != nil {
		s.Manifest, s.Address, s.Origin = m, m.Address, m.Origin
	}
	return o.program.Add(s)
}

func (o *ordering) addWrite(ref object.Ref, work []step.Step) {
	var steps []int
	for _, s := range work {
		i := o.add(s)
		o.program.Wait(i, steps...)
		if steps = append(steps, i); s.Do == step.Clear {
			o.cleared[ref] = i
		} else {
			o.written[ref] = i
		}
	}
	if w, writes := o.written[ref]; writes && o.awaits(ref) {
		o.awaited[ref] = o.add(step.Step{Do: step.Await, Object: ref})
		o.program.Wait(o.awaited[ref], w)
	}
}

// awaits reports whether apply waits until an object is rolled out or ready.
func (o *ordering) awaits(ref object.Ref) bool {
	return o.desired[ref].Awaited(o.kinds.About(ref.GroupKind()))
}

// addRecord lets an object be recorded before its rollout is waited for, and after
// what it depends on: its definition may get the version first in which it is
// written.
func (o *ordering) addRecord(ref object.Ref, work []step.Step) {
	for _, s := range work {
		r := o.add(s)
		if a, ok := o.awaited[ref]; ok {
			o.program.Wait(a, r)
		}
		for _, d := range o.desired[ref].DependsOn {
			if w, ok := o.written[d]; ok {
				o.program.Wait(r, w)
			}
		}
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
		o.program.Wait(first, o.switching[ref]...)
		for _, d := range o.needs(ref) {
			if o.switching[d] != nil {
				continue // it is there, and what it chooses comes first
			}
			if a, ok := o.awaited[d]; ok {
				o.program.Wait(first, a)
			} else if w, ok := o.written[d]; ok {
				o.program.Wait(first, w)
			}
		}
	}
	for _, scope := range slices.Sorted(maps.Keys(scopes)) {
		o.program.Chain(scopes[scope][:])
	}
}

// needs lists what an object depends on, what the plan changes first so that
// the server takes it, what it names, and what the server calls because of it.
func (o *ordering) needs(ref object.Ref) []object.Ref {
	m := o.desired[ref]
	if m == nil {
		return nil
	}
	return slices.Concat(m.DependsOn, o.first[ref], o.servers[ref])
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

// addRemovals lets every deletion, and every release, wait until everything else is
// written and rolled out. What is known of the objects that are deleted tells their order.
func (o *ordering) addRemovals(changes []plan.Change, former map[object.Ref]*object.Manifest, work map[object.Ref][]step.Step) {
	rest := -1
	steps, releases := map[object.Ref][]int{}, []int(nil)
	for i := range changes {
		c := &changes[i]
		if c.Action != plan.Delete && c.Action != plan.ReleaseObject {
			continue
		}
		for _, s := range work[c.Object] {
			if rest < 0 {
				rest = o.program.BarrierAfterAll()
			}
			s.Address = c.Address
			d := o.add(s)
			if o.program.Wait(d, rest); c.Action == plan.ReleaseObject {
				releases = append(releases, d)
			} else {
				steps[c.Object] = append(steps[c.Object], d)
			}
		}
	}
	removalsOf(o.kinds, changes, former).chain(&o.program, steps, releases)
}

// newPods are the rollouts for which the change of a Service has to wait because
// it begins to choose their Pods: before these are ready, nobody would answer.
// There are none for anything else.
func (o *ordering) newPods(c *plan.Change) []int {
	if c.Object.GroupKind() != kind.Service || c.Action != plan.Update && c.Action != plan.Adopt ||
		!slices.ContainsFunc(c.Fields, func(f plan.FieldChange) bool {
			return f.Path.HasPrefix(object.PathOf("spec", "selector")) && !f.Op.KeepsValue()
		}) {
		return nil
	}
	var steps []int
	for ref, a := range o.awaited {
		if chooses(o.kinds, o.desired[c.Object], o.desired[ref]) {
			steps = append(steps, a)
		}
	}
	slices.Sort(steps)
	return steps
}

// circular reports objects that wait for one another, so that none can be first.
func circular(p step.Program) []plan.Problem {
	refs := p.Circle()
	if len(refs) == 0 {
		return nil
	}
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = ref.String()
	}
	circle := plan.NewProblem(plan.ProblemCircle, fact.Args{"objects": names})
	circle.Object, circle.Origin = &refs[0], p.Of(refs[0])[0].Origin
	return []plan.Problem{circle}
}
