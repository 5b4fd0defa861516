package engine

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	unanswered "github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
)

// Awaiting are workloads, or other objects, that are waited for, or workloads that are
// restarted, on the stack's clusters.
type Awaiting struct {
	Clusters []AwaitedCluster
	Trace    Trace // by the revisions of all the stack's clusters
	stack    *Stack
	restarts bool
}

// AwaitedCluster is one cluster and its workloads, or other objects, that are meant.
type AwaitedCluster struct {
	plan.Way
	Name      string
	Workloads []AwaitedWorkload
	site      *site
	live      map[object.Ref]map[string]any
	mask      object.Mask
	note      fact.Fact // what is to be known of what is shown
}

// AwaitedWorkload is a workload that is waited for, or another object.
type AwaitedWorkload struct {
	Object  object.Ref
	Address string
	Pods    int64         // so many run now
	Kept    int64         // so many of them a restart leaves alone, because of the partition
	Ready   *object.Ready // what the configuration says of when it is ready; nil where that is nothing
}

// Awaiting is what is to be waited for. The error may be why a cluster could not be
// looked at.
func (w Workloads) Awaiting(ctx context.Context) (*Awaiting, error) { return w.awaiting(ctx, false) }

// Restarting is what is to be restarted. The error may be why one of the workloads cannot
// be: nothing is restarted then.
func (w Workloads) Restarting(ctx context.Context) (*Awaiting, error) { return w.awaiting(ctx, true) }

func (w Workloads) awaiting(ctx context.Context, restarts bool) (*Awaiting, error) {
	sites, err := w.sites(ctx)
	if err != nil {
		return nil, err
	}
	trace := traceOf(w.stack, sites)
	sites = slices.DeleteFunc(sites, func(t site) bool { return t.failure == nil && len(t.chosen) == 0 })
	clusters, err := pool.Map(ctx, pool.All, sites, func(ctx context.Context, t site) (AwaitedCluster, error) {
		c := AwaitedCluster{Name: t.Name, Way: t.way(), site: &t}
		if err := c.look(ctx, w, restarts); err != nil {
			return c, &apply.Error{Cluster: t.Name, Cause: err}
		}
		return c, nil
	})
	return &Awaiting{Clusters: clusters, Trace: trace, stack: w.stack, restarts: restarts}, err
}

// look finds the workloads of a cluster, and out whether they can be restarted.
func (c *AwaitedCluster) look(ctx context.Context, w Workloads, restarts bool) (err error) {
	t, stack := c.site, w.stack.Stack.ID
	if t.failure != nil {
		return t.failure
	}
	if c.live, err = live.Contents(ctx, t.client, t.workloads(stack)); err != nil {
		return err
	}
	for _, e := range t.chosen {
		content := c.live[e.Ref]
		about := kind.About(e.Ref.GroupKind())
		switch {
		case restarts:
			if err := live.CanRestart(stack, e.Ref, content); err != nil {
				return err
			}
		case content == nil && e.Expires():
			continue // a Job that is done and was removed
		case len(w.arguments) == 0 && !about.IsWorkload() && e.Ready == nil && !about.Awaits(content):
			continue // such as a Service of another type
		}
		c.Workloads = append(c.Workloads, AwaitedWorkload{Object: e.Ref, Address: e.Address, Pods: live.Pods(content), Kept: live.Kept(content), Ready: e.Ready})
	}
	c.mask, err = t.mask(ctx, stack, func(n fact.Fact) { c.note = n })
	return err
}

// Run restarts the workloads, one cluster after the other, where that is what is to be
// done, and waits until they are rolled out, each for as long as it makes progress or
// for the timeout: on all clusters at once where nothing is restarted. Events of a
// cluster arrive one after the other. The error is why not all of them are rolled out,
// and left the clusters on which nothing was restarted because of it.
func (a *Awaiting) Run(ctx context.Context, timeout time.Duration, emit func(cluster string, e apply.Event)) (left []Leftover, err error) {
	if !a.restarts {
		group := new(crash.Group)
		for _, c := range a.Clusters {
			group.Go(func() error { return a.await(ctx, c, timeout, nil, emit) })
		}
		return nil, group.Wait()
	}
	for _, c := range a.Clusters {
		if err != nil {
			left = append(left, Leftover{Cluster: c.Name, Because: LeftOtherFailed})
			continue
		}
		written, refused := c.restart(ctx)
		c.Workloads = c.Workloads[:len(written)]
		if err = refused; err == nil || len(written) > 0 {
			err = cmp.Or(refused, a.await(ctx, c, timeout, written, emit))
		}
	}
	return left, err
}

