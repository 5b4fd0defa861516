package plans

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan/step"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

func TestWriteText(t *testing.T) {
	for name, p := range uitest.Plans() {
		for _, o := range []ui.Options{
			{Width: 80}, {Width: 80, Color: true}, {Width: 160}, {Width: 160, Color: true},
			{Width: 40}, {Width: 100, Verbose: true}, {Width: 80, Language: words.Chinese},
		} {
			t.Run(fmt.Sprintf("%s/%s", name, uitest.OptionsName(o.Width, o.Color, o.Verbose, string(o.Language))), func(t *testing.T) {
				var b bytes.Buffer
				if err := writeText(&b, p, o); err != nil {
					t.Fatal(err)
				}
				uitest.NoControls(t, b.String(), o.Color)
				uitest.Golden(t, "plan/"+name+"."+uitest.OptionsName(o.Width, o.Color, o.Verbose, string(o.Language)), b.Bytes())
			})
		}
	}
}

// What a plan of some targets only removes has no dependencies in it, and none are said to be.
func TestTargetsThatAreOnlyRemoved(t *testing.T) {
	release := plan.Change{Action: plan.ReleaseObject, Object: uitest.Ref("apps", "Deployment", "api"), Address: "workload.api"}
	idle := uitest.ClusterPlan("us")
	for name, c := range map[string]struct {
		changes []plan.Change
		destroy bool
		alone   bool
	}{
		"state rm":               {[]plan.Change{release}, false, true},
		"destroy":                {[]plan.Change{uitest.DeleteDeployment()}, true, true},
		"destroy with nothing":   {nil, true, true},
		"a removed block":        {[]plan.Change{uitest.DeleteDeployment(), release}, false, true},
		"apply":                  {[]plan.Change{uitest.CreateService(), release}, false, false},
		"apply with nothing":     {nil, false, false},
		"an update and a delete": {[]plan.Change{uitest.UpdateConfigMap(), uitest.DeleteDeployment()}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			first := uitest.ClusterPlan("eu", c.changes...)
			first.Targets, idle.Targets = []string{"workload.api"}, []string{"workload.api"}
			p := uitest.PlanOf(first, idle)
			p.Destroy = c.destroy
			for _, f := range []ui.Format{ui.Text, Markdown} {
				var b bytes.Buffer
				if err := Write(&b, p, ui.Options{Format: f, Width: 160}); err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(b.String(), "workload.api") || strings.Contains(b.String(), "including dependencies") == c.alone {
					t.Error(b.String())
				}
			}
		})
	}
}

// Of few clusters, which have no table, each is named with its wave: those with the same changes, and those with others.
func TestWavesOfFewClusters(t *testing.T) {
	first, second := uitest.ClusterPlan("eu", documentedUpdate()), uitest.ClusterPlan("us-east", documentedUpdate())
	first.Wave, second.Wave = "canary", "everywhere else"
	other := uitest.ClusterPlan("us-east", uitest.UpdateStatefulSet())
	other.Wave = "rest"
	for name, c := range map[string]struct {
		plan           *plan.Plan
		text, markdown []string
	}{
		"the same": {uitest.PlanOf(first, second),
			[]string{"Cluster eu       wave canary           context wl-eu ", "Cluster us-east  wave everywhere else  context wl-us-east "}, []string{"- cluster `us-east`, wave `everywhere else`, context `wl-us-east`"}},
		"others":   {uitest.PlanOf(first, other), []string{"Cluster eu  wave canary  context wl-eu ", "Cluster us-east  wave rest  context wl-us-east "}, []string{"- cluster `eu`, wave `canary`, context"}},
		"no waves": {uitest.PlanOf(uitest.ClusterPlan("eu", documentedUpdate())), []string{"Cluster eu  context wl-eu "}, []string{"- cluster `eu`, context"}},
	} {
		var text, comment bytes.Buffer
		if err := errors.Join(writeText(&text, c.plan, ui.Options{Width: 160}), writeMarkdown(&comment, c.plan, ui.Options{})); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.text {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: no %q in\n%s", name, want, &text)
			}
		}
		for _, want := range c.markdown {
			if !strings.Contains(comment.String(), want) {
				t.Errorf("%s: no %q in\n%s", name, want, &comment)
			}
		}
	}
}

