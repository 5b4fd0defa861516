package compare_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
)

func TestKept(t *testing.T) {
	cpu := object.PathOf("spec", "targetCPUUtilizationPercentage")
	autoscaler := object.Ref{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: "shop", Name: "a"}
	for name, c := range map[string]struct {
		ref   object.Ref
		field plan.FieldChange
		left  []object.Path
		want  string
	}{
		"a value of nobody's": {autoscaler, plan.FieldChange{Path: cpu, Op: plan.Release, After: int64(70)}, nil, "keeps it at 70"},
		"one that is secret":  {autoscaler, plan.FieldChange{Path: cpu, Op: plan.Release, Sensitive: true}, nil, "keeps its value"},
		"another manager's":   {autoscaler, plan.FieldChange{Path: cpu, Op: plan.Release, After: int64(70), OwnersAfter: []string{"x"}}, nil, ""},
		"one that is left":    {autoscaler, plan.FieldChange{Path: cpu, Op: plan.Release, After: int64(70)}, []object.Path{object.PathOf("spec")}, ""},
		"one that goes":       {autoscaler, plan.FieldChange{Path: cpu, Op: plan.Remove}, nil, ""},
		"a default":           {autoscaler, plan.FieldChange{Path: object.PathOf("spec", "minReplicas"), Op: plan.Release, After: int64(1)}, nil, ""},
		"no default":          {autoscaler, plan.FieldChange{Path: object.PathOf("spec", "minReplicas"), Op: plan.Release, After: int64(2)}, nil, "keeps it at 2"},
		"of a custom kind":    {object.Ref{Group: "example.com", Kind: "Widget", Name: "a"}, plan.FieldChange{Path: cpu, Op: plan.Release, After: int64(70)}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			comparison := &compare.Comparison{Subject: compare.Subject{Manifest: &object.Manifest{Ref: c.ref}}, LeftOver: c.left}
			kept := compare.Kept(comparison, []plan.FieldChange{c.field})
			problem := compare.StillKept(comparison, kept)
			if (problem != nil) != (c.want != "") || len(kept) > 1 {
				t.Fatalf("%v", kept)
			}
			if problem != nil && !strings.Contains(words.In(words.English).Detail(problem.Fact), c.want) {
				t.Errorf("%s", words.In(words.English).Detail(problem.Fact))
			}
		})
	}
}
