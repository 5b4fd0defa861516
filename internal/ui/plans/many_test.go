package plans

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
)

func planned(dir string, r repository.Result, p *plan.Plan) repository.Planned {
	return repository.Planned{Dir: dir, Result: r, Plan: p, Stack: &engine.Stack{Compiled: &engine.Compiled{Compilation: &lang.Compilation{}}}}
}

// someStacks are of every result.
func someStacks() []repository.Planned {
	invalid := planned("stacks/broken", repository.Failed, nil)
	invalid.Err = engine.ErrInvalid
	invalid.Stack.Diagnostics = hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Missing required argument", Detail: "The argument \"kind\" is required."}}
	refused := planned("stacks/refused", repository.Failed, nil)
	refused.Err = errors.New("there is no way | to the `cluster`")
	removed := planned("stacks/removed", repository.Removed, nil)
	removed.Was = &repository.Gone{Stack: object.Stack{Name: "shop", Namespace: "front"}, Clusters: []lang.ClusterWritten{{}, {Context: "arn:aws:eks:eu-1:12:cluster/eu"}, {Context: "us"}, {Own: true}, {Context: "default", Kubeconfig: "clusters/k3s file", Own: true}}}
	shop := uitest.Plans()
	filed := planned("stacks/of files", repository.Removed, nil)
	filed.Was = &repository.Gone{Stack: object.Stack{Name: "filed", Namespace: "front"}, Clusters: []lang.ClusterWritten{{Context: "eu"}}, StateFile: true, StateDir: "state", Path: "stacks/of-files", Base: "0123456789abcdef0123"}
	moved := planned("stacks/relabelled", repository.Unchanged, shop["none"])
	moved.Was = &repository.Gone{Stack: object.Stack{Name: "store", Namespace: "front"}, StateFile: true, StateDir: "state", Path: "stacks/relabelled", Base: "0123456789abcdef0123"}
	moved.Stack.Stack = &lang.Stack{ID: object.Stack{Name: "shop", Namespace: "front"}}
	unnamed := planned("stacks/unnamed", repository.Removed, nil)
	unnamed.Was = &repository.Gone{}
	renamed, placed := planned("stacks/renamed", repository.Changes, shop["create"]), planned("stacks/placed", repository.Unchanged, shop["none"])
	renamed.Was = &repository.Gone{Stack: object.Stack{Name: "store", Namespace: "front"}, Clusters: []lang.ClusterWritten{{Context: "eu"}, {Context: "us"}}}
	renamed.Stack.Stack = &lang.Stack{ID: object.Stack{Name: "shop", Namespace: "front"}}
	placed.Was = &repository.Gone{Stack: object.Stack{Name: "shop", Namespace: "front"}, Clusters: []lang.ClusterWritten{{}}}
	placed.Stack.Stack = &lang.Stack{ID: object.Stack{Name: "shop", Namespace: "states"}}
	return []repository.Planned{
		planned("stacks/billing", repository.Changes, shop["update"]), invalid,
		planned("stacks/down", repository.Failed, shop["down"]), planned("stacks/idle", repository.Unchanged, shop["none"]),
		planned("stacks/kept", repository.Unchanged, shop["kept"]), planned("stacks/other", repository.Untouched, nil),
		filed, placed, moved, refused, removed, renamed, unnamed, planned("stacks/waiting", repository.Changes, shop["rollout-pending"]),
	}
}

func writeMany(t *testing.T, w io.Writer, all []repository.Planned, o ui.Options) {
	t.Helper()
	m := NewMany(w, Selection{Dirs: []string{"stacks"}, Recursive: true, Since: "origin/main", Selection: plan.Selection{Clusters: []string{"us", "eu", "us"}}}, o)
	for _, p := range all {
		if err := m.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.End(); err != nil {
		t.Fatal(err)
	}
}

func TestMany(t *testing.T) {
	for name, o := range map[string]ui.Options{
		"80": {Width: 80}, "160": {Width: 160}, "80-zh": {Width: 80, Language: words.Chinese}, "json": {Format: ui.JSON},
		"markdown": {Format: Markdown}, "zh.markdown": {Format: Markdown, Language: words.Chinese},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			writeMany(t, &b, someStacks(), o)
			uitest.NoControls(t, b.String(), false)
			uitest.Golden(t, "many/"+name, b.Bytes())
			if o.Format == ui.JSON {
				holdManyJSON(t, b.Bytes())
			}
		})
	}
}

