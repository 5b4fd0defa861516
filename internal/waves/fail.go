package waves

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// failing ends a run that fails.
type failing struct{ *carrier }

// fail does what the run's policy says of a wave that has failed, or what is left of that. The failure is
// noted first: whoever continues the run cannot see it any more on the clusters that are back by then.
func (c failing) fail(ctx context.Context, d run.Fail, now time.Time) error {
	policy := engine.OnFailure(c.Run().OnFailure)
	c.emit.note(fact.New(NoticeFailed, fact.Args{"wave": d.Wave.Name, "said": d.Why}))
	if policy == engine.Continue { // a failed analysis: the clusters that have failed are no reason then
		_, err := steered(c).decide(ctx, func(r run.Edit) bool { return r.Overrule(d.Wave.Name, now) })
		return err
	}
	if may, err := steered(c).decide(ctx, func(r run.Edit) bool { return r.Break(d.Wave.Name, d.Why) }); err != nil || !may {
		return err
	}
	ended := run.Halted
	if policy.RollsBack() {
		wave := d.Wave.Name
		if policy == engine.RollbackAll {
			wave = ""
		}
		if finished, err := c.back(ctx, c.Run().Written(wave)); err != nil || !finished {
			return err // the next apply continues, unless a person has ended the run: also where it was kept from a cluster
		}
		if c.Run().IsBack(wave) {
			ended = run.RolledBack
		}
	}
	now, err := c.now(ctx) // that took its time
	if err != nil {
		return err
	}
	return steered(c).halt(ctx, ended, d.Why, now)
}

// back rolls clusters back, one after the other, the last that was written to first, until ctx ends, or a person
// has ended or paused the run, and reports whether it has come to all. Where one cannot be, the others are all the same:
// the error is also that whoever applies was kept from one. Those that give no answer come last, and keep no other waiting.
func (c failing) back(ctx context.Context, written []run.Cluster) (finished bool, err error) {
	asking, cancel := context.WithCancel(ctx)
	group, signs := new(crash.Group), map[string]*sign{}
	defer func() { cancel(); err = cmp.Or(err, group.Wait()) }()
	for _, w := range written {
		signs[w.Name] = reaching(c).ask(asking, group, w.Name)
	}
	ordered, err := silentLast(ctx, written, signs)
	if err != nil {
		return false, err
	}
	var kept []engine.ClusterOutcome // from which whoever applies was kept
	defer func() { c.result.Back = append(c.result.Back, kept...) }()
	for _, w := range ordered {
		sign := reaching(c).inTurn(ctx, w.Name, signs[w.Name])
		if ctx.Err() != nil {
			return false, nil
		}
		if may, err := steered(c).may(ctx); err != nil || !may {
			return false, err
		}
		switch hindered := c.backFrom(ctx, w, sign); {
		case hindered == nil:
		case codeOf(hindered) != Hindered:
			return false, hindered
		default:
			kept = append(kept, engine.ClusterOutcome{Cluster: w.Name, Err: hindered})
		}
	}
	if len(kept) == 0 {
		return true, nil
	}
	err, kept = kept[0].Err, kept[1:]
	return false, err
}

// silentLast are clusters in the order in which they go back: those that answer soon, and then the others. One that gave
// no answer when it failed is not waited for. The error is that a context leads to another cluster.
func silentLast(ctx context.Context, written []run.Cluster, signs map[string]*sign) (ordered []run.Cluster, err error) {
	var silent []run.Cluster
	for soon := time.Now().Add(answerSoon); len(written) > 0; written = written[1:] {
		w, patience := written[0], time.Until(soon)
		if isSilence(w.Reason) {
			patience = 0
		}
		switch s := signs[w.Name]; {
		case !s.isKnown(ctx, patience) || isUnreachable(s.err):
			silent = append(silent, w)
		case codeOf(s.err) == OtherCluster:
			return nil, s.err
		default:
			ordered = append(ordered, w)
		}
	}
	return append(ordered, silent...), nil
}

// answerSoon is within what a cluster answers that goes back in its turn.
const answerSoon = 5 * time.Second

