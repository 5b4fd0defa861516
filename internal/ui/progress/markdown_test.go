package progress

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
)

// resultOf is what came of an apply in Markdown, and what was shown beside it.
func resultOf(t *testing.T, c applyCase, scope Scope, l words.Language) (result, beside string) {
	t.Helper()
	clock := newClock()
	start := clock.t
	var out, errs bytes.Buffer
	streams := ui.Streams{Out: &out, Err: &errs}.InLanguage(l)
	shown := New(streams, ui.Options{Format: markdown.Format, Language: l}, scope).(*markdownResult)
	shown.board.now = clock.now
	for _, s := range c.steps {
		clock.t = start.Add(s.at)
		shown.Event(s.cluster, s.event)
	}
	if out.Len() > 0 {
		t.Errorf("before the end: %s", &out)
	}
	if err := shown.Close(c.left...); err != nil {
		t.Fatal(err)
	}
	uitest.NoControls(t, out.String(), false)
	return out.String(), errs.String()
}

// What came of an apply can be had as a comment: nothing else is written to standard output.
func TestMarkdownResult(t *testing.T) {
	cases, scopes := applyCases(), map[string]Scope{}
	for name, c := range cases {
		scopes[name] = shopScope(t, c.clusters...)
	}
	cases["waves"] = applyCase{steps: append(ended("eu-1"), broken("us-1")...), left: []engine.Leftover{
		{Cluster: "us-1", Because: engine.LeftFailed}, {Cluster: "asia-1", Changes: 3, Because: engine.LeftOtherFailed},
		{Cluster: "asia-2", Because: engine.LeftError, Error: fact.New("unreachable", fact.Args{"server": "https://10.0.0.9:6443"})},
	}}
	scopes["waves"] = fleetScope(t, 6)
	blocked := scopes["blocked"].Plan
	blocked.Clusters[0].Changes = append(blocked.Clusters[0].Changes, uitest.BlockedDeployment())
	for name, c := range cases {
		for language, suffix := range languages() {
			t.Run(name+suffix, func(t *testing.T) {
				result, beside := resultOf(t, c, scopes[name], language)
				uitest.Golden(t, "apply/"+name+suffix+".markdown", []byte(result))
				if !strings.HasSuffix(result, "\n<!-- wl:apply stack=shop namespace=shop -->\n") {
					t.Errorf("the marker is not the last line")
				}
				if len(c.steps) > 0 && beside == "" {
					t.Error("nothing was shown meanwhile")
				}
			})
		}
	}
}

// However many clusters fail, the result fits a comment, and says how much is left out.
func TestMarkdownResultFits(t *testing.T) {
	var c applyCase
	for _, name := range fleetNames(200) {
		c.steps = append(c.steps, broken(name)...)
		c.left = append(c.left, engine.Leftover{Cluster: name, Changes: 1, Because: engine.LeftFailed, Error: fact.New("said", fact.Args{"said": strings.Repeat("why ", 500)})})
	}
	result, _ := resultOf(t, c, fleetScope(t, 200), words.English)
	if len(result) > maxResult || !strings.Contains(result, "and 100 more clusters") || !strings.Contains(result, "Not shown: ") {
		t.Errorf("%d bytes:\n%s", len(result), result[:min(len(result), 2000)])
	}
}

// However many objects are changed, the result fits a comment beside what follows it.
func TestMarkdownResultOfManyObjects(t *testing.T) {
	p := uitest.PlanOf(uitest.ClusterPlan("eu"))
	var c applyCase
	for i := range 2000 {
		o := uitest.NginxService
		o.Name = fmt.Sprintf("a-name-of-some-length-%04d", i)
		c.steps = append(c.steps, moment{0, "eu", apply.ObjectStarted{Object: o, Action: plan.Create}}, moment{0, "eu", apply.ObjectDone{Object: o, Action: plan.Create}})
	}
	result, _ := resultOf(t, c, Scope{Plan: p}, words.English)
	listed := strings.Count(result, "a-name-of-some-length")
	if len(result) > maxResult || listed < 100 || !strings.Contains(result, fmt.Sprintf("%d more lines", 2000-listed)) || !strings.Contains(result, "2000 changes") {
		t.Errorf("%d bytes, %d listed:\n%s", len(result), listed, result[:min(len(result), 2000)])
	}
}

// No name becomes a part of the comment's own text.
func TestMarkdownResultIsHeld(t *testing.T) {
	for _, name := range []string{"x\n# title", "a|b", "-->", "<script>", "\x1b[31m", "@user"} {
		p := uitest.PlanOf(uitest.ClusterPlan(name), uitest.ClusterPlan("eu"))
		left := engine.Leftover{Cluster: name, Changes: 1, Because: engine.LeftError, Error: fact.New("said", fact.Args{"said": name})}
		result, _ := resultOf(t, applyCase{left: []engine.Leftover{left}}, Scope{Plan: p}, words.English)
		fenced := false
		for line := range strings.Lines(result) {
			if strings.HasPrefix(line, "```") {
				fenced = !fenced
			}
			if fenced {
				continue
			}
			var outside string
			for i, part := range strings.Split(line, "`") {
				if i%2 == 0 {
					outside += part
				}
			}
			if !strings.HasPrefix(line, "<!-- wl:") && strings.ContainsAny(outside, "<>@") || strings.HasPrefix(line, "# ") {
				t.Errorf("%q stands outside of code: %q", name, line)
			}
		}
	}
}

// Of a run that waits nothing was planned: what it has not come to yet is not unchanged, in a table or a frame.
func TestMarkdownResultOfWaitingRun(t *testing.T) {
	for _, language := range []words.Language{words.English, words.Chinese} {
		for _, n := range []int{0, 1, 3} {
			scope := Scope{Run: "abc", Part: true, Plan: uitest.PlanOf(plan.ClusterPlan{Cluster: "eu"}, plan.ClusterPlan{Cluster: "us"}, plan.ClusterPlan{Cluster: "asia"})}
			for _, c := range scope.Plan.Clusters[:n] {
				scope.Pending = append(scope.Pending, c.Cluster)
			}
			result, _ := resultOf(t, applyCase{}, scope, language)
			begun, unchanged := words.In(language).Say("not begun"), words.In(language).Say("unchanged")
			if strings.Count(result, "| "+begun+" |") != n || strings.Count(result, "| "+unchanged+" |") != 3-n {
				t.Errorf("%d pending:\n%s", n, result)
			}
		}
	}
}

// Nothing to do is said as in the plan.
func TestMarkdownResultOfNothing(t *testing.T) {
	p := uitest.PlanOf(plan.ClusterPlan{Cluster: "eu"})
	result, _ := resultOf(t, applyCase{}, Scope{Plan: p}, words.English)
	if !strings.HasPrefix(result, "### `shop`: No changes. The cluster matches the configuration.\n") {
		t.Error(result)
	}
	run, _ := resultOf(t, applyCase{}, Scope{Plan: p, Run: "abc"}, words.English)
	if !strings.HasPrefix(run, "### `shop`: Nothing was changed.\n") {
		t.Error(run)
	}
}
