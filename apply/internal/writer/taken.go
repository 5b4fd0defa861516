package writer

import (
	"context"
	"maps"
	"reflect"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
)

// lookingBack is how long it may take to find out what has become of a write. A server that was
// away is not waited for: the next apply finds out.
const lookingBack = 5 * time.Second

// taken completes a step whose write the server has stored, though its answer was lost, or was that
// the server had failed; it reports false where that is not known. Nothing is sent again
// before: a server that fails because a webhook does would be asked twice.
func (w Writer) taken(ctx context.Context, s *step.Step, carried map[string]any) (kube.ApplyResult, bool) {
	if s.Do != step.Write {
		return kube.ApplyResult{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, lookingBack)
	defer cancel()
	for moves, lost := retry.ChangedObject().Begin(), retry.LostAnswer().Begin(); ; {
		a := &writing{Writer: w, step: s, known: true}
		var err error
		if a.live, err = w.asWritten(ctx, s, carried); err == nil && a.live == nil {
			return a.result, false
		}
		if err == nil {
			err = a.do(ctx, carried)
		}
		switch {
		case err == nil:
			return a.result, true
		case apierrors.IsConflict(err) && moves.Again(ctx):
		case isUnanswered(err) && lost.Again(ctx): // with what was sent beside it
		default:
			return a.result, false
		}
	}
}

// asWritten returns the metadata of the live object if the step's apply would change nothing of
// it any more, and it is not the one of the plan; nil otherwise.
func (w Writer) asWritten(ctx context.Context, s *step.Step, carried map[string]any) (*object.Meta, error) {
	op, applies := s.Applied()
	if !applies {
		return nil, nil
	}
	if carried != nil {
		op.Content = carried
	}
	live, err := w.Cluster.GetVersion(ctx, s.Object, s.Manifest.Version())
	if err != nil {
		return nil, err
	}
	meta, err := object.MetaOf(live)
	if err != nil || s.If.UID != "" && meta.UID != s.If.UID || s.If.Bound() && meta.ResourceVersion == s.If.ResourceVersion {
		return nil, err
	}
	again, err := w.Cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: s.Object, FieldManager: w.Manager, Force: op.Force,
		Content: withMetadata(op.Content, map[string]any{"uid": meta.UID, "resourceVersion": meta.ResourceVersion}),
	})
	if err != nil || !reflect.DeepEqual(again.Object, live) {
		return nil, err
	}
	return &meta, nil
}

// edited reports whether an edit of who owns what has taken effect, though its answer was lost, or
// was that the server had failed, and nothing else has happened to the object.
func (a *writing) edited(ctx context.Context, edit ownership.Edit) bool {
	if a.content == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, lookingBack)
	defer cancel()
	for tries := retry.LostAnswer().Begin(); ; {
		content, err := a.Cluster.GetVersion(ctx, a.step.Object, a.step.Manifest.Version())
		if isUnanswered(err) && tries.Again(ctx) {
			continue
		}
		if err != nil || !reflect.DeepEqual(unowned(a.content), unowned(content)) {
			return false
		}
		live, err := object.MetaOf(content)
		if err != nil || live.UID != a.live.UID {
			return false
		}
		after, err := edit.Of(live)
		if err != nil || after.Changed {
			return false
		}
		a.live, a.content = &live, content
		return true
	}
}

// unowned is an object without what an edit of its ownership changes.
func unowned(content map[string]any) map[string]any {
	metadata, _ := content["metadata"].(map[string]any)
	metadata, content = maps.Clone(metadata), maps.Clone(content)
	delete(metadata, "managedFields")
	delete(metadata, "resourceVersion")
	content["metadata"] = metadata
	return content
}
