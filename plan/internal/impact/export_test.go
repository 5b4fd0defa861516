package impact

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/redaction"
	"github.com/workloadlang/wl/state"
)

// What becomes of Pods and of what else runs.
var (
	Create        = ofCreate
	Update        = ofUpdate
	Delete        = ofDelete
	FirstSchedule = ofFirstSchedule
	Suspension    = ofSuspension
	Weighed       = weighed
)

// Schedule is of a CronJob that the state may know.
func Schedule(m *object.Manifest, e *state.Entry, before, after map[string]any) *plan.Impact {
	r := redaction.Of(m, e)
	return ofSchedule(m.Ref, &r, before, after)
}
