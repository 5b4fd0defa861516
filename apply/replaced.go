package apply

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// replacing remembers, of one rollout, which Pods are to be deleted since when, and
// which have been.
type replacing struct {
	since   map[types.UID]time.Time
	deleted map[types.UID]bool
	next    time.Time // when the next one is due; the zero time if none is
}

func newReplacing() replacing {
	return replacing{since: map[types.UID]time.Time{}, deleted: map[types.UID]bool{}}
}

// due takes in what is to be deleted, and returns what is to be now: those with
// the reason of the first that is due, each once.
func (r *replacing) due(now time.Time, all []rollout.Replaced) []rollout.Replaced {
	since := make(map[types.UID]time.Time, len(all))
	r.next = time.Time{}
	var due []rollout.Replaced
	for _, p := range all {
		began, known := r.since[p.Pod.UID]
		if !known {
			began = now
		}
		since[p.Pod.UID] = began
		switch at := began.Add(p.After); {
		case r.deleted[p.Pod.UID]:
		case at.After(now):
			if r.next.IsZero() || at.Before(r.next) {
				r.next = at
			}
		case len(due) == 0 || due[0].Because == p.Because:
			due = append(due, p)
		}
	}
	r.since = since
	for _, p := range due {
		r.deleted[p.Pod.UID] = true
	}
	return due
}

// replacePods deletes Pods that stand in the way of a rollout, and that nobody else
// replaces, as soon as all of the workload's Pods are known. Each is deleted once;
// what an operation that was cut off has left, the next one finds.
func (e *engine) replacePods(ctx context.Context, r *watchedRollout, w rollout.Workload, evidence rollout.Evidence) {
	if r.ended || !e.podsKnown(ctx, r, w, evidence) {
		return
	}
	due := r.replacing.due(time.Now(), rollout.ToReplace(w, evidence))
	if len(due) == 0 {
		return
	}
	names := make([]string, len(due))
	for i, p := range due {
		names[i] = p.Pod.Name
	}
	slices.Sort(names)
	e.emit(PodsReplaced{Object: r.ref, Because: due[0].Because, Pods: names})
	e.request(func() func() {
		moved, err := deletePods(ctx, e.cluster, e.check, due, cmp.Or(max(0, e.in.Parallelism), defaultParallelism))
		return func() {
			for _, uid := range moved { // it is looked at again as it is now
				delete(r.replacing.deleted, uid)
			}
			if err != nil {
				e.endRollout(ctx, r, fmt.Errorf("the Pods to be replaced could not be deleted: %w", err))
			}
		}
	})
}

// podsKnown reports whether all Pods of a workload have been seen on which its
// rollout depends, also those that it had before it was ours. Where they cannot be,
// a rollout that depends on it has failed.
func (e *engine) podsKnown(ctx context.Context, r *watchedRollout, w rollout.Workload, evidence rollout.Evidence) bool {
	if !r.kind.HasPods() {
		return true
	}
	pods := e.watches.chosen.selection(kind.Pod, r.ref.Namespace)
	if rollout.Recreates(w) || rollout.UsesClaims(w) {
		pods = kube.Selection{Kind: kind.Pod, Namespace: r.ref.Namespace, LabelSelector: rollout.PodSelector(w)}
		e.watches.follow(ctx, pods)
	}
	if err := e.watches.failed[pods]; err != nil {
		if rollout.Recreates(w) {
			e.endRollout(ctx, r, fmt.Errorf("its Pods of an earlier revision cannot be listed: %w", err))
		}
		return true // there is nothing to be known
	}
	return e.watches.synced[pods] && int64(len(evidence.Pods)) >= rollout.Replicas(w)
}

// deletePods deletes Pods, some at once. Those that are gone, or whose name another
// bears, count as deleted. One that blocks is deleted only as it was seen, for it
// may have become ready; moved are those that were not.
func deletePods(ctx context.Context, c Cluster, check func() error, pods []rollout.Replaced, parallelism int) (moved []types.UID, err error) {
	var mu sync.Mutex
	deleting, ctx := crash.WithContext(ctx)
	deleting.SetLimit(parallelism)
	for _, p := range pods {
		deleting.Go(func() error {
			if err := check(); err != nil {
				return err
			}
			err := deletePod(ctx, c, p.Pod, p.Because == rollout.Blocking)
			if errors.Is(err, errMoved) {
				mu.Lock()
				defer mu.Unlock()
				moved = append(moved, p.Pod.UID)
				return nil
			}
			return err
		})
	}
	return moved, deleting.Wait()
}

var errMoved = errors.New("it has changed since it was read")

func deletePod(ctx context.Context, c Cluster, p *corev1.Pod, asSeen bool) error {
	ref := object.NewRef(kind.Pod, p.Namespace, p.Name)
	var err error
	if asSeen {
		err = c.DeleteVersion(ctx, ref, string(p.UID), p.ResourceVersion)
	} else {
		err = c.Delete(ctx, ref, string(p.UID), kube.Background)
	}
	switch {
	case apierrors.IsConflict(err) && asSeen:
		return errMoved
	case apierrors.IsNotFound(err) || apierrors.IsConflict(err):
		return nil
	}
	return err
}
