package waves

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// refOf is what a revision on a cluster of a wave knows of the run.
func refOf(r *run.Run, w *run.Wave) *state.RunRef {
	return &state.RunRef{ID: r.ID, Key: r.Key, Home: r.Home, Wave: w.Name, Digest: r.Digest, Who: r.Who, User: r.User, Begun: r.Started}
}

// Recover rebuilds the run of a stack whose home is lost, from the revisions of its
// clusters: each names its run. It is under way then, in the home that the configuration
// names; approvals, samples and soaks are gone, and begin anew. Who has begun it is who the revisions
// name, or nobody. The error is NothingToRecover where no revision names a run, NothingLost or
// NotUnderWay where its home, or the one that the configuration names, has it, and OtherConfiguration
// where the revisions are not of this configuration. The run is to come to clusters that cannot be
// read, but for those that give no answer and whose wave it had passed: they are left behind.
func Recover(ctx context.Context, s *engine.Stack) (*Rollout, error) {
	r, err := Open(ctx, s)
	if err != nil {
		return nil, err
	}
	if last := r.Run(); last != nil && !last.HasEnded() {
		return nil, fact.NewError(nil, NothingLost, fact.Args{"run": last.ID, "cluster": last.Home})
	}
	lost := recovery{r}
	seen, unread := lost.revisions(ctx)
	ref, commit := latest(seen)
	if ref == nil {
		return nil, fact.NewError(nil, NothingToRecover, fact.Args{"stack": s.Stack.ID.Name, "clusters": slices.Sorted(maps.Keys(unread))})
	}
	if err := lost.kept(ctx, ref, seen); err != nil {
		return nil, err
	}
	next, err := lost.rebuilt(ctx, ref, seen)
	if err != nil {
		return nil, err
	}
	next.Commit = commit
	now, err := r.now(ctx)
	if err != nil {
		return nil, err
	}
	leaveSilent(run.Edit{Run: next}, unread, now)
	run.Edit{Run: next}.Follow(r.Run())
	return r, lost.keep(ctx, next)
}

// keep keeps a run that was rebuilt. Where nothing was applied yet to its new home, the namespace of the
// state is created first, as an apply would.
func (r recovery) keep(ctx context.Context, rebuilt *run.Run) error {
	err := r.journal.begin(ctx, rebuilt)
	if !apierrors.IsNotFound(err) {
		return err
	}
	p, unplanned := r.stack.On(rebuilt.Home).Plan(ctx, engine.PlanOptions{})
	if unplanned != nil {
		return unplanned
	}
	created, failed := p.CreateStateNamespace(ctx, rebuilt.Home, func(string, apply.Event) {})
	if failed != nil || !created {
		return cmp.Or(failed, err)
	}
	return r.journal.begin(ctx, rebuilt)
}

// recovery rebuilds a run.
type recovery struct{ *Rollout }

// leaveSilent leaves clusters behind that give no answer, where a later wave was begun: theirs had passed, so that
// this is no reason for it to fail now.
func leaveSilent(rebuilt run.Edit, unread map[string]error, now time.Time) {
	last := 0
	for i := range rebuilt.Waves {
		if len(rebuilt.Waves[i].Names(run.Applied, run.Applying, run.Failed)) > 0 {
			last = i
		}
	}
	for _, w := range rebuilt.Waves[:last] {
		for _, name := range w.Names(run.Pending) {
			if err := unread[name]; isUnreachable(err) && !reason.IsOfCredentials(silence(err)) {
				rebuilt.Leave(name, silence(err), now)
			}
		}
	}
}

// revisions are the current ones of all clusters of the waves, by cluster, and why those of others
// could not be read.
func (r recovery) revisions(ctx context.Context) (seen map[string]*state.Revision, unread map[string]error) {
	type read struct {
		revision *state.Revision
		err      error
	}
	var names []string
	for _, w := range r.stack.Stack.Rollout.Waves {
		names = append(names, w.Clusters...)
	}
	all, _ := pool.Map(ctx, pool.All, names, func(ctx context.Context, name string) (read, error) {
		client, err := r.stack.Client(name)
		if err != nil {
			return read{err: err}, nil
		}
		snapshot, err := state.Open(client, r.stack.Stack.ID).Read(ctx)
		return read{snapshot.Revision, err}, nil
	})
	seen, unread = map[string]*state.Revision{}, map[string]error{}
	for i, one := range all {
		switch {
		case one.err != nil:
			unread[names[i]] = one.err
		case one.revision != nil:
			seen[names[i]] = one.revision
		}
	}
	return seen, unread
}

// latest is the run that was begun last, by the revisions that are known, and its commit, where one of them
// is a part of it.
func latest(seen map[string]*state.Revision) (ref *state.RunRef, commit string) {
	all := slices.Collect(maps.Values(seen))
	if ref = engine.NewTrace(nil, all...).Run(); ref == nil {
		return nil, ""
	}
	of := slices.DeleteFunc(all, func(r *state.Revision) bool { return r.Run == nil || r.Run.ID != ref.ID })
	if len(of) > 0 {
		commit = slices.MaxFunc(of, func(a, b *state.Revision) int { return a.Started.Compare(b.Started) }).Commit
	}
	return ref, commit
}