// backFrom rolls a cluster back where the run has written to it, and notes what came of it. Where it has not answered, it
// is not asked for more.
func (c failing) backFrom(ctx context.Context, w run.Cluster, unread error) error {
	var all []state.Summary
	switch {
	case codeOf(unread) == OtherCluster:
		return unread
	case !isUnreachable(unread):
		all, unread = c.history(ctx, w.Name) // where it cannot be read for other reasons, the rollback says why
	}
	if hindered := c.kept(w, unread); hindered != nil && w.Before != 0 {
		return hindered
	}
	if w.Revision == 0 && unread == nil {
		w.Revision = writtenBy(c.Run().ID, all)
		err := c.update(ctx, func(r run.Edit) bool { r.Learn(w.Name, w.Revision); return true })
		if err != nil || w.Revision == 0 {
			return err
		}
	}
	outcome, err := c.backOn(ctx, w, all, unread)
	if err != nil {
		return err
	}
	if hindered := c.kept(w, outcome.Err); hindered != nil {
		return hindered
	}
	if onlySilent(outcome.Err) {
		outcome.Err = notBack(w, silence(outcome.Err))
	}
	c.result.Back = append(c.result.Back, outcome)
	if outcome.Err != nil {
		return nil
	}
	return c.noteBack(ctx, w.Name)
}

// noteBack notes that a cluster was rolled back.
func (c failing) noteBack(ctx context.Context, cluster string) error {
	now, err := c.now(ctx)
	if err != nil {
		return err
	}
	return c.update(ctx, func(r run.Edit) bool { r.BackFrom(cluster, now); return true })
}

// history are the revisions of a cluster's state, the newest first.
func (c failing) history(ctx context.Context, cluster string) ([]state.Summary, error) {
	client, err := c.stack.Client(cluster)
	if err != nil {
		return nil, err
	}
	return state.Open(client, c.stack.Stack.ID).History(ctx)
}

// writtenBy is the last revision that a run has written before it went back, also where wl ended before that was noted;
// 0 where it has written none.
func writtenBy(runID string, all []state.Summary) int64 {
	if i := slices.IndexFunc(all, func(s state.Summary) bool { return s.Run == runID && s.RollbackTo == 0 }); i >= 0 {
		return all[i].Serial
	}
	return 0
}

// NothingBefore means that the stack had no good revision on a cluster before the run.
const NothingBefore fact.Code = "cluster_without_good_revision"

// barred is why a cluster is not rolled back at all; nil where nothing speaks against it.
func (c failing) barred(ctx context.Context, w run.Cluster, all []state.Summary) *fact.Error {
	switch _, err := c.stack.Client(w.Name); {
	case errors.As(err, new(*engine.UnknownClusterError)):
		return &fact.Error{What: c.undeclared(ctx, []string{w.Name})[0]}
	case w.Before == 0:
		return fact.NewError(nil, NothingBefore, fact.Args{"cluster": w.Name})
	}
	if later := laterThan(c.Run().ID, w, all); later != 0 {
		return fact.NewError(nil, NotBackLater, fact.Args{"cluster": w.Name, "revision": w.Before, "later": later})
	}
	return nil
}

// backOn rolls a cluster back, of whose history as much is known as could be read.
func (c failing) backOn(ctx context.Context, w run.Cluster, all []state.Summary, unread error) (engine.ClusterOutcome, error) {
	if why := c.barred(ctx, w, all); why != nil {
		c.emit.note(why.What)
		return engine.ClusterOutcome{Cluster: w.Name, Err: why}, nil
	}
	if isUnreachable(unread) {
		return engine.ClusterOutcome{Cluster: w.Name, Err: unread}, nil
	}
	if err := c.held.Check(); err != nil {
		return engine.ClusterOutcome{Cluster: w.Name}, err
	}
	c.emit.note(fact.New(NoticeBack, fact.Args{"cluster": w.Name, "revision": w.Before}))
	p, err := c.stack.On(w.Name).Rollback(ctx, engine.RollbackOptions{To: w.Before, Unasked: true, Options: c.options.Plan.Options})
	if err != nil {
		return engine.ClusterOutcome{Cluster: w.Name}, err
	}
	if why := hindrance(p.Plan, w.Name); isUnreachable(why) || isKept(why) {
		return engine.ClusterOutcome{Cluster: w.Name, Err: why}, nil
	}
	o := c.options.ApplyOptions
	o.Approve, o.Guard, o.OnFailure, o.Timeout = nil, nil, engine.Halt, engine.BackTimeout(o.Timeout)
	o.OutsideRun = refOf(c.Run(), &run.Wave{Name: waveName(c.Run())}) // it brings nothing of the run
	o.OutsideRun.Back = true
	out := p.Apply(ctx, o, c.emit)
	if errors.As(out.Err, new(*engine.RefusedError)) || len(out.Clusters) == 0 {
		return engine.ClusterOutcome{Cluster: w.Name, Err: out.Err}, nil
	}
	return out.Clusters[0], nil
}

