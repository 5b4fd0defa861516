package lang

import "testing"

// What a lifecycle says of fields is said of the role; the binding, which has others, keeps all
// else of it.
func TestBindingHasNoFieldsOfItsRole(t *testing.T) {
	for _, lifecycle := range []string{`force_fields = ["metadata.labels"]`, `ignore_fields = ["rules"]`, `force_fields = ["rules"]`} {
		c := compiled(t, map[string]string{"s.wl.hcl": `stack "s" {
  limits = "kubernetes"
}
workload "web" {
  kind = "Deployment"
  container "a" {
    image = "a:1"
  }
  service_account {
    role "read" {
      rule {
        resources = ["pods"]
        verbs     = ["get"]
      }
      lifecycle {
        prevent_destroy = true
        ` + lifecycle + `
      }
    }
  }
}
`}, Options{})
		if c.Diagnostics.HasErrors() {
			t.Fatalf("%s: %v", lifecycle, c.Diagnostics)
		}
		found := 0
		for _, m := range c.Stack.Clusters[0].Objects {
			fields := len(m.Lifecycle.IgnoreFields) + len(m.Lifecycle.ForceFields)
			switch m.Ref.Kind {
			case "Role":
				found++
				if fields != 1 || !m.Lifecycle.PreventDestroy {
					t.Errorf("%s: the role has %+v", lifecycle, m.Lifecycle)
				}
			case "RoleBinding":
				found++
				if fields != 0 || !m.Lifecycle.PreventDestroy {
					t.Errorf("%s: the binding has %+v", lifecycle, m.Lifecycle)
				}
			}
		}
		if found != 2 {
			t.Errorf("%s: %d of the role and its binding", lifecycle, found)
		}
	}
}
