package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/saved"
)

// maxPlanFile bounds what is read: some hundred thousand changes.
const maxPlanFile = 1 << 30

// bind puts a plan together with what it is bound to.
func bind(ctx context.Context, p *plan.Plan, targets []*target, planned []plan.Result, o planOptions) (*saved.File, error) {
	f := &saved.File{
		Created: time.Now().UTC().Format(time.RFC3339), Plan: *p, Bindings: make([]saved.Binding, len(targets)),
		Command: saved.Command{Dir: o.dir, Context: o.context, Clusters: o.clusters, ForceConflicts: o.ForceConflicts, Targets: o.Targets},
	}
	group, ctx := crash.WithContext(ctx)
	for i, t := range targets {
		group.Go(func() error {
			system, err := t.client.Get(ctx, object.NewRef(kind.Namespace, "", "kube-system"))
			if err != nil {
				return fmt.Errorf("cannot find out which cluster this is: %w", err)
			}
			meta, err := object.MetaOf(system)
			if err != nil {
				return err
			}
			f.Bindings[i], err = saved.Bind(meta.UID, plan.Scope(t.Objects, t.stack, o.Targets), planned[i].Prior)
			return err
		})
	}
	return f, group.Wait()
}

// save writes a plan to a file, whole or not at all.
func save(ctx context.Context, p *plan.Plan, targets []*target, planned []plan.Result, o planOptions) error {
	f, err := bind(ctx, p, targets, planned, o)
	if err != nil {
		return err
	}
	raw, err := saved.Encode(f)
	if err != nil {
		return err
	}
	if err := finish(ctx, func() error { return disk.Write(o.out, raw) }); err != nil {
		return fmt.Errorf("cannot write the plan: %w", err)
	}
	return nil
}

// load reads a saved plan.
func load(path string) (*saved.File, error) {
	raw, err := disk.Read(path, maxPlanFile)
	if err != nil {
		return nil, fmt.Errorf("cannot read the plan: %w", err)
	}
	f, err := saved.Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("cannot use the plan %s: %w", path, err)
	}
	return f, nil
}

// isFile says whether an argument names a saved plan and not a directory.
func isFile(args []string) bool {
	if len(args) != 1 {
		return false
	}
	info, err := os.Stat(args[0])
	return err == nil && !info.IsDir()
}

// applySaved plans anew, and carries the plan out if it is what was reviewed.
// Nobody is asked: the review has been the answer.
func (a *app) applySaved(ctx context.Context, o applyOptions, path string) error {
	if o.context != "" || len(o.clusters)+len(o.Targets) > 0 || o.ForceConflicts {
		return fmt.Errorf("--context, --cluster, --target and --force-conflicts are part of the plan in %s: leave them out, or make another plan", path)
	}
	reviewed, err := load(path)
	if err != nil {
		return err
	}
	a.outliveReaders()
	o.dir, o.context, o.clusters = reviewed.Command.Dir, reviewed.Command.Context, reviewed.Command.Clusters
	o.ForceConflicts, o.Targets = reviewed.Command.ForceConflicts, reviewed.Command.Targets
	c, targets, err := a.targets(ctx, o.targetOptions)
	if err != nil {
		return err
	}
	defer a.printRequests(targets)
	p, planned := planAll(ctx, targets, o.Options, false)
	run := a.newRun(c, targets, planned, p, o)
	if ctx.Err() != nil {
		return run.refused(ui.LeftInterrupted, exitFailed)
	}
	if failed(p) {
		for _, c := range p.Clusters {
			if err := a.printProblems(c); err != nil {
				return err
			}
		}
		return run.refused(ui.LeftBlocked, fmt.Errorf("the plan in %s was not carried out: it cannot be made again", path))
	}
	now, err := bind(ctx, p, targets, planned, o.planOptions)
	if err != nil {
		return run.refused(ui.LeftError, err)
	}
	if differences := saved.Compare(reviewed, now); len(differences) > 0 {
		return run.refused(ui.LeftDiffers, a.refuse(path, differences))
	}
	ready := make([]int, len(targets))
	for i := range targets {
		ready[i] = i
	}
	if err := run.on(ctx, ready, applying()); err != nil {
		return err
	}
	return a.printOutputs(targets, o)
}

// refuse says in what the plan is not what was reviewed.
func (a *app) refuse(path string, differences []saved.Difference) error {
	byCluster := map[string][]plan.Problem{}
	var order []string
	for _, d := range differences {
		if byCluster[d.Cluster] == nil {
			order = append(order, d.Cluster)
		}
		byCluster[d.Cluster] = append(byCluster[d.Cluster], d.Problem)
	}
	for _, cluster := range order {
		if err := ui.Problems(a.streams.Err, cluster, byCluster[cluster], nil, a.streams.ErrOptions(ui.Text)); err != nil {
			return err
		}
	}
	return fmt.Errorf("the plan in %s was not carried out: what would be done now is not what was reviewed", path)
}
