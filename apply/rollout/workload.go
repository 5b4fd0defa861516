package rollout

import (
	"fmt"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/object"
)

// Workload is a live object whose rollout takes time. It is a value: judging
// it changes nothing.
type Workload interface {
	meta() *metav1.ObjectMeta
	// base is what kstatus says of it.
	base() computed
	// assess returns how far the workload has come by its own status, and what
	// stands in its way.
	assess(e Evidence) assessment
}

// Evidence is what is known beside the workload itself.
type Evidence struct {
	// ReplicaSets are those that a Deployment owns.
	ReplicaSets []*appsv1.ReplicaSet
	// Pods are all that the workload owns, directly or through a ReplicaSet,
	// of every revision; of a Pod, itself.
	Pods []*corev1.Pod
	// Warnings are the events of type Warning about the workload and its Pods.
	// There need not be any: a Pod's own status says most of what they say. Of an object
	// that is no workload they are all events about it.
	Warnings []*corev1.Event
	// Claims are those that the Pods use, and ClaimEvents the events about them,
	// of every type; read where a Pod waits for one (WaitsForClaims).
	Claims      []*corev1.PersistentVolumeClaim
	ClaimEvents []*corev1.Event
	// Around is what there is around the workload (Surroundings).
	Around Around
	// Own is how it stands by what the configuration says of its readiness; nil where it
	// says nothing.
	Own *Own
	// Since is the time, by the server's clock, at which this rollout began;
	// events about the workload that are older tell of an earlier one.
	Since time.Time
	// Now is the time by the server's clock, where a Pod is leaving; the zero time where that is
	// not known.
	Now time.Time
	// Manager is the stack's field manager: what it owns, the configuration says.
	Manager string
	// Written is what the server has answered when the workload was written; nil where
	// nothing was. What others have changed since is no part of the rollout.
	Written *object.Meta
	// LeftOver are the fields that the configuration leaves to others, also where the object
	// was created with them.
	LeftOver []object.Path
}

// assessment is a status before patience and time limits are applied.
type assessment struct {
	Status
	achieved int64 // grows with every step forward
	former   bool  // there are Pods of a former revision
	findings []finding
}

// Decode reads a live object into client-go's type of its kind.
func Decode[T any](content map[string]any) (*T, error) {
	o := new(T)
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(content, o); err != nil {
		return nil, fmt.Errorf("the server's %v cannot be read: %w", content["kind"], err)
	}
	return o, nil
}

// Judge returns how far a workload has come, from what is known at this moment
// alone. It calls a rollout failed only where no amount of waiting is likely to
// help; a Monitor, which has a memory, also knows what has stood for too long.
func Judge(w Workload, e Evidence) Status {
	a := assess(w, e)
	if a.Done {
		return a.Status
	}
	return a.concluded(slices.IndexFunc(a.findings, func(f finding) bool { return f.patience == atOnce }))
}

func assess(w Workload, e Evidence) assessment {
	if w.meta().DeletionTimestamp != nil {
		return assessment{Status: Status{Word: Deleting, Counts: Counts{Ready: readyPods(e.Pods)}, Message: plain(AwaitsDeletion)}}
	}
	a := w.assess(e)
	a.Expanding = expansions(e)
	if base := w.base(); a.Done && a.Held == nil && !base.current() {
		a.Word, a.Done, a.Message = Waiting, false, base.awaited()
	}
	if a.Done && e.Own != nil && !e.Own.Met {
		a.Word, a.Done, a.Message = Waiting, false, e.Own.Awaited
	}
	if !a.Done {
		a.findings = withOverdue(a.findings, e)
	}
	if taken := overwritten(w.meta(), e); taken != nil {
		a.Done, a.findings, a.Message = false, append(taken, a.findings...), plain(WrongOverwritten)
	}
	if a.Done {
		a.allUpdated()
		if a.Held == nil || a.Word == Running {
			return a
		}
	}
	a.Causes = causes(a.findings)
	for _, word := range []Word{NotReady, Abnormal} {
		if slices.ContainsFunc(a.findings, func(f finding) bool { return f.word == word }) {
			a.Word = word
		}
	}
	return a
}

// concluded is the status, failed because of the finding at the given position
// unless that is negative.
func (a assessment) concluded(fatal int) Status {
	s := a.Status
	if fatal >= 0 {
		s.Failed = true
		s.Message = plain(a.findings[fatal].summary)
	}
	return s
}

func readyPods(pods []*corev1.Pod) int64 {
	var n int64
	for _, p := range pods {
		if p.DeletionTimestamp == nil && isReady(p) {
			n++
		}
	}
	return n
}

func isReady(p *corev1.Pod) bool {
	return podCondition(p, corev1.PodReady).Status == corev1.ConditionTrue
}

// podCondition returns the zero condition where the Pod has none of that type.
func podCondition(p *corev1.Pod, t corev1.PodConditionType) corev1.PodCondition {
	for _, c := range p.Status.Conditions {
		if c.Type == t {
			return c
		}
	}
	return corev1.PodCondition{}
}

func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
