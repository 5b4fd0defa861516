package waves

import (
	"context"
	"errors"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
)

// reaching is the way to the clusters of a run, and what it means where that leads nowhere.
type reaching struct{ *carrier }

// reach asks a cluster for a sign of life, and which it is; "" where it does not tell. The error is OtherCluster
// where the run is about another one.
func (c reaching) reach(ctx context.Context, name string) (*kube.Client, string, error) {
	client, err := c.stack.Client(name)
	if err != nil {
		return nil, "", err
	}
	uid, err := uidOf(ctx, client)
	if apierrors.IsForbidden(err) {
		return client, "", nil // it answers, and is not told from others
	}
	if known := c.Run().Identities()[name]; err == nil && known != "" && known != uid {
		err = fact.NewError(nil, OtherCluster, fact.Args{"cluster": name, "context": client.Context(), "run": c.Run().ID})
	}
	return client, uid, err
}

// recognize makes sure that no context of some clusters leads to another cluster than the run is about: what is read
// there would be taken for the run's. A cluster that gives no answer is left to whoever asks it for more.
func (c reaching) recognize(ctx context.Context, names []string) error {
	_, err := pool.Map(ctx, pool.All, names, func(ctx context.Context, name string) (struct{}, error) {
		if _, _, err := c.reach(ctx, name); codeOf(err) == OtherCluster {
			return struct{}{}, err
		}
		return struct{}{}, nil
	})
	return err
}

// sign is whether a cluster gives a sign of life.
type sign struct {
	done chan struct{} // closed when it is known
	err  error         // why none came, or it is of another cluster
}

// ask asks a cluster for a sign of life, beside others.
func (c reaching) ask(ctx context.Context, group *crash.Group, name string) *sign {
	s := &sign{done: make(chan struct{})}
	group.Go(func() error {
		defer close(s.done)
		_, _, s.err = c.reach(ctx, name)
		return nil
	})
	return s
}

// inTurn is why a cluster gives no sign of life when it is its turn to go back: one that gave none before is asked again,
// and one that has not answered yet is waited for.
func (c reaching) inTurn(ctx context.Context, name string, s *sign) (why error) {
	if s.isKnown(ctx, 0) {
		if why = s.err; isUnreachable(why) { // meanwhile others went back
			_, _, why = c.reach(ctx, name)
		}
		return why
	}
	c.emit.note(fact.New(NoticeBackAwaits, fact.Args{"cluster": name}))
	if s.isKnown(ctx, forever) {
		return s.err
	}
	return context.Cause(ctx)
}

// forever is longer than a cluster is waited for.
const forever = time.Hour

// isKnown reports whether it is known within some time, unless ctx ends before, whether there is a sign of life.
func (s *sign) isKnown(ctx context.Context, within time.Duration) bool {
	select {
	case <-s.done:
		return true
	default:
	}
	select {
	case <-s.done:
		return true
	case <-ctx.Done():
	case <-time.After(within):
	}
	return false
}

// unreached notes of a cluster on which nothing can be begun, or continued, that it gives no answer: it has failed, or is
// left behind. Anything else is no failure of what the run brings: the run stands as it was, with that as the error.
func (c reaching) unreached(ctx context.Context, w *run.Wave, name string, why error) error {
	begun := slices.Contains(w.Names(run.Applying), name) // by an apply before
	switch {
	case ctx.Err() != nil:
		return nil
	case codeOf(why) == OtherCluster:
		return why
	case !isUnreachable(why) || !w.SkipUnreachable && hinders(silence(why), begun):
		return c.hindered(name, reachFact(why), begun, why)
	}
	return applying(c).conclusion(ctx, name, silentState(w, why), 0, counted{}, reachFact(why))
}

// hinders reports whether that a cluster gives no answer is none of its failures. What answers in its place says
// nothing of what was begun there; where nothing was, the cluster may as well be gone, and no run would ever end on it.
func hinders(silence fact.Fact, begun bool) bool {
	return reason.IsOfCredentials(silence) || begun && reason.IsOwn(silence)
}

// hindered is the error that whoever applies is kept from a cluster, where something was begun or nothing was.
func (c reaching) hindered(cluster string, said fact.Fact, begun bool, why error) error {
	args := fact.Args{"cluster": cluster, "run": c.Run().ID, "said": said}
	if begun {
		args["begun"] = true
	}
	return &fact.Error{What: fact.New(Hindered, args), Err: why}
}

