package ownership

import (
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// StoredSet is what an entry of an object's managed fields owns, by the fields that the server
// has stored: who has applied a Secret's stringData owns that by name, and the server keeps it
// as data.
func StoredSet(gk kind.GroupKind, e object.ManagerEntry) (*fieldpath.Set, error) {
	set, err := FieldSet(e)
	if err != nil || gk != kind.Secret {
		return set, err
	}
	sent, stored := object.PathOf("stringData"), []object.Path(nil)
	for path := range kubeschema.Paths(set) {
		if rest, within := path.Within(sent); within {
			stored = append(stored, object.PathOf("data").Join(rest))
		}
	}
	return set.RecursiveDifference(kubeschema.SetOf(sent)).Union(kubeschema.SetOf(stored...)), nil
}
