package decide

import (
	"context"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/statefulset"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/observe"
)

// replacedPods finds the Pods that apply will have to delete for rollouts to come
// forward. It is looked for only where a StatefulSet is not as wanted: its last
// rollout was not seen to finish, or it is updated while Pods are not ready.
func replacedPods(ctx context.Context, c observe.Cluster, live *observe.LiveObjects, parallelism int, decisions []decision.Decision) ([]plan.ReplacedPods, error) {
	sets := slices.DeleteFunc(slices.Clone(decisions), func(d decision.Decision) bool {
		return d.Object.GroupKind() != kind.StatefulSet || d.Action != plan.Update && !d.RolloutPending
	})
	found, err := pool.Map(ctx, parallelism, sets, func(ctx context.Context, d decision.Decision) ([]plan.ReplacedPods, error) {
		return replacedOf(ctx, c, live, d)
	})
	return slices.Concat(found...), err
}

// replacedOf finds those of one StatefulSet.
func replacedOf(ctx context.Context, c observe.Cluster, l *observe.LiveObjects, d decision.Decision) ([]plan.ReplacedPods, error) {
	live, err := l.Get(ctx, d.Object)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	set := new(appsv1.StatefulSet)
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live, set); err != nil {
		return nil, nil // what the converter cannot read has no Pods that could be judged
	}
	if strategy, ok := strategyAfter(d); ok {
		set.Spec.UpdateStrategy = strategy
	}
	if !d.RolloutPending && int64(set.Status.ReadyReplicas) >= statefulset.Replicas(set) {
		return nil, nil
	}
	pods, err := podsOf(ctx, c, set)
	if err != nil {
		return nil, err
	}
	if outworn := statefulset.Outworn(set, pods); d.RolloutPending && !statefulset.LeavesPods(set) && len(outworn) > 0 {
		return []plan.ReplacedPods{{Object: d.Object, Pods: podNames(outworn), Because: plan.Outworn}}, nil
	}
	if blockers := statefulset.Blockers(set, pods, unwantedAfter(set, d)); len(blockers) > 0 {
		return []plan.ReplacedPods{{Object: d.Object, Pods: podNames(blockers), Because: plan.Blocking}}, nil
	}
	return nil, nil
}

// strategyAfter is the update strategy that a change leads to.
func strategyAfter(d decision.Decision) (s appsv1.StatefulSetUpdateStrategy, ok bool) {
	if d.Action != plan.Update || d.Manifest == nil {
		return s, false
	}
	if content, given := object.At(d.Manifest.Content, "spec", "updateStrategy").(map[string]any); given {
		ok = runtime.DefaultUnstructuredConverter.FromUnstructured(content, &s) == nil
	}
	return s, ok
}

// unwantedAfter reports of which revision Pods are not wanted when a change is done.
// Which one a new template will be is not known: it may be an earlier one, but not
// the latest.
func unwantedAfter(set *appsv1.StatefulSet, d decision.Decision) func(revision string) bool {
	latest := set.Status.UpdateRevision
	if slices.ContainsFunc(d.Fields, func(f plan.FieldChange) bool {
		return f.Path.HasPrefix(object.PathOf("spec", "template")) && !f.Op.KeepsValue()
	}) {
		return func(revision string) bool { return revision == latest }
	}
	return func(revision string) bool { return revision != latest }
}

// podsOf lists a StatefulSet's own Pods; none where they may not be listed.
func podsOf(ctx context.Context, c observe.Cluster, set *appsv1.StatefulSet) ([]*corev1.Pod, error) {
	items, err := c.List(ctx, kube.Selection{
		Kind: kind.Pod, Namespace: set.Namespace, LabelSelector: metav1.FormatLabelSelector(set.Spec.Selector),
	})
	if err != nil {
		if apierrors.IsForbidden(err) {
			return nil, nil
		}
		return nil, err
	}
	var pods []*corev1.Pod
	for _, item := range items {
		p := new(corev1.Pod)
		if runtime.DefaultUnstructuredConverter.FromUnstructured(item, p) == nil && metav1.IsControlledBy(p, set) {
			pods = append(pods, p)
		}
	}
	return pods, nil
}

func podNames(pods []*corev1.Pod) []string {
	names := make([]string, len(pods))
	for i, p := range pods {
		names[i] = p.Name
	}
	return names
}
