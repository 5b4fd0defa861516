package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/roster"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// Trace is what the revisions of a stack's clusters say of its run over them.
type Trace struct {
	stack     *Stack
	revisions []*state.Revision // nil where a cluster has none that is known
}

// NewTrace is what some revisions of a stack's clusters say.
func NewTrace(s *Stack, revisions ...*state.Revision) Trace { return Trace{s, revisions} }

// ReadTrace reads the revisions of a stack's clusters, as far as they answer.
func ReadTrace(ctx context.Context, s *Stack) Trace { return traceOf(s, sitesOf(ctx, s)) }

// TraceOf is what those revisions say on which a plan was made.
func TraceOf(p *Planned) Trace {
	t := Trace{stack: p.stack}
	for _, of := range p.targets {
		t.revisions = append(t.revisions, cmp.Or(of.result.Prior.Revision, of.current))
	}
	return t
}

// traceOf is what the revisions of sites say.
func traceOf(s *Stack, sites []site) Trace {
	t := Trace{stack: s}
	for _, of := range sites {
		t.revisions = append(t.revisions, of.snapshot.Revision)
	}
	return t
}

// Run is the run that was begun last, by its home's clock, of those that revisions name: because they are a part of it,
// or were made outside of it while it was under way; nil where none does.
func (t Trace) Run() *state.RunRef {
	return t.last(func(r *state.Revision) *state.RunRef { return cmp.Or(r.Run, r.OutsideRun) })
}

// part is the run that was begun last of those of which revisions are a part, be it that they roll back.
func (t Trace) part() *state.RunRef {
	return t.last((*state.Revision).PartOf)
}

// last is the run that was begun last of those that revisions name. Where that is not known, of runs of an older wl, it
// is the one of the revision that was made last, by the clocks of those who made them.
func (t Trace) last(named func(*state.Revision) *state.RunRef) (last *state.RunRef) {
	var made time.Time
	for _, r := range t.revisions {
		if r == nil || named(r) == nil {
			continue
		}
		of := named(r)
		later := last == nil || r.Started.After(made)
		if last != nil && !of.Begun.IsZero() && !last.Begun.IsZero() && !of.Begun.Equal(last.Begun) {
			later = of.Begun.After(last.Begun)
		}
		if later {
			last, made = of, r.Started
		}
	}
	return last
}

// lastRun reads the last run of the stack, by the revisions of its clusters; nil where there is
// none, or where it is not known, which is then why. Of a stack that is known by its state
// alone nothing is compared.
func lastRun(ctx context.Context, s *Stack, clusters []ClusterStatus, revisions []*state.Revision) (last *run.Run, unread fact.Fact) {
	t := NewTrace(s, revisions...)
	newest := t.part()
	if newest == nil || newest.Home == "" || s.options.State != (object.Stack{}) {
		return nil, fact.Fact{}
	}
	if last = t.moved(ctx, newest, clusters); last != nil {
		return last, fact.Fact{}
	}
	args := fact.Args{"run": newest.ID, "home": newest.Home, "removed": !declares(s.Stack, newest.Home)}
	silent := notSeen(clusters, newest.Home)
	var err error
	if silent.IsZero() {
		last, err = t.lastIn(ctx, newest)
	}
	if last == nil { // its record is gone, or is where the run was rebuilt
		if kept, there := t.Kept(ctx, newest); there {
			return kept.Run, fact.Fact{}
		}
	}
	switch {
	case !silent.IsZero():
		return nil, fact.New(RunUnread, args).WithArg("said", silent)
	case errors.Is(err, ErrHomeLeft):
		return nil, fact.Fact{}
	case errors.As(err, new(*UnknownClusterError)):
		return nil, fact.New(RunUnread, args)
	case err != nil:
		args["forbidden"] = apierrors.IsForbidden(err)
		return nil, fact.New(RunUnread, args).WithArg("said", reason(err))
	}
	return last, fact.Fact{}
}

// notSeen is why a cluster could not be looked at: it need not be waited for again. Nothing where it could, or is
// none of them.
func notSeen(clusters []ClusterStatus, name string) fact.Fact {
	for _, c := range clusters {
		if c.Cluster == name && c.Report == nil {
			return c.Error
		}
	}
	return fact.Fact{}
}

// moved is the last run in the home that the configuration names, where revisions name another one: the same, which
// was rebuilt there, or a later one; nil where that keeps none. The former home may still have what it was.
func (t Trace) moved(ctx context.Context, newest *state.RunRef, clusters []ClusterStatus) *run.Run {
	home := t.stack.Stack.Rollout.Home
	if home == "" || home == newest.Home || !notSeen(clusters, home).IsZero() {
		return nil
	}
	last, err := runIn(ctx, t.stack, home)
	if err != nil || last == nil || !last.Knows(newest.ID) && (newest.Begun.IsZero() || !last.Started.After(newest.Begun)) {
		return nil
	}
	return last
}

// runIn is the stack's last run in a home cluster; nil where that has none.
func runIn(ctx context.Context, s *Stack, home string) (*run.Run, error) {
	client, err := s.Client(home)
	if err != nil {
		return nil, err
	}
	return lastOn(ctx, s, client)
}

// lastOn is the stack's last run that a cluster keeps; nil where that has none.
func lastOn(ctx context.Context, s *Stack, client *kube.Client) (*run.Run, error) {
	raw, _, err := state.OpenRuns(client, s.Stack.ID).Read(ctx)
	if err != nil {
		return nil, err
	}
	return run.Decode(raw)
}

