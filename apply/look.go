package apply

import (
	"cmp"
	"context"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// look gathers what is needed to judge a stack's workloads at one moment.
type look struct {
	cluster  StatusCluster
	entries  []state.Entry // of the inventory
	kinds    *rollout.Kinds
	metadata []kube.Selection // of which to know what exists
	secrets  []kube.Selection // of which to know what must not be shown
	full     []kube.Selection // of which to know everything
	named    map[kube.Selection][]object.Ref
	unread   error // why Secrets could not be read; nil where they were
	silent   *observed.Silence
	manager  string                           // the stack's
	awaited  map[object.Ref]*object.Lifecycle // of what is no workload and becomes ready, as it was applied
	around   rollout.Around                   // what there is in the cluster, of what tells of others
	chosen   observed.Choice                  // of the workloads that there are
	index    *observed.Index
	now      time.Time // by the server, when the Pods were read
	exists   map[object.Ref]bool
	secret   map[object.Ref][]object.Path // paths of sensitive values, of what has some but Secrets
	mask     object.Mask                  // of all such values, and of what the stack's Secrets hold
}

func newLook(c StatusCluster, stack object.Stack, entries []state.Entry) *look {
	l := &look{
		cluster: c, entries: entries, kinds: rollout.BuiltIn(), manager: stack.FieldManager(), chosen: observed.Choice{}, index: observed.NewIndex(),
		awaited: map[object.Ref]*object.Lifecycle{}, around: rollout.Around{},
		named: map[kube.Selection][]object.Ref{}, exists: map[object.Ref]bool{}, silent: &observed.Silence{}, secret: map[object.Ref][]object.Path{},
	}
	for _, e := range entries {
		selection := observed.Members(e.Ref, stack)
		l.named[selection] = append(l.named[selection], e.Ref)
		about := l.kinds.About(e.Ref.GroupKind())
		if !about.IsWorkload() && !e.NoWait && (about.Awaited || e.Ready != nil) {
			l.awaited[e.Ref] = &object.Lifecycle{Ready: e.Ready}
		}
		if e.Ref.GroupKind() == kind.Secret {
			l.secrets = append(l.secrets, selection)
			continue
		}
		if !about.IsWorkload() && l.awaited[e.Ref] == nil && len(e.Sensitive) == 0 {
			l.metadata = append(l.metadata, selection)
			continue
		}
		if len(e.Sensitive) > 0 {
			l.secret[e.Ref] = e.Sensitive
		}
		l.full = append(l.full, selection)
	}
	l.metadata, l.secrets, l.full = observed.Distinct(l.metadata), observed.Distinct(l.secrets), observed.Distinct(l.full)
	l.metadata = slices.DeleteFunc(l.metadata, func(s kube.Selection) bool { return slices.Contains(l.full, s) })
	return l
}

// at reads everything: the workloads, by them their Pods, and where one is not as
// wanted, what may tell why.
func (l *look) at(ctx context.Context) error {
	if err := l.readMetadata(ctx); err != nil {
		return err
	}
	if err := l.readSecrets(ctx); err != nil {
		return err
	}
	if err := l.readFull(ctx); err != nil {
		return err
	}
	if err := l.readAround(ctx); err != nil {
		return err
	}
	if err := l.read(ctx, l.chosen.Selections()); err != nil {
		return err
	}
	l.now, _ = l.cluster.ServerTime(ctx) // the last answer has told it
	return l.readCauses(ctx)
}

// readAround reads what there is in the cluster where the readiness of an object depends on
// it, or may tell why it is not ready. Whoever may not read that is told less.
func (l *look) readAround(ctx context.Context) error {
	var kinds []kind.GroupKind
	for ref, seen := range l.index.Workloads() {
		first, later := rollout.Surroundings(seen.Workload)
		kinds = append(kinds, first...)
		if !l.judge(ref).Done {
			kinds = append(kinds, later...)
		}
	}
	slices.SortFunc(kinds, func(a, b kind.GroupKind) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Kind, b.Kind))
	})
	for _, gk := range slices.Compact(kinds) {
		contents, err := l.cluster.List(ctx, observed.Everywhere(gk))
		switch {
		case err == nil, kube.IsNotServed(err):
			l.around[gk] = append([]map[string]any{}, contents...)
		case !apierrors.IsForbidden(err):
			return err
		}
	}
	return nil
}

