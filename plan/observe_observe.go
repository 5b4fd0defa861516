package plan

import (
	"context"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// observe asks everything at once; only the LISTs of places that the state alone
// knows wait for the state.
func observe(ctx context.Context, c Cluster, s State, stack object.Stack, desired []object.Manifest) (*observation, error) {
	o := &observation{entries: map[object.Ref]*state.Entry{}, metas: map[object.Ref]object.Meta{}, unread: map[place]error{}}
	l := &lister{cluster: c, stack: stack, into: o, asked: map[place]bool{}, unlisted: map[place]bool{}}
	group, asking := crash.WithContext(ctx)
	group.Go(func() (err error) {
		o.serverVersion, err = c.Version(asking)
		return err
	})
	group.Go(func() (err error) {
		if o.snapshot, err = s.Read(asking); err != nil || o.snapshot.Revision == nil {
			return err
		}
		for i := range o.snapshot.Revision.Objects {
			e := &o.snapshot.Revision.Objects[i]
			o.entries[e.Ref] = e
			l.list(asking, group, placeOf(e.Ref))
		}
		return nil
	})
	for i := range desired {
		l.list(asking, group, placeOf(desired[i].Ref))
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return o, l.getUnlisted(ctx, desired)
}

// lister lists each place once.
type lister struct {
	cluster Cluster
	stack   object.Stack
	mu      sync.Mutex
	asked   map[place]bool
	into    *observation
	// unlisted are the places of the cluster that may not be listed.
	unlisted map[place]bool
}

func (l *lister) list(ctx context.Context, group *crash.Group, p place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked[p] {
		return
	}
	l.asked[p] = true
	group.Go(func() error {
		found, err := l.cluster.ListMeta(ctx, p.selection(l.stack))
		forbidden := p.namespace == "" && apierrors.IsForbidden(err)
		failing := kube.IsServerFailure(err)
		if err != nil && !forbidden && !failing {
			return err
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if forbidden {
			l.unlisted[p] = true
		}
		if failing {
			l.into.unread[p] = err
		}
		for _, m := range found {
			l.into.metas[m.Ref] = m
		}
		return nil
	})
}

// getUnlisted looks for the objects of the cluster, such as namespaces, one by
// one where they may not be listed: who has rights in some namespaces only may
// see these. Of them there are few.
func (l *lister) getUnlisted(ctx context.Context, desired []object.Manifest) error {
	refs := map[object.Ref]bool{}
	for i := range desired {
		refs[desired[i].Ref] = true
	}
	for ref := range l.into.entries {
		refs[ref] = true
	}
	for ref := range refs {
		if !l.unlisted[placeOf(ref)] {
			continue
		}
		live, err := l.cluster.Get(ctx, ref)
		if apierrors.IsNotFound(err) {
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
			l.into.metas[ref] = meta
		}
	}
	return nil
}
