package waves

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
)

const sameFirst = `rollout {
  wave "first" {
    select = { part = "first" }
    soak   = "10m"
  }
`

const sameBefore = `
stack "shop" {}
cluster "a" { labels = { part = "first" } }
cluster "b" { labels = { part = "rest" } }
cluster "c" { labels = { part = "rest" } }
config_map "settings" { data = { level = "1" } }
` + sameFirst + `  wave "rest" {
    select         = { part = "rest" }
    max_concurrent = "50%"
    analysis "errors" {
      prometheus = { address = "http://prometheus", query = "errors{cluster=\"${target.name}\"}" }
      interval   = "1m"
      count      = 2
      success    = result < 0.01
    }
  }
}
`

// The same configuration continues a run, also where clusters come or go, waves with them, and percentages are of more
// or fewer. Another one does not.
func TestSame(t *testing.T) {
	before := compiled(t, sameBefore)
	begun, err := frozen(before, []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	cluster := func(name, part string) string {
		return "cluster \"" + name + "\" { labels = { part = \"" + part + "\" } }\n"
	}
	for name, c := range map[string]struct {
		old, new       string
		is             bool
		added, removed []string
	}{
		"nothing":                  {"", "", true, nil, nil},
		"two clusters are added":   {cluster("b", "rest"), cluster("b", "rest") + cluster("d", "rest") + cluster("e", "rest"), true, []string{"d", "e"}, nil},
		"one is removed":           {cluster("c", "rest"), "", true, nil, []string{"c"}},
		"a wave loses all":         {cluster("b", "rest") + cluster("c", "rest"), "", true, nil, []string{"b", "c"}},
		"a wave with its clusters": {sameFirst, cluster("d", "last") + sameFirst + "wave \"last\" { select = { part = \"last\" } }\n", true, []string{"d"}, nil},
		"one changes its wave":     {cluster("b", "rest"), cluster("b", "first"), false, nil, nil},
		"one gets something else":  {`level = "1"`, `level = "2"`, false, nil, nil},
		"another percentage":       {`"50%"`, `"60%"`, false, nil, nil},
		"a shorter soak":           {`"10m"`, `"9m"`, false, nil, nil},
		"another Prometheus":       {"http://prometheus", "http://other", false, nil, nil},
		"another condition":        {"0.01", "0.02", false, nil, nil},
		"another policy":           {"rollout {", "rollout {\non_failure = \"continue\"", false, nil, nil},
		"another home":             {"rollout {", "rollout {\nhome = cluster.b", false, nil, nil},
		"the same home, written":   {"rollout {", "rollout {\nhome = cluster.a", true, nil, nil},
		"a window":                 {"rollout {", "rollout {\nwindow {\ndeny = \"0 18 * * 5\"\nduration = \"62h\"\n}", false, nil, nil},
		"a receiver of its events": {"rollout {", "rollout {\nnotify \"hook\" { url = \"http://hook\" }", true, nil, nil},
		"the lines are elsewhere":  {"\nstack", "\n\n\nstack", true, nil, nil},
	} {
		text := strings.Replace(sameBefore, c.old, c.new, 1)
		if text == sameBefore && c.old != "" {
			t.Fatalf("%s: nothing is changed", name)
		}
		is, added, removed, err := same(compiled(t, text), begun)
		if err != nil {
			t.Fatal(err)
		}
		if is != c.is || c.is && (!slices.Equal(added, c.added) || !slices.Equal(removed, c.removed)) {
			t.Errorf("%s: %t, added %v, removed %v", name, is, added, removed)
		}
	}
}

// A cluster that was left out and is declared again is the next run's, whatever it is to get, and nothing is to be removed
// there.
func TestDeclaredAgain(t *testing.T) {
	begun, err := frozen(compiled(t, sameBefore), []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	begun.ID, begun.State = "r1", run.UnderWay
	for _, name := range []string{"b", "c"} {
		run.Edit{Run: begun}.Remove(name, fact.New(run.NotDeclared, fact.Args{"cluster": name, "objects": 2}), begun.Started)
	}
	for name, c := range map[string]struct {
		old, new       string
		added, removed []string
	}{
		"both":              {"", "", []string{"b", "c"}, nil},
		"one":               {"cluster \"c\" { labels = { part = \"rest\" } }\n", "", []string{"b"}, []string{"c"}},
		"it gets more":      {"cluster \"b\"", "config_map \"more\" {\nclusters = [cluster.b]\ndata = {}\n}\ncluster \"b\"", []string{"b", "c"}, nil},
		"and another comes": {"cluster \"b\"", "cluster \"d\" { labels = { part = \"rest\" } }\ncluster \"b\"", []string{"b", "c", "d"}, nil},
	} {
		s := compiled(t, strings.Replace(sameBefore, c.old, c.new, 1))
		is, added, removed, err := same(s, begun)
		if err != nil || !is || !slices.Equal(added, c.added) || !slices.Equal(removed, c.removed) {
			t.Errorf("%s: %t, added %v, removed %v, %v", name, is, added, removed, err)
		}
		shown := (&Rollout{stack: s, journal: &journal{run: begun}}).shown()
		for _, of := range shown.Waves[1].Clusters {
			want := DeclaredAgain
			if slices.Contains(c.removed, of.Name) {
				want = run.NotDeclared
			}
			if of.Reason.Code != want {
				t.Errorf("%s: %s is told as %v", name, of.Name, of.Reason)
			}
		}
	}
	if begun.Waves[1].Clusters[0].Reason.Code != run.NotDeclared {
		t.Error("the run that is kept was changed")
	}
}

// What a run does not come to is left because a cluster has failed, or because a person has aborted the run.
func TestLeftOfARunThatEnded(t *testing.T) {
	for state, want := range map[run.State]fact.Code{run.Halted: engine.LeftOtherFailed, run.RolledBack: engine.LeftOtherFailed, run.Aborted: engine.LeftAborted} {
		ended := &run.Run{State: state, Waves: []run.Wave{{Clusters: []run.Cluster{{Name: "a", State: run.Applied}, {Name: "b", State: run.Pending}}}}}
		if left := (Outcome{Run: ended}).Left(); len(left) != 1 || left[0].Cluster != "b" || left[0].Because != want {
			t.Errorf("%s: %+v", state, left)
		}
	}
	under := func() *run.Run {
		return &run.Run{State: run.UnderWay, Waves: []run.Wave{{Clusters: []run.Cluster{{Name: "a", State: run.Applied}}}, {Clusters: []run.Cluster{{Name: "b", State: run.Pending}}}}}
	}
	for name, c := range map[string]struct {
		err  error
		want fact.Code // "" for nothing
	}{
		"waits":       {nil, ""},
		"interrupted": {&fact.Error{What: fact.New(Interrupted, nil), Err: apply.ErrInterrupted}, engine.LeftInterrupted},
		"silent":      {fact.NewError(nil, HomeSilent, nil), engine.LeftRunStopped},
		"refused":     {errors.New("503"), engine.LeftRunStopped},
	} {
		left := Outcome{Run: under(), Err: c.err, Clusters: []engine.ClusterOutcome{{Cluster: "a"}}}.Left()
		if len(left) > 1 || (c.want != "") != (len(left) == 1) || c.want != "" && (left[0].Cluster != "b" || left[0].Because != c.want) {
			t.Errorf("%s: %+v", name, left)
		}
	}
}

// A run whose home was lost is rebuilt in another one: what was approved of is the same.
func TestDigestIsWithoutHome(t *testing.T) {
	key := run.NewKey()
	here, err := frozen(compiled(t, sameBefore), key)
	if err != nil {
		t.Fatal(err)
	}
	there, err := frozen(compiled(t, strings.Replace(sameBefore, "rollout {", "rollout {\nhome = cluster.b", 1)), key)
	if err != nil {
		t.Fatal(err)
	}
	if here.Digest != there.Digest || here.Home == there.Home {
		t.Errorf("%s in %s and %s in %s", here.Digest, here.Home, there.Digest, there.Home)
	}
}

func compiled(t *testing.T, text string) *engine.Stack {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "shop.wl.hcl"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := engine.Compile(t.Context(), engine.Sources{Dir: dir})
	if err != nil {
		t.Fatal(c.Diagnostics)
	}
	return &engine.Stack{Compiled: c}
}
