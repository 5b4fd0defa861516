package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

type planOptions struct {
	targetOptions
	plan.Options
	format   ui.Format
	detailed bool
	out      string // a file to save the plan to
}

func newPlanCommand(a *app) *cobra.Command {
	var o planOptions
	cmd := &cobra.Command{
		Use:   "plan [DIR]",
		Short: "Say what apply would do",
		Long: `Says what apply would do on every cluster of the stack: which objects change, in
which fields and why, and which Pods restart. Nothing is written to a cluster;
the API server itself is asked, by dry-runs.

Exit codes: 0 planned; 1 failed, or something is blocked: the plan is printed all
the same; with --detailed-exitcode, 2: planned, and there are changes.`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.takeDir(args)
			return a.plan(cmd.Context(), o)
		},
	}
	o.addFlags(cmd.Flags())
	o.addPlanFlags(cmd)
	o.addTargetFlag(cmd)
	o.addReadOnlyFlag(cmd)
	o.addDryRunFlag(cmd)
	o.addAdoptFlag(cmd)
	cmd.Flags().Var(ui.PlanFormat{Format: &o.format}, "format", "text, json, or markdown for a pull request")
	cmd.Flags().StringVar(&o.out, "out", "", "save the plan to `file`, for wl show and wl apply")
	cmd.Flags().BoolVar(&o.detailed, "detailed-exitcode", false, "exit with 2 if there are changes")
	return cmd
}

// addDryRunFlag registers the flag of the verbs that ask and change nothing.
func (o *planOptions) addDryRunFlag(cmd *cobra.Command) {
	cmd.Flags().Var(recheckFlag{&o.DryRunAll}, "dry-run", "changed or all: ask the server also about objects whose metadata proves that nothing has changed")
}

// addPlanFlags registers the flags of every verb that plans to change something.
func (o *planOptions) addPlanFlags(cmd *cobra.Command) {
	o.addReadFlags(cmd)
	cmd.Flags().BoolVar(&o.ForceConflicts, "force-conflicts", false, "take fields that belong to other managers")
}

// addTargetFlag registers the flag of the verbs that can do a part.
func (o *planOptions) addTargetFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.Targets, "target", nil, "only the block at `address`, such as workload.web, and what it depends on (may be repeated)")
}

// addReadOnlyFlag registers the flag of the verbs that change nothing.
func (o *planOptions) addReadOnlyFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.ReadOnly, "read-only", false, "send nothing but GETs and LISTs: what apply would do is computed, without the server's defaults, admission and validation")
}

// addAdoptFlag registers the flag of the verbs that may take objects over.
func (o *planOptions) addAdoptFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.Adopt, "adopt", false, "take over objects that exist and that no stack has made")
}

// addReadFlags registers the flags of every verb that looks at all objects.
func (o *planOptions) addReadFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "print everything, fold nothing; and list every request with its time")
	flags.IntVar(&o.Parallelism, "parallelism", 0, "how many requests may be in flight to a cluster (default: 32 to plan, 16 to apply)")
}

// checkReadOnly refuses what needs the server's answers.
func (o *planOptions) checkReadOnly() error {
	switch {
	case o.ReadOnly && o.DryRunAll:
		return fmt.Errorf("--dry-run=all cannot be given with --read-only, which asks for no dry-run: leave one of them out")
	case o.ReadOnly && o.out != "":
		return fmt.Errorf("--out cannot be given with --read-only: apply carries a saved plan out only if the server says the same, and it was not asked. Leave one of them out")
	}
	return nil
}

func (a *app) plan(ctx context.Context, o planOptions) error {
	if err := o.checkReadOnly(); err != nil {
		return err
	}
	if o.out != "" { // before minutes are spent on the plan
		if err := disk.CheckWrite(o.out); err != nil {
			return fmt.Errorf("--out: cannot write the plan: %w", err)
		}
	}
	_, targets, err := a.targets(ctx, o.targetOptions)
	if err != nil {
		return err
	}
	defer a.printRequests(targets)
	result, planned := planAll(ctx, targets, o.Options, false)
	if err := checkTargets(o.Targets, targets, planned); err != nil {
		return err
	}
	if err := a.printPlan(result, o); err != nil {
		return err
	}
	failed := ctx.Err() != nil || failed(result)
	if o.out != "" {
		if failed {
			return fmt.Errorf("the plan is not saved: it is not whole, or something is blocked. --cluster plans only the clusters that it names")
		}
		if err := save(ctx, result, targets, planned, o); err != nil {
			return err
		}
		if err := ui.Say(a.streams.Err, "Saved as %s: wl apply %s does exactly this.", o.out, o.out); err != nil {
			return err
		}
	}
	switch {
	case failed:
		return exitFailed
	case o.detailed && changes(result):
		return exitFound
	}
	return nil
}

