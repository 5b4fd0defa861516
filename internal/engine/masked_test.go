package engine_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
)

const onceSensitive = `
variable "ns" {}
variable "value" {}
variable "here" {}

stack "once" {
  namespace = var.ns
  limits    = "kubernetes"
}

cluster "here" { kubeconfig = var.here }

locals {
  sensitive = startswith(var.value, "hunter2")
}

workload "web" {
  kind     = "Deployment"
  replicas = 1
  container "main" {
    image = var.value == "broken" ? "nginx:no-such-tag" : "nginx:1.27"
    environment {
      variables = {
        TOKEN = local.sensitive ? sensitive(var.value) : var.value
        URL   = local.sensitive ? sensitive("https://${var.value}-too@host") : "none"
      }
    }
  }
  advanced {
    metadata {
      pod_annotations = { "wl-devcluster/behaviour" = var.value == "broken" ? "image-pull-failure" : "healthy" }
    }
  }
}
`

// What a rollback brings back is masked in all that is said afterwards, though only the former
// configuration has it, and though something was said before.
func TestWhatARollbackBringsBackIsMasked(t *testing.T) {
	for name, c := range map[string]struct {
		value string // with which the stack is applied last
		back  func(t *testing.T, s *engine.Stack, p *engine.Planned, o engine.Outcome) (*engine.Planned, error)
	}{
		"a rollback": {"plain", func(t *testing.T, s *engine.Stack, _ *engine.Planned, _ engine.Outcome) (*engine.Planned, error) {
			return s.Rollback(t.Context(), engine.RollbackOptions{})
		}},
		"to a number": {"plain", func(t *testing.T, s *engine.Stack, _ *engine.Planned, _ engine.Outcome) (*engine.Planned, error) {
			return s.Rollback(t.Context(), engine.RollbackOptions{To: 1})
		}},
		"after a failure": {"broken", func(t *testing.T, _ *engine.Stack, p *engine.Planned, o engine.Outcome) (*engine.Planned, error) {
			return p.Back(t.Context(), o)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := stack(t, onceSensitive)
			if outcome := planned(t, o.on(t, "hunter2-former"), engine.PlanOptions{}).Apply(t.Context(), engine.ApplyOptions{}, ignore); outcome.Err != nil {
				t.Fatal(outcome.Err)
			}
			s := o.on(t, c.value)
			p := planned(t, s, engine.PlanOptions{})
			outcome := p.Apply(t.Context(), engine.ApplyOptions{}, ignore)
			client, err := s.Client("here")
			if err != nil {
				t.Fatal(err)
			}
			client.Mask(t.Context()) // something is said
			back, err := c.back(t, s, p, outcome)
			if err != nil || back == nil {
				t.Fatal(back, err)
			}
			planning := client.Mask(t.Context())
			if outcome := back.Apply(t.Context(), engine.ApplyOptions{}, ignore); outcome.Err != nil {
				t.Fatal(outcome.Err)
			}
			for when, mask := range map[string]object.Mask{"planned": planning, "applied": client.Mask(t.Context())} {
				for _, value := range []string{"hunter2-former", "https://hunter2-former-too@host"} {
					if said := mask.Text("it is " + value + "."); strings.Contains(said, "hunter2") {
						t.Errorf("when it is %s: %s", when, said)
					}
				}
			}
		})
	}
}
