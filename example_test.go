package wl_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/signal"

	"github.com/workloadlang/wl"
	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// A program that does what wl apply --auto-approve does: it compiles the stack in
// the directory shop, plans it on each of its clusters, and applies the plans.
func Example() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	stack := lang.Compile(ctx, "shop", lang.Options{Environment: os.Environ()})
	if stack.Diagnostics.HasErrors() {
		log.Fatal(stack.Diagnostics)
	}
	for _, cluster := range stack.Stack.Clusters {
		if err := rollOut(ctx, stack.Stack, cluster); err != nil {
			log.Fatal(wl.In(wl.English).Error(err))
		}
	}
}

func rollOut(ctx context.Context, stack *lang.Stack, cluster lang.Cluster) error {
	client, err := wl.Connect(wl.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, wl.ClientOptions{UserAgent: "my-platform"})
	if err != nil {
		return err
	}
	store := state.Open(client, stack.ID)
	planned, err := planner.Compute(ctx, client, store, plan.Input{
		Stack: stack.ID, Cluster: cluster.Name, Desired: cluster.Objects, Sensitive: stack.Sensitive,
	})
	if err != nil {
		return err
	}
	for _, problem := range planned.Plan.Problems {
		return errors.New(wl.In(wl.English).Text(problem.Fact))
	}
	for _, change := range planned.Plan.Changes {
		fmt.Println("plan:", change.Action, change.Object, "at", change.Origin)
		if change.Blocked != nil {
			return fmt.Errorf("%s: %s", change.Object, wl.In(wl.English).Detail(change.Blocked.Fact))
		}
	}
	result, err := apply.Run(ctx, client, store, apply.Input{
		Plan: planned.Plan, Desired: planned.Desired, Prior: planned.Prior, Masking: planned.Masking,
		Stack: stack.ID, Who: "bot@my-platform",
	}, show)
	fmt.Println(result.Outcome, "created:", result.Created, "rolled out:", result.RolledOut)
	return err
}

// show prints what happens while a plan is applied.
func show(e apply.Event) {
	switch e := e.(type) {
	case apply.ObjectDone:
		fmt.Println("done:", e.Action, e.Object)
	case apply.RolloutEnded:
		if e.Err == nil {
			fmt.Println("rolled out:", e.Object, e.Status.Counts.Ready, "of", e.Status.Counts.Wanted)
		}
	}
}
