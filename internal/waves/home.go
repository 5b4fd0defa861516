package waves

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// isUnreachable reports whether an error is that a cluster gave no answer.
func isUnreachable(err error) bool {
	return errors.As(err, new(*kube.UnreachableError)) || errors.As(err, new(*kube.CredentialsError)) || errors.As(err, new(*silentError)) ||
		errors.As(err, new(*state.NotRenewedError)) || errors.Is(err, errAway)
}

// errAway is why a cluster could not be planned that gives no answer.
var errAway = errors.New("the cluster gives no answer")

// away is why a cluster of a plan gives no answer; nothing where it does.
func away(p *plan.Plan, cluster string) fact.Fact {
	for _, c := range p.Clusters {
		for _, problem := range c.Problems {
			why, _ := problem.Args["error"].(fact.Fact)
			if c.Cluster == cluster && problem.Code == engine.ProblemUnplanned && (why.Code == reason.Unreachable || why.Code == reason.CredentialsRefused) {
				return why
			}
		}
	}
	return fact.Fact{}
}

// silentError means that a server has not answered in time.
type silentError struct{ after time.Duration }

func (e *silentError) Error() string { return fmt.Sprintf("no answer within %s", e.after) }

// Fact is for how long it was waited.
func (e *silentError) Fact() fact.Fact { return fact.New(reason.NoAnswer, fact.Args{"time": e.after}) }

// Silent reports whether an error is that the home cluster does not answer: how the run
// stands cannot be asked then.
func Silent(err error) bool { return codeOf(err) == HomeSilent }

func codeOf(err error) fact.Code {
	if known := new(fact.Error); errors.As(err, &known) {
		return known.What.Code
	}
	return ""
}

// named is an error of the home cluster, which it names where that gave no answer.
func (j *journal) named(err error) error {
	if err == nil || !isUnreachable(err) || Silent(err) {
		return err
	}
	return &fact.Error{What: fact.New(HomeSilent, fact.Args{"cluster": j.home, "said": silence(err)}), Err: err}
}

// silence is why no answer came, without what it was that was asked for.
func silence(err error) fact.Fact {
	unreachable, credentials, silent := new(kube.UnreachableError), new(kube.CredentialsError), new(silentError)
	unrenewed := new(state.NotRenewedError)
	switch {
	case errors.As(err, &unreachable):
		return fact.Of(unreachable)
	case errors.As(err, &credentials):
		return fact.Of(credentials)
	case errors.As(err, &silent):
		return fact.Of(silent)
	case errors.As(err, &unrenewed):
		return fact.Of(unrenewed.Err)
	}
	return fact.Of(err)
}

// insist repeats what asks the home cluster as long as that gives no answer, until ctx ends:
// with the lock, which is not held for long then. A server that restarts is waited for; what
// was begun must not go unnoted.
func (c *carrier) insist(ctx context.Context, ask func() error) error {
	for tries := retry.AbsentHome().Begin(); ; {
		err := c.journal.named(ask())
		if !Silent(err) || ctx.Err() != nil {
			return err
		}
		c.silent.Do(func() {
			c.emit.note(fact.New(NoticeHomeSilent, fact.Args{"cluster": c.journal.home, "said": silence(err)}))
		})
		if !tries.Again(ctx) {
			return err
		}
	}
}

// asking is how long the home cluster may take to say what time it is, also when ctx has
// ended: what was done is noted with it.
const asking = 10 * time.Second

// now is the time of the home cluster's clock.
func (c *carrier) now(ctx context.Context) (now time.Time, err error) {
	err = c.insist(ctx, func() (err error) {
		ctx, cancel := context.WithTimeoutCause(context.WithoutCancel(ctx), asking, &silentError{asking})
		defer cancel()
		now, err = c.Rollout.now(ctx)
		return err
	})
	return now, err
}

// update changes the run, as journal.update does.
func (c *carrier) update(ctx context.Context, change func(run.Edit) bool) error {
	return c.insist(ctx, func() error { return c.journal.update(ctx, change) })
}

