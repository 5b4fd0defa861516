package wanted

import (
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// IsAsApplied reports whether everything that the plan is about is desired as it was applied
// last.
func (w *Configuration) IsAsApplied(s state.Snapshot) bool {
	if s.Revision == nil {
		return true
	}
	all, now := byRef(w.All), byRef(w.Desired)
	return !slices.ContainsFunc(s.Revision.Objects, func(e state.Entry) bool {
		m := now[e.Ref]
		if m == nil {
			return all[e.Ref] == nil // otherwise the plan is not about it
		}
		return e.Record == nil || !e.Record.IsOf(m, s.Key)
	})
}

// AsApplied are the objects of a revision as they were applied, with the places of what is
// desired now, and those of which it is not known how they were. Sensitive values are
// not in a revision: those that are desired no more are left alone.
func AsApplied(desired []object.Manifest, r *state.Revision, was []state.AppliedObject, key []byte) []object.Manifest {
	now := byRef(desired)
	all := make([]object.Manifest, len(was))
	for i := range was {
		m := applied.Manifest(&was[i])
		place := now[m.Ref]
		if place != nil {
			m.Address, m.Origin, m.Fields, m.Lifecycle.Origin = place.Address, place.Origin, place.Fields, place.Lifecycle.Origin
		}
		var lacking []object.Path
		m.Content, lacking = applied.Restore(&was[i], func(w state.Withheld) (any, bool) { return desiredAs(place, w, key) })
		all[i] = *leavingAlone(m, lacking)
		delete(now, m.Ref)
	}
	for _, e := range r.Objects {
		if m := now[e.Ref]; m != nil {
			all = append(all, *m)
		}
	}
	return all
}

func byRef(desired []object.Manifest) map[object.Ref]*object.Manifest {
	all := make(map[object.Ref]*object.Manifest, len(desired))
	for i := range desired {
		all[desired[i].Ref] = &desired[i]
	}
	return all
}

// desiredAs is a value that was withheld, where an object is desired with it.
func desiredAs(m *object.Manifest, w state.Withheld, key []byte) (any, bool) {
	if m == nil {
		return nil, false
	}
	for _, path := range append([]object.Path{w.Path}, m.Sensitive...) {
		if value, there := path.At(m.Content); there && applied.Is(w, value, key) {
			return value, true
		}
	}
	return nil, false
}

// leavingAlone is an object that leaves some of its fields to others.
func leavingAlone(m *object.Manifest, places []object.Path) *object.Manifest {
	if len(places) == 0 {
		return m
	}
	var fields []object.Path
	leaves, _ := kubeschema.Leaves(m.Content) // an object that has none is refused where it is planned
	for _, leaf := range leaves {
		if slices.ContainsFunc(places, leaf.At.HasPrefix) {
			fields = append(fields, leaf.Path)
		}
	}
	m.Lifecycle.IgnoreFields = slices.Concat(m.Lifecycle.IgnoreFields, fields)
	return m
}
