package writer

import (
	"cmp"
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Cleared is what an object that is deleted leaves to the one that is created in its place.
type Cleared struct {
	// Content is how that is created, where it is not the step's own: with what others hold
	// at this moment of the fields on which they decide.
	Content   map[string]any
	Replacing state.Replacing
}

// Carry prepares a Clear: it expands claims, and reads what is to be carried over to the
// object that next creates.
func (w Writer) Carry(ctx context.Context, s *step.Step, next step.Apply) (c Cleared, err error) {
	if err = w.grow(ctx, s); err != nil {
		return c, err
	}
	op := removal(s)
	if len(op.Carry) > 0 {
		if c.Content, err = w.carry(ctx, s, next, op.Carry); err != nil {
			return c, err
		}
	}
	if c.Content != nil {
		next.Content = c.Content
	}
	if op.Propagation == kube.Orphan {
		c.Replacing.PodSelector = podSelector(next.Content)
	}
	for _, path := range op.Carry {
		if value, _, there := kubeschema.Find(next.Content, path); there {
			c.Replacing.Fields = append(c.Replacing.Fields, state.Carried{Path: path, Value: value})
		}
	}
	return c, nil
}

// carry returns nil of an object that is gone.
func (w Writer) carry(ctx context.Context, s *step.Step, next step.Apply, paths []object.Path) (map[string]any, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	former, err := w.Cluster.GetVersion(ctx, s.Object, s.Manifest.Version())
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return kubeschema.Carried(next.Content, former, paths), nil
}

// podSelector is a workload's, as lists take it.
func podSelector(content map[string]any) string {
	selector := new(metav1.LabelSelector)
	given, _ := object.At(content, "spec", "selector").(map[string]any)
	if runtime.DefaultUnstructuredConverter.FromUnstructured(given, selector) != nil || len(given) == 0 {
		return ""
	}
	return metav1.FormatLabelSelector(selector)
}

// Remove carries out a Delete, or a Clear that is prepared. It returns the UID under which
// the object is still there, "" if it is gone.
func (w Writer) Remove(ctx context.Context, s *step.Step) (live types.UID, err error) {
	if pods := removal(s).Pods; len(pods) > 0 {
		_, err := pool.Map(ctx, w.Parallelism, pods, func(ctx context.Context, p step.Pod) (struct{}, error) {
			return struct{}{}, w.removePod(ctx, object.NewRef(kind.Pod, s.Object.Namespace, p.Name), p.UID)
		})
		return "", err
	}
	return w.delete(ctx, s)
}

// removePod deletes a Pod that a replacement has left. One that is gone, or whose name
// another bears, counts as deleted.
func (w Writer) removePod(ctx context.Context, pod object.Ref, uid string) error {
	if err := w.Check(); err != nil {
		return err
	}
	err := w.Cluster.Delete(ctx, pod, uid, kube.Background)
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil
	}
	return err
}

// removal is the operation of a step that deletes.
func removal(s *step.Step) step.Remove {
	op, _ := s.Operations[len(s.Operations)-1].(step.Remove)
	return op
}

// delete returns the UID under which the object is still there, "" if it is
// gone. Where it is not known whether the server has taken the request, it is sent again: it
// means no other object.
func (w Writer) delete(ctx context.Context, s *step.Step) (live types.UID, err error) {
	for tries := retry.LostAnswer().Begin(); ; {
		live, err := w.deleteOnce(ctx, s)
		if !isUncertain(err) || s.If.UID == "" || !tries.Again(ctx) {
			return live, err
		}
	}
}

func (w Writer) deleteOnce(ctx context.Context, s *step.Step) (live types.UID, err error) {
	if err := w.Check(); err != nil {
		return "", err
	}
	uid := s.If.UID
	err = w.Cluster.Delete(ctx, s.Object, uid, removal(s).Propagation)
	if apierrors.IsNotFound(err) {
		return "", nil
	}
	if err != nil && !apierrors.IsConflict(err) && !isUncertain(err) {
		return "", err
	}
	// After a conflict another object bears the name, and stays.
	content, getErr := w.Cluster.Get(ctx, s.Object)
	switch {
	case apierrors.IsNotFound(getErr):
		return "", nil
	case getErr != nil && err == nil && uid != "":
		return types.UID(uid), nil // it is being deleted, whatever keeps us from looking: its watch tells when it is gone
	case getErr != nil:
		return "", cmp.Or(err, getErr)
	}
	meta, metaErr := object.MetaOf(content)
	switch {
	case metaErr != nil:
		return "", metaErr
	case uid != "" && meta.UID != uid:
		return "", w.another(s, meta)
	case err != nil && !(meta.Deleting && isUncertain(err)):
		return "", err
	}
	return types.UID(meta.UID), nil
}

// another is nil where an object that bears the name of one that is to be removed is none of the stack's:
// it stays. One with the stack's label, as where it was restored since the plan was made, is not forgotten.
func (w Writer) another(s *step.Step, live object.Meta) error {
	if s.Do == step.Clear || live.Labels[object.LabelApplySet] != w.Stack.ApplySetID() {
		return nil
	}
	return errReplaced(nil)
}

// isUncertain reports whether a server may have done what it has not answered, or has answered that it failed at.
func isUncertain(err error) bool {
	return kube.IsServerFailure(err) || kube.IsUnread(err) || isUnanswered(err)
}

// isUnanswered reports whether nothing was answered.
func isUnanswered(err error) bool { return errors.As(err, new(*kube.UnreachableError)) }