// Held is the run of a stack that is under way: in the home that the configuration names, or in the
// one that the revisions of its clusters name; nil where none is. The error is HomeMoved where that
// one cannot be read.
func Held(ctx context.Context, s *engine.Stack, seen engine.Trace) (*Rollout, error) {
	if !hasWaves(s) {
		return elsewhere(ctx, s, seen, nil)
	}
	r, err := Open(ctx, s)
	if err != nil || r.isUnderWay() {
		return r, err
	}
	return elsewhere(ctx, s, seen, r.Run())
}

// seeing is how long the clusters' revisions may take to say whether a run is elsewhere.
const seeing = 5 * time.Second

// Find returns the run that is meant: the one of the home, or one that is under way in another, where
// no wave of the configuration names a home. Where one is under way in another home than the
// configuration names, or may be, there it is, with that as the error.
func (r *Rollout) Find(ctx context.Context) (*Rollout, error) {
	if r.isUnderWay() {
		return r, nil
	}
	ctx, cancel := context.WithTimeout(ctx, seeing)
	defer cancel()
	there, err := elsewhere(ctx, r.stack, engine.ReadTrace(ctx, r.stack), r.Run())
	switch {
	case there == nil:
		return r, err
	case there.isElsewhere():
		return there, there.astray()
	}
	return there, nil
}

// hasWaves reports whether a stack has waves, and so a home, by its configuration.
func hasWaves(s *engine.Stack) bool { return len(s.Stack.Rollout.Waves) > 0 }

// isUnderWay reports whether there is a run that has not ended.
func (r *Rollout) isUnderWay() bool { last := r.Run(); return last != nil && !last.HasEnded() }

// isElsewhere reports whether the configuration names another home than the one where the run is.
func (r *Rollout) isElsewhere() bool { return hasWaves(r.stack) && homeOf(r.stack) != r.journal.home }

// elsewhere is the run of a stack that is under way in another home than the configuration names,
// as the revisions of its clusters say; nil where none is. Last is the one of the home that it
// names. Nothing is asked where no revision is of another run.
func elsewhere(ctx context.Context, s *engine.Stack, seen engine.Trace, last *run.Run) (*Rollout, error) {
	ref := seen.Run()
	if ref == nil || last != nil && last.ID == ref.ID || hasWaves(s) && ref.Home == homeOf(s) {
		return nil, nil
	}
	client, err := seen.Home(ref)
	if err == nil {
		r := &Rollout{stack: s, home: client, journal: &journal{runs: state.OpenRuns(client, s.Stack.ID), home: ref.Home}}
		if err = r.journal.read(ctx); err == nil && r.isUnderWay() {
			return r, nil
		}
	}
	if err == nil {
		return nil, nil
	}
	what := fact.New(HomeMoved, fact.Args{"run": ref.ID, "was": ref.Home, "said": silence(err)})
	if hasWaves(s) {
		what = what.WithArg("cluster", homeOf(s))
	}
	return nil, &fact.Error{What: what, Err: err}
}

// moved is the error that a run of the stack is under way in another home than the configuration
// names, or may be; nil where none is.
func (r *Rollout) moved(ctx context.Context, p *engine.Planned, last *run.Run) error {
	there, err := elsewhere(ctx, r.stack, engine.TraceOf(p), last)
	if there != nil {
		err = there.astray()
	}
	return err
}

// astray is the error that the run is in another home than the configuration names.
func (r *Rollout) astray() error {
	return fact.NewError(nil, HomeMoved, fact.Args{"run": r.Run().ID, "was": r.journal.home, "cluster": homeOf(r.stack)})
}

// What is wrong with the home of a run.
const (
	HomeSilent       fact.Code = "run_home_silent"
	HomeMoved        fact.Code = "run_home_moved" // it is kept in another one than the configuration names
	NoticeHomeSilent fact.Code = "notice_run_home_silent"
)
