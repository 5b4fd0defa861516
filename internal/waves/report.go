package waves

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/notify"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// Report is how a stack's run stands.
type Report struct {
	Stack string
	Run   *run.Run  // nil where there was none
	Facts run.Facts // as it was looked at
	// Waits is what it waits for; nil where it does not wait.
	Waits *run.Wait
}

// Report is how the run stands now.
func (r *Rollout) Report(ctx context.Context) (*Report, error) {
	now, err := r.now(ctx)
	if err != nil {
		return &Report{Stack: r.stack.Stack.ID.Name, Run: r.shown()}, err
	}
	return reportAt(r, now), nil
}

// Report is how the run stood when carrying it on ended: of one that waits, as of when that was found, so that what is
// printed is why it ended, although a short soak may be over by then.
func (o Outcome) Report(ctx context.Context, r *Rollout) (*Report, error) {
	if o.Err != nil || o.Waits == nil {
		return r.Report(ctx)
	}
	return reportAt(r, o.looked), nil
}

// reportAt is how the run stood at a time.
func reportAt(r *Rollout, now time.Time) *Report {
	rep := &Report{Stack: r.stack.Stack.ID.Name, Run: r.shown()}
	if rep.Run == nil {
		return rep
	}
	rep.Facts = r.facts(rep.Run, now)
	if !rep.Run.HasEnded() {
		if wait, ok := rep.Run.Next(rep.Facts).(run.Wait); ok {
			rep.Waits = &wait
		}
	}
	return rep
}

// shown is the run as it is shown: of clusters that were left out and are declared again, nothing is to be removed.
func (r *Rollout) shown() *run.Run {
	var declared []string
	for _, c := range r.stack.Stack.Clusters {
		if c.Declared {
			declared = append(declared, c.Name)
		}
	}
	return declaredAgain(r.Run(), declared)
}

// declaredAgain is a run in which those clusters say so that were left out because they were not declared, and are.
func declaredAgain(of *run.Run, declared []string) *run.Run {
	if of == nil {
		return nil
	}
	changed := false
	shown, err := clone(of)
	if err != nil {
		return of
	}
	for i := range shown.Waves {
		for j := range shown.Waves[i].Clusters {
			c := &shown.Waves[i].Clusters[j]
			if c.Reason.Code == run.NotDeclared && slices.Contains(declared, c.Name) {
				c.Reason, changed = fact.New(DeclaredAgain, fact.Args{"cluster": c.Name}), true
			}
		}
	}
	if !changed {
		return of
	}
	return shown
}

// DeclaredAgain is why a cluster is left out that was not declared when the run continued, and is now.
const DeclaredAgain fact.Code = "cluster_declared_again"

// State is how a wave of the run stands.
func (r *Report) State(w *run.Wave) run.WaveState { return r.Run.StateOf(w, r.Facts) }

// Left is what was not done, in the order of the waves: on the clusters that were applied
// to, and on those that a run which has failed or could not be carried on has not come to.
func (o Outcome) Left() []engine.Leftover {
	ended := map[string]*engine.Leftover{}
	for _, c := range o.Clusters {
		ended[c.Cluster] = c.Left
	}
	if o.Run == nil {
		return engine.Outcome{Clusters: o.Clusters}.Left()
	}
	because := o.pendingBecause()
	var all []engine.Leftover
	for _, w := range o.Run.Waves {
		for _, c := range w.Clusters {
			switch left, applied := ended[c.Name]; {
			case applied && left != nil:
				all = append(all, *left)
			case !applied && c.State == run.Failed && !c.Reason.IsZero() && !slices.Contains(o.told, c.Name):
				all = append(all, engine.Leftover{Cluster: c.Name, Because: engine.LeftError, Error: c.Reason})
			case !applied && (c.State == run.Pending || c.State == run.Applying) && because != "":
				all = append(all, stopped(engine.Leftover{Cluster: c.Name}, because, o.Err))
			}
		}
	}
	return all
}