// fated is an error that keeps the run from continuing. Where whoever applies is kept from a cluster of a wave that has
// failed on others, it says so: what was begun is finished, and then shares the fate of the wave.
func (c reaching) fated(err error, wave string) error {
	hindered := new(fact.Error)
	w := c.Run().Wave(wave)
	if codeOf(err) != Hindered || !errors.As(err, &hindered) || w == nil || !run.HasFailed(c.Run(), w) {
		return err
	}
	what := hindered.What.WithArg("failed", true)
	if engine.OnFailure(c.Run().OnFailure).RollsBack() {
		what = what.WithArg("rolls_back", true)
	}
	return &fact.Error{What: what, Err: hindered.Err}
}

// isOwn reports whether an apply has ended by nothing but what whoever applies is kept from.
func isOwn(err error) bool {
	if failed := new(apply.Error); errors.As(err, &failed) {
		return failed.IsOwn()
	}
	return kube.IsOwn(err)
}

// onlySilent reports whether an apply has ended by nothing but that the cluster gave no answer. Where an object was refused
// beside that, or was not rolled out, that is a failure, and why.
func onlySilent(err error) bool {
	failed := new(apply.Error)
	if !errors.As(err, &failed) {
		return isUnreachable(err)
	}
	return isUnreachable(err) && !slices.ContainsFunc(failed.Failures, isReal)
}

// isReal reports whether a failure is known to be the object's, and not that of the way to the cluster.
func isReal(f apply.Failure) bool {
	return !isUnreachable(f) && !kube.IsOwn(f) && !kube.IsRightMissing(f) && !errors.Is(f, apply.ErrUnknown)
}

// ownReason is by what whoever applies is kept from a cluster.
func ownReason(err error) fact.Fact {
	failed := new(apply.Error)
	if isUnreachable(err) || !errors.As(err, &failed) {
		return reachFact(err)
	}
	if i := slices.IndexFunc(failed.Failures, func(f apply.Failure) bool { return kube.IsRightMissing(f) }); i >= 0 {
		return fact.Of(failed.Failures[i].Err)
	}
	return fact.Of(failed.Cause)
}

// isSilence reports whether a fact is that a cluster gave no answer.
func isSilence(f fact.Fact) bool {
	return f.Code == reason.Unreachable || f.Code == reason.CredentialsRefused
}

// asError is a fact as the error that it was made of.
func asError(f fact.Fact) error {
	if isSilence(f) {
		return &fact.Error{What: f, Err: errAway}
	}
	return &fact.Error{What: f}
}

// silentState is how a cluster stands that has given an error instead of what was wanted.
func silentState(w *run.Wave, why error) run.ClusterState {
	if w.SkipUnreachable && isUnreachable(why) {
		return run.Skipped
	}
	return run.Failed
}

// reachFact is why a cluster could not be reached, where that is it.
func reachFact(err error) fact.Fact {
	if isUnreachable(err) {
		return silence(err)
	}
	return fact.Of(err)
}

// hindrance is why nothing is to be begun on a cluster, by its plan: it gives no answer, could not be read, is another
// one than before or declared twice, or whoever applies may not write there. What is blocked otherwise is blocked for everybody, and no
// hindrance.
func hindrance(p *plan.Plan, cluster string) error {
	if silent := away(p, cluster); !silent.IsZero() {
		return asError(silent)
	}
	for _, c := range p.Clusters {
		if c.Cluster != cluster {
			continue
		}
		for _, problem := range c.Problems {
			if why, unplanned := problem.Args["error"].(fact.Fact); unplanned && problem.Code == engine.ProblemUnplanned {
				return &fact.Error{What: why}
			}
			if problem.Code == engine.ProblemElsewhere || problem.Code == engine.ProblemShared {
				return &fact.Error{What: problem.Fact}
			}
		}
		for _, change := range c.Changes {
			if change.Blocked != nil && change.Blocked.Code == plan.ProblemForbidden {
				return &fact.Error{What: change.Blocked.Fact}
			}
		}
	}
	return nil
}

// Hindered means that a cluster cannot be applied to, because of whoever wants to.
const Hindered fact.Code = "run_cluster_hindered"
