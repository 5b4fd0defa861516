package apply

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// StatusCluster is what Status needs of a cluster: it only reads.
type StatusCluster interface {
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
}

// StatusReport is how a stack stands in one cluster.
type StatusReport struct {
	// The last operation, as the state knows it; all zero where there is none.
	Serial    int64         `json:"serial"`
	Operation string        `json:"operation,omitempty"`
	Outcome   state.Outcome `json:"outcome,omitempty"`
	Who       string        `json:"who,omitempty"`
	Started   time.Time     `json:"started,omitzero"`
	// Workloads are those of the inventory, sorted by object.
	Workloads []WorkloadStatus `json:"workloads"`
	// Objects counts the inventory; Missing names what of it does not exist.
	Objects int          `json:"objects"`
	Missing []object.Ref `json:"missing,omitempty"`
}

// WorkloadStatus is the documented status of one workload.
type WorkloadStatus struct {
	Object  object.Ref     `json:"object"`
	Address string         `json:"address"` // its HCL block
	Status  rollout.Status `json:"status"`
}

// Healthy reports whether everything is there and every workload as wanted.
func (r *StatusReport) Healthy() bool {
	return len(r.Missing) == 0 && !slices.ContainsFunc(r.Workloads, func(w WorkloadStatus) bool { return !w.Status.Healthy() })
}

// Status looks at everything that the state says a stack has in a cluster.
func Status(ctx context.Context, c StatusCluster, stack object.Stack, s state.Snapshot) (*StatusReport, error) {
	report := &StatusReport{Workloads: []WorkloadStatus{}}
	r := s.Revision
	if r == nil {
		return report, nil
	}
	report.Serial, report.Operation, report.Outcome, report.Who, report.Started = r.Serial, r.Operation, r.Outcome, r.Who, r.Started
	report.Objects = len(r.Objects)
	l := newLook(c, stack, r.Objects)
	if err := l.at(ctx); err != nil {
		return nil, err
	}
	for _, e := range r.Objects {
		switch {
		case !l.exists[e.Ref] && e.Expires():
			report.Workloads = append(report.Workloads, WorkloadStatus{e.Ref, e.Address, rollout.Expired()})
		case !l.exists[e.Ref]:
			report.Missing = append(report.Missing, e.Ref)
		case l.kinds.About(e.Ref.GroupKind()).IsWorkload():
			report.Workloads = append(report.Workloads, WorkloadStatus{e.Ref, e.Address, l.judge(e.Ref)})
		}
	}
	return report, nil
}
