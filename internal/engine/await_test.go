package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
)

const twoWorkloads = `
variable "ns" { type = string }
variable "value" { default = "1" }

stack "two" {
  namespace = var.ns
  limits    = "kubernetes"
}

cluster "here" { kubeconfig = var.here }
variable "here" { type = string }

workload "a" {
  kind     = "Deployment"
  replicas = 1
  container "main" { image = "a:${var.value}" }
}

workload "b" {
  kind     = "Deployment"
  replicas = 1
  container "main" { image = "b:${var.value}" }
}
`

// A restart that is asked to stop finishes its request, and names what it has not
// restarted.
func TestInterruptedRestart(t *testing.T) {
	o := stack(t, twoWorkloads)
	s := o.on(t, "1")
	if outcome, _ := applied(t, planned(t, s, engine.PlanOptions{}), engine.ApplyOptions{}); outcome.Err != nil {
		t.Fatal(outcome.Err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	restarting, err := s.Workloads("a", "b").Restarting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	_, err = restarting.Run(ctx, 0, func(string, apply.Event) {})
	why := fact.Of(err)
	if !errors.Is(err, apply.ErrInterrupted) || errors.Is(err, context.Canceled) || !strings.Contains(why.String(), string(engine.RestartInterrupted)) {
		t.Errorf("it ends with %v", err)
	}
	for _, name := range []string{"/a", "/b"} {
		if !strings.Contains(why.String(), name) {
			t.Errorf("%s is not named: %v", name, why)
		}
	}
}
