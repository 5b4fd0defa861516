package waves

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// Steering is what people do to a stack's run.
type Steering struct{ *Rollout }

// Steer is what can be done to the run.
func (r *Rollout) Steer() Steering { return Steering{r} }

// person is who does something to a run, and when by the home cluster's clock.
type person struct {
	user   string
	groups []string
	at     time.Time
}

// person asks the home cluster who it is.
func (r Steering) person(ctx context.Context) (person, error) {
	who, err := r.home.Identity(ctx)
	if err != nil {
		return person{}, r.journal.named(err)
	}
	now, err := r.now(ctx)
	return person{who.User, who.Groups, now}, err
}

// change has a person change the run that is under way. What change returns, unless it is
// nothing, is why that cannot be.
func (r Steering) change(ctx context.Context, change func(run.Edit, person) fact.Fact) error {
	switch last := r.Run(); {
	case last == nil:
		return fact.NewError(nil, NoRun, fact.Args{"stack": r.stack.Stack.ID.Name})
	case last.HasEnded():
		return fact.NewError(nil, NotUnderWay, fact.Args{"run": last.ID, "state": string(last.State)})
	}
	who, err := r.person(ctx)
	if err != nil {
		return err
	}
	var refused fact.Fact
	err = r.journal.update(ctx, func(to run.Edit) bool {
		if refused = (fact.Fact{}); to.HasEnded() {
			refused = fact.New(NotUnderWay, fact.Args{"run": to.ID, "state": string(to.State)})
			return false
		}
		refused = change(to, who)
		return refused.IsZero()
	})
	if err == nil && !refused.IsZero() {
		err = &fact.Error{What: refused}
	}
	return err
}

// Approve approves of a wave, by its name, or of the one that waits for it: of what the run
// was begun with, and nothing else. The error is why the approval would not count.
func (r Steering) Approve(ctx context.Context, wave string) error {
	return r.change(ctx, func(to run.Edit, who person) fact.Fact {
		w, why := waveNamed(to.Run, wave)
		if !why.IsZero() {
			return why
		}
		return to.Approve(w.Name, who.user, who.groups, who.at)
	})
}

// waveNamed is a wave of the run, or the one that it has come to.
func waveNamed(r *run.Run, name string) (*run.Wave, fact.Fact) {
	w := r.Current()
	switch {
	case name != "":
		w = r.Wave(name)
	case w == nil:
		return nil, fact.New(AllPassed, fact.Args{"run": r.ID})
	}
	if w != nil {
		return w, fact.Fact{}
	}
	var names []string
	for _, w := range r.Waves {
		names = append(names, w.Name)
	}
	return nil, fact.New(NoSuchWave, fact.Args{"wave": name, "waves": names})
}

// Release lets an analysis pass that is inconclusive, or could not be asked.
func (r Steering) Release(ctx context.Context, wave, name, reason string) error {
	return r.onAnalysis(ctx, wave, name, func(a *run.Analysis, who person) {
		a.Released = run.NoteOf(who.user, who.at, reason)
	})
}

// Retry has an analysis that is inconclusive, or could not be asked, begin again: its wave
// soaks anew.
func (r Steering) Retry(ctx context.Context, wave, name string) error {
	return r.onAnalysis(ctx, wave, name, func(a *run.Analysis, who person) { a.Retry() })
}

func (r Steering) onAnalysis(ctx context.Context, wave, name string, do func(*run.Analysis, person)) error {
	return r.change(ctx, func(to run.Edit, who person) fact.Fact {
		w, why := waveNamed(to.Run, wave)
		if !why.IsZero() {
			return why
		}
		news := false
		for i := range w.Analyses {
			if a := &w.Analyses[i]; (name == "" || a.Name == name) && a.Undecided(w) {
				do(a, who)
				news = true
				if a.Released == nil {
					w.Healthy, w.Judged = who.at, time.Time{}
				}
			}
		}
		if !news {
			return fact.New(NotWaiting, fact.Args{"wave": w.Name, "analysis": name})
		}
		return fact.Fact{}
	})
}

// Pause keeps the run from continuing after what is in flight. Without a reason, one that is paused stays as it is:
// who has paused it, and why.
func (r Steering) Pause(ctx context.Context, reason string) error {
	return r.change(ctx, func(to run.Edit, who person) fact.Fact {
		run.Pause(to, run.NoteOf(who.user, who.at, reason))
		return fact.Fact{}
	})
}

// Resume lets a run that is paused continue.
func (r Steering) Resume(ctx context.Context) error {
	return r.change(ctx, func(to run.Edit, _ person) fact.Fact {
		if to.Pause == nil {
			return fact.New(NotPaused, fact.Args{"run": to.ID})
		}
		run.Resume(to)
		return fact.Fact{}
	})
}

// Abort ends the run and leaves everything as it is.
func (r Steering) Abort(ctx context.Context, reason string) error {
	return r.change(ctx, func(to run.Edit, who person) fact.Fact {
		to.End(run.Aborted, fact.New(AbortedBy, fact.Args{"user": who.user, "reason": reason}), who.at)
		return fact.Fact{}
	})
}

