package apply

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// StatusCluster is what Status needs of a cluster: it only reads.
type StatusCluster interface {
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	// Terminating is since when a namespace is being deleted, zero where it is not or we may
	// not look.
	Terminating(ctx context.Context, namespace string) (time.Time, error)
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
	// Run is the run over several clusters of which it was a part, or that has rolled the cluster back, and RunHome the cluster
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
	// Terminating tells of each namespace of the inventory that is being deleted.
	Terminating []fact.Fact `json:"terminating,omitempty"`
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

// Healthy reports whether everything is known to be there, in namespaces that stay, and every
// workload and other object as wanted.
func (r *StatusReport) Healthy() bool {
	return len(r.Missing)+len(r.Unread)+len(r.Terminating) == 0 && !slices.ContainsFunc(r.Judged(), func(w WorkloadStatus) bool { return !w.Status.Healthy() })
}

// LastOf is a report that tells of the last operation alone, by its revision; nil is none.
func LastOf(r *state.Revision) *StatusReport {
	report := &StatusReport{Workloads: []WorkloadStatus{}}
	if r == nil {
		return report
	}
	report.Serial, report.Operation, report.Outcome, report.Who, report.Commit, report.Started = r.Serial, r.Operation, r.Outcome, r.Who, r.Commit, r.Started
	if of := r.PartOf(); of != nil {
		report.Run, report.RunHome = of.ID, of.Home
	}
	return report
}

// Status looks at everything that the state says a stack has in a cluster.
func Status(ctx context.Context, c StatusCluster, stack object.Stack, s state.Snapshot) (*StatusReport, error) {
	report, r := LastOf(s.Revision), s.Revision
	if r == nil {
		return report, nil
	}
	report.Objects = len(r.Objects)
	l := newLook(c, stack, r.Objects)
	var err error
	if report.Terminating, err = lookAround(ctx, l); err != nil {
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

// lookAround looks at everything, and meanwhile which namespaces are being deleted.
func lookAround(ctx context.Context, l *look) (going []fact.Fact, err error) {
	group, reading := crash.WithContext(ctx)
	group.Go(func() error { return l.at(reading) })
	group.Go(func() (err error) {
		going, err = terminating(reading, l.cluster, l.entries)
		return err
	})
	err = group.Wait()
	return going, err
}

// terminating looks which namespaces of an inventory are being deleted: all that is in them goes.
func terminating(ctx context.Context, c StatusCluster, entries []state.Entry) (going []fact.Fact, err error) {
	var names []string
	for _, e := range entries {
		if e.Ref.Namespace != "" || e.Ref.GroupKind() == kind.Namespace {
			names = append(names, cmp.Or(e.Ref.Namespace, e.Ref.Name))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	since, err := pool.Map(ctx, defaultParallelism, names, c.Terminating)
	for i, at := range since {
		if !at.IsZero() {
			going = append(going, fact.New(reason.NamespaceGoes, fact.Args{"namespace": names[i], "since": at.UTC().Format(time.RFC3339)}))
		}
	}
	return going, err
}

// awaits reports whether an object is no workload, and becomes ready.
func (l *look) awaits(ref object.Ref) bool {
	_, judged := l.index.Workload(ref)
	return judged && l.awaited[ref] != nil
}

// see reads a live object; of what is no workload, as one only where it is to become ready.
func (l *look) see(content map[string]any) (observed.Object, error) {
	seen, err := observed.Read(l.kinds, content)
	about := l.kinds.About(seen.Ref.GroupKind())
	if err != nil || about.IsWorkload() {
		return seen, err
	}
	lifecycle := l.awaited[seen.Ref]
	if lifecycle == nil || !(&object.Manifest{Content: content, Lifecycle: *lifecycle}).Awaited(about) {
		seen.Workload = nil
		return seen, nil
	}
	if seen.Own = rollout.OwnOf(lifecycle.Ready, content); seen.Workload == nil {
		seen.Workload, err = l.kinds.ReadAny(content)
	}
	return seen, err
}
