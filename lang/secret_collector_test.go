package lang

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
)

// What a collector needs of a container's variables is as sensitive there.
func TestCollectorKeepsSecrets(t *testing.T) {
	for _, variables := range []string{
		`{ A = "x", FOLDER = var.planted }`, `{ FOLDER = "$(PART)/x", PART = var.planted, Z = "z" }`, `{ FOLDER = sensitive("hunter2") }`,
	} {
		c := compiled(t, map[string]string{"s.wl.hcl": `stack "s" {
  limits = "kubernetes"
}
variable "planted" {
  default   = "hunter2"
  sensitive = true
}
workload "w" {
  kind = "Deployment"
  container "a" {
    image  = "a"
    cpu    = { limit = "1" }
    memory = { limit = "64Mi" }
    log {
      file "/data/a.log" {}
    }
    environment {
      variables = ` + variables + `
    }
    storage {
      mount "/data" {
        volume        = "data"
        sub_path_expr = "$(FOLDER)"
      }
    }
  }
  volume "data" {
    empty_dir = {}
  }
}
`}, Options{})
		if c.Diagnostics.HasErrors() {
			t.Errorf("%s: %v", variables, c.Diagnostics)
			continue
		}
		m, hidden := c.Stack.Clusters[0].Objects[0], 0
		env := object.PathOf("spec", "template", "spec", "initContainers").Index(0).Field("env")
		items, _ := env.At(m.Content)
		for i, item := range items.([]any) {
			if value := item.(map[string]any)["value"]; value == "hunter2" {
				hidden++
				if !m.IsSensitive(env.Index(i).Field("value")) {
					t.Errorf("%s: the collector shows it: %v", variables, items)
				}
			}
		}
		if hidden != 1 {
			t.Errorf("%s: the collector has %v", variables, items)
		}
	}
}