// What a stack's own checks warn of is told of each that is planned, whatever its plan has to say and in every
// format, and also where there is little room.
func TestManyTellFailedChecks(t *testing.T) {
	shop := uitest.Plans()
	for name, p := range map[string]repository.Planned{
		"unchanged": planned("stacks/idle", repository.Unchanged, shop["none"]), "with remarks": planned("stacks/kept", repository.Unchanged, shop["kept"]),
		"changes": planned("stacks/billing", repository.Changes, shop["update"]), "failed": planned("stacks/down", repository.Failed, shop["down"]),
	} {
		p.Stack.Diagnostics = hcl.Diagnostics{{Severity: hcl.DiagWarning, Summary: "Check failed", Detail: "The image must have a `digest`."}}
		for _, others := range []int{0, 9} {
			all := []repository.Planned{p}
			for i := range others {
				all = append(all, planned(fmt.Sprintf("stacks/zz%d", i), repository.Changes, shop["update"]))
			}
			for _, o := range []ui.Options{{Width: 100}, {Width: 100, Verbose: true}, {Format: Markdown}, {Format: Markdown, Language: words.Chinese}} {
				var b bytes.Buffer
				writeMany(t, &b, all, o)
				if got := strings.Count(b.String(), "must have a `digest`"); got != 1 {
					t.Errorf("%s, %d others, %+v: told %d times:\n%.2000s", name, others, o, got, &b)
				}
				if o.Format == Markdown && b.Len() > 65_536 {
					t.Errorf("%s, %d others: %d bytes", name, others, b.Len())
				}
			}
		}
	}
}