// steered keeps a run that is carried on from doing more than people let it, who may abort or pause it meanwhile.
type steered struct{ *carrier }

// may reads the run again, and reports whether anything further may begin.
func (c steered) may(ctx context.Context) (bool, error) {
	err := c.insist(ctx, func() error {
		ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), asking, &silentError{asking})
		defer cancel()
		return c.journal.again(ctx)
	})
	return err == nil && isLet(c.Run()), err
}

// isLet reports whether people let a run continue.
func isLet(r *run.Run) bool { return !r.HasEnded() && r.Pause == nil }

// decide changes the run, as update does, where it may continue, and reports whether that is so.
func (c steered) decide(ctx context.Context, change func(run.Edit) bool) (may bool, err error) {
	err = c.update(ctx, func(r run.Edit) bool {
		may = isLet(r.Run)
		return may && change(r)
	})
	return may, err
}

// halt ends the run otherwise than well, and tells more of it, where it may continue: else it stays as a person has left it.
func (c steered) halt(ctx context.Context, as run.State, why fact.Fact, now time.Time, told ...fact.Fact) error {
	may, err := c.decide(ctx, func(r run.Edit) bool { r.End(as, why, now); return true })
	if may && err == nil {
		c.emit.notes(told)
		c.notify(ctx, notification{Event: "halted", Time: now, What: why})
	}
	return err
}

// pass notes that a wave has passed, where the run may continue.
func (c steered) pass(ctx context.Context, wave string, now time.Time) error {
	may, err := c.decide(ctx, func(r run.Edit) bool { r.Pass(wave, now); return true })
	if may && err == nil {
		passed := fact.New(NoticePassed, fact.Args{"wave": wave})
		c.emit.note(passed)
		c.notify(ctx, notification{Event: "wave", Time: now, Wave: wave, What: passed})
	}
	return err
}

// Forsake ends the run because the stack is moved to be another one, for which it cannot continue. It
// returns that to be told.
func (r Steering) Forsake(ctx context.Context, moved object.Stack) (ended fact.Fact, err error) {
	err = r.change(ctx, func(to run.Edit, who person) fact.Fact {
		why := fact.New(MovedAway, fact.Args{"user": who.user, "stack": moved.Name, "namespace": moved.Namespace})
		ended = fact.New(NoticeForsaken, fact.Args{"run": to.ID, "said": why})
		to.End(run.Aborted, why, who.at)
		return fact.Fact{}
	})
	return ended, err
}

// RunRef is what a revision knows of a run.
type RunRef = state.RunRef

// Outside notes that an operation is done to some clusters, or all, outside of the run that
// is under way, and why; what it writes is to name that run. Where none is under way, nothing is noted.
// Without a reason, the error is HeldByRun.
func (r Steering) Outside(ctx context.Context, operation string, clusters []string, reason string) (*RunRef, error) {
	last := r.Run()
	if last == nil || last.HasEnded() {
		return nil, nil
	}
	if reason == "" {
		held := fact.New(HeldByRun, fact.Args{"run": last.ID, "operation": operation, "wave": waveName(last)})
		if r.isElsewhere() {
			held = held.WithArg("home", r.journal.home)
		}
		return nil, &fact.Error{What: held}
	}
	return refOf(last, &run.Wave{Name: waveName(last)}), r.change(ctx, func(to run.Edit, who person) fact.Fact {
		to.Outside = run.Besides(to.Outside, run.Outside{Operation: operation, Clusters: slices.Clone(clusters), Note: *run.NoteOf(who.user, who.at, reason)})
		return fact.Fact{}
	})
}

// Forget deletes the run of a stack that is gone from all of its clusters: in the home that the
// configuration names, in the one that its revisions named, and wherever else a cluster of the stack keeps one, as of a
// configuration that has no waves any more, as far as they answer.
func Forget(ctx context.Context, s *engine.Stack, seen engine.Trace) error {
	id := s.Stack.ID
	if s.Stack.Clusters[0].Declared {
		if ref := seen.Run(); ref != nil {
			if client, _, err := seen.Home(ctx, ref); err == nil {
				_ = state.OpenRuns(client, id).Remove(ctx)
			}
		}
		for _, kept := range engine.KeptRuns(ctx, s) {
			_ = state.OpenRuns(kept.Client, id).Remove(ctx)
		}
	}
	if !hasWaves(s) {
		return nil
	}
	r, err := Open(ctx, s)
	if err != nil {
		return err
	}
	return r.journal.runs.Remove(ctx)
}

// Further facts of what people do to a run.
const (
	NotPaused fact.Code = "run_not_paused"
	AllPassed fact.Code = "run_waves_passed"
	AbortedBy fact.Code = "run_aborted_by"
	MovedAway fact.Code = "run_moved_away" // the stack was moved to be another one

	NoticeForsaken fact.Code = "run_forsaken"
)
