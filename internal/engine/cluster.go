package engine

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/roster"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// cluster is one cluster of a stack, with the way to it: a client and a store, or
// err, which is why there is none.
type cluster struct {
	lang.Cluster
	wave   string // of the rollout that it is in; empty where there are none
	client *kube.Client
	store  *state.Store
	err    error
	named  bool   // the stack is known by its name alone
	file   string // the kubeconfig, seen from the working directory; empty where it is found as by kubectl

	masking  *live.Masking // of whatever the cluster says
	requests requestLog
	strays   search
}

func (o Options) connect(stack *lang.Stack, declared lang.Cluster) *cluster {
	c := &cluster{Cluster: declared, wave: stack.Rollout.WaveOf(declared.Name), named: o.State != (object.Stack{}), file: o.kubeconfig(declared.Kubeconfig)}
	options := kube.Options{UserAgent: o.Program.agent(), Kubeconfigs: o.kubeconfigs}
	if o.Trace {
		options.Trace = c.requests.add
	}
	if o.Waiting != nil {
		options.Waiting = func(w Wait) { o.Waiting(c.Name, w) }
	}
	target := kube.Target{Kubeconfig: c.file, Context: cmp.Or(c.Context, o.Context)}
	if c.client, c.err = kube.Connect(target, options); c.err != nil {
		c.err = named(c, c.err)
	} else {
		c.store = o.store(c, stack, stack.ID)
		c.store.Keep = stack.Keep
		c.masking = &live.Masking{Cluster: c.client, Stack: stack.ID, Configured: c.configured(stack), Read: c.store.Read}
		c.client.MaskBy(c.masking.Of)
	}
	return c
}

// configured is what must not be shown of what the configuration has for the cluster.
func (c *cluster) configured(stack *lang.Stack) func() object.Mask {
	return func() object.Mask {
		return maskOf(c.Objects).With(maskOf(c.Checks), object.MaskOf(stack.Sensitive...))
	}
}

// store is the state, on a cluster of the stack, of a stack that is it or is to become it.
func (o Options) store(c *cluster, stack *lang.Stack, of object.Stack) *state.Store {
	if stack.StateDir != "" {
		return state.OpenFile(c.client, of, o.stateFile(stack.StateDir, of, c))
	}
	s := state.Open(c.client, of)
	if o.State == (object.Stack{}) && o.Files == nil {
		s.Unless(c.client, func() []string { return disk.Find(cmp.Or(o.Dir, "."), state.FileName(of, c.Name)) })
	}
	return s
}

// stateFile is the file of a stack's state on a cluster, in a directory that the
// configuration names.
func (o Options) stateFile(dir string, of object.Stack, c *cluster) string {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(o.Dir, dir)
	}
	return filepath.Join(dir, state.FileName(of, c.Name))
}

// identity is the UID of the Namespace kube-system, which tells clusters apart.
func (c *cluster) identity(ctx context.Context) (string, error) {
	system, err := c.client.Get(ctx, object.NewRef(kind.Namespace, "", "kube-system"))
	if err != nil {
		return "", err
	}
	meta, err := object.MetaOf(system)
	return meta.UID, err
}

// identified plans one of the clusters that a stack declares, and finds out meanwhile which
// one it is; whoever may not read that is told nothing of it.
func identified(ctx context.Context, c *cluster, of func(context.Context, *cluster) target) target {
	if c.err != nil || !c.Declared {
		return of(ctx, c)
	}
	uid, group := "", new(crash.Group)
	group.Go(func() error { uid, _ = c.identity(ctx); return nil })
	t := of(ctx, c)
	_ = group.Wait() // it returns no error
	t.uid = uid
	return t
}

// enroll compares the clusters with those that the stack has had. One whose context leads to
// another cluster than before is not planned, unless that is accepted, nor is one that is declared
// twice; what is left on those that it no longer declares becomes a part of the plan.
func (p *Planned) enroll(ctx context.Context) {
	e := enrolment{p.stack, p.targets, p.options.Identities, acceptedBy(p.options, p.targets)}
	declared := e.declared()
	if len(declared) == 0 {
		return
	}
	var revisions []*state.Revision
	for _, t := range p.targets {
		revisions = append(revisions, t.result.Prior.Revision)
	}
	known := roster.Of(revisions...)
	for i := range p.targets {
		t := &p.targets[i]
		if was, elsewhere := known.Elsewhere(t.Name, t.uid); elsewhere && !slices.Contains(e.accepted, t.Name) {
			t.result = t.unplanned(plan.NewProblem(ProblemElsewhere, fact.Args{"cluster": t.Name, "context": t.client.Context(), "was": was.UID, "is": t.uid}))
		}
	}
	e.refuseShared(roster.Shared(e.recognized(ctx, known, declared)))
	removed, doubtful, asked := e.absent(ctx, known, known.Settled(declared, e.accepted))
	kept := append(doubtful, TraceOf(p).homes(ctx, known)...)
	for _, l := range e.left(ctx, removed, asked) {
		if l.Objects > 0 {
			kept = append(kept, known[l.Cluster])
		}
		p.Plan.RemovedClusters = append(p.Plan.RemovedClusters, l)
	}
	p.clusters = known.Next(known.Settled(asked, e.accepted), kept)
}

// Identities are the UIDs of the stack's clusters, by name, as far as they are known: of one whose context leads to
// another cluster than before, that of the former, and of one that may be another now, what it has told.
func (p *Planned) Identities() map[string]string {
	known := map[string]string{}
	for _, c := range p.clusters {
		if c.UID != "" {
			known[c.Name] = c.UID
		}
	}
	for _, t := range p.targets {
		if t.uid == "" && slices.Contains(p.options.AcceptNew, t.Name) {
			delete(known, t.Name)
		}
	}
	return known
}

