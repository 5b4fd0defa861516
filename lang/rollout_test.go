package lang_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/workloadlang/wl/lang"
)

const wavesStack = `
variable "x" { type = string }
stack "shop" {}
cluster "a" { labels = { tier = LABEL } }
cluster "b" { labels = { tier = "prod" } }
rollout {
  home = HOME
  wave "first" { clusters = CLUSTERS }
  wave "rest" {
    select = { tier = SELECT }
    soak   = SOAK
    check "smoke" { workload = workload.smoke }
    analysis "errors" {
      prometheus = { address = "http://localhost:9090", query = QUERY }
      interval   = "1m"
      count      = 1
      success    = result < 1
    }
  }
  notify "hook" { url = URL }
}
workload "smoke" {
  kind = "Job"
  container "main" { image = "busybox:1.37.0" }
}
`

func compileText(t *testing.T, o lang.Options, source string) *lang.Compilation {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return lang.Compile(t.Context(), dir, o)
}

// What only a run needs asks for no variables where there is none, and what cannot be
// known without them is left out.
func TestRolloutNeedsNoVariablesForAnIdentity(t *testing.T) {
	for name, c := range map[string]struct {
		replaced map[string]string
		home     string
		waves    string
	}{
		"nothing":       {nil, "a", "first [a] rest [b]"},
		"another home":  {map[string]string{"HOME": "cluster.b"}, "b", "first [a] rest [b]"},
		"the home":      {map[string]string{"HOME": `var.x == "a" ? cluster.a : cluster.b`}, "", "first [a] rest [b]"},
		"a wave":        {map[string]string{"CLUSTERS": `var.x == "" ? [cluster.a] : []`}, "", ""},
		"a wave's home": {map[string]string{"CLUSTERS": `var.x == "" ? [cluster.a] : []`, "HOME": "cluster.b"}, "b", ""},
		"a selection":   {map[string]string{"SELECT": "var.x"}, "", ""},
		"a label":       {map[string]string{"LABEL": "var.x"}, "", ""},
		"a soak":        {map[string]string{"SOAK": "var.x"}, "a", "first [a] rest [b]"},
		"a query":       {map[string]string{"QUERY": `"${var.x} ${target.labels.tier}"`}, "a", "first [a] rest [b]"},
		"a URL":         {map[string]string{"URL": "var.x"}, "a", "first [a] rest [b]"},
	} {
		source := wavesStack
		for placeholder, otherwise := range map[string]string{"LABEL": `"canary"`, "HOME": "cluster.a", "CLUSTERS": "[cluster.a]", "SELECT": `"prod"`, "SOAK": `"1m"`, "QUERY": `"up"`, "URL": `"http://localhost"`} {
			if text, ok := c.replaced[placeholder]; ok {
				otherwise = text
			} else if placeholder == "HOME" {
				otherwise = "null"
			}
			source = strings.ReplaceAll(source, placeholder, otherwise)
		}
		got := compileText(t, lang.Options{Extent: lang.Identity}, source)
		if got.Diagnostics.HasErrors() {
			t.Errorf("%s: %v", name, got.Diagnostics)
			continue
		}
		if r := got.Stack.Rollout; r.Home != c.home || waveTexts(r) != c.waves {
			t.Errorf("%s: home %q, waves %q", name, r.Home, waveTexts(r))
		}
		all := compileText(t, lang.Options{}, source)
		if asked := all.LacksValues(); !asked {
			t.Errorf("%s: everything asks for no value", name)
		}
		if objects := compileText(t, lang.Options{Extent: lang.Objects}, source); !objects.LacksValues() && (len(objects.Stack.Clusters[0].Objects) > 0 || len(objects.Stack.Clusters[1].Checks) != 1) {
			t.Errorf("%s: %d objects, %d checks", name, len(objects.Stack.Clusters[0].Objects), len(objects.Stack.Clusters[1].Checks))
		}
	}
}

// The clusters that for_each makes are an identity's, in waves by labels from each; a
// variable in it is asked for, as one in the context is.
func TestClustersOfForEachAreAnIdentitys(t *testing.T) {
	const source = `
variable "x" { type = map(string) }
stack "shop" {}
cluster "prod" {
  for_each = var.x
  context  = "ctx-${each.key}"
  labels   = { tier = each.value }
}
rollout {
  home = cluster.prod["eu"]
  wave "canary" { select = { tier = "canary" } }
  wave "rest" { select = { tier = "prod" } }
}
`
	given := []lang.VariableArgument{{Name: "x", Value: `{ eu = "canary", us = "prod", ap = "prod" }`}}
	for name, extent := range map[string]lang.Extent{"everything": lang.Everything, "objects": lang.Objects, "identity": lang.Identity} {
		got := compileText(t, lang.Options{Extent: extent, Variables: given}, source)
		if got.Diagnostics.HasErrors() {
			t.Errorf("%s: %v", name, got.Diagnostics)
			continue
		}
		var contexts []string
		for _, c := range got.Stack.Clusters {
			contexts = append(contexts, c.Name+"="+c.Context)
		}
		if s := strings.Join(contexts, " "); s != "prod-ap=ctx-ap prod-eu=ctx-eu prod-us=ctx-us" {
			t.Errorf("%s: clusters %s", name, s)
		}
		if r := got.Stack.Rollout; r.Home != "prod-eu" || waveTexts(r) != "canary [prod-eu] rest [prod-ap prod-us]" {
			t.Errorf("%s: home %q, waves %q", name, r.Home, waveTexts(r))
		}
		if without := compileText(t, lang.Options{Extent: extent}, source); !without.LacksValues() || len(without.Diagnostics) != 1 {
			t.Errorf("%s without a value: %v", name, without.Diagnostics)
		}
	}
}

