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
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/revised"
	"github.com/workloadlang/wl/state"
)

// History is the revisions of a stack.
type History struct {
	Clusters []ClusterHistory
}

// ClusterHistory is the revisions that a stack has on one cluster, the newest first.
// Error is why they could not be read.
type ClusterHistory struct {
	Cluster   string          `json:"cluster"`
	Context   string          `json:"context,omitempty"`
	Revisions []plan.Revision `json:"revisions"`
	Error     fact.Fact       `json:"error,omitzero"`
}

// Complete reports whether every cluster could be looked at.
func (h History) Complete() bool {
	return !slices.ContainsFunc(h.Clusters, func(c ClusterHistory) bool { return !c.Error.IsZero() })
}

// History lists the revisions on every cluster, all at once.
func (s *Stack) History(ctx context.Context) History {
	clusters, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (ClusterHistory, error) {
		return c.history(ctx, s), nil // every failure is in its cluster's history
	})
	return History{Clusters: clusters}
}

func (c *cluster) history(ctx context.Context, s *Stack) ClusterHistory {
	h := ClusterHistory{Cluster: c.Name, Context: c.Context, Revisions: []plan.Revision{}}
	err := c.err
	if err == nil {
		h.Context = c.client.Context()
		var all []state.Summary
		if all, err = c.store.History(ctx); err == nil && len(all) == 0 {
			err = c.lost(ctx, s)
		}
		for _, summary := range all {
			h.Revisions = append(h.Revisions, plan.RevisionOf(summary))
		}
	}
	if err != nil {
		h.Error = reason(err)
	}
	return h
}

// Past is what a revision has changed on every cluster or, of two revisions, in what the
// second differs from the first, as a plan that cannot be applied. Complete is false where
// a cluster could not be looked at, or has no such revision.
func (s *Stack) Past(ctx context.Context, revisions ...int64) (p *plan.Plan, complete bool) {
	past := plan.Past{To: revisions[len(revisions)-1]}
	if len(revisions) > 1 {
		past.From = revisions[0]
	}
	p = &plan.Plan{FormatVersion: plan.FormatVersion, WLVersion: s.options.Program.Version, Stack: s.Stack.ID, Past: &past}
	p.Clusters, _ = pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (plan.ClusterPlan, error) {
		return c.past(ctx, past), nil // every failure is in its cluster's plan
	})
	return p, !slices.ContainsFunc(p.Clusters, func(c plan.ClusterPlan) bool { return len(c.Problems) > 0 })
}

func (c *cluster) past(ctx context.Context, past plan.Past) plan.ClusterPlan {
	p := plan.ClusterPlan{Cluster: c.Name, Context: c.Context, Changes: []plan.Change{}}
	err := c.err
	if err == nil {
		p.Context, p.Server = c.client.Context(), c.client.Server()
		err = c.compareRevisions(ctx, past, &p)
	}
	if err != nil {
		p.Problems = []plan.Problem{{Fact: fact.New(ProblemUnread, fact.Args{"error": reason(err)})}}
	}
	return p
}

// compareRevisions finds what a revision has changed, since another one or since the one
// before it.
func (c *cluster) compareRevisions(ctx context.Context, past plan.Past, into *plan.ClusterPlan) error {
	r, err := c.store.Revision(ctx, past.To)
	if err != nil {
		return err
	}
	of := plan.RevisionOf(r.Summary())
	into.Revision = &of
	former := &state.Revision{Applied: []state.AppliedObject{}}
	if from := cmp.Or(past.From, past.To-1); from > 0 {
		former, err = c.store.Revision(ctx, from)
		if past.From == 0 && fact.Of(err).Code == state.NoRevision {
			former, err = &state.Revision{}, nil // another one before it tells of more than its changes
		}
		if err != nil {
			return err
		}
	}
	if former.Applied == nil || r.Applied == nil {
		into.Warnings = []plan.Problem{{Fact: fact.New(NoneKept, fact.Args{"revision": past.To})}}
	} else {
		into.Changes = revised.Between(former.Applied, r.Applied)
	}
	if past.From == 0 {
		into.Changes = revised.Of(r, into.Changes)
	}
	return nil
}

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

