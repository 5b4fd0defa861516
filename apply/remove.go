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
	"github.com/workloadlang/wl/plan/step"
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
	about, started := &e.program[s], time.Now()
	e.request(func() func() {
		var carried map[string]any
		var live types.UID
		err := e.grow(ctx, about)
		if err == nil {
			carried, err = e.carry(ctx, about)
		}
		if err == nil {
			live, err = e.delete(ctx, about)
		}
		return func() {
			if carried != nil {
				e.carried[about.Object] = carried
			}
			e.removed(ctx, s, live, err, started)
		}
	})
}

// carry is what an object is to be created again with, where others decide on
// fields of it: with what those hold at this moment. It is nil of any other, and of
// one that is gone.
func (e *engine) carry(ctx context.Context, s *step.Step) (map[string]any, error) {
	op := removal(s)
	if len(op.Carry) == 0 {
		return nil, nil
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	former, err := e.cluster.GetVersion(ctx, s.Object, s.Manifest.Version())
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	paths, err := kubeschema.ReadPaths(s.Manifest, op.Carry)
	if err != nil {
		return nil, err
	}
	write := slices.IndexFunc(e.program, func(w step.Step) bool { return w.Do == step.Write && w.Object == s.Object })
	next, _ := e.program[write].Applied()
	return kubeschema.Carried(next.Content, former, paths), nil
}

// removal is the operation of a step that deletes.
func removal(s *step.Step) step.Remove {
	op, _ := s.Operations[len(s.Operations)-1].(step.Remove)
	return op
}

// delete returns the UID under which the object is still there, "" if it is
// gone.
func (e *engine) delete(ctx context.Context, s *step.Step) (live types.UID, err error) {
	if err := e.check(); err != nil {
		return "", err
	}
	uid := s.If.UID
	err = e.cluster.Delete(ctx, s.Object, uid, removal(s).Propagation)
	if apierrors.IsNotFound(err) {
		return "", nil
	}
	if err != nil && !apierrors.IsConflict(err) {
		return "", err
	}
	// After a conflict another object bears the name, and stays.
	content, getErr := e.cluster.Get(ctx, s.Object)
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

func (e *engine) removed(ctx context.Context, s int, live types.UID, err error, started time.Time) {
	about := &e.program[s]
	switch {
	case err != nil:
		e.emit(ObjectFailed{Object: about.Object, Action: e.action(about.Object), Err: err})
		e.fail(about, err)
	case live == "":
		e.gone(ctx, s, started)
	case e.fatal != nil || e.interrupted && about.Do == step.Delete:
		e.unwatched++ // it stays noted as being deleted
		e.emit(DeletionProgress{Object: about.Object, Elapsed: time.Since(started)})
	default:
		e.emit(DeletionProgress{Object: about.Object, Elapsed: time.Since(started)})
		e.deletions[about.Object] = &pendingDeletion{step: s, uid: live, started: started, deadline: started.Add(e.patience())}
		e.watches.follow(ctx, memberSelection(about.Object, e.in.Stack))
		e.checkDeletion(ctx, about.Object)
	}
}

func (e *engine) gone(ctx context.Context, s int, started time.Time) {
	about := &e.program[s]
	if about.Do == step.Clear {
		e.journal.cleared(about.Object)
		e.enqueue(ctx, e.run.Finish(s))
		return
	}
	e.journal.gone(about.Object)
	e.result.Deleted++
	e.emit(ObjectDone{Object: about.Object, Action: e.action(about.Object), Elapsed: time.Since(started)})
	e.enqueue(ctx, e.run.Finish(s))
}

// checkDeletion sees whether a watch says that an object is gone.
func (e *engine) checkDeletion(ctx context.Context, ref object.Ref) {
	d := e.deletions[ref]
	if d == nil {
		return
	}
	if !e.watches.absent(memberSelection(ref, e.in.Stack), ref, d.uid) {
		d.tellWaits(ref, e.watches.waits[ref], time.Now(), e.emit)
		return
	}
	delete(e.deletions, ref)
	e.gone(ctx, d.step, d.started)
}

func (e *engine) tickDeletions(ctx context.Context, now time.Time) {
	for _, ref := range slices.SortedFunc(maps.Keys(e.deletions), object.Compare) {
		d := e.deletions[ref]
		if now.Before(d.deadline) {
			d.tellWaits(ref, e.watches.waits[ref], now, e.emit)
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
