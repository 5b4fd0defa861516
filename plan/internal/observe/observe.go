// Package observe does the reading that concerns the whole stack: the state, the metadata of its
// objects, live objects and claims at the least number of requests, and dry-runs, which it
// computes where the server does not let us ask.
package observe

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/state"
)

// Stack asks everything at once; only the LISTs of places that the state alone
// knows wait for the state. The configuration of a stack that is to be removed is asked
// about where its state is lost.
func Stack(ctx context.Context, c Cluster, s State, stack object.Stack, desired, configured []object.Manifest) (*judge.Observation, error) {
	o := nothingSeen()
	l := &lister{cluster: c, stack: stack, into: o, asked: map[judge.Place]bool{}, unlisted: map[judge.Place]bool{}, desired: map[judge.Place]bool{}}
	for i := range desired {
		l.desired[judge.PlaceOf(desired[i].Ref)] = true
	}
	group, asking := crash.WithContext(ctx)
	group.Go(func() (err error) {
		o.ServerVersion, err = c.Version(asking)
		return err
	})
	group.Go(func() (err error) {
		if o.Snapshot, err = s.Read(asking); err != nil || o.Snapshot.Revision == nil {
			return err
		}
		for i := range o.Snapshot.Revision.Objects {
			e := &o.Snapshot.Revision.Objects[i]
			o.Entries[e.Ref] = e
			l.list(asking, group, judge.PlaceOf(e.Ref))
		}
		return nil
	})
	for i := range desired {
		l.list(asking, group, judge.PlaceOf(desired[i].Ref))
	}
	l.lookAtNamespaces(asking, group, desired)
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if err := l.getUnlisted(ctx, desired); err != nil {
		return nil, err
	}
	return o, l.findLost(ctx, configured)
}

func nothingSeen() *judge.Observation {
	return &judge.Observation{
		Entries: map[object.Ref]*state.Entry{}, Metas: map[object.Ref]object.Meta{}, Listed: map[judge.Place]bool{}, Unread: map[judge.Place]error{}, Unseen: map[object.Ref]error{},
		Terminating: map[string]time.Time{},
	}
}

// lister lists each place once.
type lister struct {
	cluster Cluster
	stack   object.Stack
	mu      sync.Mutex
	asked   map[judge.Place]bool
	into    *judge.Observation
	// unlisted are the places that may not, or cannot, be listed, and whose objects can be looked for.
	unlisted map[judge.Place]bool
	desired  map[judge.Place]bool // those of what is desired; the state alone has the others
}

func (l *lister) list(ctx context.Context, group *crash.Group, p judge.Place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked[p] {
		return
	}
	l.asked[p] = true
	group.Go(func() error {
		found, err := l.cluster.ListMeta(ctx, p.Selection(l.stack))
		byName := p.ByName() && apierrors.IsForbidden(err) || kube.IsStorageUnready(err)
		unread := failing.IsAboutOne(err) || apierrors.IsForbidden(err) && !l.desired[p]
		if err != nil && !byName && !unread {
			return err
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.into.Listed[p] = err == nil
		if byName {
			l.unlisted[p] = true
		} else if unread {
			l.into.Unread[p] = err
		}
		for _, m := range found {
			l.into.Metas[m.Ref] = m
		}
		return nil
	})
}

// lookAtNamespaces looks which namespaces of desired objects are being deleted. Of the stack's own
// that is known by their metadata.
func (l *lister) lookAtNamespaces(ctx context.Context, group *crash.Group, desired []object.Manifest) {
	known := map[string]bool{"": true}
	for i := range desired {
		if desired[i].Ref.GroupKind() == kind.Namespace {
			known[desired[i].Ref.Name] = true
		}
	}
	for i := range desired {
		namespace := desired[i].Ref.Namespace
		if known[namespace] {
			continue
		}
		known[namespace] = true
		group.Go(func() error {
			since, err := l.cluster.Terminating(ctx, namespace)
			l.mu.Lock()
			defer l.mu.Unlock()
			l.into.Terminating[namespace] = since
			return err
		})
	}
}

// getUnlisted looks for objects one by one where they may not be listed, of which there
// are few, and where the server cannot list them because it cannot read one of them.
func (l *lister) getUnlisted(ctx context.Context, desired []object.Manifest) error {
	refs := map[object.Ref]bool{} // whether they are desired
	for i := range desired {
		refs[desired[i].Ref] = true
	}
	for ref := range l.into.Entries {
		if !refs[ref] {
			refs[ref] = false
		}
	}
	for _, ref := range slices.SortedFunc(maps.Keys(refs), object.Compare) {
		place := judge.PlaceOf(ref)
		if !l.unlisted[place] || l.into.Unread[place] != nil {
			continue
		}
		live, err := l.cluster.Get(ctx, ref)
		if apierrors.IsNotFound(err) || errors.As(err, new(*kube.NoKindError)) {
			continue
		}
		if l.fails(ctx, ref, err, refs[ref]) {
			continue
		}
		if err != nil {
			return err
		}
		meta, err := object.MetaOf(live)
		if err != nil {
			return err
		}
		if meta.Labels[object.LabelApplySet] == l.stack.ApplySetID() {
			l.into.Metas[ref] = meta
		}
	}
	return nil
}

// fails notes that the server fails to read an object, or does not let one be read that is not
// desired, and reports whether that is so.
func (l *lister) fails(ctx context.Context, ref object.Ref, err error, desired bool) bool {
	if !failing.IsAboutOne(err) && (desired || !apierrors.IsForbidden(err)) {
		return false
	}
	if l.into.Unseen[ref] = err; kube.Unconverted(err) != "" { // so will every other
		l.into.Unread[judge.PlaceOf(ref)] = err
		l.listUnconverted(ctx, judge.PlaceOf(ref), kube.Unconverted(err))
	}
	return true
}

// listUnconverted lists a place in the version that a conversion webhook fails to convert: the
// metadata of objects is the same in every one. Where that fails, too, less is known.
func (l *lister) listUnconverted(ctx context.Context, p judge.Place, version string) {
	selection := p.Selection(l.stack)
	selection.Version = version
	if found, err := l.cluster.ListMeta(ctx, selection); err == nil {
		for _, m := range found {
			l.into.Metas[m.Ref] = m
		}
	}
}