// planAll plans every target, all at once. A cluster that cannot be planned
// fails alone: its plan holds the problem and nothing else. The results are the
// clusters', with what the plan of each was made on.
func planAll(ctx context.Context, targets []*target, o plan.Options, destroy bool) (*plan.Plan, []plan.Result) {
	p := &plan.Plan{
		FormatVersion: plan.FormatVersion, WLVersion: version(), Destroy: destroy,
		Clusters: make([]plan.ClusterPlan, len(targets)),
	}
	planned := make([]plan.Result, len(targets))
	var group crash.Group
	for i, t := range targets {
		p.Stack = t.stack
		group.Go(func() error {
			planned[i] = t.plan(ctx, o, destroy)
			p.Clusters[i] = *planned[i].Plan
			return nil
		})
	}
	_ = group.Wait() // every failure is in its cluster's plan
	return p, planned
}

func (t *target) plan(ctx context.Context, o plan.Options, destroy bool) plan.Result {
	err := t.err
	if err == nil {
		in := plan.Input{Stack: t.stack, Cluster: t.Name, Desired: t.Objects, KubernetesVersion: t.KubernetesVersion, VersionOrigin: t.VersionOrigin, Options: o}
		in.Interactive, in.RemoveAdditions, in.Sensitive = t.interactive, t.removeAdditions, t.sensitive
		if destroy {
			in.Desired, in.Configured = nil, t.Objects
		}
		result, failure := plan.Compute(ctx, t.client, t.store, in)
		if failure == nil {
			return *result
		}
		err = failure
	}
	unplanned := &plan.ClusterPlan{
		Cluster: t.Name, Context: t.Context, Changes: []plan.Change{},
		Problems: []plan.Problem{{Summary: "The cluster could not be planned", Detail: reason(err)}},
	}
	if t.client != nil {
		unplanned.Context, unplanned.Server = t.client.Context(), t.client.Server()
	}
	return plan.Result{Plan: unplanned}
}

// checkTargets fails for a target that means nothing, in the configuration or in
// what it once was, on any cluster.
func checkTargets(addresses []string, targets []*target, planned []plan.Result) error {
	for _, address := range addresses {
		found := false
		for i, t := range targets {
			found = found || slices.ContainsFunc(t.Objects, func(m object.Manifest) bool { return plan.Addresses(address, m.Address) })
			if r := planned[i].Prior.Revision; r != nil {
				found = found || slices.ContainsFunc(r.Objects, func(e state.Entry) bool { return plan.Addresses(address, e.Address) })
			}
		}
		if !found {
			return fmt.Errorf("--target %s: no block of that address makes an object, and none has: give an address such as workload.web, as wl plan shows it beside each object", address)
		}
	}
	return nil
}

// reason says why a cluster could not be planned, or looked at: where no request at all would
// be answered, without the one that happened to fail first.
func reason(err error) string {
	if errors.Is(err, context.Canceled) {
		return "Interrupted before everything was read."
	}
	var unreachable *kube.UnreachableError
	if errors.As(err, &unreachable) {
		return unreachable.Error()
	}
	if apierrors.IsUnauthorized(err) {
		if i := strings.Index(err.Error(), "context "); i >= 0 {
			return err.Error()[i:]
		}
	}
	return err.Error()
}

func (a *app) printPlan(p *plan.Plan, o planOptions) error {
	options := a.streams.Options(o.format)
	options.Verbose = o.verbose
	return ui.Plan(a.streams.Out, p, options)
}

// problems are a cluster's own and those of its blocked objects.
func problems(c plan.ClusterPlan) []plan.Problem {
	all := slices.Clone(c.Problems)
	for _, change := range c.Changes {
		if change.Blocked != nil {
			all = append(all, *change.Blocked)
		}
	}
	return all
}

func failed(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Clusters, func(c plan.ClusterPlan) bool { return len(problems(c)) > 0 })
}

// changes says whether apply would have something to do, be it to wait.
func changes(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Clusters, func(c plan.ClusterPlan) bool { return len(c.Changes)+len(c.Unsettled) > 0 })
}
