// Package waves carries a stack's run over its clusters: wave by wave, through the gates
// that its rollout block names.
//
//	r, err := waves.Open(ctx, stack)
//	start, err := r.Start(ctx, options)
//	outcome := r.Carry(ctx, start, options, emit)
//
// What is due is judged in package run; here it is done, and noted in the home cluster
// before and after, so that any other wl can continue wherever this one was stopped.
package waves

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Emit takes what happens on a cluster, or, where that is "", to the run: one event after
// the other.
type Emit func(cluster string, e apply.Event)

// Options are how a run is carried on.
type Options struct {
	engine.ApplyOptions
	Plan engine.PlanOptions
	// Supersede begins a new run although another one is under way, which ends.
	Supersede bool
	// Wait waits for what is to be waited for, for as long as Patience; it is for ever
	// where that is 0.
	Wait     bool
	Patience time.Duration
	// IgnoreWindow, unless empty, is why clusters are begun in spite of the windows.
	IgnoreWindow string
}

// Rollout is a stack's run over its clusters, where its home cluster keeps it. One
// goroutine at a time uses it.
type Rollout struct {
	stack   *engine.Stack
	home    *kube.Client
	journal *journal
}

// Open reads the stack's run. The error names the home cluster: without that nothing
// begins, and nothing continues.
func Open(ctx context.Context, s *engine.Stack) (*Rollout, error) {
	home := homeOf(s)
	client, err := s.Client(home)
	if err == nil {
		r := keptIn(s, home, client)
		if err = r.journal.read(ctx); err == nil {
			return r, nil
		}
	}
	if Silent(err) {
		return nil, err
	}
	return nil, fact.NewError(err, HomeUnreadable, fact.Args{"stack": s.Stack.ID.Name, "cluster": home})
}

// keptIn is the stack's run in one of its clusters, not read yet.
func keptIn(s *engine.Stack, home string, client *kube.Client) *Rollout {
	kept := &journal{runs: state.OpenRuns(client, s.Stack.ID), home: home, unsure: !hasWaves(s), only: len(s.Stack.Clusters) == 1}
	return &Rollout{stack: s, home: client, journal: kept}
}

// elsewhere is the run of a stack that is under way in another home than the configuration names: the one that revisions
// name or, because one that has written nothing yet is in none, one that another cluster of the stack keeps, as far as they
// answer; nil where none is. Last is the one of the home that it names: a copy of it is none.
func elsewhere(ctx context.Context, s *engine.Stack, seen engine.Trace, last *run.Run) (*Rollout, error) {
	r, err := named(ctx, s, seen, last)
	if r != nil || err != nil {
		return r, err
	}
	return unnamed(ctx, s, last), nil
}

// unnamed is the run of a stack that is under way in another home than the configuration names, by what its clusters
// keep; nil where none is. The home was read before; those that are silent need not be waited for again.
func unnamed(ctx context.Context, s *engine.Stack, last *run.Run, silent ...string) *Rollout {
	if !hasWaves(s) {
		return nil
	}
	for _, k := range engine.KeptRuns(ctx, s, append(silent, homeOf(s))...) {
		if k.Run.HasEnded() || last != nil && last.Knows(k.Run.ID) {
			continue
		}
		r := keptIn(s, k.Cluster, k.Client)
		if err := r.journal.read(ctx); err == nil && r.isUnderWay() {
			return r
		}
	}
	return nil
}

// ended is the last run of a stack, which has ended, in the home that the revisions of its clusters name; nil where
// there is none, it cannot be read, or the last one of the home that the configuration names came after it.
func ended(ctx context.Context, s *engine.Stack, seen engine.Trace, last *run.Run) *Rollout {
	ref := seen.Run()
	if ref == nil || last != nil && !isAfter(ref, last) {
		return nil
	}
	r, err := keptOf(ctx, s, seen, ref)
	if err != nil || r == nil || r.Run() == nil || last != nil && !r.Run().Knows(ref.ID) {
		return nil
	}
	return r
}

