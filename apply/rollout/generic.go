package rollout

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

// generic is an object of a kind that has no readiness of its own: it is judged by what it
// says of itself or, where the configuration says when it is ready, by that.
type generic struct {
	assessed
	metav1.ObjectMeta
	says computed
}

func (g generic) meta() *metav1.ObjectMeta { return &g.ObjectMeta }

func (g generic) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: g.says.awaited()}}
	switch {
	case g.says.failed():
		a.findings = []finding{{Cause: Cause{Reason: g.says.reason, Detail: said(g.says.message)}, word: NotReady, summary: WrongKind, patience: grace}}
		return a
	case g.says.current(), e.Own != nil && !g.says.always:
		a.ready()
	}
	a.findings = warnings(e, WrongUnready)
	return a
}

// readGeneric reads an object of any kind.
func readGeneric(content map[string]any) (Workload, error) {
	o, err := Decode[struct {
		metav1.ObjectMeta `json:"metadata"`
	}](content)
	if err != nil {
		return nil, err
	}
	if status.GetLegacyConditionsFn(&unstructured.Unstructured{Object: content}) == nil {
		return generic{assessed: readAssessed(content), ObjectMeta: o.ObjectMeta, says: toldBy(content).computed()}, nil
	}
	c, err := compute(content)
	if err != nil { // a status of another shape says nothing, as no status does
		c = computed{status: status.CurrentStatus}
	}
	return generic{assessed: readAssessed(content), ObjectMeta: o.ObjectMeta, says: c}, nil
}

// computed is what follows of what an object says of itself, by the conventions of kstatus: its
// own functions are no help with a status of another shape, nor with conditions of an older
// generation.
func (t told) computed() computed {
	unseen := computed{status: status.InProgressStatus, awaits: plain(AwaitsController), always: t.unobserved()}
	if t.behind || t.stale {
		return unseen
	}
	for _, c := range t.conditions {
		switch {
		case c.name == string(status.ConditionReconciling) && c.now():
			return computed{status: status.InProgressStatus, reason: c.reason, message: c.message, always: true}
		case c.name == string(status.ConditionStalled) && c.now():
			return computed{status: status.FailedStatus, reason: c.reason, message: c.message, always: true}
		}
	}
	switch ready, known := t.of("Ready"); {
	case known && ready.old:
		return unseen
	case known && ready.reason == "" && ready.message == "" && !ready.now():
		return computed{status: status.InProgressStatus, awaits: ready.fact(ready.name)}
	case known && !ready.now():
		return computed{status: status.InProgressStatus, reason: ready.reason, message: ready.message}
	}
	return computed{status: status.CurrentStatus}
}
