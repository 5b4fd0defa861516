package writer

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// writing is one attempt to write an object.
type writing struct {
	Writer
	step    *step.Step
	live    *object.Meta   // as it was last seen; nil where it was not looked at
	content map[string]any // likewise, where it was read as one that may be written
	known   bool           // it is as this leaves it, whatever the precondition says
	result  kube.ApplyResult
	applied bool
}

// movedError is that an object was changed between two requests.
type movedError struct{ err error }

func (e *movedError) Error() string { return e.err.Error() }
func (e *movedError) Unwrap() error { return e.err }

func isMoved(err error) bool { return errors.As(err, new(*movedError)) }

// errReplaced and errNotAsPlanned are that a precondition does not hold, by the answer
// that says so; nil where the object itself does.
func errReplaced(answer error) error     { return fact.NewError(answer, reason.ObjectReplaced, nil) }
func errNotAsPlanned(answer error) error { return fact.NewError(answer, reason.NotAsPlanned, nil) }

// look reads the live object, and fails where it is not the one that the step is
// about.
func (a *writing) look(ctx context.Context) error {
	content, err := a.Cluster.GetVersion(ctx, a.step.Object, a.step.Manifest.Version())
	if apierrors.IsNotFound(err) && a.step.If.UID != "" {
		return errReplaced(nil)
	}
	if err != nil {
		return err
	}
	live, err := object.MetaOf(content)
	if err != nil {
		return err
	}
	if want := a.step.If; want.UID != "" && live.UID != want.UID {
		return errReplaced(nil)
	} else if want.Bound() && live.ResourceVersion != want.ResourceVersion {
		same, err := a.sameAsPlanned(content, live)
		if err != nil {
			return err
		}
		if !same {
			return errNotAsPlanned(nil)
		}
	}
	a.live, a.content = &live, content
	return nil
}

// sameAsPlanned reports whether nothing has changed, in another version of the
// object, on which the plan's decision depends.
func (a *writing) sameAsPlanned(content map[string]any, live object.Meta) (bool, error) {
	want := a.step.If
	if want.Generation > 0 && live.Generation == want.Generation {
		return true, nil
	}
	if want.Held == "" {
		return false, nil
	}
	op, _ := a.step.Applied()
	held, err := ownership.Held(op.Content, content, a.Manager)
	return held == want.Held, err
}

// apply sends the object, bound to what is known of the live one.
func (a *writing) apply(ctx context.Context, op step.Apply) (err error) {
	preconditions := map[string]any{}
	if a.step.If.UID != "" {
		preconditions["uid"] = a.step.If.UID
	}
	bound := a.step.If.Bound() || a.known
	if bound {
		preconditions["resourceVersion"] = a.step.If.ResourceVersion
		if a.live != nil {
			preconditions["resourceVersion"] = a.live.ResourceVersion
		}
	}
	a.result, err = a.Cluster.Apply(ctx, kube.ApplyRequest{
		Ref: a.step.Object, FieldManager: a.Manager, Force: op.Force, Content: withMetadata(op.Content, preconditions),
	})
	switch a.applied = true; {
	case err != nil && bound && apierrors.IsConflict(err):
		return &movedError{err}
	case err == nil && op.Creates && !a.result.Created && !a.own():
		return fact.NewError(nil, reason.CreatedByAnother, nil)
	}
	return err
}

// own reports whether the stack itself has created an object that was there before: by a request
// that was sent again, because its answer was lost or was that the server had failed, or by
// another apply at the same time, as of the namespace of the state, which is created before
// there is a lock. Controllers may have written to it since.
func (a *writing) own() bool {
	others := slices.DeleteFunc(slices.Clone(a.result.Meta.Managers), func(e object.ManagerEntry) bool { return e.Manager == a.Manager || e.Subresource != "" })
	if len(others) == 0 {
		return true
	}
	text, _ := object.At(a.result.Object, "metadata", "creationTimestamp").(string)
	created, err := time.Parse(time.RFC3339, text)
	applied, there := a.result.Meta.Manager(a.Manager)
	if err != nil || !there || applied.Time.After(created) {
		return false
	}
	return !slices.ContainsFunc(others, func(e object.ManagerEntry) bool { return !e.Time.After(created) && mayHaveCreated(e) })
}

// mayHaveCreated reports whether a manager may have created an object, of those that have
// written to it within the second in which it was created: times have no fractions.
func mayHaveCreated(e object.ManagerEntry) bool {
	if ownership.IsComponent(e.Manager) {
		return false
	}
	var fields struct {
		Metadata map[string]any `json:"f:metadata"`
	}
	all := map[string]any{}
	if json.Unmarshal(e.FieldsV1, &fields) != nil || json.Unmarshal(e.FieldsV1, &all) != nil {
		return true
	}
	for _, of := range []string{"f:annotations", "f:finalizers", "f:ownerReferences"} { // which operators add
		delete(fields.Metadata, of)
	}
	delete(all, "f:metadata")
	return len(fields.Metadata)+len(all) > 0
}

// setOwnership changes who owns fields of the object, before it is applied or
// after.
func (a *writing) setOwnership(ctx context.Context, op step.SetOwnership) error {
	edit, err := op.Edit(a.step.Manifest, a.Manager)
	if err != nil {
		return err
	}
	if a.applied {
		if a.result.Meta, err = a.release(ctx, edit); err != nil {
			return fact.NewError(err, reason.OwnershipNotReleased, fact.Args{"fields": object.PathTexts(cmp.Or(op.Shown, &op).Release)})
		}
		return nil
	}
	if !a.known {
		if err := a.look(ctx); err != nil {
			return err
		}
	}
	live, err := a.edit(ctx, *a.live, edit)
	if isUncertain(err) && a.edited(ctx, edit) {
		return nil
	}
	a.live = &live
	return err
}

// release edits what was just applied, whatever happens to it meanwhile.
func (a *writing) release(ctx context.Context, edit ownership.Edit) (object.Meta, error) {
	live := a.result.Meta
	for moved, lost := retry.ChangedObject().Begin(), retry.LostAnswer().Begin(); ; {
		edited, err := a.edit(ctx, live, edit)
		again := isMoved(err) && moved.Again(ctx) || isUncertain(err) && lost.Again(ctx)
		if !again {
			return edited, err
		}
		content, err := a.Cluster.Get(ctx, a.step.Object)
		if err != nil {
			return live, err
		}
		now, err := object.MetaOf(content)
		if err != nil {
			return live, err
		}
		if now.UID != live.UID {
			return live, errReplaced(nil)
		}
		live = now
	}
}

func (w Writer) edit(ctx context.Context, live object.Meta, edit ownership.Edit) (object.Meta, error) {
	after, err := edit.Of(live)
	if err != nil || !after.Changed {
		return live, err
	}
	edited, err := w.Cluster.ReplaceManagers(ctx, live, after.Managers)
	if apierrors.IsConflict(err) || isFailedTest(err) {
		return live, &movedError{err}
	}
	return edited, err
}

// withMetadata is content with further metadata; content itself stays as it is.
func withMetadata(content, more map[string]any) map[string]any {
	metadata, _ := content["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	maps.Copy(metadata, more)
	content = maps.Clone(content)
	content["metadata"] = metadata
	return content
}
