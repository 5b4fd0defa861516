package rollout

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"

	"github.com/workloadlang/wl/internal/fact"
)

// computed is what kstatus says of an object: the base of every readiness. What is
// done by wl's own count waits until it is current by kstatus, too.
type computed struct {
	status  status.Status
	reason  string
	message string
}

func (c computed) base() computed { return c }

func compute(content map[string]any) (computed, error) {
	result, err := status.Compute(&unstructured.Unstructured{Object: content})
	if err != nil {
		return computed{}, fmt.Errorf("the server's %v cannot be judged: %w", content["kind"], err)
	}
	c := computed{status: result.Status, message: result.Message}
	if len(result.Conditions) > 0 {
		c.reason = result.Conditions[0].Reason
	}
	return c, nil
}

func (c computed) current() bool { return c.status == status.CurrentStatus }
func (c computed) failed() bool  { return c.status == status.FailedStatus }

// unobserved reports whether the status is of an older generation.
func (c computed) unobserved() bool { return c.reason == "LatestGenerationNotObserved" }

// awaited is what an object that is not current says of itself.
func (c computed) awaited() fact.Fact {
	return fact.New(AwaitsKind, fact.Args{"reason": c.reason, "said": c.message})
}

// assessed is the base of a kind whose assessment has taken in already what kstatus says.
type assessed struct{}

func (assessed) base() computed { return computed{status: status.CurrentStatus} }

// isObject marks what becomes ready, and is not rolled out.
func (assessed) isObject() {}

// generic is an object of a kind that has no readiness of its own: it is judged by
// kstatus alone or, where the configuration says when it is ready, by that.
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
	case g.says.current(), e.Own != nil && !g.says.unobserved():
		a.ready()
	}
	a.findings = warnings(e, WrongUnready)
	return a
}

// ready makes it the status of an object that is as wanted.
func (a *assessment) ready() { a.Word, a.Done, a.Message = Ready, true, fact.Fact{} }

// readGeneric reads an object of any kind. A status of a shape that kstatus cannot read says
// nothing to it, as no status does.
func readGeneric(content map[string]any) (Workload, error) {
	o, err := Decode[struct {
		metav1.ObjectMeta `json:"metadata"`
	}](content)
	if err != nil {
		return nil, err
	}
	c, err := compute(content)
	if err != nil {
		c = computed{status: status.CurrentStatus}
	}
	return generic{ObjectMeta: o.ObjectMeta, says: c}, nil
}
