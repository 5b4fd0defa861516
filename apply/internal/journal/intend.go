package journal

import (
	"cmp"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// intend notes what is about to happen.
func (j *Journal) intend() {
	in, known := &j.operation, j.entries
	j.entries = make(map[object.Ref]state.Entry, len(in.Desired))
	if len(in.Plan.Targets) > 0 { // what the plan is not about stays as it is
		maps.Copy(j.entries, known)
		for _, ref := range in.Plan.Missing {
			delete(j.entries, ref)
		}
	}
	for _, ref := range in.Plan.Kept {
		if e, ok := known[ref]; ok {
			j.entries[ref] = e
		}
	}
	for i := range in.Desired {
		m := &in.Desired[i]
		e, ok := known[m.Ref]
		if !ok {
			e, j.dirty = state.Entry{Ref: m.Ref, Phase: state.Intended}, true
		}
		e.APIVersion, e.Address, e.Sensitive = m.APIVersion, m.Address, j.sensitive[m.Ref]
		e.PreventDestroy, e.Release = m.Lifecycle.PreventDestroy, m.Lifecycle.Release
		e.NoWait, e.Ready = m.Lifecycle.NoWait, m.Lifecycle.Ready
		if e.Replacing != nil && !in.creates(m.Ref) {
			e.Replacing = nil // it is there
		}
		if (e.Phase == state.Applied || e.Phase == state.Stalled) && !in.Awaited(m) {
			e.Phase = state.Ready // it is waited for no longer
		}
		j.entries[m.Ref] = e
	}
	j.intendChanges(known)
}

// creates reports whether the plan creates an object that is not there, or waits first until it is not.
func (o *Operation) creates(ref object.Ref) bool {
	return slices.ContainsFunc(o.Plan.Changes, func(c plan.Change) bool {
		return c.Object == ref && (c.Action == plan.Create || c.Action.Renews() && c.Going)
	})
}

func (j *Journal) intendChanges(known map[object.Ref]state.Entry) {
	in, uids, always := &j.operation, map[object.Ref]string{}, map[object.Ref]bool{}
	for i := range in.Desired {
		always[in.Desired[i].Ref] = in.Desired[i].Lifecycle.RunsAlways
	}
	for _, s := range in.Plan.Steps {
		uids[s.Object] = cmp.Or(s.If.UID, uids[s.Object])
	}
	for _, c := range in.Plan.Changes {
		e, ok := j.entries[c.Object]
		if !ok {
			e = known[c.Object]
			e.Ref, e.Address, e.UID = c.Object, c.Address, cmp.Or(e.UID, uids[c.Object])
		}
		switch c.Action {
		case plan.Create, plan.Adopt: // until it is adopted, nothing is known of it
			e.Phase, e.UID, e.Record, e.Finished, e.Adopted = state.Intended, "", nil, nil, c.Action == plan.Adopt
		case plan.Update, plan.Replace, plan.Rerun:
			e.Phase, e.UID, e.Finished = state.Intended, uids[c.Object], nil
			// Until it is written, the object holds the former values.
			e.Sensitive = slices.Compact(slices.SortedFunc(slices.Values(slices.Concat(known[c.Object].Sensitive, e.Sensitive)), object.Path.Compare))
		case plan.Delete:
			e.Phase = state.Deleting
		case plan.ReleaseObject: // whatever becomes of this operation, no later one is to delete it
			e.Release = true
		}
		if always[c.Object] && (c.Action == plan.Create || c.Action == plan.Rerun) {
			e.Begun = in.Plan.Configuration
		}
		j.entries[c.Object] = e
	}
}

func sensitivePaths(desired []object.Manifest) (map[object.Ref][]object.Path, error) {
	paths := map[object.Ref][]object.Path{}
	for i := range desired {
		m := &desired[i]
		if len(m.Sensitive) == 0 {
			continue // a Secret's data is known to be
		}
		var err error
		if paths[m.Ref], err = kubeschema.SensitivePaths(m); err != nil {
			return nil, err
		}
	}
	return paths, nil
}
