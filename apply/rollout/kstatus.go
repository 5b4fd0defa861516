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

// awaited is what an object that is not current says of itself.
func (c computed) awaited() fact.Fact {
	return fact.New(AwaitsKind, fact.Args{"reason": c.reason, "said": c.message})
}

// generic is an object of a kind that has no readiness of its own: it is judged by
// kstatus alone.
type generic struct {
	computed
	metav1.ObjectMeta
}

func (g generic) meta() *metav1.ObjectMeta { return &g.ObjectMeta }

func (g generic) assess(Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: g.awaited()}}
	switch {
	case g.current():
		a.Word, a.Done, a.Message = Running, true, fact.Fact{}
	case g.failed():
		a.findings = []finding{{Cause: Cause{Reason: g.reason, Detail: said(g.message)}, word: NotReady, summary: WrongKind, patience: grace}}
	}
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
	c, err := compute(content)
	return generic{c, o.ObjectMeta}, err
}