// kept is the error that a run is not lost: one of the stack's clusters that answer has it, or the home
// that the revisions name, which the stack may not declare any more. It may have ended.
func (r recovery) kept(ctx context.Context, ref *state.RunRef, seen map[string]*state.Revision) error {
	homes := map[string]*kube.Client{}
	client, former, err := engine.NewTrace(r.stack, slices.Collect(maps.Values(seen))...).Home(ctx, ref)
	if err == nil {
		homes[former] = client
	}
	for _, c := range r.stack.Stack.Clusters { // it may have been rebuilt in another one before
		if client, err := r.stack.Client(c.Name); err == nil {
			homes[c.Name] = client
		}
	}
	_, err = pool.Map(ctx, pool.All, slices.Sorted(maps.Keys(homes)), func(ctx context.Context, home string) (struct{}, error) {
		there := &journal{runs: state.OpenRuns(homes[home], r.stack.Stack.ID), home: home}
		if err := there.read(ctx); err != nil {
			if Silent(err) || home != former {
				err = nil
			}
			return struct{}{}, err
		}
		if last := there.current(); last != nil && !last.HasEnded() {
			return struct{}{}, fact.NewError(nil, NothingLost, fact.Args{"run": last.ID, "cluster": home, "here": homeOf(r.stack)})
		}
		return struct{}{}, has(there.current(), ref)
	})
	return err
}

// has is the error that the last run of a home, which has ended, is the one that revisions name, or came after it:
// a run that changed nothing is named by none.
func has(last *run.Run, ref *state.RunRef) error {
	if last == nil || !last.Knows(ref.ID) {
		return nil
	}
	return fact.NewError(nil, NotUnderWay, fact.Args{"run": last.ID, "state": string(last.State)})
}

// rebuilt is the run that some revisions name, as it stands by them.
func (r recovery) rebuilt(ctx context.Context, ref *state.RunRef, seen map[string]*state.Revision) (*run.Run, error) {
	next, err := frozen(r.stack, ref.Key)
	if err != nil {
		return nil, err
	}
	if next.Digest != ref.Digest {
		return nil, fact.NewError(nil, OtherConfiguration, fact.Args{"run": ref.ID, "home": ref.Home})
	}
	who, err := r.Steer().person(ctx)
	if err != nil {
		return nil, err
	}
	program := r.stack.Program()
	next.ID, next.Who, next.User, next.Started, next.WLVersion = ref.ID, cmp.Or(ref.Who, program.Who), ref.User, ref.Begun, program.Version
	if next.Started.IsZero() {
		next.Started = who.at
	}
	for i := range next.Waves {
		for j := range next.Waves[i].Clusters {
			c := &next.Waves[i].Clusters[j]
			revision := seen[c.Name]
			if revision == nil || revision.Run == nil || revision.Run.ID != ref.ID {
				continue
			}
			client, err := r.stack.Client(c.Name)
			if err != nil {
				continue // none that was read is without
			}
			c.Before, c.Begun = beforeRun(ctx, client, r.stack, ref.ID), true
			restarts, err := countOn(ctx, r.stack, &next.Waves[i], client)
			restore(run.Edit{Run: next}, c.Name, revision, restarts, err == nil, who)
		}
	}
	return next, nil
}

// restore notes what a revision of the run says of its cluster. One that did not end well is
// applied to again; so is one whose restarts are not known, which its soak begins with.
func restore(next run.Edit, cluster string, revision *state.Revision, restarts counted, known bool, who person) {
	next.Begin(cluster, who.at)
	switch {
	case revision.Outcome == state.Failed:
		next.Conclude(cluster, run.Failed, revision.Serial, nil, fact.New(FailedBefore, fact.Args{"revision": revision.Serial}), who.at)
	case revision.Outcome == state.Succeeded && known:
		next.Conclude(cluster, run.Applied, revision.Serial, restarts.all, fact.Fact{}, who.at)
		run.NotePlain(next, cluster, restarts.plain)
	default:
		next.Conclude(cluster, run.Applying, revision.Serial, nil, fact.Fact{}, who.at)
	}
}

// beforeRun is the last good revision of a cluster that is of no run, or another one; 0 where there
// is none that is known.
func beforeRun(ctx context.Context, c *kube.Client, s *engine.Stack, id string) int64 {
	store := state.Open(c, s.Stack.ID)
	all, err := store.History(ctx)
	if err != nil {
		return 0
	}
	for _, summary := range all {
		to := summary.LeadsTo()
		if to == 0 {
			continue
		}
		if r, err := store.Revision(ctx, to); err == nil && (r.Run == nil || r.Run.ID != id) {
			return to
		}
	}
	return 0
}

// What is wrong with a run that is to be recovered.
const (
	NothingLost        fact.Code = "run_not_lost"
	NothingToRecover   fact.Code = "run_in_no_revision"
	OtherConfiguration fact.Code = "run_of_other_configuration"
	FailedBefore       fact.Code = "cluster_failed_before"
)