// lastIn is the last run in the home that revisions name, which the stack may not declare any more: then it is not waited
// for long.
func (t Trace) lastIn(ctx context.Context, of *state.RunRef) (*run.Run, error) {
	if !declares(t.stack.Stack, of.Home) {
		patient, cancel := context.WithTimeout(ctx, removedPatience)
		defer cancel()
		ctx = patient
	}
	client, _, err := t.Home(ctx, of)
	if err != nil {
		return nil, err
	}
	return lastOn(ctx, t.stack, client)
}

// Kept is a run, or the one that came after it, in a cluster of the stack that keeps it and that revisions do not name
// as its home: it was rebuilt there, or the block has another name now.
func (t Trace) Kept(ctx context.Context, of *state.RunRef) (kept KeptRun, there bool) {
	return newestKept(KeptRuns(ctx, t.stack, of.Home), of.ID)
}

// newestKept is the last one of the runs that clusters keep which are another one, or came after it.
func newestKept(all []KeptRun, id string) (kept KeptRun, there bool) {
	for _, k := range all {
		later := !there || kept.Run.HasEnded() && !k.Run.HasEnded() || kept.Run.HasEnded() == k.Run.HasEnded() && k.Run.Started.After(kept.Run.Started)
		if k.Run.Knows(id) && later {
			kept, there = k, true
		}
	}
	return kept, there
}

// Home is the way to the cluster in which a run is kept, and the name of that: one that the stack declares, now perhaps under
// another name, or one that the revisions know.
func (t Trace) Home(ctx context.Context, of *state.RunRef) (home *kube.Client, name string, err error) {
	if declares(t.stack.Stack, of.Home) {
		home, err = t.stack.Client(of.Home)
		return home, of.Home, err
	}
	if kept, there := t.Kept(ctx, of); there {
		return kept.Client, kept.Cluster, nil
	}
	switch was, known := roster.Of(t.revisions...)[of.Home]; {
	case known:
		home, err = t.former(ctx, was)
	case t.knewHome(of):
		err = ErrHomeLeft
	default:
		home, err = t.stack.Client(of.Home)
	}
	return home, of.Home, err
}

// former is the way to a cluster that the stack no longer declares. It may lead to another one: by a context that was
// changed, or a path that is relative to a directory which is not known.
func (t Trace) former(ctx context.Context, was state.KnownCluster) (*kube.Client, error) {
	c := t.stack.options.formerly(t.stack.Stack, was)
	if c.err != nil || was.UID == "" {
		return c.client, c.err
	}
	switch uid, err := c.identity(ctx); {
	case apierrors.IsForbidden(err): // it answers, and is not told from others
	case err != nil:
		return nil, err
	case uid != was.UID:
		return nil, fact.NewError(nil, RemovedElsewhere, fact.Args{"context": c.client.Context()})
	}
	return c.client, nil
}

// Place is the cluster in which a run is kept: as the stack declares it or, where that was removed, as the
// revisions know it.
func (t Trace) Place(of *state.RunRef) (at lang.Cluster, removed bool) {
	was, known := roster.Of(t.revisions...)[of.Home]
	for _, c := range t.stack.Stack.Clusters {
		if c.Name == of.Home && c.Declared {
			return c, false
		}
	}
	return lang.Cluster{Name: of.Home, Context: was.Context, Kubeconfig: was.Kubeconfig}, known
}

// acceptedBy are the clusters that may be others than revisions know: those that are named, and those that a run is
// about, by the UIDs that it was begun with. That they are others was accepted then, and not all revisions know it yet.
func acceptedBy(o PlanOptions, targets []target) []string {
	accepted := slices.Clone(o.AcceptNew)
	for name, uid := range o.Identities {
		another := func(t target) bool { return t.Name == name && t.uid != "" && t.uid != uid }
		if uid != "" && !slices.ContainsFunc(targets, another) {
			accepted = append(accepted, name)
		}
	}
	return accepted
}

// KeptRun is a run that a cluster of the stack keeps.
type KeptRun struct {
	Cluster string
	Client  *kube.Client
	Run     *run.Run
}

// keptPatience is how long a cluster is waited for that may keep a run.
const keptPatience = 5 * time.Second

// KeptRuns are the last ones that the clusters keep which a stack declares, or the one at hand of a stack that is known by
// its state alone, as far as they answer, without those of some that are known or need not be asked.
func KeptRuns(ctx context.Context, s *Stack, without ...string) []KeptRun {
	ctx, cancel := context.WithTimeout(ctx, keptPatience)
	defer cancel()
	all, _ := pool.Map(ctx, pool.All, s.Stack.Clusters, func(ctx context.Context, declared lang.Cluster) (kept KeptRun, _ error) {
		c := s.cluster(declared.Name)
		if !declared.Declared && !c.named || c.err != nil || slices.Contains(without, declared.Name) {
			return kept, nil
		}
		if raw, _, err := state.OpenRuns(c.client, s.Stack.ID).Read(ctx); err == nil {
			last, _ := run.Decode(raw) // one that cannot be read is known where it is asked for
			kept = KeptRun{c.Name, c.client, last}
		}
		if kept.Run != nil && !declared.Declared {
			kept.Cluster = kept.Run.Home
		}
		return kept, nil
	})
	return slices.DeleteFunc(all, func(k KeptRun) bool { return k.Run == nil })
}
