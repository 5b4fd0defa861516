package apply

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// look gathers what is needed to judge a stack's workloads at one moment.
type look struct {
	cluster  StatusCluster
	kinds    *rollout.Kinds
	metadata []kube.Selection // of which to know what exists
	full     []kube.Selection // of which to know everything
	manager  string           // the stack's
	chosen   observed.Choice  // of the workloads that there are
	families *observed.Families
	exists   map[object.Ref]bool
	secret   map[object.Ref][]object.Path // paths of sensitive values, of workloads that have some
	mask     object.Mask                  // of all such values, and of what the stack's Secrets hold
}

func newLook(c StatusCluster, stack object.Stack, entries []state.Entry) *look {
	l := &look{
		cluster: c, kinds: rollout.BuiltIn(), manager: stack.FieldManager(), chosen: observed.Choice{}, families: observed.NewFamilies(),
		exists: map[object.Ref]bool{}, secret: map[object.Ref][]object.Path{},
	}
	for _, e := range entries {
		selection := observed.Members(e.Ref, stack)
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
	l.metadata, l.full = observed.Distinct(l.metadata), observed.Distinct(l.full)
	return l
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
	if err := l.read(ctx, l.chosen.Selections()); err != nil {
		return err
	}
	return l.readCauses(ctx)
}

// readCauses reads events and claims where they may tell why a workload is not as
// wanted. Whoever may not read them is told less.
func (l *look) readCauses(ctx context.Context) error {
	var selections []kube.Selection
	for ref, seen := range l.families.Workloads() {
		e := l.evidence(seen)
		if !l.judge(ref).Explained() || rollout.LacksPullSecrets(e) {
			selections = append(selections, observed.WarningsIn(ref.Namespace))
		}
		if rollout.HasClaims(e) {
			selections = append(selections, kube.Selection{Kind: kind.Claim, Namespace: ref.Namespace}, observed.AboutClaims(ref.Namespace))
		}
	}
	for _, s := range observed.Distinct(selections) {
		if err := l.read(ctx, []kube.Selection{s}); err != nil && !apierrors.IsForbidden(err) {
			return err
		}
	}
	return nil
}

func (l *look) readMetadata(ctx context.Context) error {
	lists, err := pool.Map(ctx, defaultParallelism, l.metadata, l.cluster.ListMeta)
	for _, metas := range lists {
		for _, m := range metas {
			l.exists[m.Ref] = true
		}
	}
	return err
}

func (l *look) read(ctx context.Context, selections []kube.Selection) error {
	lists, err := pool.Map(ctx, defaultParallelism, selections, l.cluster.List)
	if err != nil {
		return err
	}
	var all []map[string]any
	for i, contents := range lists {
		for _, content := range contents {
			if l.chosen.Admits(selections[i], content) {
				all = append(all, content)
			}
		}
	}
	return l.take(all)
}

// take takes in what was read, in which values of any of it are masked.
func (l *look) take(all []map[string]any) error {
	masks := make([]object.Mask, len(all))
	for i, content := range all {
		var err error
		ref := observed.RefOf(content)
		if masks[i], err = observed.MaskOf(ref, content, l.secret[ref]); err != nil {
			return err
		}
	}
	l.mask = l.mask.With(masks...)
	for _, content := range all {
		observed.MaskTexts(content, l.mask)
		seen, err := observed.Read(l.kinds, content)
		if err != nil {
			return err
		}
		l.families.Take(kube.Changed, seen)
		l.exists[seen.Ref] = true
		if k := l.kinds.About(seen.Ref.GroupKind()); k.HasPods() {
			l.chosen.Add(k, seen.Ref, content, nil)
		}
	}
	return nil
}

func (l *look) judge(ref object.Ref) rollout.Status {
	seen, _ := l.families.Workload(ref)
	return rollout.Judge(seen.Workload, l.evidence(seen))
}

func (l *look) evidence(workload observed.Object) rollout.Evidence {
	e := l.families.Evidence(workload.UID)
	e.Manager = l.manager
	return e
}
