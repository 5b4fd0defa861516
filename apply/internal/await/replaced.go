package await

import (
	"context"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
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
// the reason of the first that is due, each once. By the limit the rollout must have come
// forward: half of the time until then is left to those that replace them.
func (r *replacing) due(now, limit time.Time, all []rollout.Replaced) []rollout.Replaced {
	since := make(map[types.UID]time.Time, len(all))
	r.next = time.Time{}
	var due []rollout.Replaced
	for _, p := range all {
		began, known := r.since[p.Pod.UID]
		if !known {
			began = now
		}
		since[p.Pod.UID] = began
		switch at := began.Add(min(p.After, limit.Sub(began)/2)); {
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
func (w *Rollouts) replacePods(ctx context.Context, r *watchedRollout, live rollout.Workload, evidence rollout.Evidence) {
	if r.ended || w.Writer == nil || !w.podsKnown(ctx, r, live, evidence) {
		return
	}
	due := r.replacing.due(time.Now(), r.monitor.Limit(live), rollout.ToReplace(live, evidence))
	if len(due) == 0 {
		return
	}
	names := make([]string, len(due))
	for i, p := range due {
		names[i] = p.Pod.Name
	}
	slices.Sort(names)
	w.Observer.PodsReplaced(r.ref, due[0].Because, names)
	w.Loop.Request(func() func() {
		moved, err := w.Writer.DeletePods(ctx, due)
		return func() {
			for _, uid := range moved { // it is looked at again as it is now
				delete(r.replacing.deleted, uid)
			}
			if err != nil {
				w.end(ctx, r, fact.NewError(err, reason.PodsNotDeleted, nil))
			}
		}
	})
}

// podsKnown reports whether all Pods of a workload have been seen on which its
// rollout depends, also those that it had before it was ours. Where they cannot be,
// a rollout that depends on it has failed.
func (w *Rollouts) podsKnown(ctx context.Context, r *watchedRollout, live rollout.Workload, evidence rollout.Evidence) bool {
	if !r.kind.HasPods() {
		return true
	}
	pods := w.watches.chosen.Selection(kind.Pod, r.ref.Namespace)
	if rollout.Recreates(live) || rollout.UsesClaims(live) {
		pods = kube.Selection{Kind: kind.Pod, Namespace: r.ref.Namespace, LabelSelector: rollout.PodSelector(live)}
		w.watches.follow(ctx, pods)
	}
	if err := w.watches.failed[pods]; err != nil {
		if rollout.Recreates(live) {
			w.end(ctx, r, unknown(err, reason.PodsNotListed, nil))
		}
		return true // there is nothing to be known
	}
	return w.watches.synced[pods] && int64(len(evidence.Pods)) >= rollout.Replicas(live)
}

// endKnown reports whether all Pods have been seen on which depends whether a workload is rolled
// out: the controller's count of them may be right although they are not the wanted ones.
func (r *watchedRollout) endKnown(ctx context.Context, w *Rollouts, live rollout.Workload, evidence rollout.Evidence) bool {
	if rollout.UsesClaims(live) {
		return w.podsKnown(ctx, r, live, evidence)
	}
	return !rollout.NumbersPods(live) || w.watches.podsListed(r)
}

// podsListed reports whether the Pods of a workload have been seen, or never will be.
func (w *watches) podsListed(r *watchedRollout) bool {
	pods := w.chosen.Selection(kind.Pod, r.ref.Namespace)
	return !r.kind.HasPods() || w.synced[pods] || w.failed[pods] != nil
}
