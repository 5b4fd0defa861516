package faults

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/plan"
)

// Round has happen what a seed says, and returns what that was. The error is what is wrong afterwards; the lane
// is not to be used any more then.
func (l *Lane) Round(ctx context.Context, seed uint64) (Round, error) {
	t := &trial{Lane: l, story: story{round: drawRound(seed)}}
	begun := time.Now()
	err := t.run(ctx)
	if err != nil {
		err = fmt.Errorf("%v:\n%w\ndisturbed was %v", t.round, err, t.end)
	}
	return Round{Verb: string(t.verb), Faults: t.reached(), Took: time.Since(begun)}, err
}

// Round is what has happened in a round.
type Round struct {
	Verb   string
	Faults []Kind // those that were reached
	Took   time.Duration
}

// trial is a round that happens.
type trial struct {
	*Lane
	story
	end ended // of the wl that was disturbed
}

// run prepares, disturbs and looks.
func (t *trial) run(ctx context.Context) (err error) {
	if err := t.keep(ctx, t.inFile); err != nil {
		return fmt.Errorf("destroying what another state has: %w", err)
	}
	if t.had, err = t.prepare(ctx, t.from); err != nil {
		return fmt.Errorf("preparing: %w", err)
	}
	switch t.verb {
	case rollsBack, undoes:
		return t.rollsBack(ctx)
	case destroys:
		return t.destroys(ctx)
	case moves:
		return t.moves(ctx)
	case releases:
		return t.releases(ctx)
	}
	return t.applies(ctx)
}

// disturbed runs wl under the faults, and holds that the state knows then everything that there is.
func (t *trial) disturbed(ctx context.Context, args ...string) (err error) {
	if t.end, err = t.disturb(t.round, args...); err != nil {
		return err
	}
	if t.verb != moves {
		if err := t.cluster.inventoried(ctx); err != nil {
			return fmt.Errorf("afterwards %w", err)
		}
	}
	if t.patient || t.cluster.lockGone(ctx) == nil {
		return nil
	}
	_, err = t.must("state", "unlock", "--auto-approve")
	return err
}

// applies is a round of what ends with an apply.
func (t *trial) applies(ctx context.Context) (err error) {
	if _, err = t.configured(ctx, t.to, stackName); err != nil {
		return err
	}
	t.empty = false
	if t.verb == saved {
		if _, err := t.must("plan", "--out", savedPlan); err != nil {
			return err
		}
	}
	if err := t.begin(ctx, t.cluster); err != nil {
		return err
	}
	if err := t.disturbed(ctx, t.args()...); err != nil {
		return err
	}
	done := t.end.code == 0 && t.alone() && t.then == t.to
	if t.verb == goesBack {
		if t.end.code == 0 {
			return errors.New("an apply that cannot succeed ends with 0")
		}
		done = len(t.reached()) == 0
	}
	if t.wants, err = t.configured(ctx, t.then, stackName); err != nil {
		return err
	}
	return t.converges(ctx, done)
}

// savedPlan is the file of a plan that is applied later.
const savedPlan = "saved.plan"

// args are the arguments of what ends with an apply.
func (d *round) args() []string {
	switch d.verb {
	case goesBack:
		return []string{"apply", "--auto-approve", "--on-failure=rollback"}
	case restarts:
		return []string{"restart", "--auto-approve", "web"}
	case saved:
		return []string{"apply", savedPlan}
	}
	return []string{"apply", "--auto-approve"}
}

// converges has one apply bring about what is wanted, as its plan says. If all was done already, that is nothing.
func (t *trial) converges(ctx context.Context, done bool) error {
	p, err := t.plan(ctx, engine.PlanOptions{Options: t.options()})
	if err != nil {
		return fmt.Errorf("planning: %w", err)
	}
	if done && p.Pending() {
		return fmt.Errorf("all was said to be done, and the plan is %s", textOf(p))
	}
	if err := t.applied(ctx, p.Plan.Clusters[0]); err != nil {
		return fmt.Errorf("%w\nthe plan was %s", err, textOf(p))
	}
	after, err := t.cluster.world(ctx, stackName)
	if err != nil {
		return err
	}
	return cmp.Or(isThere(after, t.wants), t.cluster.settled(ctx, after, t.round), t.consistent(ctx, t.cluster, after, t.proxy.writes()))
}

// applied has one apply do what its plan says, and leave nothing to do.
func (t *trial) applied(ctx context.Context, p plan.ClusterPlan) error {
	before, err := t.cluster.world(ctx, stackName)
	if err != nil {
		return err
	}
	out, err := t.must(append([]string{"apply", "--auto-approve"}, t.flags()...)...)
	if err != nil {
		return fmt.Errorf("one apply does not converge: %w", err)
	}
	after, err := t.cluster.world(ctx, stackName)
	if err != nil {
		return err
	}
	if err := truth(p, before, after); err != nil {
		return fmt.Errorf("the plan was not true: %w\n%s", err, out)
	}
	return t.unchanged(ctx)
}

// unchanged holds that there is nothing to do: by a plan in this process and, now and then, by the program itself.
func (t *trial) unchanged(ctx context.Context) error {
	if t.seed%8 == 0 {
		_, err := t.must("plan", "--detailed-exitcode")
		return err
	}
	p, err := t.plan(ctx, engine.PlanOptions{})
	if err == nil && p.Pending() {
		err = fmt.Errorf("there is more to do: %s", textOf(p))
	}
	return err
}

// rollsBack is a round of a rollback: of one that is disturbed, or of what was.
func (t *trial) rollsBack(ctx context.Context) error {
	target, err := t.newest(ctx)
	if err != nil {
		return err
	}
	then, err := t.cluster.world(ctx, stackName)
	if err != nil {
		return err
	}
	args := []string{"rollback", target, "--auto-approve"}
	disturbed := args
	if t.verb == undoes {
		disturbed = t.args()
		_, err = t.configured(ctx, t.to, stackName)
	} else {
		_, err = t.prepare(ctx, &t.to)
	}
	if err != nil {
		return fmt.Errorf("preparing: %w", err)
	}
	if err := t.disturbed(ctx, disturbed...); err != nil {
		return err
	}
	if t.has(byOthers()...) {
		args = append(args, "--force-conflicts")
	}
	if _, err := t.must(args...); err != nil {
		return fmt.Errorf("one rollback does not converge: %w", err)
	}
	now, err := t.cluster.world(ctx, stackName)
	if err != nil {
		return err
	}
	return cmp.Or(rolledBack(then, now, t.round), t.cluster.settled(ctx, now, t.round))
}

// newest is the number of the newest revision, which can be rolled back to.
func (t *trial) newest(ctx context.Context) (string, error) {
	history, err := t.cluster.state(stackName).History(ctx)
	if err == nil && !history[0].Good {
		err = fmt.Errorf("the revision of an apply that has succeeded cannot be rolled back to: %+v", history[0])
	}
	if err != nil {
		return "", err
	}
	return strconv.FormatInt(history[0].Serial, 10), nil
}

// destroys is a round of a destroy.
func (t *trial) destroys(ctx context.Context) error {
	if err := t.disturbed(ctx, "destroy", "--auto-approve"); err != nil {
		return err
	}
	t.empty = true
	if _, err := t.must("destroy", "--auto-approve"); err != nil {
		return fmt.Errorf("one destroy does not converge: %w", err)
	}
	return t.cluster.nothingLeft(ctx)
}
