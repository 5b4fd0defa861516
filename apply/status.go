package apply

import (
	"cmp"
	"context"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
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

// look gathers what is needed to judge a stack's workloads at one moment.
type look struct {
	cluster  StatusCluster
	kinds    *rollout.Kinds
	metadata []kube.Selection // of which to know what exists
	full     []kube.Selection // of which to know everything
	manager  string           // the stack's
	chosen   choice           // of the workloads that there are
	families *families
	exists   map[object.Ref]bool
	secret   map[object.Ref][]string // paths of sensitive values, of workloads that have some
	mask     object.Mask             // of all such values, and of what the stack's Secrets hold
}

func newLook(c StatusCluster, stack object.Stack, entries []state.Entry) *look {
	l := &look{
		cluster: c, kinds: rollout.BuiltIn(), manager: stack.FieldManager(), chosen: choice{}, families: newFamilies(),
		exists: map[object.Ref]bool{}, secret: map[object.Ref][]string{},
	}
	for _, e := range entries {
		selection := memberSelection(e.Ref, stack)
		if e.Ref.GroupKind() == kind.Secret {
			l.full = append(l.full, selection)
			continue
		}
		if !l.kinds.About(e.Ref.GroupKind()).IsWorkload() {
			l.metadata = append(l.metadata, selection)
			continue
		}
		if len(e.Sensitive) > 0 {
			l.secret[e.Ref] = e.Sensitive
		}
		l.full = append(l.full, selection)
	}
	l.metadata, l.full = distinct(l.metadata), distinct(l.full)
	return l
}

func distinct(selections []kube.Selection) []kube.Selection {
	slices.SortFunc(selections, func(a, b kube.Selection) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind.Group, b.Kind.Group), cmp.Compare(a.Kind.Kind, b.Kind.Kind), cmp.Compare(a.FieldSelector, b.FieldSelector))
	})
	return slices.Compact(selections)
}

// at reads everything: the workloads, by them their Pods, and where one is not as
// wanted, what may tell why.
func (l *look) at(ctx context.Context) error {
	if err := l.readMetadata(ctx); err != nil {
		return err
	}
	if err := l.read(ctx, l.full); err != nil {
		return err
	}
	if err := l.read(ctx, l.owned()); err != nil {
		return err
	}
	return l.readCauses(ctx)
}

// owned selects the Pods and ReplicaSets of the workloads that there are.
func (l *look) owned() []kube.Selection {
	var selections []kube.Selection
	for key := range l.chosen {
		selections = append(selections, l.chosen.selection(key.kind, key.namespace))
	}
	return distinct(selections)
}

// readCauses reads events and claims where they may tell why a workload is not as
// wanted. Whoever may not read them is told less.
func (l *look) readCauses(ctx context.Context) error {
	var selections []kube.Selection
	for ref, seen := range l.families.workloads {
		e := l.evidence(seen)
		if !l.judge(ref).Explained() || rollout.LacksPullSecrets(e) {
			selections = append(selections, warningsIn(ref.Namespace))
		}
		if rollout.WaitsForClaims(e) {
			selections = append(selections, kube.Selection{Kind: kind.Claim, Namespace: ref.Namespace}, aboutClaims(ref.Namespace))
		}
	}
	for _, s := range distinct(selections) {
		if err := l.read(ctx, []kube.Selection{s}); err != nil && !apierrors.IsForbidden(err) {
			return err
		}
	}
	return nil
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
	var all []map[string]any
	for i, contents := range lists {
		for _, content := range contents {
			if l.chosen.admits(selections[i], content) {
				all = append(all, content)
			}
		}
	}
	masks := make([]object.Mask, len(all))
	for i, content := range all {
		var err error
		ref := refOf(content)
		if masks[i], err = maskOfLive(ref, content, l.secret[ref]); err != nil {
			return err
		}
	}
	l.mask = l.mask.With(masks...)
	for _, content := range all {
		maskTexts(content, l.mask)
		seen, err := observe(l.kinds, content)
		if err != nil {
			return err
		}
		l.families.take(kube.Changed, seen)
		l.exists[seen.ref] = true
		if k := l.kinds.About(seen.ref.GroupKind()); k.HasPods() {
			l.chosen.add(k, seen.ref, content, nil)
		}
	}
	return nil
}

func (l *look) judge(ref object.Ref) rollout.Status {
	seen := l.families.workloads[ref]
	return rollout.Judge(seen.workload, l.evidence(seen))
}

func (l *look) evidence(workload observed) rollout.Evidence {
	e := l.families.evidence(workload.uid)
	e.Manager = l.manager
	return e
}