// readCauses reads events and claims where they may tell why a workload is not as
// wanted. Whoever may not read them is told less.
func (l *look) readCauses(ctx context.Context) error {
	var selections []kube.Selection
	for ref, seen := range l.index.Workloads() {
		e := l.evidence(seen)
		if ref.Namespace == "" {
			continue // its events are in a namespace that others have, too
		}
		if !l.judge(ref).Explained() || rollout.LacksPullSecrets(e) {
			selections = append(selections, observed.WarningsIn(ref.Namespace))
		}
		if rollout.HasClaims(e) {
			selections = append(selections, kube.Selection{Kind: kind.Claim, Namespace: ref.Namespace}, observed.AboutKind(kind.Claim, ref.Namespace))
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
	lists, err := pool.Map(ctx, defaultParallelism, l.metadata, l.there)
	for _, refs := range lists {
		for _, ref := range refs {
			l.exists[ref] = true
		}
	}
	return err
}

// there returns what exists of a selection.
func (l *look) there(ctx context.Context, s kube.Selection) (refs []object.Ref, err error) {
	metas, err := l.cluster.ListMeta(ctx, s)
	for _, m := range metas {
		refs = append(refs, m.Ref)
	}
	if apierrors.IsForbidden(err) || kube.IsStorageUnready(err) {
		var contents []map[string]any
		contents, err = observed.ByName(ctx, l.cluster, l.named[s], err)
		for _, content := range contents {
			refs = append(refs, observed.RefOf(content))
		}
	}
	return refs, l.silent.Note(err, l.named[s])
}

// note is what could not be looked at.
func (l *look) note() fact.Fact {
	if why := l.silent.Why(); why != nil {
		return fact.NewError(why, reason.ObjectsUnread, fact.Args{"objects": l.silent.Objects()}).What
	}
	if l.unread != nil {
		return fact.NewError(l.unread, reason.SecretsUnread, nil).What
	}
	return fact.Fact{}
}

// list reads the objects of a selection.
func (l *look) list(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
	contents, err := observed.List(ctx, l.cluster, s, l.named[s])
	if s.Kind == kind.Secret { // without them, nothing could be masked
		return contents, err
	}
	return contents, l.silent.Note(err, l.named[s])
}

// readSecrets reads what must not be shown of everything else. Of Secrets that may not be
// read it is not known whether they are there.
func (l *look) readSecrets(ctx context.Context) error {
	for _, s := range l.secrets {
		err := l.read(ctx, []kube.Selection{s})
		if !apierrors.IsForbidden(err) {
			if err != nil {
				return err
			}
			continue
		}
		l.unread = err
		for _, ref := range l.named[s] {
			l.exists[ref] = true
		}
	}
	return nil
}

// readFull reads of what to know everything, and what has lost the stack's label, which no list of what bears it has: at
// once, because the one may repeat what the other holds.
func (l *look) readFull(ctx context.Context) error {
	contents, err := l.contents(ctx, l.full)
	if err != nil {
		return err
	}
	for _, content := range contents {
		l.exists[observed.RefOf(content)] = true
	}
	unlabelled, err := observed.Unlabelled(ctx, l.cluster, l.entries, func(ref object.Ref) bool { return l.exists[ref] || l.silent.About(ref) })
	if err != nil {
		return err
	}
	return l.take(append(contents, unlabelled...))
}

func (l *look) read(ctx context.Context, selections []kube.Selection) error {
	contents, err := l.contents(ctx, selections)
	if err != nil {
		return err
	}
	return l.take(contents)
}

// contents are the objects of some selections that matter.
func (l *look) contents(ctx context.Context, selections []kube.Selection) (all []map[string]any, err error) {
	lists, err := pool.Map(ctx, defaultParallelism, selections, l.list)
	for i, contents := range lists {
		for _, content := range contents {
			if l.chosen.Admits(selections[i], content) {
				all = append(all, content)
			}
		}
	}
	return all, err
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
		seen, err := l.see(content)
		if err != nil {
			return err
		}
		l.index.Take(kube.Changed, seen)
		l.exists[seen.Ref] = true
		if k := l.kinds.About(seen.Ref.GroupKind()); k.HasPods() {
			l.chosen.Add(k, seen.Ref, content, nil)
		}
	}
	return nil
}

func (l *look) judge(ref object.Ref) rollout.Status {
	seen, _ := l.index.Workload(ref)
	return rollout.Judge(seen.Workload, l.evidence(seen))
}

func (l *look) evidence(workload observed.Object) rollout.Evidence {
	e := l.index.Evidence(workload.UID)
	e.Manager, e.Around, e.Own, e.Now = l.manager, l.around, workload.Own, l.now
	return e
}
