package lang

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The same configuration compiles to the same bytes, in whatever order its
// blocks stand and over however many files they are spread.
func TestCompileIsDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := stackBlocks(t)
		one := compileBlocks(t, [][]string{blocks})
		again := compileBlocks(t, [][]string{blocks})
		if diff := cmp.Diff(one, again); diff != "" {
			t.Fatalf("two runs differ:\n%s", diff)
		}
		var files [][]string
		for _, b := range rapid.Permutation(blocks).Draw(t, "order") {
			if len(files) == 0 || rapid.Bool().Draw(t, "new file") {
				files = append(files, nil)
			}
			files[len(files)-1] = append(files[len(files)-1], b)
		}
		if diff := cmp.Diff(one, compileBlocks(t, files)); diff != "" {
			t.Fatalf("order or files matter:\n%s", diff)
		}
	})
}

// compileBlocks compiles files of blocks and writes down everything that does
// not name a place in them.
func compileBlocks(t *rapid.T, files [][]string) string {
	dir, err := os.MkdirTemp("", "lang")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for i, blocks := range files {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.wl.hcl", i)), []byte(strings.Join(blocks, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c := Compile(t.Context(), dir, Options{})
	if c.Diagnostics.HasErrors() {
		t.Fatalf("%v\n%v", c.Diagnostics, files)
	}
	var out strings.Builder
	for _, cluster := range c.Stack.Clusters {
		for _, m := range cluster.Objects {
			content, err := json.Marshal(m.Content)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&out, cluster.Name, m.Ref, m.Address, m.DependsOn, m.Sensitive, string(content))
		}
		fmt.Fprintln(&out, cluster.Outputs)
	}
	return out.String()
}

// stackBlocks draws the blocks of a stack without errors.
func stackBlocks(t *rapid.T) []string {
	blocks := []string{
		"stack \"shop\" {\n  namespace = \"shop\"\n}\n",
		"locals {\n  tag = \"1.${local.minor}\"\n  minor = 27\n  labels = { a = \"b\", c = target.name }\n}\n",
		"variable \"key\" {\n  default = \"k\"\n  sensitive = true\n}\n",
	}
	if rapid.Bool().Draw(t, "namespace") {
		blocks = append(blocks, "namespace \"shop\" {}\n")
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "config maps") {
		blocks = append(blocks, fmt.Sprintf("config_map \"conf-%d\" {\n  data = { a = local.tag, b = var.key, c = \"${%d}\" }\n}\n", i, i))
	}
	n := rapid.IntRange(1, 4).Draw(t, "workloads")
	for i := range n {
		blocks = append(blocks, drawWorkload(t, i, n))
	}
	blocks = append(blocks, fmt.Sprintf("output \"first\" {\n  value = workload.main-%d.service[\"main-svc-%d\"].dns_name\n}\n", n-1, n-1))
	return blocks
}

func drawWorkload(t *rapid.T, i, n int) string {
	kind := rapid.SampledFrom([]string{"Deployment", "StatefulSet"}).Draw(t, "kind")
	other := rapid.IntRange(0, n-1).Draw(t, "refers to")
	extra := ""
	if rapid.Bool().Draw(t, "replicas") {
		extra = fmt.Sprintf("  replicas = %d\n", rapid.IntRange(0, 9).Draw(t, "number"))
	}
	variables := []string{"Z = 1", "A = local.tag", "KEY = var.key", fmt.Sprintf("OTHER = workload.main-%d.service[\"main-svc-%d\"].dns_name", other, other)}
	drawn := rapid.SliceOfNDistinct(rapid.SampledFrom(variables), 0, len(variables), rapid.ID).Draw(t, "variables")
	return fmt.Sprintf(`workload "main-%d" {
  kind = %q
%s
  container "main" {
    image  = "nginx:${local.tag}"
    cpu    = { limit = "%dm" }
    memory = { limit = "64Mi" }
    environment {
      variables = { %s }
    }
  }
  service "main-svc-%d" {
    headless = %t
    port "http" {
      port = 80
    }
  }
  advanced {
    metadata {
      labels = local.labels
    }
  }
}
`, i, kind, extra, rapid.IntRange(1, 4000).Draw(t, "cpu"), strings.Join(drawn, ", "), i, rapid.Bool().Draw(t, "headless"))
}