// As JSON it is one document, whose plans are those of single stacks.
func holdManyJSON(t *testing.T, raw []byte) {
	t.Helper()
	var all struct {
		Stacks []struct {
			Dir  string
			Plan json.RawMessage
		}
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	for i, p := range someStacks() {
		if p.Plan == nil {
			continue
		}
		var single, got bytes.Buffer
		if err := errors.Join(writeJSON(&single, p.Plan, ui.Options{}), json.Indent(&got, all.Stacks[i].Plan, "", "  ")); err != nil {
			t.Fatal(err)
		}
		if got.String() != strings.TrimSuffix(single.String(), "\n") {
			t.Errorf("%s has another plan than alone", p.Dir)
		}
	}
	var none bytes.Buffer
	writeMany(t, &none, nil, ui.Options{Format: ui.JSON})
	if !json.Valid(none.Bytes()) {
		t.Errorf("of no stack: %s", &none)
	}
}

// However many stacks there are, and however much changes in them, they fit a comment:
// none is missing in the table or its count, and short ones are not cut for long ones.
func TestManyFit(t *testing.T) {
	large := func(n int) *plan.Plan {
		var changes []plan.Change
		for i := range n {
			c := uitest.UpdateStatefulSet()
			c.Object.Name = fmt.Sprintf("update-%d", i)
			changes = append(changes, c)
		}
		return uitest.PlanOf(uitest.ClusterPlan("eu", changes...))
	}
	for _, n := range []int{3, 20, 45, 1000} {
		all := []repository.Planned{planned("small", repository.Changes, uitest.Plans()["create"])}
		for i := range n {
			all = append(all, planned(fmt.Sprintf("stacks/with-a-long-name-%d", i), repository.Changes, large(100)))
		}
		var b bytes.Buffer
		writeMany(t, &b, all, ui.Options{Format: Markdown})
		out := b.String()
		if size := utf8.RuneCountInString(out); size > markdown.Limit || size < markdown.Limit*6/10 {
			t.Errorf("%d stacks: %d characters", n, size)
		}
		if !strings.HasSuffix(out, "\n<!-- wl:plan stacks=stacks recursive clusters=eu,us -->\n") {
			t.Errorf("%d stacks: the marker is not the last line: %q", n, out[len(out)-100:])
		}
		if n < 30 && !strings.Contains(out, markdownOf(all[0].Plan, "small", ui.Options{}, markdown.Limit)) {
			t.Errorf("%d stacks: a short one is cut", n)
		}
		if sections := strings.Count(out, "\n### "); n > 30 && !strings.Contains(out, fmt.Sprintf("Without the details of %d stacks.", n+1-sections)) {
			t.Errorf("%d stacks: what is left out of %d sections is not told", n, sections)
		}
	}
}

// Nothing is left out while there is room, however many stacks there are; and what each begins
// with, such as a table of its clusters, counts.
func TestManySectionsAreMeasured(t *testing.T) {
	wide := make([]plan.ClusterPlan, 60)
	for i := range wide {
		wide[i] = uitest.ClusterPlan(fmt.Sprintf("cluster-with-a-long-name-%d", i), uitest.UpdateStatefulSet())
	}
	for name, c := range map[string]struct {
		stacks int
		plan   *plan.Plan
		all    bool
	}{
		"40 that change little":          {40, uitest.Plans()["create"], true},
		"60 that change little":          {60, uitest.Plans()["create"], true},
		"400 that change little":         {400, uitest.Plans()["create"], false},
		"one on many clusters":           {1, uitest.PlanOf(wide...), true},
		"thirty that have many clusters": {30, uitest.PlanOf(wide...), false},
		"fifty that have many clusters":  {50, uitest.PlanOf(wide...), false},
	} {
		var all []repository.Planned
		for i := range c.stacks {
			all = append(all, planned(fmt.Sprintf("stacks/s%d", i), repository.Changes, c.plan))
		}
		var b bytes.Buffer
		writeMany(t, &b, all, ui.Options{Format: Markdown})
		sections, cut := strings.Count(b.String(), "\n### "), strings.Contains(b.String(), "Without the details of ")
		if b.Len() > markdown.Limit || cut == c.all || c.all != (sections == c.stacks) {
			t.Errorf("%s: %d bytes, %d sections, some left out: %t", name, b.Len(), sections, cut)
		}
	}
}

// The commands for what is left are complete, all of them while there is room, and counted
// where there is none.
func TestManyLeftovers(t *testing.T) {
	clusters := func(n int) (all []lang.ClusterWritten) {
		for i := range n {
			all = append(all, lang.ClusterWritten{Context: fmt.Sprintf("arn:aws:eks:eu-central-1:123456789012:cluster/production-with-a-rather-long-name-so-that-nothing-of-it-may-be-cut-off-%d", i)})
		}
		return all
	}
	for name, c := range map[string]struct{ stacks, contexts int }{
		"one on more than thirty": {1, 35}, "more than thirty on one": {35, 1}, "one on very many": {1, 900}, "many on many": {40, 40}, "very many": {900, 1},
	} {
		for _, renamed := range []bool{false, true} {
			none := uitest.Plans()["none"]
			var all []repository.Planned
			for i := range c.stacks {
				p := planned(fmt.Sprintf("stacks/s%d", i), repository.Removed, nil)
				if renamed {
					p = planned(fmt.Sprintf("stacks/s%d", i), repository.Unchanged, none)
					p.Stack.Stack = &lang.Stack{ID: object.Stack{Name: "shop", Namespace: "states"}}
				}
				p.Was = &repository.Gone{Stack: object.Stack{Name: fmt.Sprintf("former-%d", i), Namespace: "shop"}, Clusters: clusters(c.contexts)}
				all = append(all, p)
			}
			var b bytes.Buffer
			writeMany(t, &b, all, ui.Options{Format: Markdown})
			commands := strings.Count(b.String(), " --context arn:aws:eks:eu-central-1:123456789012:cluster/production-with-a-rather-long-name-so-that-nothing-of-it-may-be-cut-off-")
			rest := c.stacks*c.contexts - commands
			if told := strings.Contains(b.String(), fmt.Sprintf("And %d more commands. `wl plan` shows everything.", rest)); b.Len() > markdown.Limit || commands < 35 || told != (rest > 0) {
				t.Errorf("%s, renamed %t: %d bytes, %d commands of %d, told %t", name, renamed, b.Len(), commands, c.stacks*c.contexts, told)
			}
		}
	}
}

// The marker tells selections apart, and only these.
func TestMarkers(t *testing.T) {
	long := make([]string, 60)
	for i := range long {
		long[i] = fmt.Sprintf("cluster-%d", i)
	}
	seen := map[string]string{}
	for name, s := range map[string]plan.Selection{
		"all": {}, "one": {Clusters: []string{"a"}}, "another": {Clusters: []string{"b"}}, "two": {Clusters: []string{"b", "a", "b"}},
		"a comma": {Clusters: []string{"a,b"}}, "a context": {Context: "a"}, "many": {Clusters: long}, "one less": {Clusters: long[:59]}, "a comment": {Context: "-->"},
	} {
		p := uitest.PlanOf(uitest.ClusterPlan("a"))
		p.Selection = s
		m := marker(p)
		if other, twice := seen[m]; twice || len(m) > 400 || strings.Count(m, "--") != 2 {
			t.Errorf("%s is %s, like %q", name, m, other)
		}
		seen[m] = name
	}
	if seen["<!-- wl:plan stack=shop namespace=shop clusters=a,b -->"] != "two" || seen["<!-- wl:plan stack=shop namespace=shop -->"] != "all" {
		t.Errorf("the markers are %q", seen)
	}
}
