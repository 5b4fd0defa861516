package waves

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// applying applies to the clusters of a wave.
type applying struct{ *carrier }

// apply applies to the clusters of a wave, as many at a time as may be. Before each it is
// judged anew whether one may be begun: a window may have closed, another cluster have
// failed, a person have paused the run.
func (c applying) apply(ctx context.Context, w *run.Wave) error {
	group := new(crash.Group)
	for range max(1, w.MaxConcurrent) {
		group.Go(func() error {
			for ctx.Err() == nil {
				name, err := c.take(ctx, w.Name)
				if err != nil || name == "" {
					return err
				}
				if err := c.applyTo(ctx, w, name); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return reaching(c).fated(group.Wait(), w.Name)
}

// take returns the next cluster of a wave that may be begun; "" where none may be.
func (c applying) take(ctx context.Context, wave string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, err := c.now(ctx)
	if err == nil {
		err = c.held.Check() // another wl may carry the run on by now
	}
	if err != nil {
		return "", err
	}
	for _, candidate := range c.due(c.Run(), wave, now) {
		if !c.busy[candidate] {
			c.busy[candidate] = true
			return candidate, nil
		}
	}
	return "", nil
}

// due are the clusters of a wave that are to be applied to, by the run as it stands.
func (c applying) due(of *run.Run, wave string, now time.Time) []string {
	due, ok := of.Next(c.facts(of, now)).(run.Apply)
	if of.HasEnded() || !ok || due.Wave.Name != wave {
		return nil
	}
	return due.Clusters
}

// applyTo applies to one cluster, and notes what came of it. The error is one that keeps
// the run from continuing, and leaves the cluster to the next apply.
func (c applying) applyTo(ctx context.Context, w *run.Wave, name string) error {
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.busy, name)
	}()
	at, err := c.look(ctx, name)
	if err != nil {
		return reaching(c).unreached(ctx, w, name, err)
	}
	if may, err := c.begin(ctx, w, at); !may || err != nil {
		return err
	}
	o := c.options.ApplyOptions
	o.OnFailure = engine.OnFailure(c.Run().OnFailure)
	o.Run = refOf(c.Run(), w)
	outcome := at.planned.ApplyTo(ctx, name, o, c.emit)
	c.ends(outcome)
	return c.conclude(ctx, w, at.client, outcome)
}

// found is a cluster that is to be begun.
type found struct {
	name, uid string
	client    *kube.Client
	before    int64 // its last good revision; 0 where it has none
	newest    int64 // good or not
	planned   *engine.Planned
}

// look finds out what is to be done on a cluster, and whether it can be: nothing was written there then, and nothing
// is noted.
func (c applying) look(ctx context.Context, name string) (at found, err error) {
	at.name = name
	if at.client, at.uid, err = reaching(c).reach(ctx, name); err != nil {
		return at, err
	}
	if at.before, at.newest, err = c.before(ctx, at.client); err != nil {
		return at, err
	}
	if at.planned, err = c.plan(ctx, name); err != nil {
		return at, err
	}
	return at, hindrance(at.planned.Plan, name)
}

// begin notes that a cluster is begun, which one it is and its last good revision, and reports whether it may be: while
// it was looked at, a window may have closed, another cluster have failed, a person have paused the run.
func (c applying) begin(ctx context.Context, w *run.Wave, at found) (may bool, err error) {
	now, err := c.now(ctx)
	if err != nil {
		return false, err
	}
	if _, err := steered(c).may(ctx); err != nil { // where it was begun before, nothing may be left to note
		return false, err
	}
	err = c.update(ctx, func(r run.Edit) bool {
		if may = slices.Contains(c.due(r.Run, w.Name, now), at.name); !may {
			return false
		}
		known := r.Identify(at.name, at.uid)
		begun, noted := r.Begin(at.name, now), r.Note(at.name, at.before, at.newest)
		return begun || noted || known == "" && at.uid != ""
	})
	return may, err
}

func (c applying) ends(o engine.ClusterOutcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.result.Clusters = append(c.result.Clusters, o)
}

// plan is the plan for a cluster: computed again where it has waited since, or could not be computed.
func (c applying) plan(ctx context.Context, name string) (*engine.Planned, error) {
	if !c.stale && c.planned != nil && c.planned.Ready(name) {
		return c.planned, nil
	}
	o := c.options.Plan
	o.Reviewed, o.Identities = nil, c.Run().Identities()
	return c.stack.On(name).Plan(ctx, o)
}

// before is the last good revision of the stack on a cluster, and the newest; 0 where it has none.
func (c applying) before(ctx context.Context, client *kube.Client) (good, newest int64, err error) {
	all, err := state.Open(client, c.stack.Stack.ID).History(ctx)
	if err != nil || len(all) == 0 {
		return 0, 0, err
	}
	return state.LastGood(all), all[0].Serial, nil
}

// conclude notes what came of applying to a cluster.
func (c applying) conclude(ctx context.Context, w *run.Wave, client *kube.Client, o engine.ClusterOutcome) error {
	var failed *apply.Error
	switch serial := o.Result.Serial; {
	case o.Err == nil:
		return c.succeeded(ctx, w, client, o)
	case errors.Is(o.Err, apply.ErrInterrupted):
		return o.Err
	case isOwn(o.Err) && !(w.SkipUnreachable && isUnreachable(o.Err)):
		return reaching(c).hindered(o.Cluster, ownReason(o.Err), true, nil) // what failed there was told
	case onlySilent(o.Err):
		return c.conclusion(ctx, o.Cluster, silentState(w, o.Err), serial, counted{}, silence(o.Err))
	case errors.As(o.Err, &failed) && !failed.IsKnown():
		return o.Err // the next apply finds out
	case errors.Is(o.Err, engine.ErrBlocked), errors.As(o.Err, &failed) && len(failed.Failures) > 0:
		return c.conclusion(ctx, o.Cluster, run.Failed, serial, counted{}, reasonOf(o))
	}
	return o.Err
}

// succeeded notes that a cluster has what the run brings. Where what is to be noted cannot be learnt, also a moment
// later, that is no failure: it is left behind where the wave may do so, or else the next apply finds out.
func (c applying) succeeded(ctx context.Context, w *run.Wave, client *kube.Client, o engine.ClusterOutcome) error {
	for tries := retry.SilentCluster().Begin(); ; {
		serial, restarts, err := c.applied(context.WithoutCancel(ctx), w, client, o.Result.Serial)
		switch {
		case err == nil:
			return c.conclusion(ctx, o.Cluster, run.Applied, serial, restarts, fact.Fact{})
		case tries.Again(ctx):
		case silentState(w, err) == run.Skipped:
			return c.conclusion(ctx, o.Cluster, run.Skipped, serial, counted{}, reachFact(err))
		default:
			return unlearnt(o.Cluster, "", err)
		}
	}
}

// applied is the revision of the run on a cluster, and how often containers were restarted
// there. Where there was nothing left to write, an apply before has written the revision, and
// was ended before it was noted.
func (c applying) applied(ctx context.Context, w *run.Wave, client *kube.Client, serial int64) (int64, counted, error) {
	if serial == 0 {
		snapshot, err := state.Open(client, c.stack.Stack.ID).Read(ctx)
		if err != nil {
			return 0, counted{}, err
		}
		if r := snapshot.Revision; r != nil && r.Run != nil && r.Run.ID == c.Run().ID {
			serial = r.Serial
		}
	}
	restarts, err := countOn(ctx, c.stack, w, client)
	return serial, restarts, err
}

// Why a cluster has failed.
const (
	ClusterBlocked fact.Code = "cluster_blocked"
	ClusterObjects fact.Code = "cluster_objects_failed"
	Unhealthy      fact.Code = "cluster_unhealthy"
	Restarted      fact.Code = "cluster_restarted"
	CheckFailed    fact.Code = "check_failed"
)

// reasonOf is why an apply to a cluster has failed.
func reasonOf(o engine.ClusterOutcome) fact.Fact {
	failed := new(apply.Error)
	switch {
	case errors.Is(o.Err, engine.ErrBlocked):
		return fact.New(ClusterBlocked, nil)
	case errors.As(o.Err, &failed) && len(failed.Failures) > 0:
		f := failed.Failures[max(0, slices.IndexFunc(failed.Failures, isReal))]
		return fact.New(ClusterObjects, fact.Args{"object": f.Object, "others": len(failed.Failures) - 1, "said": apply.Reason(f.Object, f.Err)})
	}
	return fact.Of(o.Err)
}

func (c applying) conclusion(ctx context.Context, name string, as run.ClusterState, serial int64, restarts counted, why fact.Fact) error {
	now, err := c.now(ctx)
	if err != nil {
		return err
	}
	err = c.update(ctx, func(r run.Edit) bool {
		r.Conclude(name, as, serial, restarts.all, why, now)
		run.NotePlain(r, name, restarts.plain)
		return true
	})
	if err == nil && as == run.Failed {
		c.notify(ctx, notification{Event: "failed", Time: now, Cluster: name, What: why})
	}
	return err
}

// counted are the restarts on a cluster, and how many there were without those of sidecars.
type counted struct {
	all   run.Restarts
	plain int64
}

// countOn counts the restarts that are to be noted of a cluster.
func countOn(ctx context.Context, s *engine.Stack, w *run.Wave, client *kube.Client) (of counted, err error) {
	if of.all, err = restartsOn(ctx, s, w, client, true); err != nil {
		return of, err
	}
	plain, err := restartsOn(ctx, s, w, client, false)
	for _, n := range plain {
		of.plain += n
	}
	return of, err
}

// restartsOn counts those of the containers on a cluster, where they are judged later, with or without sidecars.
func restartsOn(ctx context.Context, s *engine.Stack, w *run.Wave, client *kube.Client, sidecars bool) (run.Restarts, error) {
	if !w.IsObserved() {
		return nil, nil
	}
	snapshot, err := state.Open(client, s.Stack.ID).Read(ctx)
	if err != nil {
		return nil, err
	}
	return live.Restarts(ctx, client, live.Workloads{Stack: s.Stack.ID, Entries: live.Choose(snapshot.Revision, nil)}, sidecars)
}
