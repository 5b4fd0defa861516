package rollout

import (
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
)

type deployment struct {
	computed
	*appsv1.Deployment
}

func (d deployment) meta() *metav1.ObjectMeta { return &d.ObjectMeta }

// assess follows kstatus: the controller has seen the latest generation, every
// Pod is updated, none of the old ones is left, and all are available.
func (d deployment) assess(e Evidence) assessment {
	wanted := int64(valueOr(d.Spec.Replicas, 1))
	a := assessment{Status: Status{Word: Waiting, Counts: Counts{
		Ready: int64(d.Status.ReadyReplicas), Wanted: wanted, Available: int64(d.Status.AvailableReplicas),
	}}}
	if d.Status.ObservedGeneration < d.Generation {
		a.Message = plain(AwaitsController)
		return a
	}
	isCurrent := d.current(e)
	current, former := partition(e.Pods, isCurrent)
	updated, replicas := int64(d.Status.UpdatedReplicas), int64(d.Status.Replicas)
	a.Updated, a.Held = updated, d.held(e)
	a.countPods(e.Pods, func(p *corev1.Pod) bool { return updated > 0 && isCurrent(p) })
	a.former = len(former) > 0
	a.achieved = readyPods(current) + min(updated, wanted)
	concerned := current
	if d.paused(a.Held) {
		concerned = e.Pods // none is to be replaced
	}
	a.findings = merge(append(podFindings(concerned, e), d.findings(former, a.Held, e)...))
	switch available := a.Available; {
	case d.paused(a.Held):
		a.Done = true
		if available >= wanted {
			a.Word = Running
		}
	case d.Spec.Paused && updated < wanted:
		a.Message = plain(AwaitsResumption)
	case updated < wanted:
		a.Message = progress(AwaitsUpdated, updated, wanted)
	case replicas > updated:
		a.Message = some(AwaitsFormer, replicas-updated)
	case replicas > wanted:
		a.Message = some(AwaitsRemoval, replicas-wanted)
	case available < wanted:
		a.Message = unavailable(readyPods(current), a.Ready, available, wanted, d.Spec.MinReadySeconds)
	default:
		a.Word, a.Done = Running, true
	}
	return a
}

// refusals finds that Pods are refused. The condition keeps what was said first: where that was of
// the Pods of a former revision, only events tell of those of the current one.
func (d deployment) refusals(c appsv1.DeploymentCondition, more bool, e Evidence) []finding {
	former := slices.ContainsFunc(e.ReplicaSets, func(rs *appsv1.ReplicaSet) bool {
		return !d.isCurrent(rs) && strings.Contains(c.Message, `"`+rs.Name+"-")
	})
	if !former {
		return []finding{refused(c.Reason, c.Message, more)}
	}
	var found []finding
	for _, rs := range e.ReplicaSets {
		if d.isCurrent(rs) {
			found = append(found, refusals(&rs.ObjectMeta, e)...)
		}
	}
	return found
}

// isCurrent reports whether a ReplicaSet is of the current revision: it carries the Deployment's
// own revision number.
func (d deployment) isCurrent(rs *appsv1.ReplicaSet) bool {
	const revision = "deployment.kubernetes.io/revision"
	n := rs.Annotations[revision]
	return n != "" && n == d.Annotations[revision]
}

// current returns what tells the Pods of the current revision from the former
// ones.
func (d deployment) current(e Evidence) func(*corev1.Pod) bool {
	owner := map[string]bool{}
	for _, rs := range e.ReplicaSets {
		if d.isCurrent(rs) {
			owner[string(rs.UID)] = true
		}
	}
	return func(p *corev1.Pod) bool {
		ref := metav1.GetControllerOf(p)
		return ref != nil && owner[string(ref.UID)]
	}
}

func partition(pods []*corev1.Pod, in func(*corev1.Pod) bool) (inside, outside []*corev1.Pod) {
	for _, p := range pods {
		if in(p) {
			inside = append(inside, p)
		} else {
			outside = append(outside, p)
		}
	}
	return inside, outside
}

// held is what the Deployment is held by.
func (d deployment) held(e Evidence) *Held {
	switch {
	case d.Spec.Paused:
		return held(Paused, &d.ObjectMeta, e.Manager)
	case valueOr(d.Spec.Replicas, 1) == 0:
		return held(NoReplicas, &d.ObjectMeta, e.Manager)
	}
	return nil
}

// paused reports whether the configuration has the Deployment paused.
func (d deployment) paused(h *Held) bool { return d.Spec.Paused && h != nil && h.Configured }

func (d deployment) findings(former []*corev1.Pod, held *Held, e Evidence) []finding {
	var found []finding
	for _, c := range d.Status.Conditions {
		switch {
		case c.Type == appsv1.DeploymentReplicaFailure && c.Status == corev1.ConditionTrue:
			found = append(found, d.refusals(c, len(former) > 0, e)...)
		case c.Type == appsv1.DeploymentProgressing && c.Reason == "ProgressDeadlineExceeded":
			found = append(found, finding{
				Cause:    Cause{Reason: c.Reason, Detail: fact.New(KnownDeadline, fact.Args{"seconds": valueOr(d.Spec.ProgressDeadlineSeconds, 600)})},
				word:     Abnormal,
				summary:  WrongDeadline,
				patience: grace,
			})
		}
	}
	if d.Spec.Paused && !held.Configured && d.Status.UpdatedReplicas < valueOr(d.Spec.Replicas, 1) {
		found = append(found, finding{
			Cause:    Cause{Reason: "Paused", Detail: plain(KnownPaused)},
			word:     Waiting,
			summary:  WrongPaused,
			patience: grace,
		})
	}
	return found
}

// refused is the finding that Pods cannot be created. Refused by a quota, the
// Pods that are still to go may make room.
func refused(reason, message string, more bool) finding {
	f := finding{
		Cause:    Cause{Reason: reason, Detail: refusal(message)},
		word:     NotReady,
		summary:  WrongPodsRefused,
		patience: grace,
		quota:    strings.Contains(message, "exceeded quota"),
	}
	if more && f.quota {
		f.patience = never
	}
	return f
}

// unavailable tells Pods that are not ready from such that have not been ready
// for long enough. The Pods and the controller's count of them are seen through
// two watches; the later news counts.
func unavailable(ready, counted, available, wanted int64, minReadySeconds int32) fact.Fact {
	switch ready = max(ready, counted); {
	case ready < wanted:
		return progress(AwaitsReady, ready, wanted)
	case minReadySeconds > 0:
		return progress(AwaitsReadyFor, available, wanted).WithArg("seconds", minReadySeconds)
	}
	return plain(AwaitsReadiness)
}