// pendingBecause is why nothing was done on the clusters that the run has not come to; "" where it
// comes to them later.
func (o Outcome) pendingBecause() fact.Code {
	switch {
	case o.Run.State == run.Aborted:
		return engine.LeftAborted
	case o.Run.HasEnded():
		return engine.LeftOtherFailed
	case o.Err == nil:
		return ""
	}
	return stoppedBecause(o.Err)
}

// stoppedBecause is why a run that has not ended was not carried on.
func stoppedBecause(err error) fact.Code {
	if errors.Is(err, apply.ErrInterrupted) {
		return engine.LeftInterrupted
	}
	return engine.LeftRunStopped
}

// stopped is what was not done, with the error of the run where that is why.
func stopped(l engine.Leftover, because fact.Code, err error) engine.Leftover {
	if l.Because = because; because == engine.LeftRunStopped {
		l.Error = fact.Of(err)
	}
	return l
}

// concluded is what came of it where that is how it ended. Of a run that was not begun, it is
// that nothing was done of what was planned.
func (c *carrier) concluded(start *Start, err error) Outcome {
	c.result.Err = err
	if start.GoesOn || idOf(c.Run()) == start.Run {
		c.result.Run = c.Run()
		return c.result
	}
	because := stoppedBecause(err)
	c.result.Clusters = start.Planned.Refused(&engine.RefusedError{Because: because}).Clusters
	for _, of := range c.result.Clusters {
		if l := of.Left; l != nil && l.Because == because {
			*l = stopped(*l, because, err)
		}
	}
	return c.result
}

// unlocked is an error that ends the work, which says of the run's lock, where that was lost, that it is the run's: it
// continues.
func (c *carrier) unlocked(err error) error {
	if lost, is := err.(*fact.Error); is && lost.What.Code == state.LockLost && c.Run() != nil {
		return &fact.Error{What: lost.What.WithArg("run", c.Run().ID), Err: lost.Err}
	}
	return err
}

// failedOf are the names of the clusters of a run that have failed.
func failedOf(r *run.Run) (names []string) {
	for _, c := range r.Failed() {
		names = append(names, c.Name)
	}
	return names
}

// notification is the event that is posted (docs/rollouts.md).
type notification struct {
	Event string    `json:"event"`
	Time  time.Time `json:"time"`
	Stack string    `json:"stack"`
	Run   string    `json:"run"`
	State run.State `json:"state"`
	Wave  string    `json:"wave,omitempty"` // that the run has come to
	// Cluster is the one that the event is about; empty where it is about no single one.
	Cluster string    `json:"cluster,omitempty"`
	What    fact.Fact `json:"what,omitzero"`
}

// notify posts an event, which has been noted in the run, to those who want it, beside what the run does: whether they
// answer does not matter to it. What does not arrive is told.
func (c *carrier) notify(ctx context.Context, n notification) {
	r := c.Run()
	n.Stack, n.Run, n.State, n.Wave = r.Stack.Name, r.ID, r.State, cmp.Or(n.Wave, waveName(r))
	for _, hook := range hooksFor(n.Event, c.stack.Stack.Rollout.Notify) {
		c.posts.Add(ctx, hook.Name, func(ctx context.Context) {
			if lost := hook.Post(ctx, n); !lost.IsZero() {
				c.emit.note(lost)
			}
		})
	}
}

// hooksFor are those to which an event is posted.
func hooksFor(event string, all []lang.Notification) (hooks []notify.Hook) {
	for _, of := range all {
		if slices.Contains(of.On, event) {
			hooks = append(hooks, notify.Hook{Name: of.Name, URL: of.URL})
		}
	}
	return hooks
}

// notifyWait posts that the run waits, once at each gate and for each analysis to be decided, however many applies come to it: while it does, what is
// said of it changes.
func (c *carrier) notifyWait(ctx context.Context, w run.Wait, now time.Time) error {
	if len(c.stack.Stack.Rollout.Notify) == 0 || w.Wave.IsAnnounced(w.For) {
		return nil
	}
	news := false
	err := c.update(ctx, func(r run.Edit) bool {
		news = r.Announce(w.Wave.Name, w.For)
		return news
	})
	if err == nil && news {
		c.notify(ctx, notification{Event: "waiting", Time: now, What: w.For})
	}
	return err
}
