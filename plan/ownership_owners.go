package plan

import (
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// owner is a manager and what it owns.
type owner struct {
	object.ManagerEntry
	fields *fieldpath.Set
}

// ownersOf reads the managed fields of an object. Who only reports a status is
// left out: nobody desires one.
func ownersOf(m object.Meta) ([]owner, error) {
	var owners []owner
	for _, e := range m.Managers {
		if e.Subresource == "status" {
			continue
		}
		set, err := ownership.FieldSet(e)
		if err != nil {
			return nil, err
		}
		owners = append(owners, owner{ManagerEntry: e, fields: set})
	}
	return owners, nil
}

// ownedBy is the set of fields that a server-side-apply manager owns.
func ownedBy(m object.Meta, manager string) (owned *fieldpath.Set, managed bool, err error) {
	e, ok := m.Manager(manager)
	if !ok {
		return fieldpath.NewSet(), false, nil
	}
	owned, err = ownership.FieldSet(e)
	return owned, true, err
}

// owning names those who own a field, sorted.
func owning(owners []owner, path object.Path) []string {
	var names []string
	for _, o := range owners {
		if kubeschema.Has(o.fields, path) {
			names = append(names, o.Manager)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unowned are the fields that belong to no manager: what names an object, and
// what the server keeps for itself.
func unowned() *fieldpath.Set {
	fields := []object.Path{object.PathOf("apiVersion"), object.PathOf("kind"), object.PathOf("metadata")}
	for _, field := range []string{"name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"} {
		fields = append(fields, object.PathOf("metadata", field))
	}
	return kubeschema.SetOf(fields...)
}
