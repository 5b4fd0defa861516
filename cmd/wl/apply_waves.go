package main

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/progress"
	"github.com/workloadlang/wl/internal/ui/runs"
	"github.com/workloadlang/wl/internal/waves"
)

// waveOptions are how a run over several clusters is carried on.
type waveOptions struct {
	supersede    bool
	wait         bool
	ignoreWindow string
	outsideRun   string
	note         *outsideNote // that it is done outside of a run; nil where it is not
}

// addWaveFlags registers the flags of the verb that carries runs on.
func (o *applyOptions) addWaveFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&o.supersede, "supersede", false, "begin a new run although one of another configuration is under way, which ends")
	flags.BoolVar(&o.wait, "wait", false, "wait for soaks, windows and approvals of the run, within --timeout, and exit with 3 only if it waits still")
	flags.StringVar(&o.ignoreWindow, "ignore-window", "", "begin clusters although the windows of the rollout are closed, for a `reason`, which is recorded")
}

// addOutsideFlag registers the flag of the verbs that a run under way keeps waiting.
func addOutsideFlag(cmd *cobra.Command, reason *string) {
	cmd.Flags().StringVar(reason, "outside-run", "", "although a run over several clusters is under way, for a `reason`, which is recorded")
}

// isWhole reports whether the apply is of all of the stack, on all of its clusters.
func (o *applyOptions) isWhole() bool {
	return !o.Destroy && o.rollback == nil && len(o.Clusters)+len(o.Targets)+len(o.ReleaseOnly) == 0
}

// inWaves reports whether the apply is a run over the stack's clusters, or a part of one.
func (o *applyOptions) inWaves(s *engine.Stack) bool {
	return len(s.Stack.Rollout.Waves) > 0 && o.isWhole()
}

// unhindered makes sure that what is planned does not come between a run that is under way. An apply of
// all of a stack without waves is of another configuration than the run.
func (o *applyOptions) unhindered(ctx context.Context, a *app, s *engine.Stack, seen engine.Trace) error {
	if !o.isWhole() || o.outsideRun != "" {
		var err error
		o.note, err = a.outside(ctx, s, seen, o.operation(), o.Clusters, o.outsideRun)
		return err
	}
	r, err := waves.Held(ctx, s, seen)
	switch {
	case err != nil:
		return despite(err, o.operation())
	case r == nil:
		return nil
	}
	return r.OtherUnderWay()
}

// outsideNote is that an operation is done outside of a run which is under way, and why.
type outsideNote struct {
	run       *waves.Rollout
	operation string
	clusters  []string
	reason    string

	made bool
	ref  *waves.RunRef
}

// make notes it in the run, once, and returns the run that is under way; nil where none is. It is
// for when the operation begins: what is declined is not noted.
func (n *outsideNote) make(ctx context.Context) (ref *waves.RunRef, err error) {
	if n == nil || n.made {
		return n.known(), nil
	}
	n.ref, err = n.run.Steer().Outside(ctx, n.operation, n.clusters, n.reason)
	n.made = err == nil
	return n.ref, err
}

func (n *outsideNote) known() *waves.RunRef {
	if n == nil {
		return nil
	}
	return n.ref
}

// outside makes sure that an operation does not come between a run that is under way, by what the
// configuration and the clusters' revisions say, unless there is a reason. Where the run cannot be
// read, a reason is enough: the home cluster may be what is broken. It returns what is to be noted.
func (a *app) outside(ctx context.Context, s *engine.Stack, seen engine.Trace, operation string, clusters []string, reason string) (*outsideNote, error) {
	r, err := waves.Held(ctx, s, seen)
	switch {
	case err != nil && reason == "":
		return nil, despite(err, operation)
	case err != nil:
		return nil, diagnostics.Warning(a.streams.Err, err, a.errOptions())
	case r == nil:
		return nil, nil
	case reason == "":
		_, err := r.Steer().Outside(ctx, operation, clusters, "") // which says what is in the way
		return nil, err
	}
	return &outsideNote{run: r, operation: operation, clusters: clusters, reason: reason}, nil
}

// despite is the error that the run of a stack cannot be read, with what an operation needs to be done all the same.
func despite(err error, operation string) error {
	if known := new(fact.Error); errors.As(err, &known) {
		return &fact.Error{What: known.What.WithArg("operation", operation), Err: known.Err}
	}
	return err
}

// tellRun says beside a plan that a run of the stack is under way, or why that is not known:
// of the stack in a directory, where there are several.
func (a *app) tellRun(dir string, standing fact.Fact, unknown error) error {
	if unknown != nil {
		return diagnostics.Warning(a.streams.Err, unknown, a.errOptions())
	}
	return runs.Standing(a.streams.Err, dir, standing, a.errOptions())
}

// waveRun is an apply that carries a run on.
type waveRun struct {
	applyRun
	rollout *waves.Rollout
	start   *waves.Start
}