// laterThan is the last revision that was applied after a run has written to a cluster, unless it went back to what was
// there before; 0 where there is none. The newest revision is the first.
func laterThan(runID string, c run.Cluster, all []state.Summary) int64 {
	written := max(c.Revision, writtenBy(runID, all))
	i := slices.IndexFunc(all, func(s state.Summary) bool { return s.Operation != "rollback" || s.RollbackTo != c.Before })
	if written == 0 || i < 0 || all[i].Serial <= written {
		return 0
	}
	return all[i].Serial
}

// notBack is that a cluster could not be rolled back, because it gives no answer.
func notBack(w run.Cluster, silent fact.Fact) error {
	args := fact.Args{"cluster": w.Name, "revision": w.Before, "said": silent}
	if reason.IsOwn(silent) {
		args["own"] = true
	}
	return fact.NewError(nil, NotBack, args)
}

// kept is the error where whoever applies is kept from rolling a cluster back: what runs there is not to blame, and the
// run is not over. Nil where it is something else, or the wave leaves a cluster behind that gives no answer.
func (c failing) kept(w run.Cluster, why error) error {
	if !isKept(why) || isUnreachable(why) && c.leaves(w.Name) {
		return nil
	}
	hindered := reaching(c).hindered(w.Name, ownReason(why), true, nil).(*fact.Error)
	hindered.What = hindered.What.WithArg("back", w.Before)
	return hindered
}

// leaves reports whether the wave of a cluster leaves it behind where it gives no answer.
func (c failing) leaves(cluster string) bool {
	return slices.ContainsFunc(c.Run().Waves, func(w run.Wave) bool { return w.SkipUnreachable && slices.Contains(w.Names(), cluster) })
}

// isKept reports whether nothing but what whoever applies is kept from speaks against going back: credentials, what answers
// in the cluster's place, a right, or a kubeconfig.
func isKept(why error) bool {
	failed := new(apply.Error)
	switch {
	case why == nil:
		return false
	case errors.As(why, &failed):
		return failed.IsOwn()
	case isUnreachable(why):
		return reason.IsOwn(silence(why))
	}
	return kube.IsRightMissing(why) || slices.Contains(ownCodes(), codeOf(why)) || slices.Contains(ownCodes(), fact.Of(why).Code)
}

// ownCodes are the codes of what is missing on the side of whoever applies: a right, or the way to the cluster.
func ownCodes() []fact.Code {
	return []fact.Code{
		plan.ProblemForbidden, reason.RightsMissing, reason.KubeconfigMissing, reason.KubeconfigUnreadable, reason.KubeconfigEmpty, reason.ServiceAccountUnusable,
		reason.ContextUnusable, reason.ContextNotChosen, reason.ContextUnknown, reason.ContextWithoutCluster, reason.ContextWithoutUser,
	}
}

// What becomes of a cluster that is rolled back.
const (
	NoticeBack fact.Code = "run_rolls_back"
	// NoticeBackAwaits means that a cluster has not answered yet, and the others have gone back.
	NoticeBackAwaits fact.Code = "run_rollback_awaits_cluster"
	NotBack          fact.Code = "cluster_not_rolled_back"
	// NotBackLater means that something else was applied to it since.
	NotBackLater fact.Code = "cluster_has_later_revision"
)
