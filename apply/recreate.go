package apply

import (
	"cmp"
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// recreate removes a workload's Pods of earlier revisions where Kubernetes
// leaves that to us, as soon as all of them are known. Each is removed once;
// what an operation that was cut off has left, the next one finds.
func (e *engine) recreate(ctx context.Context, r *watchedRollout, w rollout.Workload, evidence rollout.Evidence) {
	if !rollout.Recreates(w) || r.ended {
		return
	}
	pods := kube.Selection{Kind: podKind, Namespace: r.ref.Namespace, LabelSelector: rollout.PodSelector(w)}
	e.feeds.follow(ctx, pods)
	if err := e.feeds.failed[pods]; err != nil {
		e.endRollout(ctx, r, fmt.Errorf("its Pods of an earlier revision cannot be found, to be removed: %w", err))
		return
	}
	var outdated []*corev1.Pod
	for _, p := range rollout.Outdated(w, evidence) {
		if e.feeds.synced[pods] && !r.removed[p.UID] {
			outdated = append(outdated, p)
		}
	}
	if len(outdated) == 0 {
		return
	}
	for _, p := range outdated {
		r.removed[p.UID] = true
	}
	e.emit(Notice{Text: fmt.Sprintf("%s: removing %s of an earlier revision.", r.ref, counted(len(outdated), "Pod"))})
	e.request(func() func() {
		err := e.removePods(ctx, outdated)
		return func() {
			if err != nil {
				e.endRollout(ctx, r, fmt.Errorf("its Pods of an earlier revision could not be removed: %w", err))
			}
		}
	})
}

// removePods deletes Pods, some at once. Those that are gone, or whose name
// another bears, count as removed.
func (e *engine) removePods(ctx context.Context, pods []*corev1.Pod) error {
	removing, ctx := crash.WithContext(ctx)
	removing.SetLimit(cmp.Or(max(0, e.in.Parallelism), defaultParallelism))
	for _, p := range pods {
		removing.Go(func() error {
			if err := e.check(); err != nil {
				return err
			}
			ref := object.Ref{Kind: podKind.Kind, Namespace: p.Namespace, Name: p.Name}
			err := e.cluster.Delete(ctx, ref, string(p.UID), kube.Background)
			if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
				return nil
			}
			return err
		})
	}
	return removing.Wait()
}
