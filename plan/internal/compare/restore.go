package compare

import (
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/state"
)

// Cleared reports whether the managed fields of the object were cleared, by its
// metadata: the server does not know any more what of it the stack has set, and an apply
// alone would neither change nor remove that.
func (s *Subject) Cleared(manager string) bool {
	if s.Proven || !s.Listed || !s.known(s.Meta) || s.Meta.Deleting {
		return false
	}
	_, managed := s.Meta.Manager(manager)
	return !managed || slices.ContainsFunc(s.Meta.Managers, ownership.MadeUp)
}

// Remember notes what the last revision set of an object whose managed fields were
// cleared. What was applied in another version of the API has other paths, and an item of a
// list whose key is withheld is not found again.
func (s *Subject) Remember(o *state.AppliedObject) {
	if version, _ := o.Content["apiVersion"].(string); version != s.Manifest.APIVersion {
		return
	}
	if set, err := kubeschema.FieldsOf(o.Content); err == nil {
		s.Was = set.Difference(ownership.Unowned()).RecursiveDifference(kubeschema.SetOf(o.Lifecycle.IgnoreFields...))
	}
}

// Restored is what of a live object is the stack's although the server does not know it
// any more. The zero value is of an object of which the server knows it all.
type Restored struct {
	fields *fieldpath.Set // nil where the managed fields were not cleared
	// superseded are defaults, which nobody has set: they become the stack's, so that its apply
	// removes them.
	superseded *fieldpath.Set
}

// restored finds what of the live object is to be restored, without what is left to others.
func restored(s *Subject, live map[string]any, leftOver []object.Path) (Restored, error) {
	if s.Was == nil {
		return Restored{}, nil
	}
	metadata, _ := live["metadata"].(map[string]any)
	there, err := kubeschema.FieldsOf(object.With(live, "metadata", object.Without(metadata, "managedFields")))
	if err != nil {
		return Restored{}, err
	}
	return Restored{fields: s.Was.Intersection(there).RecursiveDifference(kubeschema.SetOf(leftOver...))}, nil
}

// all is all of it, and nil where that is nothing.
func (r Restored) all() *fieldpath.Set {
	switch {
	case r.fields == nil:
		return r.superseded
	case r.superseded == nil:
		return r.fields
	}
	return r.fields.Union(r.superseded)
}

// And is what the stack owns, with what the server knows.
func (r Restored) And(owned *fieldpath.Set) *fieldpath.Set {
	if all := r.all(); all != nil {
		return owned.Union(all)
	}
	return owned
}

// OwnersOf reads who owns what of the object, without what the server has made up since
// its managed fields were cleared: an apply of the plan drops that.
func (r Restored) OwnersOf(m object.Meta) ([]ownership.Owner, error) {
	owners, err := ownership.OwnersOf(m)
	if r.fields != nil {
		owners = slices.DeleteFunc(owners, func(o ownership.Owner) bool { return ownership.MadeUp(o.ManagerEntry) })
	}
	return owners, err
}

// Without is what of it the desired fields leave out, so that it goes.
func (r Restored) Without(desired *fieldpath.Set) *fieldpath.Set {
	if all := r.all(); all != nil {
		return all.Difference(withParents(desired))
	}
	return fieldpath.NewSet()
}

// Any reports whether there is anything to restore.
func (r Restored) Any() bool { return r.all() != nil && !r.all().Empty() }

// Fields is the set of what was ours, as managed fields hold it; empty where there is none.
func (r Restored) Fields() (string, error) { return written(r.fields) }

// Defaults is the set of the defaults, written likewise.
func (r Restored) Defaults() (string, error) { return written(r.superseded) }

func written(fields *fieldpath.Set) (string, error) {
	if fields == nil {
		return "", nil
	}
	return ownership.Written(fields)
}