func waveTexts(r lang.Rollout) string {
	var all []string
	for _, w := range r.Waves {
		all = append(all, w.Name+" ["+strings.Join(w.Clusters, " ")+"]")
	}
	return strings.Join(all, " ")
}

// Conditions hold after the compilation as within it, for several at once.
func TestConditions(t *testing.T) {
	for source, c := range map[string]struct {
		holds []float64
		not   []float64
		wrong []float64
	}{
		"result < 0.01":                                     {holds: []float64{0, -1, math.Inf(-1)}, not: []float64{0.01, 1, math.Inf(1)}, wrong: []float64{math.NaN()}},
		"result < local.x":                                  {holds: []float64{0.2}, not: []float64{0.4}},
		`result < var.secret`:                               {holds: []float64{6}, not: []float64{8}},
		`result < 1 ? "true" : "false"`:                     {holds: []float64{0}, not: []float64{1}},
		"alltrue([for x in [1, 2] : result < x])":           {holds: []float64{0}, not: []float64{1}},
		`{ "0.5" = true, "1" = false }[tostring(result)]`:   {holds: []float64{0.5}, not: []float64{1}, wrong: []float64{2}},
		"[true, null][result < 1 ? 0 : 1]":                  {holds: []float64{0}, wrong: []float64{1}},
		"anytrue([for k, v in { a = result } : v > 1 / 3])": {holds: []float64{1}, not: []float64{0}},
	} {
		got := compileText(t, lang.Options{}, `
stack "shop" {}
locals { x = 0.3 }
variable "secret" {
  default   = 7
  sensitive = true
}
cluster "a" {}
rollout {
  wave "all" {
    select = {}
    analysis "x" {
      prometheus = { address = "http://localhost:9090", query = "up" }
      interval   = "1m"
      count      = 1
      success    = `+source+`
    }
  }
}
`)
		if got.Diagnostics.HasErrors() {
			t.Errorf("%s: %v", source, got.Diagnostics)
			continue
		}
		a := got.Stack.Rollout.Waves[0].Analyses[0]
		if a.Failure.Given() || !a.Success.Given() || a.Success.Text != source && !strings.Contains(source, "7") {
			t.Errorf("%s: %+v", source, a)
		}
		var together sync.WaitGroup
		for _, result := range slices.Concat(c.holds, c.not, c.wrong) {
			together.Go(func() {
				holds, err := a.Success.Holds(result)
				if wrong := slices.ContainsFunc(c.wrong, func(w float64) bool { return w == result || w != w && result != result }); (err != nil) != wrong || holds != slices.Contains(c.holds, result) {
					t.Errorf("%s for %v: %t, %v", source, result, holds, err)
				}
			})
		}
		together.Wait()
	}
}

// A condition is another one where a value in it is another one, too.
func TestConditionIsCanonical(t *testing.T) {
	canonical := func(limit, condition string) string {
		got := compileText(t, lang.Options{Variables: []lang.VariableArgument{{Name: "limit", Value: limit}}}, `
stack "shop" {}
variable "limit" {
  type      = number
  sensitive = true
}
locals { twice = [2 * var.limit] }
cluster "a" {}
rollout {
  wave "all" {
    select = {}
    analysis "x" {
      prometheus = { address = "http://localhost:9090", query = "up" }
      interval   = "1m"
      count      = 1
      success    = `+condition+`
    }
  }
}
`)
		if got.Diagnostics.HasErrors() {
			t.Fatal(got.Diagnostics)
		}
		return got.Stack.Rollout.Waves[0].Analyses[0].Success.Canonical()
	}
	for _, condition := range []string{"result < var.limit", "result < local.twice[0]", "alltrue([for x in local.twice : result < x])"} {
		if a, b := canonical("1", condition), canonical("2", condition); a == b || a != canonical("1", condition) {
			t.Errorf("%s: %q and %q", condition, a, b)
		}
	}
	if a, b := canonical("1", "result < 1"), canonical("2", "result < 1"); a != b {
		t.Errorf("%q and %q", a, b)
	}
}
