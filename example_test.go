package wl_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"

	"github.com/workloadlang/wl"
	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/lang"
)

// A program that does what wl apply --auto-approve does: it compiles the stack in
// the directory shop, plans it on each of its clusters, and applies the plan.
func Example() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := rollOut(ctx, wl.In(wl.English)); err != nil {
		log.Fatal(wl.In(wl.English).Error(err))
	}
}

func rollOut(ctx context.Context, w *wl.Words) error {
	stack, err := wl.OpenStack(ctx, wl.StackOptions{
		Dir: "shop", Compile: lang.Options{Environment: os.Environ()}, Who: "bot@my-platform", UserAgent: "my-platform",
	})
	if err != nil {
		return err
	}
	planned, err := stack.Plan(ctx, wl.PlanOptions{})
	if err != nil {
		return err
	}
	for _, cluster := range planned.Plan.Clusters {
		for _, problem := range cluster.Problems {
			fmt.Println("problem:", cluster.Cluster, w.Text(problem.Fact))
		}
		for _, change := range cluster.Changes {
			fmt.Println("plan:", change.Action, change.Object, "at", change.Origin)
			if change.Blocked != nil {
				fmt.Println("blocked:", change.Object, w.Detail(change.Blocked.Fact))
			}
		}
	}
	outcome := planned.Apply(ctx, wl.StackApplyOptions{}, show)
	for _, c := range outcome.Clusters {
		fmt.Println(c.Cluster, c.Result.Outcome, "created:", c.Result.Created, "rolled out:", c.Result.RolledOut)
	}
	return outcome.Err
}

// show prints what happens while the plan is applied.
func show(cluster string, e apply.Event) {
	switch e := e.(type) {
	case apply.ObjectDone:
		fmt.Println("done:", e.Action, e.Object)
	case apply.RolloutEnded:
		if e.Err == nil {
			fmt.Println("rolled out:", e.Object, e.Status.Counts.Ready, "of", e.Status.Counts.Wanted)
		}
	}
}