// lastRun reads the last run of which a cluster's revision is a part; nil where there is
// none, or where it is not known, which is then why. Of a stack that is known by its state
// alone nothing is compared.
func lastRun(ctx context.Context, s *Stack, clusters []ClusterStatus, revisions []*state.Revision) (last *run.Run, unread fact.Fact) {
	newest := NewTrace(s, revisions...).part()
	if newest == nil || newest.Home == "" || s.options.State != (object.Stack{}) {
		return nil, fact.Fact{}
	}
	args := fact.Args{"run": newest.ID, "home": newest.Home}
	for _, c := range clusters {
		if c.Cluster == newest.Home && c.Report == nil { // it does not answer, and need not be waited for again
			return nil, fact.New(RunUnread, args).WithArg("said", c.Error)
		}
	}
	raw, err := runIn(ctx, s, newest.Home)
	if err == nil {
		last, err = run.Decode(raw)
	}
	switch {
	case errors.As(err, new(*UnknownClusterError)): // its block may have another name now
		for _, k := range KeptRuns(ctx, s) {
			if k.Run.Knows(newest.ID) {
				return k.Run, fact.Fact{}
			}
		}
		return nil, fact.New(RunUnread, args)
	case err != nil:
		args["forbidden"] = apierrors.IsForbidden(err)
		return nil, fact.New(RunUnread, args).WithArg("said", reason(err))
	}
	return last, fact.Fact{}
}

// runIn is what a home cluster keeps of the stack's run; nothing where it has none.
func runIn(ctx context.Context, s *Stack, home string) ([]byte, error) {
	client, err := s.Client(home)
	if err != nil {
		return nil, err
	}
	raw, _, err := state.OpenRuns(client, s.Stack.ID).Read(ctx)
	return raw, err
}

// Home is the way to the cluster in which a run is kept, and the name of that: one that the stack declares, now perhaps under
// another name, or one that the revisions know.
func (t Trace) Home(ctx context.Context, of *state.RunRef) (home *kube.Client, name string, err error) {
	at, removed := t.Place(of)
	if declares(t.stack.Stack, of.Home) {
		home, err = t.stack.Client(of.Home)
		return home, of.Home, err
	}
	for _, k := range KeptRuns(ctx, t.stack) {
		if k.Run.Knows(of.ID) {
			return k.Client, k.Cluster, nil
		}
	}
	if !removed {
		home, err = t.stack.Client(of.Home)
		return home, of.Home, err
	}
	c := t.stack.options.formerly(t.stack.Stack, state.KnownCluster{Name: at.Name, Context: at.Context, Kubeconfig: at.Kubeconfig})
	return c.client, of.Home, c.err
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

// KeptRun is a run that a cluster of the stack keeps.
type KeptRun struct {
	Cluster string
	Client  *kube.Client
	Run     *run.Run
}

// keptPatience is how long a cluster is waited for that may keep a run.
const keptPatience = 5 * time.Second

// KeptRuns are the last ones that the clusters keep which a stack declares, as far as they answer, without those of
// some that are known or need not be asked.
func KeptRuns(ctx context.Context, s *Stack, without ...string) []KeptRun {
	ctx, cancel := context.WithTimeout(ctx, keptPatience)
	defer cancel()
	all, _ := pool.Map(ctx, pool.All, s.Stack.Clusters, func(ctx context.Context, declared lang.Cluster) (kept KeptRun, _ error) {
		c := s.cluster(declared.Name)
		if !declared.Declared || c.err != nil || slices.Contains(without, declared.Name) {
			return kept, nil
		}
		if raw, _, err := state.OpenRuns(c.client, s.Stack.ID).Read(ctx); err == nil {
			last, _ := run.Decode(raw) // one that cannot be read is known where it is asked for
			kept = KeptRun{c.Name, c.client, last}
		}
		return kept, nil
	})
	return slices.DeleteFunc(all, func(k KeptRun) bool { return k.Run == nil })
}
