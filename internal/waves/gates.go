package waves

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/window"
	"github.com/workloadlang/wl/state"
)

// facts are what is known beside a run at a time.
func (r *Rollout) facts(of *run.Run, now time.Time) run.Facts {
	var windows []window.Window
	for _, w := range of.Windows {
		windows = append(windows, window.Window{Deny: w.Deny, Schedule: w.Schedule, Duration: w.Duration, TimeZone: w.TimeZone})
	}
	known, err := window.Read(windows)
	if err != nil {
		return run.Facts{Now: now, Closed: true} // what is kept was changed by others
	}
	state := known.At(now)
	f := run.Facts{Now: now, Closed: !state.Open, Opens: state.Until}
	if state.Window >= 0 {
		f.By = &of.Windows[state.Window]
	}
	return f
}

// gated lets a gate of a wave be passed, unless its clusters have other revisions by now than the run's:
// what was judged there is not what the run brings to the next. The run is halted then, and what was
// done outside of it stays. A cluster that cannot be read is as it was.
func (c *carrier) gated(ctx context.Context, w *run.Wave, now time.Time, pass func() error) error {
	if err := (reaching{c}).recognize(ctx, w.Names(run.Applied)); err != nil {
		return err
	}
	applied := slices.DeleteFunc(slices.Clone(w.Clusters), func(one run.Cluster) bool { return one.State != run.Applied })
	overtaken, _ := pool.Map(ctx, pool.All, applied, func(ctx context.Context, one run.Cluster) (bool, error) {
		client, err := c.stack.Client(one.Name)
		if err != nil {
			return false, nil
		}
		all, err := state.Open(client, c.stack.Stack.ID).History(ctx)
		return err == nil && isOvertaken(one, all), nil
	})
	var names []string
	for i, is := range overtaken {
		if is {
			names = append(names, applied[i].Name)
		}
	}
	if len(names) == 0 {
		return pass()
	}
	why := fact.New(Overtaken, fact.Args{"wave": w.Name, "clusters": names})
	return steered{c}.halt(ctx, run.Halted, why, now, fact.New(NoticeFailed, fact.Args{"wave": w.Name, "said": why}))
}

// isOvertaken reports whether a cluster has a later revision than the run's or, where that had nothing
// to write, than it has found. Revisions tell by their numbers: the clocks of those who apply may be wrong. Only
// where an older wl came to the cluster does the clock: that has noted the good revision, and not the one that it found.
func isOvertaken(c run.Cluster, all []state.Summary) bool {
	switch {
	case len(all) == 0:
		return c.Revision+c.Before+c.Found != 0 // destroyed
	case c.Revision != 0:
		return all[0].Serial != c.Revision
	case c.Found == 0 && c.Before != 0:
		return c.Begun && all[0].Serial > c.Before && all[0].Started.After(c.Since)
	}
	return c.Begun && all[0].Serial > c.Found
}

// Overtaken means that clusters have other revisions than the run's, which were written outside of it.
const Overtaken fact.Code = "wave_overtaken"

// judging judges the clusters of a wave at the end of its soak.
type judging struct{ *carrier }

// judge finds out whether the clusters of a wave are healthy still, at the end of its
// soak, and notes it. One of which that cannot be learnt has not failed: it is left behind where
// the wave may do so, or else the next apply judges again.
func (c judging) judge(ctx context.Context, w *run.Wave, now time.Time) error {
	found, err := c.look(ctx, w)
	if err != nil || ctx.Err() != nil {
		return err
	}
	var unknown error
	may, err := steered(c).decide(ctx, func(r run.Edit) bool {
		unknown = nil
		for _, one := range found {
			switch {
			case !one.ill.IsZero():
				r.Fail(one.name, one.ill, now)
			case one.unknown != nil && silentState(w, one.unknown) == run.Skipped:
				r.Leave(one.name, reachFact(one.unknown), now)
			case one.unknown != nil && unknown == nil:
				unknown = unlearnt(one.name, "", one.unknown)
			}
		}
		if next := r.Wave(w.Name); unknown == nil && (r.OnFailure == string(engine.Continue) || len(next.Names(run.Failed)) <= next.MaxFailures) {
			r.Judge(w.Name, now)
		}
		return true
	})
	if err == nil && may {
		c.notifyIll(ctx, found, now)
	}
	if _, fails := c.Run().Next(c.facts(c.Run(), now)).(run.Fail); err == nil && !fails {
		err = unknown
	}
	return err
}

func (c judging) notifyIll(ctx context.Context, found []condition, now time.Time) {
	for _, one := range found {
		if !one.ill.IsZero() {
			c.notify(ctx, notification{Event: "failed", Time: now, Cluster: one.name, What: one.ill})
		}
	}
}

// condition is how a cluster is at the end of a soak: it is healthy where it is neither.
type condition struct {
	name    string
	ill     fact.Fact
	unknown error // why it could not be learnt
}

// look looks at the clusters of a wave that were healthy, again for a moment where one cannot be looked at.
func (c judging) look(ctx context.Context, w *run.Wave) ([]condition, error) {
	healthy := slices.DeleteFunc(slices.Clone(w.Clusters), func(one run.Cluster) bool { return one.State != run.Applied })
	return pool.Map(ctx, pool.All, healthy, func(ctx context.Context, one run.Cluster) (condition, error) {
		for tries := retry.SilentCluster().Begin(); ; {
			found := c.lookAt(ctx, w, one)
			if found.unknown == nil || !tries.Again(ctx) {
				return found, nil
			}
		}
	})
}

func (c judging) lookAt(ctx context.Context, w *run.Wave, one run.Cluster) condition {
	found := condition{name: one.Name}
	client, err := c.stack.Client(one.Name)
	if err != nil {
		found.unknown = err
		return found
	}
	if s := c.stack.On(one.Name).Look(ctx).Clusters[0]; s.Report == nil {
		found.unknown = asError(s.Error)
	} else if found.ill = ailment(s.Report); found.ill.IsZero() && len(s.Report.Unread) > 0 {
		found.unknown = asError(s.Report.Note)
	}
	if found.unknown != nil || !found.ill.IsZero() {
		return found
	}
	now, err := restartsOn(ctx, c.stack, w, client, one.Sidecars)
	if n := one.RestartsSince(now); err == nil && n > 0 {
		found.ill = fact.New(Restarted, fact.Args{"restarts": n})
	}
	found.unknown = err
	return found
}

// ailment is what of a cluster is known not to be as wanted: the first that is found.
func ailment(r *apply.StatusReport) fact.Fact {
	if len(r.Missing) > 0 {
		return fact.New(Unhealthy, fact.Args{"object": r.Missing[0], "missing": true})
	}
	for _, w := range r.Judged() {
		if !w.Status.Healthy() {
			return fact.New(Unhealthy, fact.Args{"object": w.Object, "status": string(w.Status.Word), "said": w.Status.Message})
		}
	}
	return fact.Fact{}
}

// unlearnt is the error that a gate has not learnt of a cluster what it is to judge: of a check by its name, or
// whether it is healthy.
func unlearnt(cluster, check string, why error) error {
	said := causeOf(object.Ref{}, why)
	if isUnreachable(why) {
		said = silence(why)
	}
	return &fact.Error{What: fact.New(GateUnknown, fact.Args{"cluster": cluster, "check": check, "said": said})}
}

// GateUnknown means that nothing is known of a cluster at a gate, which is no failure.
const GateUnknown fact.Code = "gate_unknown"
