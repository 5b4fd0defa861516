// Package architecture holds the rules of who may import whom. Data flows one
// way, from file to rollout, and imports follow it.
package architecture

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/workloadlang/wl/"

// A rule names what the packages under some paths must not import, directly or
// through others, and why. A path names a package and everything below it.
type rule struct {
	packages  []string
	mustNot   []string
	but       []string // of what it must not import
	direct    bool     // only what is imported directly counts
	reasoning string
}

var rules = []rule{
	{
		packages:  []string{module + "cmd", module + "internal/engine", module + "internal/ui", module + "apply", module + "plan/planner"},
		mustNot:   []string{module + "plan/internal/recorded", module + "plan/internal/foreign", module + "internal/controlplane", module + "internal/faults", module + "internal/seeds", module + "internal/uitest"},
		reasoning: "what tests are made with is not a part of the program",
	},
	{
		packages:  []string{module + "lang"},
		mustNot:   []string{module + "internal/kube", "k8s.io/client-go"},
		reasoning: "the language knows no cluster: compiling is offline and always gives the same bytes",
	},
	{
		packages:  []string{module + "lang", module + "internal/object", module + "internal/kubeschema"},
		mustNot:   []string{module + "plan", module + "apply", module + "state"},
		reasoning: "data flows from files to rollout, imports never back",
	},
	{
		packages:  []string{module + "internal/kind"},
		mustNot:   []string{module + "internal/object", module + "internal/kube", module + "lang", module + "plan", module + "apply", module + "state", "k8s.io"},
		reasoning: "everything that has to do with objects asks what is known of their kinds",
	},
	{
		packages:  []string{module + "plan"},
		mustNot:   []string{module + "apply", module + "lang", module + "internal/ui", "github.com/hashicorp/hcl/v2"},
		reasoning: "a plan is made of objects, not of configuration, and knows nothing of its execution or its rendering",
	},
	{
		packages:  []string{module + "apply"},
		mustNot:   []string{module + "plan/planner", module + "plan/internal"},
		direct:    true,
		reasoning: "apply runs the steps of a plan and never plans; the values of plan, and what masks them, are all that it needs",
	},
	{
		packages: []string{
			module + "plan/internal/adoption", module + "plan/internal/claim", module + "plan/internal/compare", module + "plan/internal/decision",
			module + "plan/internal/impact", module + "plan/internal/judge", module + "plan/internal/merge", module + "plan/internal/privilege",
			module + "plan/internal/program", module + "plan/internal/redaction", module + "plan/internal/refusal", module + "plan/internal/replacement",
			module + "plan/internal/wanted",
		},
		mustNot: []string{
			module + "plan/internal/observe", module + "plan/internal/decide", module + "plan/internal/growth", module + "plan/internal/quota",
			module + "plan/internal/removal", module + "plan/masking",
		},
		reasoning: "what judges gets answers and asks nothing, so that every path through it is tested without a cluster",
	},
	{
		packages: []string{
			module + "plan/internal/adoption", module + "plan/internal/claim", module + "plan/internal/compare", module + "plan/internal/decision",
			module + "plan/internal/impact", module + "plan/internal/judge", module + "plan/internal/merge", module + "plan/internal/privilege",
			module + "plan/internal/program", module + "plan/internal/redaction", module + "plan/internal/refusal", module + "plan/internal/replacement",
			module + "plan/internal/wanted",
		},
		mustNot:   []string{"context"},
		direct:    true,
		reasoning: "every request takes a context, so that what names none cannot ask",
	},
	{
		packages:  []string{module + "plan/step", module + "plan/saved"},
		mustNot:   []string{module + "plan/planner", module + "plan/internal", module + "plan/masking"},
		reasoning: "a plan is a value, whoever has made it",
	},
	{
		packages:  []string{module + "apply"},
		mustNot:   []string{module + "lang", module + "internal/ui", "github.com/hashicorp/hcl/v2"},
		reasoning: "apply never sees HCL, and emits events rather than text",
	},
	{
		packages:  []string{module + "state"},
		mustNot:   []string{module + "lang", module + "plan", module + "apply", module + "internal/ui", "github.com/hashicorp/hcl/v2"},
		reasoning: "the state knows objects only",
	},
	{
		packages:  []string{module + "internal/kube"},
		mustNot:   []string{module + "lang", module + "plan", module + "apply", module + "state"},
		reasoning: "the client serves the others and knows none of them",
	},
	{
		packages:  []string{module + "plan", module + "apply", module + "state", module + "lang", module + "internal/ui", module + "internal/object", module + "internal/kubeschema"},
		mustNot:   []string{"k8s.io/client-go"},
		direct:    true,
		reasoning: "internal/kube is the one package that talks to a cluster",
	},
	{
		packages: []string{
			module + "lang", module + "plan", module + "apply", module + "state", module + "cmd/wl", module + "internal/engine", module + "internal/kube",
			module + "internal/ui", module + "internal/pool", module + "internal/bench",
		},
		mustNot:   []string{"golang.org/x/sync"},
		direct:    true,
		reasoning: "goroutines are begun by internal/crash, which loses no panic, and many of one shape by internal/pool",
	},
	{
		packages:  []string{module + "internal/ui"},
		mustNot:   []string{module + "internal/kube"},
		but:       []string{module + "internal/kube/reason"}, // codes
		direct:    true,
		reasoning: "renderers work from values: plans, events, statuses and the codes in them",
	},
	{
		packages:  []string{module + "internal/ui/view", module + "internal/ui/value", module + "internal/ui/typeset"},
		mustNot:   []string{module + "internal/ui", module + "internal/engine", module + "apply"},
		but:       []string{module + "internal/ui/view", module + "internal/ui/value", module + "internal/ui/typeset"},
		reasoning: "what is shown of a plan is decided before it is said or laid out, once for every format",
	},
	{
		packages:  []string{module + "internal/ui/words", module + "internal/ui/said", module + "internal/ui/described", module + "internal/ui/rollouts"},
		mustNot:   screens,
		reasoning: "sentences are made of facts, and are the same on every screen",
	},
	{
		packages:  screens,
		mustNot:   screens,
		but:       []string{module + "internal/ui/diagnostics"}, // which every screen may end with
		reasoning: "nobody needs another screen in the head to change one",
	},
	{
		packages:  []string{module + "internal/run", module + "internal/window", module + "internal/analysis", module + "internal/approval"},
		mustNot:   []string{module + "internal/engine", module + "internal/kube", module + "internal/ui", module + "apply", module + "plan", module + "state"},
		reasoning: "what is due of a run is judged by what is noted, without asking anybody",
	},
	{
		packages:  []string{module + "internal/engine", module + "internal/waves"},
		mustNot:   []string{module + "internal/ui", "github.com/spf13/cobra"},
		reasoning: "the engine knows no flags and prints nothing: what happens is events, what came of it is values",
	},
	{
		packages:  []string{module + "cmd/wl"},
		mustNot:   []string{module + "plan", module + "apply", module + "state", module + "internal/kube", module + "internal/object", module + "internal/kubeschema", module + "internal/kind"},
		direct:    true,
		reasoning: "a verb is flags, a call of the engine or the language, and a printer",
	},
	{
		packages:  []string{module + "lang", module + "plan", module + "apply", module + "state", module + "internal/kube", module + "internal/object", module + "internal/kubeschema", module + "internal/kind"},
		mustNot:   []string{module + "internal/engine"},
		reasoning: "only the engine puts language, planning, applying, state and clusters together",
	},
	{
		packages:  []string{module + "lang", module + "plan", module + "apply", module + "state", module + "internal"},
		mustNot:   []string{module + "cmd"},
		reasoning: "a program is put together of packages, and none of them of a program",
	},
	{
		packages:  []string{module},
		mustNot:   []string{"k8s.io/kubernetes", "go.etcd.io/etcd/server/v3", "sigs.k8s.io/kwok"},
		reasoning: "the control plane is a module of its own, whose dependencies must not reach users of wl",
	},
}

