package waves

import (
	"context"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Start is what an apply begins, or continues.
type Start struct {
	// Run is the run's ID.
	Run string
	// GoesOn reports that the run is under way already: nobody is asked again.
	GoesOn bool
	// Pending are the clusters that a run which waits has not come to yet: nothing was planned.
	Pending []string
	// Plan is what would be done, as it is shown: of a run that waits, of nothing, and the
	// clusters all the same.
	Plan *plan.Plan
	// Planned is what would be done on the clusters that the run has not come to yet; nil
	// where it waits for something.
	Planned *engine.Planned
	// Before is the last run, which has ended or is superseded; nil where there was none.
	Before *run.Run
	// Added are clusters that came after the run's start, and are the next one's; Removed
	// those that the configuration does not have any more, with what the stack has there.
	Added   []string
	Removed []fact.Fact
	former  *Rollout  // the run that is superseded in another home; nil where there is none
	ended   *Rollout  // the last run, where it has ended in another home; nil where it has not
	lost    fact.Fact // why it is not known whether there is one; nothing where it is
}

// Needless reports whether no run is to begin: nothing would change, and none is to be
// superseded.
func (s *Start) Needless() bool {
	superseded := s.Before != nil && !s.Before.HasEnded() || s.former != nil || !s.lost.IsZero()
	return !s.GoesOn && !superseded && s.Planned.Complete() && !s.Planned.Pending()
}

// Start finds out whether there is a run to continue, and plans what that has left, or
// all. The error is UnderWay where another configuration's run is under way, and HomeMoved
// where one may be in another home.
func (r *Rollout) Start(ctx context.Context, o Options) (*Start, error) {
	last := r.Run()
	if last == nil || last.HasEnded() {
		return r.anew(ctx, o, last)
	}
	is, added, removed, err := same(r.stack, last)
	switch {
	case err != nil:
		return nil, err
	case o.Supersede:
		return r.anew(ctx, o, last)
	case !is:
		return nil, r.OtherUnderWay()
	}
	start := &Start{Run: last.ID, Plan: nothing(r.stack, last), GoesOn: true, Added: added, Removed: r.undeclared(ctx, removed)}
	now, err := r.now(ctx)
	if err != nil {
		return nil, err
	}
	if _, waits := last.Next(r.facts(last, now)).(run.Wait); waits && !o.Wait {
		start.Pending = pending(last)
		return start, nil
	}
	if start.Planned, err = r.planLeft(ctx, o, last); start.Planned != nil {
		start.Plan = start.Planned.Plan
	}
	return start, err
}

// continues tells that a run continues, or is under way where it is paused, and what becomes of clusters that came or went meanwhile.
func (s *Start) continues(now *run.Run, emit Emit) {
	var removed []string
	for _, gone := range s.Removed {
		removed = append(removed, clusterIn(gone))
	}
	told := fact.Args{"run": now.ID, "wave": waveName(now), "clusters_added": s.Added, "clusters_removed": removed}
	if now.Pause != nil {
		told["stands"] = true
	}
	emit.note(fact.New(NoticeContinues, told))
	for _, gone := range s.Removed {
		if gone.Args["stack"] != nil { // something is left there
			emit.note(gone)
		}
	}
}

// clusterIn is the name of the cluster that a fact is about.
func clusterIn(f fact.Fact) string { name, _ := f.Args["cluster"].(string); return name }

// undeclared is of clusters of the run that they are not declared any more, with what the stack has left
// there and how that is removed, as far as the revisions of the others know.
func (r *Rollout) undeclared(ctx context.Context, names []string) (all []fact.Fact) {
	if len(names) == 0 {
		return nil
	}
	left, id := engine.ReadTrace(ctx, r.stack).Left(ctx), r.stack.Stack.ID
	for _, name := range names {
		args := fact.Args{"cluster": name}
		for _, l := range left {
			if l.Cluster == name {
				args = engine.FormerWay(r.stack, l.Context, l.Kubeconfig).Args()
				args["cluster"], args["objects"], args["stack"], args["namespace"] = name, l.Objects, id.Name, id.Namespace
				if !l.Error.IsZero() {
					args["error"] = l.Error
				}
			}
		}
		all = append(all, fact.New(run.NotDeclared, args))
	}
	return all
}

// OtherUnderWay is the error that the run, which is under way, is of another configuration.
func (r *Rollout) OtherUnderWay() error {
	last := r.Run()
	return fact.NewError(nil, UnderWay, fact.Args{
		"run": last.ID, "who": last.Who, "commit": last.Commit, "begun": last.Started.UTC().Format(time.RFC3339), "wave": waveName(last),
		"waves": hasWaves(r.stack), // without any, none can begin anew
	})
}

// Standing is whether a run of a stack is under way, by its configuration and the revisions on which a
// plan was made, and whether an apply continues it; nothing where none is.
func Standing(ctx context.Context, s *engine.Stack, p *engine.Planned) (fact.Fact, error) {
	if ctx.Err() != nil {
		return fact.Fact{}, nil
	}
	r, err := held(ctx, s, engine.TraceOf(p), named) // a plan asks no cluster for more
	if r == nil || err != nil {
		return fact.Fact{}, err
	}
	last, is := r.Run(), false
	if hasWaves(s) {
		is, _, _, err = same(s, last)
	}
	standing := fact.New(NoticeStanding, fact.Args{"run": last.ID, "wave": waveName(last), "same": is, "waves": hasWaves(s)})
	if r.isElsewhere() {
		standing = standing.WithArg("home", r.journal.home)
	}
	if err != nil || !is {
		return standing, err
	}
	report, err := r.Report(ctx)
	if err == nil && report.Waits != nil {
		standing = standing.WithArg("waits", report.Waits.For)
	}
	return standing, err
}

// anew plans a run from its beginning. Whether the clusters keep another one is asked only where one begins: it costs
// a request to each, and an apply that changes nothing comes in between none.
func (r *Rollout) anew(ctx context.Context, o Options, last *run.Run) (*Start, error) {
	p, err := r.stack.Plan(ctx, o.Plan)
	if err != nil {
		return nil, err
	}
	start := &Start{Run: run.NewID(), Plan: p.Plan, Planned: p, Before: last}
	seen := engine.TraceOf(p)
	there, err := named(ctx, r.stack, seen, last)
	if begins := o.Supersede || !start.Needless(); there == nil && err == nil && begins {
		if there = unnamed(ctx, r.stack, last, silentIn(p.Plan)...); there == nil {
			start.ended = ended(ctx, r.stack, seen, last)
		}
	}
	switch {
	case there != nil && !o.Supersede:
		return nil, there.astray()
	case err != nil && !o.Supersede:
		return nil, err
	case err != nil:
		start.lost = outOfReach(r.stack, seen, err)
	}
	start.former = there
	return start, nil
}

// nothing is the plan of a run that waits.
func nothing(s *engine.Stack, of *run.Run) *plan.Plan {
	p := &plan.Plan{FormatVersion: plan.FormatVersion, Stack: of.Stack}
	for _, w := range of.Waves {
		for _, c := range w.Clusters {
			on := plan.ClusterPlan{Cluster: c.Name, Context: c.Context, Wave: w.Name}
			if client, err := s.Client(c.Name); err == nil {
				on.Context, on.Kubeconfig = client.Context(), client.Kubeconfig()
			}
			p.Clusters = append(p.Clusters, on)
		}
	}
	return p
}

// pending are the clusters that a run has not come to yet, or not finished.
func pending(of *run.Run) (names []string) {
	for i := range of.Waves {
		names = append(names, of.Waves[i].Names(run.Pending, run.Applying)...)
	}
	return names
}

// planLeft plans the clusters that a run has not come to yet; nothing where there are none.
func (r *Rollout) planLeft(ctx context.Context, o Options, of *run.Run) (*engine.Planned, error) {
	left := pending(of)
	if len(left) == 0 {
		return nil, nil
	}
	o.Plan.Reviewed = nil // what was reviewed is what the run was begun with
	o.Plan.Identities = of.Identities()
	p, err := r.stack.On(left...).Plan(ctx, o.Plan)
	if err == nil {
		adviseOf(p.Plan, of)
	}
	return p, err
}

// adviseOf has a plan say of clusters that are others than before, where a run is about the former ones, that it takes
// another run to accept that.
func adviseOf(p *plan.Plan, of *run.Run) {
	known := of.Identities()
	for _, c := range p.Clusters {
		for i, problem := range c.Problems {
			if problem.Code == engine.ProblemElsewhere && known[c.Cluster] != "" {
				c.Problems[i].Fact = problem.WithArg("run", of.ID)
			}
		}
	}
}

// begin begins a run, in the place of the last one. Where the home cluster lacks the
// namespace of the state, that is created first.
func (r *Rollout) begin(ctx context.Context, start *Start, o Options) error {
	next, err := frozen(r.stack, run.NewKey())
	if err != nil {
		return err
	}
	who, err := r.home.Identity(ctx)
	if err != nil {
		return r.journal.named(err)
	}
	if next.Started, err = r.now(ctx); err != nil {
		return err
	}
	program := r.stack.Program()
	next.ID, next.Commit, next.Who, next.User, next.WLVersion = start.Run, o.Commit, program.Who, who.User, program.Version
	if o.OnFailure != "" {
		next.OnFailure = string(o.OnFailure)
	}
	if o.IgnoreWindow != "" {
		next.WindowIgnored = run.NoteOf(who.User, next.Started, o.IgnoreWindow)
	}
	if err := start.succeed(ctx, next, r.Run()); err != nil { // as it was read under the lock: it may have ended meanwhile
		return err
	}
	identify(next, start.Planned.Identities())
	return r.journal.begin(ctx, next)
}

// identify notes which clusters the run is about, by the plan with which it begins: a context that points to another
// one later is not to be applied to. One that could not be reached is known when it is begun.
func identify(of *run.Run, known map[string]string) {
	for i := range of.Waves {
		for j := range of.Waves[i].Clusters {
			c := &of.Waves[i].Clusters[j]
			c.UID = known[c.Name]
		}
	}
}

// uidOf is what tells a cluster from all others.
func uidOf(ctx context.Context, c *kube.Client) (string, error) {
	system, err := c.Get(ctx, object.NewRef(kind.Namespace, "", "kube-system"))
	if err != nil {
		return "", err
	}
	meta, err := object.MetaOf(system)
	return meta.UID, err
}

// lock keeps others from carrying the run on at the same time.
func (r *Rollout) lock(ctx context.Context, emit Emit) (*state.Lock, error) {
	program := r.stack.Program()
	return r.journal.runs.Lock(ctx, state.LockInfo{
		Operation: "apply", Who: program.Who, WLVersion: program.Version, Notice: func(f fact.Fact) { emit.note(f) },
	})
}
