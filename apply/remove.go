package apply

import (
	"context"
	"maps"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// pendingDeletion is an object that the server has promised to delete.
type pendingDeletion struct {
	step     int
	uid      types.UID
	started  time.Time
	deadline time.Time
	told     []Wait
}

// nextMoment is when there is something to tell of it, or its time is up.
func (d *pendingDeletion) nextMoment() time.Time {
	if tell := d.started.Add(stayTold); d.told == nil && time.Now().Before(tell) && tell.Before(d.deadline) {
		return tell
	}
	return d.deadline
}

// beginRemoval deletes an object. It is done when the object is gone; what the
// garbage collector does with its dependents, a workload's Pods above all, is
// not waited for, as with kubectl delete.
func (e *engine) beginRemoval(ctx context.Context, s int) {
	step, started := &e.graph.steps[s], time.Now()
	e.request(func() func() {
		var heir *object.Manifest
		var live types.UID
		err := e.grow(ctx, step)
		if err == nil {
			heir, err = e.heir(ctx, step)
		}
		if err == nil {
			live, err = e.delete(ctx, step)
		}
		return func() {
			if heir != nil {
				e.heirs[step.object] = heir
			}
			e.removed(ctx, s, live, err, started)
		}
	})
}

// heir is what an object will be made anew of that leaves fields to others: with
// what those have set. It is nil for any other.
func (e *engine) heir(ctx context.Context, s *step) (*object.Manifest, error) {
	if s.kind != vacate || len(s.manifest.Lifecycle.IgnoreFields) == 0 {
		return nil, nil
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	former, err := e.cluster.GetVersion(ctx, s.object, s.manifest.Version())
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	paths, err := kubeschema.Ignored(s.manifest)
	if err != nil {
		return nil, err
	}
	heir := *s.manifest
	heir.Content = kubeschema.Carried(heir.Content, former, paths)
	return &heir, nil
}

// delete returns the UID under which the object is still there, "" if it is
// gone.
func (e *engine) delete(ctx context.Context, s *step) (live types.UID, err error) {
	if err := e.check(); err != nil {
		return "", err
	}
	uid := s.change.Basis.UID
	err = e.cluster.Delete(ctx, s.object, uid, propagation(s))
	if apierrors.IsNotFound(err) {
		return "", nil
	}
	if err != nil && !apierrors.IsConflict(err) {
		return "", err
	}
	// After a conflict another object bears the name, and stays.
	content, getErr := e.cluster.Get(ctx, s.object)
	switch {
	case apierrors.IsNotFound(getErr):
		return "", nil
	case getErr != nil:
		return "", getErr
	}
	meta, metaErr := object.MetaOf(content)
	switch {
	case metaErr != nil:
		return "", metaErr
	case uid != "" && meta.UID != uid:
		return "", nil
	case err != nil:
		return "", err
	}
	return types.UID(meta.UID), nil
}

// propagation says what becomes of what an object has made. A workload that is
// made anew waits for its old Pods to end, unless it is to take them over.
func propagation(s *step) kube.Propagation {
	switch r := s.change.Replacement; {
	case s.kind != vacate || r == nil:
		return kube.Background
	case r.KeepsPods:
		return kube.Orphan
	}
	return kube.Foreground
}

func (e *engine) removed(ctx context.Context, s int, live types.UID, err error, started time.Time) {
	step := &e.graph.steps[s]
	switch {
	case err != nil:
		e.emit(ObjectFailed{Object: step.object, Action: step.change.Action, Err: err})
		e.fail(step, err)
	case live == "":
		e.gone(ctx, s, started)
	case e.fatal != nil || e.interrupted && step.kind == remove:
		e.unwatched++ // it stays noted as being deleted
		e.emit(DeletionProgress{Object: step.object, Elapsed: time.Since(started)})
	default:
		e.emit(DeletionProgress{Object: step.object, Elapsed: time.Since(started)})
		e.deletions[step.object] = &pendingDeletion{step: s, uid: live, started: started, deadline: started.Add(e.patience())}
		e.feeds.follow(ctx, memberSelection(step.object, e.in.Stack))
		e.checkDeletion(ctx, step.object)
	}
}

func (e *engine) gone(ctx context.Context, s int, started time.Time) {
	step := &e.graph.steps[s]
	if step.kind == vacate {
		e.journal.cleared(step.object)
		e.enqueue(ctx, e.graph.finish(s))
		return
	}
	e.journal.gone(step.object)
	e.result.Deleted++
	e.emit(ObjectDone{Object: step.object, Action: step.change.Action, Elapsed: time.Since(started)})
	e.enqueue(ctx, e.graph.finish(s))
}

// checkDeletion sees whether a watch says that an object is gone.
func (e *engine) checkDeletion(ctx context.Context, ref object.Ref) {
	d := e.deletions[ref]
	if d == nil {
		return
	}
	if !e.feeds.absent(memberSelection(ref, e.in.Stack), ref, d.uid) {
		d.tellWaits(ref, e.feeds.waits[ref], time.Now(), e.emit)
		return
	}
	delete(e.deletions, ref)
	e.gone(ctx, d.step, d.started)
}

func (e *engine) tickDeletions(ctx context.Context, now time.Time) {
	for _, ref := range slices.SortedFunc(maps.Keys(e.deletions), object.Compare) {
		d := e.deletions[ref]
		if now.Before(d.deadline) {
			d.tellWaits(ref, e.feeds.waits[ref], now, e.emit)
			continue
		}
		delete(e.deletions, ref)
		e.request(func() func() {
			err := explainStay(ctx, e.cluster, ref, d, e.mask())
			return func() { e.removed(ctx, d.step, "", err, d.started) }
		})
	}
}

// explainStay is why an object that was deleted is still there; nil if it is gone
// after all.
func explainStay(ctx context.Context, c Cluster, ref object.Ref, d *pendingDeletion, mask object.Mask) error {
	ctx, cancel := context.WithTimeoutCause(ctx, beatTimeout, errSilent)
	defer cancel()
	content, err := c.Get(ctx, ref)
	after := time.Since(d.started)
	switch {
	case apierrors.IsNotFound(err):
		return nil
	case err != nil:
		return &StayError{After: after, Unknown: unhidden(err)}
	}
	if meta, err := object.MetaOf(content); err == nil && types.UID(meta.UID) != d.uid {
		return nil
	}
	maskTexts(content, mask)
	return &StayError{After: after, Waits: waitsOf(content)}
}

// memberSelection selects the stack's objects of a reference's kind and
// namespace.
func memberSelection(ref object.Ref, stack object.Stack) kube.Selection {
	return kube.Selection{Kind: ref.GroupKind(), Namespace: ref.Namespace, LabelSelector: stack.MemberSelector()}
}
