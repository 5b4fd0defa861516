package lang_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/lang"
)

// What was removed is named as addresses are written elsewhere, from within a module as
// from outside; and what a block says of its removal is in its objects.
func TestRemoved(t *testing.T) {
	files := fstest.MapFS{
		"main.wl.hcl": {Data: []byte(`
stack "shop" {}

removed {
  from = workload.web
  lifecycle { destroy = false }
}
removed {
  from = workload.web["a.b"]
  lifecycle { destroy = false }
}
removed {
  from = config_map["my.name"]
  lifecycle { destroy = false }
}
removed {
  from = module.db[0].module.inner["x"].workload.web-1.service["web"]
  lifecycle { destroy = false }
}
module "called" {
  source   = "./called"
  for_each = toset(["a"])
}
config_map "kept" {
  data = { a = "b" }
  lifecycle {
    destroy      = false
    force_fields = ["data.a"]
  }
}
config_map "other" {
  data = { a = "b" }
  lifecycle { destroy = true }
}
`)},
		"called/main.wl.hcl": {Data: []byte(`
removed {
  from = config_map.gone[2]
  lifecycle { destroy = false }
}
`)},
	}
	c := lang.Compile(t.Context(), ".", lang.Options{Files: files})
	if len(c.Diagnostics) > 0 {
		t.Fatal(c.Diagnostics)
	}
	cluster := c.Stack.Clusters[0]
	want := []string{
		"workload.web", `workload.web["a.b"]`, `config_map["my.name"]`, `module.db[0].module.inner["x"].workload.web-1.service["web"]`, `module.called["a"].config_map.gone[2]`,
	}
	if diff := cmp.Diff(want, cluster.Released); diff != "" {
		t.Error(diff)
	}
	for _, m := range cluster.Objects {
		if kept := m.Ref.Name == "kept"; m.Lifecycle.Release != kept || len(m.Lifecycle.ForceFields) > 0 != kept {
			t.Errorf("%s: %+v", m.Ref, m.Lifecycle)
		}
	}
}
