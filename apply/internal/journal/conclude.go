package journal

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// concludes reports whether nothing is done but to wait for what the last operation has
// begun, or to record it: that is no revision of its own.
func (o *Operation) concludes() bool {
	r := o.Prior.Revision
	return o.Name == "apply" && r != nil && len(o.Plan.Changes) == 0 && r.Operation != "destroy"
}

// concluded is the revision that the operation concludes. One that had not succeeded is of
// the commit of which everything is found in place, and of the run that does.
func (o *Operation) concluded() state.Revision {
	r := *o.Prior.Revision
	r.Changes = slices.Clone(r.Changes)
	r.Outputs, r.Clusters = o.Outputs, o.Clusters
	if r.Outcome != state.Succeeded && len(o.Plan.Targets) == 0 {
		r.Commit, r.Run = cmp.Or(o.Commit, r.Commit), cmp.Or(o.Run, r.Run)
	}
	return r
}

// outcome is how the revision has ended, by how the operation did. What concludes a part of
// a revision says nothing of its other objects.
func (o *Operation) outcome(of state.Outcome, entries map[object.Ref]state.Entry) state.Outcome {
	if of != state.Succeeded || len(o.Plan.Targets) == 0 || !o.concludes() {
		return of
	}
	for _, e := range entries {
		if e.Phase == state.Ready || e.Ref.GroupKind() == kind.Job {
			continue
		}
		if before := o.Prior.Revision.Outcome; before != state.Running {
			return before
		}
		return state.Interrupted
	}
	return of
}
