package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/internal/waves"
)

type planOptions struct {
	engine.Options
	engine.PlanOptions
	format   ui.Format
	detailed bool
	out      string // a file to save the plan to
	order    bool   // print in which order everything happens, too
	stacks   severalStacks
}

func newPlanCommand(a *app) *cobra.Command {
	var o planOptions
	cmd := &cobra.Command{
		Use:   "plan [DIR...]",
		Short: "Show what apply would change",
		Long: `Shows what apply would change on every cluster of the stack: which objects, in
which fields and why, and which Pods restart. Nothing is written to a cluster; the
changes are the API server's own answers to dry-runs.

Of several directories, or of all stacks below one with --recursive, each stack is
planned, and a summary is printed at the end. --changed-since leaves out the stacks
that a change does not touch: by the files, modules and files of values that they read,
committed or not. A stack that the change removes is named, with the command that removes
what it has on clusters; where --recursive finds no other stack, too. So is one that it
gives another name, or its state another namespace, with the command that moves it.

Where a run over the clusters of a stack is under way, that is said on standard error.

Exit codes: 0 planned; 1 failed, or something is blocked (the plan is printed all
the same); with --detailed-exitcode, 2: planned, and there are changes or
rollouts that are not finished. Of several
stacks it is that of the worst; a stack that was removed counts as planned without changes.`,
		Example: `  wl plan
  wl plan --var image=nginx:1.29 ./shop
  wl plan --target workload.web
  wl plan --order
  wl plan --format markdown > plan.md
  wl plan --out shop.plan
  wl plan -C shop -C billing
  wl plan --recursive --changed-since origin/main ./stacks`,
		Annotations: severalDirs(),
		Args:        dirsOnce,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.stacks.dirs = dirsOf(cmd, args); o.stacks.several() {
				return o.planMany(cmd.Context(), a)
			}
			o.Dir = o.stacks.dirs[0]
			return o.plan(cmd.Context(), a)
		},
	}
	targetFlags(cmd.Flags(), &o.Options)
	o.addPlanFlags(cmd)
	o.addForceFlag(cmd)
	o.addTargetFlag(cmd)
	o.addReadOnlyFlag(cmd)
	o.addDryRunFlag(cmd)
	o.addAdoptFlag(cmd)
	o.stacks.addFlags(cmd)
	o.stacks.addSince(cmd)
	cmd.Flags().Var(plans.Format{Format: &o.format}, "format", "text, json, or markdown for a pull request")
	cmd.Flags().StringVar(&o.out, "out", "", "save the plan to `file`, for wl show and wl apply")
	cmd.Flags().BoolVar(&o.order, "order", false, "print also in which order apply does everything, and what it waits for; steps of one number do not wait for each other")
	exclusive(cmd, "order", "format")
	cmd.Flags().BoolVar(&o.detailed, "detailed-exitcode", false, "exit with 2 if there are changes, or rollouts that are not finished")
	return cmd
}

// addDryRunFlag registers the flag of the verbs that ask and change nothing.
func (o *planOptions) addDryRunFlag(cmd *cobra.Command) {
	cmd.Flags().Var(recheckFlag{&o.DryRunAll}, "dry-run", "changed or all: with all, dry-run also the objects whose metadata proves that nothing has changed")
}

// addPlanFlags registers the flags of every verb that plans to change something.
func (o *planOptions) addPlanFlags(cmd *cobra.Command) {
	o.addReadFlags(cmd)
	cmd.Flags().StringArrayVar(&o.AcceptNew, "accept-new-cluster", nil, "the `cluster` of this name may be another one than at the last apply (may be repeated)")
	cmd.Flags().BoolVar(&o.ForceConflicts, "force-conflicts", false, "take ownership of all fields in conflict from other field managers")
}

// addForceFlag registers the flag of the verbs that may take single conflicts.
func (o *planOptions) addForceFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.Forced, "force", nil, "take ownership of the object at an `address[:path]`, or of its field at path, only: workload.web:spec.replicas (may be repeated)")
}

// addTargetFlag registers the flag of the verbs that can do a part.
func (o *planOptions) addTargetFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.Targets, "target", nil, "only the block at `address`, such as workload.web, and its dependencies (may be repeated)")
}

// addReadOnlyFlag registers the flag of the verbs that change nothing.
func (o *planOptions) addReadOnlyFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.ReadOnly, "read-only", false, "send only GETs and LISTs: changes are computed without the server's defaults, admission and validation")
}

// addAdoptFlag registers the flag of the verbs that may take objects over.
func (o *planOptions) addAdoptFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.Adopt, "adopt", false, "adopt existing objects that no stack has created")
}

// addReadFlags registers the flags of every verb that looks at all objects.
func (o *planOptions) addReadFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVarP(&o.Trace, "verbose", "v", false, "print everything unfolded, and list every request with its time")
	flags.IntVar(&o.Parallelism, "parallelism", 0, "the number of requests in flight to a cluster (default: 32 to plan, 16 to apply)")
}

// checkReadOnly refuses what needs the server's answers.
func (o *planOptions) checkReadOnly() error {
	switch {
	case o.ReadOnly && o.DryRunAll:
		return fact.NewError(nil, usage.RecheckReadOnly, nil)
	case o.ReadOnly && o.out != "":
		return fact.NewError(nil, usage.OutReadOnly, nil)
	}
	return nil
}

func (o planOptions) plan(ctx context.Context, a *app) error {
	if err := cmp.Or(o.checkReadOnly(), o.checkOut()); err != nil { // before minutes are spent on the plan
		return err
	}
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	defer a.printRequests(s)
	p, err := s.Plan(ctx, o.PlanOptions)
	if err != nil {
		return err
	}
	if err := o.show(ctx, a, s, p); err != nil {
		return err
	}
	if o.out != "" {
		if err := o.save(ctx, a, s, p); err != nil {
			return err
		}
	}
	switch {
	case ctx.Err() != nil || !p.Complete():
		return exitFailed
	case o.detailed && (p.Pending() || p.Plan.ChangesOutputs()):
		return exitFound
	}
	return nil
}

// show prints the plan, and what is to be known beside it.
func (o planOptions) show(ctx context.Context, a *app, s *engine.Stack, p *engine.Planned) error {
	if err := plans.Write(a.streams.Out, p.Plan, a.view(o)); err != nil {
		return err
	}
	standing, unknown := waves.Standing(ctx, s, p)
	if err := a.tellRun("", standing, unknown); err != nil || !o.order {
		return err
	}
	return plans.Order(a.streams.Out, p.Plan, a.streams.Options(ui.Text))
}

// view is how a plan, or drift, is printed.
func (a *app) view(o planOptions) ui.Options {
	options := a.streams.Options(o.format)
	options.Verbose = o.Trace
	return options
}
