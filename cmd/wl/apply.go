package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
)

type applyOptions struct {
	planOptions
	autoApprove bool
	timeout     time.Duration
}

func newApplyCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "apply [DIR | FILE]",
		Short: "Carry the plan out, and watch until everything runs",
		Long: `Plans, asks, and then does what the plan says, cluster after cluster: writes the
objects in order, and watches the workloads until they are rolled out. A rollout
that cannot succeed ends the apply, with the reason.

FILE is a plan that wl plan --out has saved. It is carried out without asking if
exactly that would be done now; else nothing is done, and what differs is named.
Variables that were given on the command line are given again.

Ctrl-C finishes what is in flight, writes the state and stops; a second one stops
at once. Either way the next apply goes on from there.

Exit codes: 0 everything is as wanted; 1 failed, or not everything was done.`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			if isFile(args) {
				return a.applySaved(cmd.Context(), o, args[0])
			}
			o.takeDir(args)
			return a.apply(cmd.Context(), o)
		},
	}
	o.addApplyFlags(cmd)
	o.addTargetFlag(cmd)
	o.addAdoptFlag(cmd)
	return cmd
}

// addApplyFlags registers the flags of every verb that carries out a plan.
func (o *applyOptions) addApplyFlags(cmd *cobra.Command) {
	o.addFlags(cmd.Flags())
	o.addPlanFlags(cmd)
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVar(&o.autoApprove, "auto-approve", false, "do not ask")
	cmd.Flags().DurationVar(&o.timeout, "timeout", 0, "how long one rollout may take (default: as long as it makes progress)")
}

func (a *app) apply(ctx context.Context, o applyOptions) error {
	return a.carryOut(ctx, o, applying())
}

func applying() verb { return verb{run: apply.Run, question: "Apply this plan?"} }

// verb is what apply and destroy have different.
type verb struct {
	run      func(context.Context, apply.Cluster, apply.Store, apply.Input, func(apply.Event)) (apply.Result, error)
	destroy  bool
	question string
}

// carryOut plans, asks, and does it on one cluster after the other. The first
// failure ends it: what fails on one cluster would on the next.
func (a *app) carryOut(ctx context.Context, o applyOptions, v verb) error {
	c, targets, err := a.targets(o.targetOptions)
	if err != nil {
		return err
	}
	defer a.printRequests(targets)
	p, planned := planAll(ctx, targets, o.Options, v.destroy)
	if err := checkTargets(o.Targets, targets, planned); err != nil {
		return err
	}
	// As JSON, standard output is the events'; the plan is in wl plan's.
	if o.format != ui.JSON {
		if err := a.printPlan(p, o.planOptions); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return exitFailed
	}
	ready, err := a.consent(p, o, v)
	if err != nil {
		return err
	}
	if err := finish(ctx, func() error { return a.carryOutOn(ctx, ready, targets, planned, p, c, o, v) }); err != nil {
		return err
	}
	if failed(p) {
		return exitFailed
	}
	if v.destroy {
		return nil
	}
	return a.printOutputs(targets, o)
}

// consent says on which clusters the plan is to be carried out: those that could
// be planned, with nothing blocked. Where nothing changes, nobody is asked.
func (a *app) consent(p *plan.Plan, o applyOptions, v verb) ([]int, error) {
	var ready []int
	asking := false
	for i, c := range p.Clusters {
		if len(problems(c)) == 0 {
			ready = append(ready, i)
			asking = asking || len(c.Changes) > 0
		} else if o.format == ui.JSON {
			if err := a.printProblems(c); err != nil {
				return nil, err
			}
		}
	}
	if len(ready) == 0 {
		return nil, exitFailed
	}
	if !asking || o.autoApprove {
		return ready, nil
	}
	question := v.question
	if n := len(p.Clusters) - len(ready); n > 0 {
		question = fmt.Sprintf("%s It cannot be carried out on %s, which is left out.", question, count(n, "cluster"))
	}
	yes, err := ui.Confirm(a.streams, question)
	if err != nil {
		return nil, err
	}
	if !yes {
		return nil, cmp.Or[error](ui.Say(a.streams.Err, "Nothing was changed."), exitFailed)
	}
	return ready, nil
}

func (a *app) carryOutOn(ctx context.Context, ready []int, targets []*target, planned []plan.Result,
	p *plan.Plan, c *lang.Compilation, o applyOptions, v verb,
) error {
	scope := ui.Scope{Plan: p, Objects: map[string][]object.Manifest{}, Files: c.Files}
	for _, t := range targets {
		scope.Objects[t.Name] = t.Objects
	}
	progress := ui.NewProgress(a.streams, a.streams.Options(o.format), scope)
	restore := a.waiting.to(func(cluster, text string) { progress.Event(cluster, apply.Notice{Text: text}) })
	var failure error
	a.writing = true
	panicked := crash.Catch(func() {
		for _, i := range ready {
			t := targets[i]
			in := apply.Input{
				Plan: &p.Clusters[i], Desired: planned[i].Desired, Prior: planned[i].Prior, Stack: t.stack,
				Who: who(), WLVersion: version(), Timeout: o.timeout, Parallelism: o.Parallelism,
			}
			if _, failure = v.run(ctx, t.client, t.store, in, func(e apply.Event) { progress.Event(t.Name, e) }); failure != nil {
				break
			}
		}
	})
	restore()
	err := progress.Close()
	if panicked != nil {
		panic(panicked) // with the display out of the way
	}
	if err != nil {
		return err
	}
	return a.report(failure)
}

// report prints why an apply ended, unless the display of its progress has done
// so: of each object that failed.
func (a *app) report(failure error) error {
	if failure == nil {
		return nil
	}
	var failures *apply.Error
	if errors.As(failure, &failures) && failures.Cause == nil {
		return exitFailed
	}
	if err := ui.Error(a.streams.Err, failure, a.streams.ErrOptions(ui.Text)); err != nil {
		return err
	}
	return exitFailed
}

func (a *app) printProblems(c plan.ClusterPlan) error {
	return ui.Problems(a.streams.Err, c.Cluster, problems(c), nil, a.streams.ErrOptions(ui.Text))
}

func (a *app) printOutputs(targets []*target, o applyOptions) error {
	return ui.Outputs(a.streams.Out, outputs(targets), a.streams.Options(o.format))
}

func outputs(targets []*target) []ui.ClusterOutputs {
	clusters := make([]ui.ClusterOutputs, len(targets))
	for i, t := range targets {
		clusters[i].Cluster = t.Name
		for _, output := range t.Outputs {
			clusters[i].Outputs = append(clusters[i].Outputs, ui.Output{Name: output.Name, Value: output.Value, Sensitive: output.Sensitive})
		}
	}
	return slices.DeleteFunc(clusters, func(c ui.ClusterOutputs) bool { return len(c.Outputs) == 0 })
}

// who names the person or job that runs this, for the lock and the history.
func who() string {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, err := os.Hostname()
	if err != nil {
		return name
	}
	return name + "@" + host
}