// applyInWaves begins the run of the stack, or continues it.
func (o applyOptions) applyInWaves(ctx context.Context, a *app, s *engine.Stack) error {
	r, err := waves.Open(ctx, s)
	if err != nil {
		return err
	}
	start, err := r.Start(ctx, o.waves())
	if err != nil {
		return err
	}
	w := waveRun{applyRun{a, o, start.Planned, s.Many(), s.Outputs()}, r, start}
	if start.Needless() {
		if err := w.run(ctx, s.Files); err != nil { // nothing changes: no run
			return err
		}
		return a.outputs(s.Outputs(), o.format)
	}
	if err := w.reviewStart(ctx); err != nil {
		return err
	}
	scope := progress.Scope{Plan: start.Plan, Files: s.Files, Several: s.Many(), Run: start.Run, Waves: map[string]string{}, Pending: start.Pending, RollsBack: w.policy(s).RollsBack(), Part: true}
	for _, wave := range s.Stack.Rollout.Waves {
		for _, cluster := range wave.Clusters {
			scope.Waves[cluster] = wave.Name
		}
	}
	if start.Planned != nil {
		scope.Objects = start.Planned.Objects()
	}
	shown := progress.New(a.streams, a.streams.Options(o.format), scope)
	out := w.carry(ctx, shown)
	err = w.unprinted(w.finished(ctx, out, shown, s), out.Err == nil && out.Waits == nil)
	return cmp.Or(err, progress.Mark(a.streams.Out, a.streams.Options(o.format), scope))
}

// waves are the options of the run.
func (o *applyOptions) waves() waves.Options {
	return waves.Options{Plan: o.PlanOptions, Supersede: o.supersede, Wait: o.wait, Patience: o.timeout, IgnoreWindow: o.ignoreWindow}
}

// policy is what becomes of the run where it fails: as it was begun.
func (w waveRun) policy(s *engine.Stack) engine.OnFailure {
	if w.start.GoesOn {
		return engine.OnFailure(w.rollout.Run().OnFailure)
	}
	return engine.OnFailure(cmp.Or(w.onFailure, s.Stack.Rollout.OnFailure))
}

// reviewStart prints the plan of a run that begins; of one that continues, what cannot be
// applied.
func (w waveRun) reviewStart(ctx context.Context) error {
	switch {
	case !w.start.GoesOn:
		return w.review(ctx)
	case w.plan != nil:
		return diagnostics.Plan(w.streams.Err, w.plan.Plan, w.errOptions())
	}
	return nil
}

// carry carries the run on, and shows its progress.
func (w waveRun) carry(ctx context.Context, shown progress.Progress) (out waves.Outcome) {
	options := w.waves()
	options.ApplyOptions = w.options(ctx, shown)
	w.guarded(shown, func() { out = w.rollout.Carry(ctx, w.start, options, shown.Event) })
	return out
}

// finished prints what came of it, and what the run waits for.
func (w waveRun) finished(ctx context.Context, out waves.Outcome, shown progress.Progress, s *engine.Stack) error {
	if refused := new(engine.RefusedError); errors.As(out.Err, &refused) {
		return w.conclude(w.plan.Refused(refused), shown)
	}
	if out.Err == nil && out.Waits == nil {
		if err := w.outputEvents(applied(s, out), w.format); err != nil {
			return err
		}
	}
	if out.Err != nil {
		shown.Fail(out.Err)
	}
	if err := shown.Close(out.Left()...); err != nil {
		return err
	}
	if waves.Silent(out.Err) || waves.Gone(out.Err) { // how the run stands cannot be asked, or it is no more
		return cmp.Or[error](diagnostics.Error(w.streams.Err, out.Err, w.errOptions()), exitFailed)
	}
	report, err := out.Report(context.WithoutCancel(ctx), w.rollout)
	if err == nil {
		err = runs.Ended(w.streams.Out, report, w.streams.Options(w.format))
	}
	switch {
	case err != nil:
		return err
	case out.Waits != nil && out.Err == nil: // a person may have paused it on the way back
		return cmp.Or(w.explain(out), error(exitWaits))
	case errors.Is(out.Err, waves.ErrRunFailed):
		return cmp.Or(w.explain(out), error(exitFailed))
	case out.Err != nil:
		return cmp.Or[error](w.explain(out), diagnostics.Error(w.streams.Err, out.Err, w.errOptions()), exitFailed)
	}
	return w.outputs(applied(s, out), w.format)
}

// applied are the outputs on the stack's clusters: none of those that the run has left behind, that are not in it, or that
// have failed.
func applied(s *engine.Stack, out waves.Outcome) []outputs.Cluster {
	all, done := s.Outputs(), out.Done()
	for i, c := range all {
		if !slices.Contains(done, c.Name) {
			all[i].Outputs = nil
		}
	}
	return all
}

// explain prints why clusters have failed that were not applied to, or not rolled back.
func (w waveRun) explain(out waves.Outcome) error {
	for _, c := range out.Back {
		if c.Err != nil {
			if err := diagnostics.Error(w.streams.Err, c.Err, w.errOptions()); err != nil {
				return err
			}
		}
	}
	return nil
}