// Why workloads were not restarted.
const (
	RestartRefused     fact.Code = "restart_refused"     // one of them could not be, nor those after it
	RestartInterrupted fact.Code = "restart_interrupted" // it was asked to stop
)

// restart restarts the workloads of one cluster, up to the first that cannot be, or until
// ctx ends, and returns them as they are stored. A request in flight is finished.
func (c *AwaitedCluster) restart(ctx context.Context) (map[object.Ref]object.Meta, error) {
	written, at := map[object.Ref]object.Meta{}, time.Now()
	for i, w := range c.Workloads {
		if ctx.Err() != nil {
			why := fact.New(RestartInterrupted, fact.Args{"rest": c.names(i)})
			return written, &apply.Error{Cluster: c.Name, Cause: &fact.Error{What: why, Err: apply.ErrInterrupted}}
		}
		meta, err := live.Restart(context.WithoutCancel(ctx), c.site.client, w.Object, c.live[w.Object], at)
		if err != nil {
			return written, &apply.Error{Cluster: c.Name, Cause: fact.NewError(err, RestartRefused, fact.Args{"workload": w.Object, "rest": c.names(i + 1)})}
		}
		written[w.Object] = meta
	}
	return written, nil
}

// names are those of the workloads from one on.
func (c *AwaitedCluster) names(from int) (names []string) {
	for _, w := range c.Workloads[from:] {
		names = append(names, w.Object.String())
	}
	return names
}

func (a *Awaiting) await(ctx context.Context, c AwaitedCluster, timeout time.Duration, written map[object.Ref]object.Meta, emit func(string, apply.Event)) error {
	in := apply.Waiting{Cluster: c.Name, Stack: a.stack.Stack.ID, Mask: c.mask, Timeout: timeout, Restarted: a.restarts}
	for _, w := range c.Workloads {
		awaited := apply.Awaited{Object: w.Object, Address: w.Address, Live: c.live[w.Object], Ready: w.Ready}
		if meta, ok := written[w.Object]; ok {
			awaited.Written = &meta
		}
		in.Workloads = append(in.Workloads, awaited)
	}
	if !c.note.IsZero() {
		emit(c.Name, apply.Notice{Fact: c.note})
	}
	return apply.Await(ctx, c.site.client, in, func(e apply.Event) { emit(c.Name, e) })
}

// way is the way to the cluster, as far as it is known.
func (c *cluster) way() plan.Way {
	if c.client != nil {
		return plan.Way{Context: c.client.Context(), Kubeconfig: c.client.Kubeconfig()}
	}
	return plan.Way{Context: c.Context, Kubeconfig: c.file}
}

// kubeconfig is the file that a cluster block names, as it is found from the working directory: there, a relative path
// is relative to the stack's. Where the block names none, it is that of the command line.
func (o Options) kubeconfig(declared string) string {
	if declared == "" || filepath.IsAbs(declared) {
		return cmp.Or(declared, o.Kubeconfig)
	}
	return filepath.Join(o.Dir, declared)
}

// named is why there is no way to the cluster: of a kubeconfig that is missing, that its block names it, or revisions of
// the stack, perhaps relative to a directory that is not known.
func named(c *cluster, err error) error {
	missing := fact.Of(err)
	if c.Kubeconfig == "" || missing.Code != unanswered.KubeconfigMissing {
		return err
	}
	missing = missing.WithArg("cluster", c.Name)
	if !c.Declared {
		missing = missing.WithArg("recorded", true)
	}
	if c.named && !filepath.IsAbs(c.Kubeconfig) {
		missing = missing.WithArg("relative", true)
	}
	return &fact.Error{What: missing, Err: err}
}
