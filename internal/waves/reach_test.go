package waves

import (
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/plan"
)

// Only what is wrong with who applies, or with the way to a cluster, is a hindrance: what is blocked for everybody is the
// release's.
func TestHindrance(t *testing.T) {
	unplanned := func(code fact.Code) plan.ClusterPlan {
		return plan.ClusterPlan{Cluster: "b", Problems: []plan.Problem{plan.NewProblem(engine.ProblemUnplanned, fact.Args{"error": fact.New(code, nil)})}}
	}
	blocked := func(codes ...fact.Code) plan.ClusterPlan {
		c := plan.ClusterPlan{Cluster: "b"}
		for _, code := range codes {
			why := plan.NewProblem(code, nil)
			c.Changes = append(c.Changes, plan.Change{Blocked: &why})
		}
		return c
	}
	for name, c := range map[string]struct {
		of   plan.ClusterPlan
		want fact.Code
		away bool
	}{
		"nothing":                      {plan.ClusterPlan{Cluster: "b"}, "", false},
		"it gives no answer":           {unplanned(reason.Unreachable), reason.Unreachable, true},
		"it may not be read":           {unplanned(reason.RightsMissing), reason.RightsMissing, false},
		"it is another one":            {plan.ClusterPlan{Cluster: "b", Problems: []plan.Problem{plan.NewProblem(engine.ProblemElsewhere, nil)}}, engine.ProblemElsewhere, false},
		"it is declared twice":         {plan.ClusterPlan{Cluster: "b", Problems: []plan.Problem{plan.NewProblem(engine.ProblemShared, nil)}}, engine.ProblemShared, false},
		"an object may not be written": {blocked(plan.ProblemConflict, plan.ProblemForbidden), plan.ProblemForbidden, false},
		"the server refuses an object": {blocked(plan.ProblemRefused, plan.ProblemQuotaUsedUp, plan.ProblemImmutable), "", false},
		"a kind is missing":            {plan.ClusterPlan{Cluster: "b", Problems: []plan.Problem{plan.NewProblem(plan.ProblemKindMissing, nil)}}, "", false},
		"another cluster's":            {plan.ClusterPlan{Cluster: "c", Problems: unplanned(reason.RightsMissing).Problems}, "", false},
	} {
		err := hindrance(&plan.Plan{Clusters: []plan.ClusterPlan{{Cluster: "a"}, c.of}}, "b")
		if fact.Of(err).Code != c.want || isUnreachable(err) != c.away {
			t.Errorf("%s: %v", name, err)
		}
	}
}
