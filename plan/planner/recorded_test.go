package planner_test

import (
	"encoding/base64"
	"flag"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan/internal/recorded"
	"github.com/workloadlang/wl/plan/planner"
)

var update = flag.Bool("update", false, "write the decisions of testdata/recorded anew")

// What is decided about what a real cluster has answered: no cluster is needed.
func TestRecordedDecisions(t *testing.T) {
	eachRecorded(t, runtime.GOMAXPROCS(0), func(t *testing.T, c *recorded.Case) {
		decision := decideRecorded(t, c)
		showsNoSecret(t, c, decision)
		if *update {
			c.Decide(decision)
			if err := c.Save(); err != nil {
				t.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(c.Decision(), decision); diff != "" {
			t.Errorf("another decision (-recorded +now); go test ./plan/planner -run TestRecordedDecisions -update writes it anew:\n%s", diff)
		}
	})
}

// eachRecorded runs a test on each archive, as many at once as it is told: those
// that wait for a cluster need no processor each.
func eachRecorded(t *testing.T, atOnce int, test func(*testing.T, *recorded.Case)) {
	t.Helper()
	archives, err := filepath.Glob("testdata/recorded/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	var group errgroup.Group
	group.SetLimit(atOnce)
	for _, path := range archives {
		group.Go(func() error {
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
				c, err := recorded.Load(path)
				if err != nil {
					t.Fatal(err)
				}
				test(t, c)
			})
			return nil
		})
	}
	_ = group.Wait() // the tests say what fails
}

// decideRecorded plans by the answers of an archive.
func decideRecorded(t *testing.T, c *recorded.Case) string {
	t.Helper()
	script, err := c.Script()
	if err != nil {
		t.Fatal(err)
	}
	in, err := c.Input(script, recorded.Stack())
	if err != nil {
		t.Fatal(err)
	}
	cluster, err := c.Replayer()
	if err != nil {
		t.Fatal(err)
	}
	text, err := recorded.Text(whatCameOf(planner.Compute(t.Context(), cluster, cluster, in)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// whatCameOf is a plan, or why there is none.
func whatCameOf(result *planner.Result, err error) any {
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	decided := *result.Plan
	if decided.Configuration != "" {
		decided.Configuration = "digest" // of contents with the names of a namespace
	}
	return &decided
}

// showsNoSecret holds a decision to what it must never show: what is in the
// Secrets of the case, as it is and as it is encoded.
func showsNoSecret(t *testing.T, c *recorded.Case, decision string) {
	t.Helper()
	for _, m := range manifestsOf(t, c) {
		if m.Ref.GroupKind() != kind.Secret {
			continue
		}
		for _, field := range []string{"data", "stringData"} {
			values, _ := m.Content[field].(map[string]any)
			for key, v := range values {
				value, _ := v.(string)
				for _, form := range []string{value, base64.StdEncoding.EncodeToString([]byte(value)), decoded(value)} {
					if len(form) > 3 && strings.Contains(decision, form) {
						t.Errorf("%s of %s is shown: %s", key, m.Ref, form)
					}
				}
			}
		}
	}
}

func decoded(value string) string {
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return ""
	}
	return string(raw)
}

// manifestsOf are all objects that the files of a case hold.
func manifestsOf(t *testing.T, c *recorded.Case) []object.Manifest {
	t.Helper()
	var all []object.Manifest
	for _, file := range c.Files() {
		if manifests, err := c.Manifests(file, recorded.Stack()); err == nil { // a patch is none
			all = append(all, manifests...)
		}
	}
	return all
}

// Whatever has been decided has words in every language.
func TestRecordedDecisionsHaveWords(t *testing.T) {
	eachRecorded(t, runtime.GOMAXPROCS(0), func(t *testing.T, c *recorded.Case) {
		decision, err := yaml.YAMLToJSON([]byte(c.Decision()))
		if err != nil {
			t.Fatal(err)
		}
		for _, language := range []words.Language{words.English, words.Chinese} {
			raw, err := words.In(language).Annotate(decision, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, wordless := range []string{"map[", "<no value>", `"text":""`, `"summary":""`, `"detail":""`} {
				if strings.Contains(string(raw), wordless) {
					t.Errorf("%s: %s in %s", language, wordless, raw)
				}
			}
		}
	})
}
