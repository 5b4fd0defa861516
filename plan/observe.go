package plan

import (
	"context"
	"sync"
	"sync/atomic"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// observation is what a few requests tell of the cluster, whatever the size of
// the stack: the state, the server's version, and the metadata of every object
// that bears the stack's label.
type observation struct {
	snapshot      state.Snapshot
	serverVersion string
	entries       map[object.Ref]*state.Entry
	metas         map[object.Ref]object.Meta
	// unread are the places that the server failed to list.
	unread map[place]error
}

// place is a kind in a namespace, what one LIST covers.
type place struct {
	kind      kind.GroupKind
	namespace string
}

func placeOf(r object.Ref) place { return place{kind: r.GroupKind(), namespace: r.Namespace} }

func (p place) selection(s object.Stack) kube.Selection {
	return kube.Selection{Kind: p.kind, Namespace: p.namespace, LabelSelector: s.MemberSelector()}
}

// observe asks everything at once; only the LISTs of places that the state alone
// knows wait for the state.
func observe(ctx context.Context, c Cluster, s State, in Input) (*observation, error) {
	o := &observation{entries: map[object.Ref]*state.Entry{}, metas: map[object.Ref]object.Meta{}, unread: map[place]error{}}
	l := &lister{cluster: c, stack: in.Stack, into: o, asked: map[place]bool{}, unlisted: map[place]bool{}}
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
	for i := range in.Desired {
		l.list(asking, group, placeOf(in.Desired[i].Ref))
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return o, l.getUnlisted(ctx, in)
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
func (l *lister) getUnlisted(ctx context.Context, in Input) error {
	refs := map[object.Ref]bool{}
	for i := range in.Desired {
		refs[in.Desired[i].Ref] = true
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

// counter counts a plan's requests for objects; those of the state, and the one
// for the server's version, are not among them.
type counter struct {
	Cluster
	lists, gets, dryRuns atomic.Int64
}

func (c *counter) ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error) {
	c.lists.Add(1)
	return c.Cluster.ListMeta(ctx, s)
}

func (c *counter) List(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
	c.lists.Add(1)
	return c.Cluster.List(ctx, s)
}

func (c *counter) Peek(ctx context.Context, k kind.Resource, namespace string, limit int64) ([]object.Meta, int64, error) {
	c.lists.Add(1)
	return c.Cluster.Peek(ctx, k, namespace, limit)
}

func (c *counter) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	c.gets.Add(1)
	return c.Cluster.Get(ctx, ref)
}

func (c *counter) GetVersion(ctx context.Context, ref object.Ref, version string) (map[string]any, error) {
	c.gets.Add(1)
	return c.Cluster.GetVersion(ctx, ref, version)
}

func (c *counter) DryRunApply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	result, err := c.Cluster.DryRunApply(ctx, a)
	if verb, _ := forbiddenVerb(err); verb == "" {
		c.dryRuns.Add(1) // how many are refused depends on how many are under way
	}
	return result, err
}

func (c *counter) DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error) {
	result, err := c.Cluster.DryRunReplace(ctx, ref, manager, content)
	if verb, _ := forbiddenVerb(err); verb == "" {
		c.dryRuns.Add(1)
	}
	return result, err
}

func (c *counter) requests() Requests {
	return Requests{Lists: int(c.lists.Load()), Gets: int(c.gets.Load()), DryRuns: int(c.dryRuns.Load())}
}