// enrolment is what the stack has on its clusters, while they are compared with former ones.
type enrolment struct {
	stack    *Stack
	targets  []target
	known    map[string]string // UIDs, by name
	accepted []string          // that may be others than before
}

// declared are the clusters that the stack declares, with what is known of those that are
// planned.
func (e enrolment) declared() []state.KnownCluster {
	var all []state.KnownCluster
	for _, c := range e.stack.Stack.Clusters {
		if !c.Declared {
			continue
		}
		d := state.KnownCluster{Name: c.Name, Context: c.Context, Kubeconfig: c.Kubeconfig}
		d.UID = e.known[c.Name]
		if i := slices.IndexFunc(e.targets, func(t target) bool { return t.Name == c.Name }); i >= 0 {
			d.UID = cmp.Or(e.targets[i].uid, d.UID)
		}
		all = append(all, seen(d, d.UID))
	}
	return all
}

// refuseShared leaves clusters unplanned that are declared under several names: what is for one of them would be
// deleted for the other, whose state is the same. One that could not be planned says why already.
func (e enrolment) refuseShared(shared map[string][]string) {
	for i := range e.targets {
		t := &e.targets[i]
		if others := shared[t.Name]; len(others) > 0 && len(t.result.Plan.Problems) == 0 {
			t.result = t.unplanned(plan.NewProblem(ProblemShared, fact.Args{"cluster": t.Name, "others": others, "context": t.client.Context()}))
		}
	}
}

// recognized are the declared clusters with what tells whether two are one, without those whose context leads to another
// cluster than before and that are refused for it. One that has not told now is the one that it was, unless another is that
// now: then it is asked, where it is not planned.
func (e enrolment) recognized(ctx context.Context, known roster.Roster, declared []state.KnownCluster) []state.KnownCluster {
	ctx, cancel := context.WithTimeout(ctx, removedPatience)
	defer cancel()
	all, _ := pool.Map(ctx, pool.All, declared, func(ctx context.Context, d state.KnownCluster) (state.KnownCluster, error) {
		was := known[d.Name].UID
		planned := slices.ContainsFunc(e.targets, func(t target) bool { return t.Name == d.Name })
		taken := slices.ContainsFunc(declared, func(o state.KnownCluster) bool { return o.UID != "" && o.UID == was })
		switch {
		case d.UID != "" || taken && planned:
		case taken:
			return e.ask(ctx, d).KnownCluster, nil
		case !slices.Contains(e.accepted, d.Name):
			d.UID = was
		}
		return d, nil
	})
	return slices.DeleteFunc(all, func(d state.KnownCluster) bool {
		_, elsewhere := known.Elsewhere(d.Name, d.UID)
		return elsewhere && !slices.Contains(e.accepted, d.Name)
	})
}

// removedPatience is how long a cluster is waited for that the stack no longer declares.
const removedPatience = 5 * time.Second

// absent are the clusters that are known and not declared. Where there are some, those that are declared and were not
// seen are asked which they are: one may have had another name. Doubtful are those that may be one that does not tell.
func (e enrolment) absent(ctx context.Context, known roster.Roster, declared []state.KnownCluster) (removed, doubtful, asked []state.KnownCluster) {
	if removed = known.Removed(declared); len(removed) == 0 {
		return nil, nil, declared
	}
	ctx, cancel := context.WithTimeout(ctx, removedPatience)
	defer cancel()
	answers, _ := pool.Map(ctx, pool.All, declared, func(ctx context.Context, d state.KnownCluster) (answer, error) { return e.ask(ctx, d), nil })
	for _, a := range answers {
		asked = append(asked, a.KnownCluster)
	}
	removed = known.Removed(asked)
	for _, a := range answers {
		if a.UID == "" && known[a.Name].UID == "" {
			var there []state.KnownCluster
			removed, there = e.apart(removed, a)
			doubtful = append(doubtful, there...)
		}
	}
	return removed, doubtful, asked
}

// answer is which one a declared cluster is, or why it does not tell.
type answer struct {
	state.KnownCluster
	client *kube.Client
	err    error
}

func (e enrolment) ask(ctx context.Context, d state.KnownCluster) answer {
	c := e.stack.cluster(d.Name)
	if d.UID != "" || c.err != nil {
		return answer{d, c.client, c.err}
	}
	uid, err := c.identity(ctx)
	return answer{seen(d, uid), c.client, err}
}

// apart are the removed clusters that are others than a declared one which has not told which it is, and those that may be
// it: where it may not be asked, those at the same server; where it does not answer, all.
func (e enrolment) apart(removed []state.KnownCluster, from answer) (apart, there []state.KnownCluster) {
	if !apierrors.IsForbidden(from.err) {
		return nil, removed
	}
	for _, was := range removed {
		if c := e.former(was); c.err == nil && c.client.Server() == from.client.Server() {
			there = append(there, was)
		} else {
			apart = append(apart, was)
		}
	}
	return apart, there
}

// former is the way to a cluster that the stack no longer declares.
func (e enrolment) former(was state.KnownCluster) *cluster {
	return e.stack.options.formerly(e.stack.Stack, was)
}

// seen is a cluster with the UID that it has told just now; as it is where it has told none.
func seen(c state.KnownCluster, uid string) state.KnownCluster {
	if uid != "" {
		c.UID, c.Seen = uid, time.Now().UTC().Truncate(time.Second)
	}
	return c
}
