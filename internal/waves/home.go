package waves

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/workloadlang/wl/apply"
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
			if c.Cluster == cluster && problem.Code == engine.ProblemUnplanned && isSilence(why) {
				return why
			}
		}
	}
	return fact.Fact{}
}

// silentIn are the clusters of a plan that give no answer.
func silentIn(p *plan.Plan) (names []string) {
	for _, c := range p.Clusters {
		if !away(p, c.Cluster).IsZero() {
			names = append(names, c.Cluster)
		}
	}
	return names
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
	args := fact.Args{"cluster": j.home, "said": silence(err)}
	if j.unsure {
		args["unsure"] = true
	}
	if j.only {
		args["only"] = true
	}
	return &fact.Error{What: fact.New(HomeSilent, args), Err: err}
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

// insist repeats what asks the home cluster for a while where that gives no answer, unless ctx ends before:
// with the lock, which is not held for longer then; and for less where it answers that it has
// failed. A server that restarts is waited for; what was begun must not go unnoted.
func (c *carrier) insist(ctx context.Context, ask func() error) error {
	for absent, failing := retry.AbsentHome().Begin(), retry.FailingHome().Begin(); ; {
		err, tries := c.journal.named(ask()), absent
		switch {
		case err == nil || ctx.Err() != nil:
			return err
		case Silent(err):
			c.silent.Do(func() {
				c.emit.note(fact.New(NoticeHomeSilent, fact.Args{"cluster": c.journal.home, "said": silence(err)}))
			})
		case kube.IsServerFailure(err):
			tries = failing
		default:
			return err
		}
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
	update := c.journal.once()
	return c.insist(ctx, func() error { return update(ctx, change) })
}

// Held is the run of a stack that is under way: in the home that the configuration names, or in another one of its
// clusters or of those that their revisions name; nil where none is. The error is HomeMoved where that one cannot be read.
func Held(ctx context.Context, s *engine.Stack, seen engine.Trace) (*Rollout, error) {
	return held(ctx, s, seen, elsewhere)
}

func held(ctx context.Context, s *engine.Stack, seen engine.Trace, find func(context.Context, *engine.Stack, engine.Trace, *run.Run) (*Rollout, error)) (*Rollout, error) {
	if !hasWaves(s) {
		return find(ctx, s, seen, nil)
	}
	r, err := Open(ctx, s)
	if err != nil || r.isUnderWay() {
		return r, err
	}
	return find(ctx, s, seen, r.Run())
}

// seeing is how long the clusters' revisions may take to say whether a run is elsewhere.
const seeing = 5 * time.Second

// Find returns the run that is meant: the one of the home, or one that is under way in another, where
// no wave of the configuration names a home; where the home has had none, or that came before, the last one of the home
// that the revisions name. Where one is under way in another home than the
// configuration names, or may be, there it is, with that as the error.
func (r *Rollout) Find(ctx context.Context) (*Rollout, error) {
	if r.isUnderWay() {
		return r, nil
	}
	ctx, cancel := context.WithTimeout(ctx, seeing)
	defer cancel()
	seen := engine.ReadTrace(ctx, r.stack)
	there, err := elsewhere(ctx, r.stack, seen, r.Run())
	switch {
	case there == nil && err == nil:
		return cmp.Or(ended(ctx, r.stack, seen, r.Run()), r), nil
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

// mostHomes bounds how far runs are followed that have superseded each other from home to home.
const mostHomes = 10

// named is the run of a stack that is under way in another home than the configuration names,
// as the revisions of its clusters say, or the run that was superseded from there; nil where none is.
// Last is the one of the home that it names. Nothing is asked where no revision is of another run.
func named(ctx context.Context, s *engine.Stack, seen engine.Trace, last *run.Run) (*Rollout, error) {
	ref := seen.Run()
	if ref == nil || last != nil && last.Knows(ref.ID) {
		ref = successor(last)
	}
	for range mostHomes {
		if ref == nil || hasWaves(s) && ref.Home == homeOf(s) {
			break
		}
		r, err := keptOf(ctx, s, seen, ref)
		switch {
		case err != nil:
			return nil, movedFrom(s, ref, err)
		case r == nil, hasWaves(s) && r.journal.home == homeOf(s):
			return nil, nil // nobody knows its home any more, or it had another name
		case r.isUnderWay():
			return r, nil
		}
		last = r.Run()
		ref = successor(last)
	}
	return nil, nil
}

// movedFrom is the error that a run may be under way in a home that cannot be read.
func movedFrom(s *engine.Stack, ref *state.RunRef, err error) error {
	what := fact.New(HomeMoved, fact.Args{"run": ref.ID, "was": ref.Home, "said": silence(err)})
	if hasWaves(s) {
		what = what.WithArg("cluster", homeOf(s))
	}
	return &fact.Error{What: what, Err: err}
}

// giveWay ends the run, in a home that the configuration does not name any more, for another one. Whoever
// carries it on keeps that from beginning.
func (r *Rollout) giveWay(ctx context.Context, to *run.Run) error {
	lock, err := r.lock(ctx, func(string, apply.Event) {})
	if err != nil {
		return r.journal.named(err)
	}
	defer func() { _ = lock.UnlockWithin(ctx, unlocking) }()
	if err = r.journal.read(ctx); err != nil || !r.isUnderWay() {
		return err
	}
	now, err := r.now(ctx)
	if err != nil {
		return err
	}
	before := r.Run()
	why := fact.New(SupersededBy, fact.Args{"run": to.ID, "cluster": to.Home})
	if err = r.journal.update(ctx, func(of run.Edit) bool { of.End(run.Aborted, why, now); return true }); err == nil {
		run.Edit{Run: to}.Precede(before)
	}
	return err
}

// outOfReach is that a run may be under way still in a home which cannot be read, by the error that says
// so, and how it is ended there.
func outOfReach(s *engine.Stack, seen engine.Trace, err error) fact.Fact {
	moved, id := fact.Of(err).Args, s.Stack.ID
	home, _ := moved["was"].(string)
	at, _ := seen.Place(&state.RunRef{Home: home})
	args := engine.FormerWay(s, at.Context, at.Kubeconfig).Args()
	args["run"], args["cluster"], args["said"], args["stack"], args["namespace"] = moved["run"], home, moved["said"], id.Name, id.Namespace
	return fact.New(NoticeFormerLost, args)
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
	NoticeFormerLost fact.Code = "run_former_home_lost" // a run that was superseded may be under way there still
	SupersededBy     fact.Code = "run_superseded_by"    // another one, in another home
)
