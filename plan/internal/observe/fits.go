package observe

import (
	"context"
	"errors"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Fits reads how live workloads choose their Pods that the targets leave out, and whose Pods
// something means that is planned. It returns the fits of those that do it in another way than wl
// would. Only what is the stack's counts, and what would be adopted: where such a one cannot be
// read that is an error, because what means its Pods would come to choose none.
func Fits(ctx context.Context, c Cluster, w *wanted.Configuration, seen *judge.Observation) ([]*object.Fit, error) {
	workloads := w.Chosen(seen.Knows)
	f := &fitter{cluster: c, wanted: w, seen: seen, metas: maps.Clone(seen.Metas), listed: maps.Clone(seen.Listed)}
	if err := f.list(ctx, workloads); err != nil {
		return nil, err
	}
	found, err := pool.Map(ctx, w.Parallelism, workloads, f.fit)
	return slices.DeleteFunc(found, func(f *object.Fit) bool { return f == nil }), err
}

// fitter reads workloads that are not planned themselves.
type fitter struct {
	cluster Cluster
	wanted  *wanted.Configuration
	seen    *judge.Observation
	metas   map[object.Ref]object.Meta
	listed  map[judge.Place]bool // false of one that may not, or cannot, be listed
}

// list lists the places of workloads that have not been, unless these are read anyway.
func (f *fitter) list(ctx context.Context, workloads []*object.Manifest) error {
	for _, m := range workloads {
		place := judge.PlaceOf(m.Ref)
		if _, asked := f.listed[place]; asked || f.adopts(m) {
			continue
		}
		found, err := f.cluster.ListMeta(ctx, place.Selection(f.wanted.Stack))
		if err != nil && !apierrors.IsForbidden(err) && !failing.IsAboutOne(err) && !kube.IsStorageUnready(err) {
			return err
		}
		f.listed[place] = err == nil
		for _, meta := range found {
			f.metas[meta.Ref] = meta
		}
	}
	return nil
}

// fit is how a workload is fitted to the live one; nil where it need not be, and where a plan of the
// workload itself would be blocked.
func (f *fitter) fit(ctx context.Context, m *object.Manifest) (*object.Fit, error) {
	meta, listed := f.metas[m.Ref]
	counts := listed && f.ours(meta) || f.adopts(m)
	if !counts && f.listed[judge.PlaceOf(m.Ref)] && f.seen.Entries[m.Ref] == nil {
		return nil, nil
	}
	live, err := f.cluster.GetVersion(ctx, m.Ref, m.Version())
	switch {
	case apierrors.IsNotFound(err), errors.As(err, new(*kube.NoKindError)), !counts && (apierrors.IsForbidden(err) || failing.IsAboutOne(err)):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if meta, err = object.MetaOf(live); err != nil {
		return nil, err
	}
	if meta.Deleting || !adoption.OtherSet(meta, f.wanted.Stack).IsZero() || !f.ours(meta) && !f.adopts(m) {
		return nil, nil
	}
	fitted := wanted.Refitted(m, live)
	if fitted == nil || wanted.Clash(fitted) != nil {
		return nil, nil
	}
	return fitted.Fit, nil
}

// adopts reports whether a workload is adopted that the stack has not made.
func (f *fitter) adopts(m *object.Manifest) bool {
	return f.wanted.Options.Adopt || m.Lifecycle.Adopt
}

// ours reports whether the stack has made a live workload, by its fields or by the state.
func (f *fitter) ours(live object.Meta) bool {
	_, managed := live.Manager(f.wanted.Stack.FieldManager())
	e := f.seen.Entries[live.Ref]
	return managed || e != nil && e.UID != "" && e.UID == live.UID
}