// isAfter reports whether a run that revisions name began after the last one of a home, which does not know it. Of one of
// an older wl that is not known.
func isAfter(ref *state.RunRef, last *run.Run) bool {
	return !last.Knows(ref.ID) && ref.Begun.After(last.Started)
}

// succeed notes which runs were before one that begins: the last one of the home, and one of another home that is the last
// of the stack, which gives way.
func (s *Start) succeed(ctx context.Context, next, last *run.Run) error {
	run.Edit{Run: next}.Follow(last)
	switch {
	case s.former != nil:
		return s.former.giveWay(ctx, next)
	case s.ended == nil || next.Knows(s.ended.Run().ID):
	case last == nil:
		run.Edit{Run: next}.Follow(s.ended.Run())
	default:
		run.Edit{Run: next}.Precede(s.ended.Run())
	}
	return nil
}

// keptOf reads a run in the home that revisions name or, where that cannot be read or has no record of it, in the cluster
// of the stack in which it was rebuilt; nil where the stack was removed from that home.
func keptOf(ctx context.Context, s *engine.Stack, seen engine.Trace, ref *state.RunRef) (*Rollout, error) {
	client, home, err := seen.Home(ctx, ref)
	if errors.Is(err, engine.ErrHomeLeft) {
		return nil, nil
	}
	var r *Rollout
	if err == nil {
		r = keptIn(s, home, client)
		if err = r.journal.read(ctx); err == nil && (r.isUnderWay() || r.Run() != nil && r.Run().Knows(ref.ID)) {
			return r, nil
		}
	}
	if kept, there := seen.Kept(ctx, ref); there && kept.Cluster != home {
		r = keptIn(s, kept.Cluster, kept.Client)
		err = r.journal.read(ctx)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// successor is the run that has superseded one from another home; nil where none has.
func successor(last *run.Run) *state.RunRef {
	if last == nil || last.Why.Code != SupersededBy {
		return nil
	}
	id, _ := last.Why.Args["run"].(string)
	home, _ := last.Why.Args["cluster"].(string)
	return &state.RunRef{ID: id, Home: home}
}

// homeOf is the name of the stack's home cluster.
func homeOf(s *engine.Stack) string {
	if home := s.Stack.Rollout.Home; home != "" {
		return home
	}
	return s.Stack.Clusters[0].Name
}

// Run is the stack's last run, which may have ended; nil where there was none. It is not
// to be changed.
func (r *Rollout) Run() *run.Run { return r.journal.current() }

// now is the time of the home cluster's clock.
func (r *Rollout) now(ctx context.Context) (time.Time, error) {
	now, err := r.home.ServerTime(ctx)
	return now.Truncate(time.Second), r.journal.named(err)
}

// onlySkips reports whether a plan lacks nothing but clusters that cannot be reached, and
// that their waves may leave behind.
func (r *Rollout) onlySkips(p *plan.Plan) bool {
	skips := map[string]bool{}
	for _, w := range r.stack.Stack.Rollout.Waves {
		for _, name := range w.Clusters {
			skips[name] = w.SkipUnreachable
		}
	}
	for _, c := range p.Clusters {
		blocked := slices.ContainsFunc(c.Changes, func(c plan.Change) bool { return c.Blocked != nil })
		if blocked || len(c.Problems) > 0 && (away(p, c.Cluster).IsZero() || !skips[c.Cluster]) {
			return false
		}
	}
	return true
}

// What is wrong with a run, or with what is wanted of it.
const (
	HomeUnreadable fact.Code = "run_home_unreadable"
	UnderWay       fact.Code = "run_under_way"     // of another configuration
	NotUnderWay    fact.Code = "run_not_under_way" // nothing is
	NoRun          fact.Code = "run_missing"       // there was none
	OtherCluster   fact.Code = "run_other_cluster" // a context points to another cluster than at the run's start
	HeldByRun      fact.Code = "run_holds_stack"   // another operation is to wait for the run's end
	NoSuchWave     fact.Code = "run_without_wave"  // of that name
	NotWaiting     fact.Code = "run_not_waiting"   // for what it is let pass
)
