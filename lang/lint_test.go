package lang

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// Warnings are left out where the stack, or the block that they are about, says so, and
// nowhere else; errors never are.
func TestLint(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, c := range map[string]struct {
		stack, first, second string
		want                 []string
	}{
		"nothing ignored": {"", "", "", []string{"floating-image", "floating-image", "no-limits", "no-limits"}},
		"in the stack":    {`lint { ignore = ["no-limits"] }`, "", "", []string{"floating-image", "floating-image"}},
		"in one block":    {"", `lint { ignore = ["no-limits", "floating-image"] }`, "", []string{"floating-image", "no-limits"}},
		"both":            {`lint { ignore = ["no-limits"] }`, "", `lint { ignore = ["floating-image"] }`, []string{"floating-image"}},
	} {
		t.Run(name, func(t *testing.T) {
			source := "stack \"shop\" {\n" + c.stack + "\n}\n"
			for label, own := range map[string]string{"first": c.first, "second": c.second} {
				source += "workload \"" + label + "\" {\nkind = \"DaemonSet\"\n" + own + "\ncontainer \"main\" {\nimage = \"nginx:latest\"\n}\n}\n"
			}
			if err := os.WriteFile("main.wl.hcl", []byte(source), 0o600); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range Compile(t.Context(), ".", Options{}).Diagnostics {
				if d.Severity == hcl.DiagError {
					t.Errorf("%v", d)
				}
				got = append(got, WarningName(d))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("the warnings are %v, not %v", got, c.want)
			}
		})
	}
}

// Every warning of the language has a name, so that it can be left out.
func TestWarningsHaveNames(t *testing.T) {
	warning := regexp.MustCompile(`(?:\bwarn|\.Warning)\(.*?"([A-Z][A-Za-z ,]+)",`)
	seen := 0
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range warning.FindAllStringSubmatch(string(source), -1) {
			seen++
			if WarningName(&hcl.Diagnostic{Severity: hcl.DiagWarning, Summary: m[1]}) == "" {
				t.Errorf("%s: the warning %q has no name: give it one in lang/internal/diag/warnings.go", path, m[1])
			}
		}
		return err
	})
	if err != nil || seen < 15 {
		t.Errorf("%d warnings were seen (%v)", seen, err)
	}
}

// Warnings about the objects of a block are left out as well: about a manifest, and
// about objects that blocks within a workload make.
func TestLintOfObjects(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, c := range map[string]struct{ source, warning string }{
		"a kind that is not known": {`
object "NAME" {
  manifest = { apiVersion = "example.com/v1", kind = "Thing", metadata = { name = "NAME" } }
  LINT
}`, "not-checked"},
		"fields of the server": {`
object "NAME" {
  manifest = { apiVersion = "v1", kind = "ConfigMap", metadata = { name = "NAME", uid = "1" } }
  LINT
}`, "server-fields"},
		"an object of a controller": {`
object "NAME" {
  manifest = { apiVersion = "v1", kind = "Endpoints", metadata = { name = "NAME", labels = { "endpoints.kubernetes.io/managed-by" = "endpoint-controller" } } }
  LINT
}`, "controlled-object"},
		"an object within a workload": {`
workload "NAME" {
  kind = "Deployment"
  container "main" {
    image  = "nginx:1.27"
    cpu    = { limit = "1" }
    memory = { limit = "1Gi" }
  }
  advanced {
    autoscale {
      max_replicas    = 3
      cpu_utilization = 80
      behavior {
        scale_up {
          tolerance = "0.1"
        }
      }
    }
  }
  LINT
}`, "feature-gate"},
	} {
		t.Run(name, func(t *testing.T) {
			source := "stack \"shop\" {}\ncluster \"old\" {\n  kubernetes_version = \"1.34\"\n}\n"
			for name, lint := range map[string]string{"first": `lint { ignore = ["` + c.warning + `"] }`, "second": ""} {
				source += strings.NewReplacer("NAME", name, "LINT", lint).Replace(c.source) + "\n"
			}
			if err := os.WriteFile("main.wl.hcl", []byte(source), 0o600); err != nil {
				t.Fatal(err)
			}
			diags := Compile(t.Context(), ".", Options{}).Diagnostics
			if len(diags) != 1 || WarningName(diags[0]) != c.warning || !strings.Contains(diags[0].Detail, "second") {
				t.Errorf("%v", diags)
			}
		})
	}
}
