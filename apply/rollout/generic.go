package rollout

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"

	"github.com/workloadlang/wl/internal/kind"
)

// generic is an object of a kind that has no readiness of its own: it is judged by what it
// says of itself or, where the configuration says when it is ready, by that.
type generic struct {
	assessed
	metav1.ObjectMeta
	says  computed
	route *httpRoute // where it is one, of another kind
}

func (g generic) meta() *metav1.ObjectMeta { return &g.ObjectMeta }

func (g generic) surroundings() (first, later []kind.GroupKind) {
	if g.route == nil {
		return nil, nil
	}
	return g.route.surroundings()
}

func (g generic) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: g.says.awaited()}}
	switch {
	case g.says.failed():
		a.findings = []finding{{Cause: Cause{Reason: g.says.reason, Detail: said(g.says.message)}, word: NotReady, summary: WrongKind, patience: grace}}
		return a
	case e.Own == nil && g.route != nil && g.says.current():
		return g.route.assess(e)
	case e.Own == nil && g.says.bad != nil:
		a.findings = []finding{*g.says.bad}
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
		t := toldBy(content)
		return generic{assessed: readAssessed(content), ObjectMeta: o.ObjectMeta, says: t.computed(), route: t.route(content)}, nil
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
	case known:
		return computed{status: status.CurrentStatus}
	}
	return t.conventional()
}

// route reads what has the shape of an HTTPRoute, as the Gateway API's other routes do; nil
// where it has not. One of another group is known by what the controllers of its parents say.
func (t told) route(content map[string]any) *httpRoute {
	parents, _ := t.status["parents"].([]any)
	if _, attached := t.spec["parentRefs"].([]any); !attached || len(parents) == 0 && kind.Of(content).Group != kind.Gateway.Group {
		return nil
	}
	o, err := Decode[routeContent](content)
	if err != nil {
		return nil
	}
	return &httpRoute{routeContent: o}
}
