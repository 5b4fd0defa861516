package lang

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/workloadlang/wl/lang/internal/eval"
)

// perCluster is a stack of five clusters that goes by its target in every way there is, each
// beside a block that does not.
const perCluster = `
-- stack.wl.hcl --
stack "s" { namespace = "s" }
cluster "a" {
  context = "a"
  labels = { region = "eu", size = "1" }
}
cluster "b" {
  context = "b"
  labels = { region = "us", size = "2" }
}
cluster "c" {
  context = "c"
  labels = { region = "eu", size = "1" }
  kubernetes_version = "1.34"
}
cluster "d" {
  context = "d"
  labels = { region = "us", size = "3" }
}
cluster "e" {
  context = "e"
  labels = { region = "eu", size = "1" }
}
namespace "s" {}
locals {
  plain  = "plain"
  name   = target.name
  deeper = "of ${local.name}"
  region = target.labels.region
  some   = target.labels.region == "eu" ? [cluster.a, cluster.e] : [cluster.b]
}
config_map "plain" { data = { v = local.plain } }
config_map "named" { data = { v = local.deeper } }
config_map "again" { data = { v = local.deeper, w = local.region } }
config_map "region" { data = { v = local.region } }
config_map "listed" {
  clusters = [cluster.a, cluster.d]
  data     = { v = "listed" }
}
config_map "chosen" {
  clusters = local.some
  data     = { v = "chosen" }
}
config_map "times" {
  for_each = toset([for i in range(tonumber(target.labels.size)) : tostring(i)])
  data     = { v = each.value }
}
secret "key" {
  data = { v = local.region == "eu" ? "key-of-the-european-clusters" : "another-key" }
}
workload "reads" {
  kind = "Deployment"
  depends_on = [module.site]
  container "main" {
    image = "nginx:1.27"
    environment {
      variables = { A = "a" }
      import_config_map "named" {}
      import_config_map "plain" {}
      import_secret "key" {}
    }
  }
}
workload "refers" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    args = [workload.times-free.name, module.site["x"].where, module.site["x"].what]
  }
}
workload "times-free" {
  kind     = "Deployment"
  replicas = module.count.n
  container "main" { image = "nginx:1.27" }
}
workload "once" {
  kind = "Job"
  container "main" { image = "nginx:1.27" }
  lifecycle {
    precondition {
      condition     = target.name != "nothing"
      error_message = "no"
    }
  }
}
module "site" {
  for_each = toset(["x", "y"])
  source   = "./site"
  where    = local.region
  key      = each.key
  clusters = [cluster.a, cluster.b, cluster.c]
}
module "sized" {
  for_each = toset([for i in range(tonumber(target.labels.size)) : tostring(i)])
  source   = "./sized"
  key      = each.key
}
config_map "sizes" { data = { v = join(" ", keys(module.sized)) } }
config_map "counts" { data = { v = module.count.n } }
config_map "counted" { data = { v = jsonencode(module.count) } }
workload "waits" {
  kind       = "Deployment"
  depends_on = [module.outer]
  container "main" { image = "nginx:1.27" }
}
module "outer" { source = "./outer" }
module "count" {
  source     = "./count"
  depends_on = [module.sized]
  n      = target.labels.region == "eu" ? 4 : 2
}
object "kind" {
  manifest = {
    apiVersion = "apiextensions.k8s.io/v1"
    kind       = "CustomResourceDefinition"
    metadata   = { name = "things.example.org" }
    spec = {
      group    = "example.org"
      names    = { kind = "Thing", plural = "things" }
      scope    = local.region == "eu" ? "Cluster" : "Namespaced"
      versions = [{ name = "v1", served = true, storage = true, schema = { openAPIV3Schema = { type = "object", properties = { spec = { type = "object", properties = { v = { type = "string" } } } } } } }]
    }
  }
}
object "thing" {
  manifest = { apiVersion = "example.org/v1", kind = "Thing", metadata = { name = "thing" }, spec = { v = "1" } }
}
check "sizes" {
  assert {
    condition     = target.labels.size != "3"
    error_message = "${target.name} is large"
  }
}
removed {
  from = workload.gone
  lifecycle { destroy = false }
}
output "plain" { value = local.plain }
output "name" { value = local.name }
-- outer/outer.wl.hcl --
module "inner" {
  source   = "./inner"
  clusters = [cluster.b, cluster.e]
}
-- outer/inner/inner.wl.hcl --
config_map "inner" { data = { v = "the same" } }
-- sized/sized.wl.hcl --
variable "key" {}
config_map "sized" {
  name = "sized-${var.key}"
  data = { v = "the same" }
}
-- site/site.wl.hcl --
variable "where" {}
variable "key" {}
config_map "site" {
  name = "site-${var.key}"
  data = { v = "the same" }
}
config_map "where" {
  name = "where-${var.key}"
  data = { v = var.where }
}
config_map "direct" {
  name = "direct-${var.key}"
  data = { v = target.name }
}
output "where" { value = var.where }
output "what" { value = config_map.site.name }
-- count/count.wl.hcl --
variable "n" {}
config_map "in-count" { data = { v = "the same" } }
output "n" { value = var.n }
`

