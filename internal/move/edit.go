package move

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/state"
)

// edit has an object be the other stack's. One that is gone, or another of its name that has nothing
// of the stack, is left alone. What was edited before is found to be as it is to be.
func (m *mover) edit(ctx context.Context, e state.Entry) error {
	for tries := retry.ChangedObject().Begin(); ; {
		content, err := m.cluster.Get(ctx, e.Ref)
		if apierrors.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		live, err := object.MetaOf(content)
		if err != nil {
			return err
		}
		err = m.editLive(ctx, live)
		if moved := apierrors.IsConflict(err) || apierrors.IsInvalid(err); !moved || !tries.Again(ctx) {
			return err
		}
	}
}

// editLive edits an object until nothing of it is the former stack's. A label that gets
// another value is at first owned as by an update, and by what the stack applies from the
// second edit on.
func (m *mover) editLive(ctx context.Context, live object.Meta) error {
	for {
		edit, changes, err := m.editOf(live)
		if err != nil || !changes {
			return err
		}
		if err := m.check(); err != nil {
			return err
		}
		if live, err = m.cluster.EditMetadata(ctx, live, edit); err != nil {
			return err
		}
	}
}

// editOf is what is to change of an object's metadata.
func (m *mover) editOf(live object.Meta) (edit kube.MetadataEdit, changes bool, err error) {
	before, after := m.From.FieldManager(), m.To.FieldManager()
	renamed := live
	renamed.Managers = slices.Clone(live.Managers)
	for i := range renamed.Managers {
		if renamed.Managers[i].Manager == before {
			renamed.Managers[i].Manager, changes = after, true
		}
	}
	own, managed := renamed.Manager(after)
	edit.Managers, edit.Manager, edit.SetLabels = renamed.Managers, after, map[string]string{}
	if managed {
		update := ownership.Edit{Manager: after, APIVersion: own.APIVersion, Take: []ownership.Take{{Manager: after, Operation: "Update"}}}
		taken, err := update.Of(renamed)
		if err != nil {
			return edit, false, err
		}
		edit.Managers, changes = taken.Managers, changes || taken.Changed
	}
	for label, values := range map[string][2]string{
		object.LabelApplySet: {m.From.ApplySetID(), m.To.ApplySetID()}, object.LabelPartOf: {m.From.Name, m.To.Name},
	} {
		if live.Labels[label] == values[0] && values[0] != values[1] && (label == object.LabelApplySet || managed) {
			edit.SetLabels[label], changes = values[1], true
		}
	}
	return edit, changes, nil
}
