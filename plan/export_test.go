package plan

import (
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// ServerFailed is what is said of a server that fails.
func ServerFailed(ref object.Ref, err error) Problem { return serverFailed(ref, err) }

// What becomes of Pods and of what else runs.
var (
	ImpactOfCreate        = impactOfCreate
	ImpactOfUpdate        = impactOfUpdate
	ImpactOfDelete        = impactOfDelete
	ImpactOfFirstSchedule = impactOfFirstSchedule
	ImpactOfSuspension    = impactOfSuspension
	Weighed               = weighed
	RiskOfOutage          = riskOfOutage
	Refused               = refused
)

// ImpactOfSchedule is of a CronJob that the state may know.
func ImpactOfSchedule(m *object.Manifest, e *state.Entry, before, after map[string]any) *Impact {
	r := newRedaction(m, e)
	return impactOfSchedule(m.Ref, &r, before, after)
}

// MergeLocally is what stands in for a dry-run.
func MergeLocally(live map[string]any, a kube.ApplyRequest) (kube.ApplyResult, error) {
	return mergeLocally(live, a)
}
