package step

import (
	"fmt"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// Edit is the change of managed fields that the operation is, for an object that
// the given manager, the stack's, applies.
func (o SetOwnership) Edit(m *object.Manifest, manager string) (ownership.Edit, error) {
	edit := ownership.Edit{Manager: manager, APIVersion: m.APIVersion, Release: o.Release}
	for _, t := range o.Take {
		take := ownership.Take{Manager: t.Manager, Operation: t.Operation}
		if t.Fields != "" {
			take.Fields = fieldpath.NewSet()
			if err := take.Fields.FromJSON(strings.NewReader(t.Fields)); err != nil {
				return edit, fmt.Errorf("%s: the fields of %s in the plan cannot be read: %w", m.Ref, t.Manager, err)
			}
		}
		edit.Take = append(edit.Take, take)
	}
	return edit, nil
}
