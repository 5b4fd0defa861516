package apply

import (
	"fmt"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// idle says whether there is nothing to do, and nothing left of an earlier
// operation to conclude.
func (in *Input) idle() bool {
	p := in.Plan
	if len(p.Changes)+len(p.Stale)+len(p.Unsettled)+len(p.Forgotten)+len(p.Problems) > 0 {
		return false
	}
	r := in.Prior.Revision
	return r == nil || r.Outcome == state.Succeeded
}

// manifests finds desired objects by their reference.
func (in *Input) manifests() map[object.Ref]*object.Manifest {
	m := make(map[object.Ref]*object.Manifest, len(in.Desired))
	for i := range in.Desired {
		m[in.Desired[i].Ref] = &in.Desired[i]
	}
	return m
}

// prepare makes sure that the plan can be carried out, before anything is
// written, and puts it in order. The change of the namespace that holds the
// state is left out of the order if it has the given action: it goes before
// everything else, or after.
func (o *operation) prepare(apart plan.Action) (home *plan.Change, err error) {
	p := *o.in.Plan
	if err := o.checkPlan(); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return o.isHome(c.Object) && c.Action == apart }); i >= 0 {
		home = &o.in.Plan.Changes[i]
		p.Changes = slices.Delete(slices.Clone(p.Changes), i, i+1)
	}
	p.Unsettled = o.in.unsettled()
	o.graph, err = order(&p, o.in.manifests(), o.in.known())
	return home, err
}

func (o *operation) checkPlan() error {
	p, manifests := o.in.Plan, o.in.manifests()
	for _, c := range p.Changes {
		_, desired := manifests[c.Object]
		switch {
		case c.Action == plan.Blocked:
			return fmt.Errorf("the plan is blocked at %s: %s", c.Object, blockedBy(c))
		case c.Action == plan.Delete && o.isHome(c.Object) && o.name == "apply":
			return fmt.Errorf("%s holds the state of the stack %s and cannot be deleted while the stack is there: keep its block, or destroy the stack", c.Object, o.in.Stack.Name)
		case c.Action != plan.Delete && !desired:
			return notDesired(c.Object)
		}
	}
	for _, ref := range slices.Concat(p.Stale, p.Unsettled) {
		if _, desired := manifests[ref]; !desired {
			return notDesired(ref)
		}
	}
	if len(p.Problems) > 0 {
		return fmt.Errorf("the plan is not whole: %s: %s", p.Problems[0].Summary, p.Problems[0].Detail)
	}
	return nil
}

func notDesired(ref object.Ref) error {
	return fmt.Errorf("the plan speaks of %s, which the configuration does not have: plan again", ref)
}

// unsettled are the workloads to wait for although they are as wanted: those
// of the plan, and those to be recorded anew that the state does not know as
// rolled out.
func (in *Input) unsettled() []object.Ref {
	ready := map[object.Ref]bool{}
	if r := in.Prior.Revision; r != nil {
		for _, e := range r.Objects {
			ready[e.Ref] = e.Phase == state.Ready
		}
	}
	refs := slices.Clone(in.Plan.Unsettled)
	for _, ref := range in.Plan.Stale {
		if !ready[ref] {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, object.Compare)
	return slices.Compact(refs)
}

// isHome says whether an object is the namespace that holds the state.
func (o *operation) isHome(r object.Ref) bool {
	return r == object.NewRef(kind.Namespace, "", o.in.Stack.Namespace)
}

func blockedBy(c plan.Change) string {
	if c.Blocked == nil {
		return "for an unknown reason"
	}
	return c.Blocked.Summary + ": " + c.Blocked.Detail
}
