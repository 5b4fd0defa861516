package rollout

import (
	"fmt"

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
	// awaits is what is awaited, where that is more than the reason and the message, and
	// always that it counts whatever the configuration says of readiness.
	awaits fact.Fact
	always bool
	bad    *finding // what is wrong, where that is said
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
	c.always = c.reason == "LatestGenerationNotObserved"
	return c, nil
}

func (c computed) current() bool { return c.status == status.CurrentStatus }
func (c computed) failed() bool  { return c.status == status.FailedStatus }

// awaited is what an object that is not current says of itself.
func (c computed) awaited() fact.Fact {
	if !c.awaits.IsZero() {
		return c.awaits
	}
	return fact.New(AwaitsKind, fact.Args{"reason": c.reason, "said": c.message})
}

// assessed is the base of what becomes ready, and is not rolled out: its assessment has taken
// in already what kstatus says.
type assessed struct{ status uint64 }

// readAssessed reads what is of interest of any status.
func readAssessed(content map[string]any) assessed { return assessed{newsOf(content["status"])} }

func (assessed) base() computed { return computed{status: status.CurrentStatus} }

// news is what its status says, which is progress when it has never said that before.
func (a assessed) news() uint64 { return a.status }

// ready makes it the status of an object that is as wanted.
func (a *assessment) ready() { a.Word, a.Done, a.Message = Ready, true, fact.Fact{} }
