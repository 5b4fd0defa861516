package plan

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Contested identifies what a forced apply of some content would take: the
// fields of a live object that others than the manager hold, with who they are
// and the values. While it stays the same, nothing has happened that such an
// apply would undo unseen, whatever the object's version.
func Contested(content, live map[string]any, manager string) (string, error) {
	meta, err := object.MetaOf(live)
	if err != nil {
		return "", err
	}
	owners, err := ownersOf(meta)
	if err != nil {
		return "", err
	}
	typed, err := kubeschema.Parse(content)
	if err != nil {
		return "", err
	}
	desired, err := typed.ToFieldSet()
	if err != nil {
		return "", err
	}
	var held []string
	for _, o := range owners {
		if o.Manager == manager && o.Operation == string(metav1.ManagedFieldsOperationApply) {
			continue
		}
		desired.Intersection(o.fields).Leaves().Iterate(func(path fieldpath.Path) {
			value, _, _ := kubeschema.Find(live, path)
			held = append(held, fmt.Sprintf("%s %s %s %s %v", path, o.Manager, o.Operation, o.Subresource, value))
		})
	}
	slices.Sort(held)
	return object.Digest(meta.UID + "\n" + strings.Join(held, "\n"))
}