// The example in the documentation is what wl prints.
func TestDocumentedPlan(t *testing.T) {
	p := uitest.PlanOf(uitest.ClusterPlan("prod-eu", documentedUpdate()))
	about := step.Step{Object: p.Clusters[0].Changes[0].Object, Address: "workload.nginx-01"}
	write, await := about, about
	write.Do, write.If = step.Write, step.Precondition{UID: "3c9e1a52-9d5f-4c3a-8f3b-0a4f5f7f6f10", ResourceVersion: "1234"}
	write.Operations = step.Operations{step.Apply{Force: true}}
	await.Do, await.After = step.Await, []int{0}
	p.Clusters[0].Steps = step.Program{write, await}
	var machine bytes.Buffer
	if err := writeJSON(&machine, p, ui.Options{}); err != nil {
		t.Fatal(err)
	}
	uitest.Documented(t, "plan-json.md", "```json\n"+machine.String()+"```\n")
	var text bytes.Buffer
	if err := writeText(&text, p, ui.Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	uitest.Documented(t, "plan-json.md", "```\n"+text.String()+"```\n")
}

// Whatever a plan holds, it can be rendered, and nothing in it reaches the
// terminal as a control character.
func FuzzPlan(f *testing.F) {
	uitest.Seed(f)
	f.Fuzz(func(t *testing.T, text string, number int64, columns int) {
		p := uitest.HostilePlan(text, number)
		for _, o := range []ui.Options{{Width: columns % 300}, {Width: columns % 300, Color: true}, {Verbose: true}} {
			var b bytes.Buffer
			if err := writeText(&b, p, o); err != nil {
				t.Fatal(err)
			}
			if err := Steps(&b, p, o); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), o.Color)
			if !utf8.Valid(b.Bytes()) {
				t.Fatalf("not UTF-8: %q", b.String())
			}
		}
		var b bytes.Buffer
		if err := writeJSON(&b, p, ui.Options{}); err != nil {
			t.Fatal(err)
		}
		uitest.NoControls(t, b.String(), false)
		if !json.Valid(b.Bytes()) {
			t.Fatalf("not JSON: %q", b.String())
		}
	})
}

// What clusters have beside the changes that they have in common with others is not told as if it were all.
func TestTheRestIsNotAll(t *testing.T) {
	outputs := func(p plan.ClusterPlan, names ...string) plan.ClusterPlan {
		for _, n := range names {
			p.Outputs = append(p.Outputs, uitest.Added(n, "at-"+p.Cluster))
		}
		return p
	}
	for name, p := range map[string]*plan.Plan{
		"an output":    uitest.PlanOf(outputs(uitest.ClusterPlan("eu", documentedUpdate()), "where"), outputs(uitest.ClusterPlan("us", documentedUpdate()), "where")),
		"two outputs":  uitest.PlanOf(outputs(uitest.ClusterPlan("eu", documentedUpdate()), "where", "who"), outputs(uitest.ClusterPlan("us", documentedUpdate()), "where", "who")),
		"one of three": uitest.PlanOf(outputs(uitest.ClusterPlan("eu", documentedUpdate()), "where"), uitest.ClusterPlan("us", documentedUpdate()), uitest.ClusterPlan("ap", documentedUpdate())),
	} {
		for _, language := range []words.Language{words.English, words.Chinese} {
			var text bytes.Buffer
			if err := writeText(&text, p, ui.Options{Width: 160, Language: language}); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(text.String(), "No object changes") || strings.Contains(text.String(), "没有对象变更") {
				t.Errorf("%s: it says that no object changes:\n%s", name, &text)
			}
		}
	}
}