// screens are the packages of internal/ui that lay out what is shown.
var screens = []string{
	module + "internal/ui/plans", module + "internal/ui/drift", module + "internal/ui/progress", module + "internal/ui/status",
	module + "internal/ui/diagnostics", module + "internal/ui/explained", module + "internal/ui/reports", module + "internal/ui/logs",
	module + "internal/ui/events", module + "internal/ui/states", module + "internal/ui/runs",
}

func TestImportRules(t *testing.T) {
	packages := listPackages(t)
	for _, r := range rules {
		for _, p := range packages {
			if !within(p.ImportPath, r.packages) {
				continue
			}
			imports := p.Deps
			if r.direct {
				imports = p.Imports
			}
			for _, i := range imports {
				if within(i, r.mustNot) && !within(i, r.but) {
					t.Errorf("%s imports %s, but %s", p.ImportPath, i, r.reasoning)
				}
			}
		}
	}
}

// A rule about a package that does not exist would hold nothing.
func TestRulesNameRealPackages(t *testing.T) {
	packages := listPackages(t)
	for _, r := range rules {
		for _, path := range r.packages {
			if !slices.ContainsFunc(packages, func(p goPackage) bool { return within(p.ImportPath, []string{path}) }) {
				t.Errorf("the rule %q names %s, which does not exist", r.reasoning, path)
			}
		}
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	lookAtSources(t)
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", module+"...").Output()
	if err != nil {
		if exit := new(exec.ExitError); errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var packages []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// lookAtSources has Go run a test again when any source has changed: it reuses the
// result of a test until the files change that the test itself has looked at, and
// go list is another process.
func lookAtSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && path != filepath.Join("..", "..") && (entry.Name() == "bin" || strings.HasPrefix(entry.Name(), ".")) {
			return filepath.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func within(path string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return path == root || strings.HasPrefix(path, strings.TrimSuffix(root, "/")+"/")
	})
}