// lists is a stack of which one cluster has what no other has.
const lists = `
-- stack.wl.hcl --
stack "s" {}
cluster "a" {}
cluster "b" {}
cluster "c" {}
cluster "d" {}
config_map "x" { clusters = [cluster.b, cluster.c] }
config_map "y" { clusters = [cluster.a, cluster.b] }
`

// What clusters share is what each would have alone.
func TestSharedContents(t *testing.T) {
	compare := func(t *testing.T, archive *txtar.Archive) *Compilation {
		t.Helper()
		o := optionsOf(string(archive.Comment))
		o.Files = inMemory(archive)
		shared := Compile(t.Context(), ".", o)
		alone := (&run{progress: &eval.Progress{}, apart: true}).compile(".", o)
		if diff := cmp.Diff(golden(alone), golden(shared)); diff != "" {
			t.Error(diff)
		}
		if shared.Stack != nil && !reflect.DeepEqual(shared.Stack.Clusters, alone.Stack.Clusters) {
			t.Error("the same text, but other clusters")
		}
		return shared
	}
	archives, err := filepath.Glob("testdata/compile/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, archive)
		})
	}
	for name, source := range map[string]string{"per cluster": perCluster, "lists": lists} {
		t.Run(name, func(t *testing.T) {
			if c := compare(t, txtar.Parse([]byte(source))); c.Diagnostics.HasErrors() {
				t.Error(c.Diagnostics)
			}
		})
	}
	for name, wrong := range map[string][2]string{
		"a rule of an object broken on one": {`data = { v = local.region }`, `data = { v = local.region == "us" ? 1/0 : 1 }`},
		"a check broken on one":             {`args = [workload`, `stop_signal = local.region == "eu" ? "" : "SIGTERM"` + "\n    args = [workload"},
		"a schema broken everywhere":        {`image = "nginx:1.27"`, `image = " "`},
		"an unknown label":                  {`local.deeper, w`, `target.labels.none, w`},
	} {
		t.Run(name, func(t *testing.T) {
			source := strings.ReplaceAll(perCluster, wrong[0], wrong[1])
			if source == perCluster {
				t.Fatal("nothing is replaced")
			}
			if c := compare(t, txtar.Parse([]byte(source))); !c.Diagnostics.HasErrors() {
				t.Error("nothing is wrong")
			}
		})
	}
}

// Clusters between which a configuration makes no difference have their objects once.
func TestContentsAreShared(t *testing.T) {
	const clusters = `stack "s" {}
cluster "a" { labels = { region = "eu" } }
cluster "b" { labels = { region = "us" } }
cluster "c" { labels = { region = "eu" } }
config_map "m" { data = { v = "same" } }
`
	for _, c := range []struct{ source, groups string }{
		{``, "a a a"},
		{`config_map "n" { data = { v = target.labels.region } }`, "a b a"},
		{`config_map "n" { data = { v = target.name } }`, "a b c"},
		{`config_map "n" { clusters = [cluster.b, cluster.c] }`, "a b b"},
		{"locals { unused = target.name }", "a b c"}, // it may be wrong for one of them
	} {
		got := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"s.wl.hcl": {Data: []byte(clusters + c.source), Mode: 0o600}}})
		if got.Diagnostics.HasErrors() {
			t.Fatal(got.Diagnostics)
		}
		first, whole, common := map[string]string{}, []string{}, map[string]bool{}
		for _, cluster := range got.Stack.Clusters {
			at := fmt.Sprintf("%p", cluster.Objects)
			if first[at] == "" {
				first[at] = cluster.Name
			}
			whole = append(whole, first[at])
			for _, m := range cluster.Objects {
				if m.Ref.Name == "m" {
					common[fmt.Sprintf("%p", m.Content)] = true
				}
			}
		}
		if got := strings.Join(whole, " "); got != c.groups || len(common) != 1 {
			t.Errorf("%s: %s instead of %s, and what makes no difference %d times", c.source, got, c.groups, len(common))
		}
	}
}
