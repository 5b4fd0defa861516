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

// moved is the error that the stack's last run is kept in another home than the configuration
// names now, as the revisions of its clusters say, and has not ended there, as far as that is
// known; nil where it has, or where there is none.
func (r *Rollout) moved(ctx context.Context, p *engine.Planned, last *run.Run) error {
	ref, home := engine.LastRun(p), homeOf(r.stack)
	if ref == nil || ref.Home == home || last != nil && last.ID == ref.ID {
		return nil
	}
	args := fact.Args{"run": ref.ID, "was": ref.Home, "cluster": home}
	client, err := engine.Former(p, ref.Home)
	if err == nil {
		elsewhere := &journal{runs: state.OpenRuns(client, r.stack.Stack.ID), home: ref.Home}
		if err = elsewhere.read(ctx); err == nil {
			if there := elsewhere.current(); there == nil || there.HasEnded() {
				return nil
			}
			return fact.NewError(nil, HomeMoved, args)
		}
	}
	args["said"] = silence(err)
	return &fact.Error{What: fact.New(HomeMoved, args), Err: err}
}

// What is wrong with the home of a run.
const (
	HomeSilent       fact.Code = "run_home_silent"
	HomeMoved        fact.Code = "run_home_moved" // it is kept in another one than the configuration names
	NoticeHomeSilent fact.Code = "notice_run_home_silent"
)
