package view

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
)

// Changes stand by what they may break, each risk once and the worst first.
func TestSections(t *testing.T) {
	for name, p := range uitest.Plans() {
		v := Of(p, false)
		for _, g := range v.Groups {
			last, n := Risk(-1), 0
			for _, s := range g.Sections {
				if s.Risk <= last || len(s.Changes) == 0 {
					t.Errorf("%s: a section of risk %d with %d changes comes after one of %d", name, s.Risk, len(s.Changes), last)
				}
				last = s.Risk
				n += len(s.Changes)
			}
			if n != g.Changes || len(g.Sections) > 0 && g.Sections[0].Risk < v.Worst {
				t.Errorf("%s: %d of %d changes, the worst %d of %d", name, n, g.Changes, g.Sections[0].Risk, v.Worst)
			}
		}
	}
}

func TestContent(t *testing.T) {
	take := func(path string) plan.FieldChange {
		return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Take, Before: "a", After: "a"}
	}
	admitted := uitest.Because(plan.Cause{Kind: plan.Server}, uitest.Added("spec.image", "mirror/a"))
	admitted.Requested = "a"
	digest := uitest.Because(plan.Cause{Kind: plan.Content}, uitest.Changed("metadata.annotations.digest", "1", "2"))
	drift := func(path string) plan.FieldChange { return uitest.Because(uitest.ByHand, uitest.Changed(path, 1, 2)) }
	for name, c := range map[string]struct {
		action  plan.Action
		fields  []plan.FieldChange
		verbose bool
		want    string
	}{
		"new":          {plan.Create, []plan.FieldChange{uitest.Added("spec.a", 1), admitted}, false, "described, spec.image~"},
		"new, verbose": {plan.Create, []plan.FieldChange{uitest.Added("spec.a", 1), admitted}, true, "spec.a+ spec.image~"},
		"deleted":      {plan.Delete, []plan.FieldChange{uitest.Changed("spec.a", 1, nil)}, false, ""},
		"adopted":      {plan.Adopt, []plan.FieldChange{take("spec.a"), uitest.Changed("spec.b", 1, 2)}, false, "spec.b~, 1 unchanged"},
		"digest":       {plan.Update, []plan.FieldChange{digest, uitest.Changed("spec.b", 1, 2)}, false, "spec.b~"},
		"drift":        {plan.Update, []plan.FieldChange{drift("spec.a"), drift("spec.b")}, false, "spec.a~ spec.b~, shared, reverted"},
		"half drift":   {plan.Update, []plan.FieldChange{drift("spec.a"), uitest.Changed("spec.b", 1, 2)}, false, "spec.a~ spec.b~"},
		"blocked":      {plan.Blocked, []plan.FieldChange{drift("spec.a"), drift("spec.b")}, false, "spec.a~ spec.b~, shared"},
	} {
		change := Change{Change: plan.Change{Action: c.action, Fields: c.fields}, verbose: c.verbose}
		_, reverts := change.Reverts()
		if got := describe(change.Content(), reverts); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// describe writes a content on one line.
func describe(c Content, reverts bool) string {
	var parts []string
	add := func(there bool, text string) {
		if there {
			parts = append(parts, text)
		}
	}
	fields := ""
	for _, g := range c.Groups {
		for _, f := range g.Fields {
			fields += " " + g.Parent.Join(f.Name).String() + map[plan.FieldOp]string{plan.Add: "+", plan.Modify: "~", plan.Remove: "-"}[f.Op]
		}
	}
	add(c.Described, "described")
	add(fields != "", fmt.Sprintf("%.200s", fields)[min(1, len(fields)):])
	add(c.Unchanged > 0, fmt.Sprintf("%d unchanged", c.Unchanged))
	add(c.Shared.Kind != "", "shared")
	add(reverts, "reverted")
	text := ""
	for i, p := range parts {
		if i > 0 {
			text += ", "
		}
		text += p
	}
	return text
}

// Of too many fields the last groups are counted; asked for, all are there.
func TestFold(t *testing.T) {
	var fields []plan.FieldChange
	for g := range 5 {
		for f := range 15 {
			fields = append(fields, uitest.Added(fmt.Sprintf("spec.g%d.f%d", g, f), f))
		}
	}
	for verbose, want := range map[bool][2]int{false: {2, 45}, true: {5, 0}} {
		if c := Fold(fields, verbose); len(c.Groups) != want[0] || c.More != want[1] {
			t.Errorf("verbose %t: %d groups, %d more, want %v", verbose, len(c.Groups), c.More, want)
		}
	}
	if c := Fold(fields[:1], false); c.More != 0 || len(c.Groups) != 1 {
		t.Errorf("one field: %+v", c)
	}
}

func TestShapes(t *testing.T) {
	list := func(items ...any) any { return items }
	for want, f := range map[Shape]plan.FieldChange{
		OneLine:   uitest.Changed("spec.a", "x", "y"),
		Sensitive: {Path: object.MustParsePath("spec.a"), Op: plan.Modify, Sensitive: true, Before: "x\ny"},
		Unknown:   {Path: object.MustParsePath("spec.a"), Op: plan.Modify, Unknown: true},
		Owned:     {Path: object.MustParsePath("spec.a"), Op: plan.Take, Before: list("x"), After: list("x")},
		Reordered: uitest.Changed("spec.a", list("x", "y"), list("y", "x")),
		Composite: uitest.Changed("spec.a", list("x"), list("y")),
		Block:     uitest.Changed("spec.a", "x\ny", "x\nz"),
	} {
		if got := Fold([]plan.FieldChange{f}, false).Groups[0].Fields[0].Shape; got != want {
			t.Errorf("%v: %d, want %d", f, got, want)
		}
	}
}

// What a plan does not cover is counted, cluster by cluster.
func TestGaps(t *testing.T) {
	problem := []plan.Problem{{}}
	whole, partly, missing := uitest.ClusterPlan("a", uitest.CreateNamespace()), uitest.ClusterPlan("b", uitest.CreateNamespace()), uitest.ClusterPlan("c")
	partly.Problems, missing.Problems = problem, problem
	v := Of(uitest.PlanOf(whole, partly, missing), false)
	if diff := cmp.Diff(Gaps{Clusters: 3, Missing: 1, Partly: 1}, v.Gaps); diff != "" {
		t.Error(diff)
	}
	if v.Totals.Changed != 2 || v.Totals.Unplanned != 1 || !slices.ContainsFunc(v.Groups, func(g Group) bool { return g.Totals.Problems > 0 }) {
		t.Errorf("%+v", v.Totals)
	}
}
