package lang

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manyWorkloads writes a stack of n workloads, each with a service, as people
// write them.
func manyWorkloads(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	var b strings.Builder
	fmt.Fprint(&b, "stack \"bench\" {\n  namespace = \"bench\"\n}\n\nnamespace \"bench\" {}\n\nvariable \"tag\" {\n  default = \"1.27\"\n}\n\nlocals {\n  team = \"web\"\n}\n")
	for i := range n {
		fmt.Fprintf(&b, benchWorkload, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "bench.wl.hcl"), []byte(b.String()), 0o644); err != nil {
		tb.Fatal(err)
	}
	return dir
}

const benchWorkload = `
workload "app-%[1]d" {
  kind        = "Deployment"
  replicas    = 2
  description = "Workload %[1]d of the benchmark."

  container "main" {
    image       = "nginx:${var.tag}"
    pull_policy = "IfNotPresent"
    cpu         = { request = "50m", limit = "500m" }
    memory      = { request = "64Mi", limit = "256Mi" }
    port "http" {
      container_port = 8080
    }
    environment {
      variables = {
        LOG_LEVEL = "info"
        TEAM      = local.team
      }
    }
  }
  service "main-%[1]d" {
    port "http" {
      port        = 80
      target_port = "http"
    }
  }
  advanced {
    upgrade {
      max_unavailable = 0
    }
    metadata {
      labels = { team = local.team }
    }
  }
}
`

func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{10, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := manyWorkloads(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if c := Compile(b.Context(), dir, Options{}); c.Diagnostics.HasErrors() {
					b.Fatal(c.Diagnostics)
				}
			}
		})
	}
}

// BenchmarkClusters compiles a stack of 100 workloads for several clusters.
func BenchmarkClusters(b *testing.B) {
	const named = "config_map \"where\" {\n  data = { name = target.name }\n}\n"
	for _, n := range []int{1, 50} {
		for use, more := range map[string]string{"alike": "", "one-by-name": named} {
			b.Run(fmt.Sprint(n, "-", use), func(b *testing.B) {
				dir, source := manyWorkloads(b, 100), more
				for i := range n {
					source += fmt.Sprintf("cluster \"c%02d\" {\n  context = \"c%02[1]d\"\n}\n", i)
				}
				if err := os.WriteFile(filepath.Join(dir, "clusters.wl.hcl"), []byte(source), 0o644); err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for b.Loop() {
					if c := Compile(b.Context(), dir, Options{}); c.Diagnostics.HasErrors() {
						b.Fatal(c.Diagnostics)
					}
				}
			})
		}
	}
}
