package step

import (
	"cmp"
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
	var err error
	if edit.Restore, err = fieldsOf(m.Ref, manager, cmp.Or(o.Restore, o.Unowned)); err != nil {
		return edit, err
	}
	defaults, err := fieldsOf(m.Ref, manager, o.Defaults)
	if err != nil {
		return edit, err
	}
	if edit.Restore == nil {
		edit.Restore = defaults
	} else if defaults != nil {
		edit.Restore = edit.Restore.Union(defaults)
	}
	for _, t := range o.Take {
		take := ownership.Take{Manager: t.Manager, Operation: t.Operation}
		if take.Fields, err = fieldsOf(m.Ref, t.Manager, t.Fields); err != nil {
			return edit, err
		}
		edit.Take = append(edit.Take, take)
	}
	return edit, nil
}

// fieldsOf reads a set of fields, nil where there is none.
func fieldsOf(ref object.Ref, manager, text string) (*fieldpath.Set, error) {
	if text == "" {
		return nil, nil
	}
	fields := fieldpath.NewSet()
	if err := fields.FromJSON(strings.NewReader(text)); err != nil {
		return nil, fmt.Errorf("%s: the fields of %s in the plan cannot be read: %w", ref, manager, err)
	}
	return fields, nil
}
