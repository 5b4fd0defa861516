package apply

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// StatusCluster is what Status needs of a cluster: it only reads.
type StatusCluster interface {
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
}

// StatusReport says how a stack stands in one cluster.
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

// Healthy says whether everything is there and every workload as wanted.
func (r *StatusReport) Healthy() bool {
	return len(r.Missing) == 0 && !slices.ContainsFunc(r.Workloads, func(w WorkloadStatus) bool { return !w.Status.Done })
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
		case !l.exists[e.Ref]:
			report.Missing = append(report.Missing, e.Ref)
		case tierOf(e.Ref.GroupKind()) == tierWorkload:
			report.Workloads = append(report.Workloads, WorkloadStatus{e.Ref, e.Address, l.judge(e.Ref)})
		}
	}
	return report, nil
}

// look gathers what is needed to judge a stack's workloads at one moment.
type look struct {
	cluster  StatusCluster
	metadata []kube.Selection // of which to know what exists
	full     []kube.Selection // of which to know everything
	families *families
	exists   map[object.Ref]bool
	secret   map[object.Ref][]string    // paths of sensitive values, of workloads that have some
	masks    map[object.Ref]object.Mask // of those
}

func newLook(c StatusCluster, stack object.Stack, entries []state.Entry) *look {
	l := &look{cluster: c, families: newFamilies(), exists: map[object.Ref]bool{}, secret: map[object.Ref][]string{}, masks: map[object.Ref]object.Mask{}}
	for _, e := range entries {
		selection := memberSelection(e.Ref, stack)
		if tierOf(e.Ref.GroupKind()) != tierWorkload {
			l.metadata = append(l.metadata, selection)
			continue
		}
		if len(e.Sensitive) > 0 {
			l.secret[e.Ref] = e.Sensitive
		}
		l.full = append(l.full, selection, ownedBy(podKind, e.Ref, e.Fit))
		if e.Ref.GroupKind() == deploymentKind {
			l.full = append(l.full, ownedBy(replicaSetKind, e.Ref, e.Fit))
		}
	}
	l.metadata, l.full = distinct(l.metadata), distinct(l.full)
	return l
}

func distinct(selections []kube.Selection) []kube.Selection {
	slices.SortFunc(selections, func(a, b kube.Selection) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind.Group, b.Kind.Group), cmp.Compare(a.Kind.Kind, b.Kind.Kind))
	})
	return slices.Compact(selections)
}

// at reads everything, and where a workload is not as wanted and does not say
// why, the events of its namespace as well.
func (l *look) at(ctx context.Context) error {
	if err := l.readMetadata(ctx); err != nil {
		return err
	}
	if err := l.read(ctx, l.full); err != nil {
		return err
	}
	var events []kube.Selection
	for ref := range l.families.workloads {
		if !l.judge(ref).Explained() {
			events = append(events, kube.Selection{Kind: eventKind, Namespace: ref.Namespace, FieldSelector: "type=Warning"})
		}
	}
	return l.read(ctx, distinct(events))
}

func (l *look) readMetadata(ctx context.Context) error {
	lists := make([][]object.Meta, len(l.metadata))
	group, ctx := crash.WithContext(ctx)
	group.SetLimit(defaultParallelism)
	for i, s := range l.metadata {
		group.Go(func() (err error) {
			lists[i], err = l.cluster.ListMeta(ctx, s)
			return err
		})
	}
	err := group.Wait()
	for _, metas := range lists {
		for _, m := range metas {
			l.exists[m.Ref] = true
		}
	}
	return err
}

func (l *look) read(ctx context.Context, selections []kube.Selection) error {
	lists := make([][]map[string]any, len(selections))
	group, ctx := crash.WithContext(ctx)
	group.SetLimit(defaultParallelism)
	for i, s := range selections {
		group.Go(func() (err error) {
			lists[i], err = l.cluster.List(ctx, s)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, contents := range lists {
		for _, content := range contents {
			seen, err := sight(content)
			if err != nil {
				return err
			}
			l.families.take(kube.Changed, seen)
			l.exists[seen.ref] = true
			if paths, ok := l.secret[seen.ref]; ok {
				marked, err := kubeschema.Mark(seen.ref, content, paths)
				if err != nil {
					return err
				}
				l.masks[seen.ref] = object.NewMask(marked)
			}
		}
	}
	return nil
}

func (l *look) judge(ref object.Ref) rollout.Status {
	seen := l.families.workloads[ref]
	return maskedStatus(rollout.Judge(seen.workload, l.families.evidence(seen.uid)), l.masks[ref])
}
