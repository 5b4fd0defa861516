package apply

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// StatusCluster is what Status needs of a cluster: it only reads.
type StatusCluster interface {
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	ServerTime(ctx context.Context) (time.Time, error)
}

// StatusReport is how a stack stands in one cluster.
type StatusReport struct {
	// The last operation, as the state knows it; all zero where there is none.
	Serial    int64         `json:"serial"`
	Operation string        `json:"operation,omitempty"`
	Outcome   state.Outcome `json:"outcome,omitempty"`
	Who       string        `json:"who,omitempty"`
	Commit    string        `json:"commit,omitempty"`
	Started   time.Time     `json:"started,omitzero"`
	// Run is the run over several clusters of which it was a part, and RunHome the cluster
	// that keeps it.
	Run     string `json:"run,omitempty"`
	RunHome string `json:"run_home,omitempty"`
	// Workloads are those of the inventory, sorted by object.
	Workloads []WorkloadStatus `json:"workloads"`
	// Awaited are the other objects of the inventory that become ready, sorted by object.
	Awaited []WorkloadStatus `json:"awaited,omitempty"`
	// Objects counts the inventory; Missing names what of it does not exist.
	Objects int          `json:"objects"`
	Missing []object.Ref `json:"missing,omitempty"`
	// Unread names those about which the server has failed to answer.
	Unread []object.Ref `json:"unread,omitempty"`
	// Note is what could not be looked at, without which the rest is known all the same.
	Note fact.Fact `json:"note,omitzero"`
}

// WorkloadStatus is the documented status of one workload, or of another object.
type WorkloadStatus struct {
	Object  object.Ref     `json:"object"`
	Address string         `json:"address"` // its HCL block
	Status  rollout.Status `json:"status"`
}

// Judged are the workloads, and the other objects that become ready.
func (r *StatusReport) Judged() []WorkloadStatus { return slices.Concat(r.Workloads, r.Awaited) }

// Healthy reports whether everything is known to be there, and every workload and other object as
// wanted.
func (r *StatusReport) Healthy() bool {
	return len(r.Missing)+len(r.Unread) == 0 && !slices.ContainsFunc(r.Judged(), func(w WorkloadStatus) bool { return !w.Status.Healthy() })
}

// Status looks at everything that the state says a stack has in a cluster.
func Status(ctx context.Context, c StatusCluster, stack object.Stack, s state.Snapshot) (*StatusReport, error) {
	report := &StatusReport{Workloads: []WorkloadStatus{}}
	r := s.Revision
	if r == nil {
		return report, nil
	}
	report.Serial, report.Operation, report.Outcome, report.Who, report.Commit, report.Started = r.Serial, r.Operation, r.Outcome, r.Who, r.Commit, r.Started
	if r.Run != nil {
		report.Run, report.RunHome = r.Run.ID, r.Run.Home
	}
	report.Objects = len(r.Objects)
	l := newLook(c, stack, r.Objects)
	if err := l.at(ctx); err != nil {
		return nil, err
	}
	report.Note = l.note()
	for _, e := range r.Objects {
		switch {
		case l.silent.About(e.Ref):
			report.Unread = append(report.Unread, e.Ref)
		case !l.exists[e.Ref] && e.Expires():
			report.Workloads = append(report.Workloads, WorkloadStatus{e.Ref, e.Address, rollout.Expired()})
		case !l.exists[e.Ref]:
			report.Missing = append(report.Missing, e.Ref)
		case l.kinds.About(e.Ref.GroupKind()).IsWorkload():
			report.Workloads = append(report.Workloads, WorkloadStatus{e.Ref, e.Address, l.judge(e.Ref)})
		case l.awaits(e.Ref):
			report.Awaited = append(report.Awaited, WorkloadStatus{e.Ref, e.Address, l.judge(e.Ref)})
		}
	}
	return report, nil
}
