package engine

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Of every failure it is known whether an object, the lock, the state or a person
// is the reason that something was left undone.
func TestLeftBy(t *testing.T) {
	failed := apply.Failure{Object: object.Ref{Kind: "ConfigMap", Name: "a"}, Err: errors.New("refused")}
	for name, c := range map[string]struct {
		failure error
		want    Leftover
	}{
		"an object":    {&apply.Error{Failures: []apply.Failure{failed}, Remaining: 3}, Leftover{Because: LeftFailed, Changes: 3}},
		"interrupted":  {&apply.Error{Cause: apply.ErrInterrupted, Remaining: 2}, Leftover{Because: LeftInterrupted, Changes: 2}},
		"both":         {&apply.Error{Failures: []apply.Failure{failed}, Cause: fmt.Errorf("stop: %w", apply.ErrInterrupted)}, Leftover{Because: LeftInterrupted}},
		"the lock":     {&apply.Error{Cause: &state.LockedError{}, Remaining: 1}, Leftover{Because: LeftLocked, Changes: 1}},
		"another plan": {&apply.Error{Cause: &apply.ChangedStateError{}}, Leftover{Because: LeftChanged}},
		"another hand": {&apply.Error{Cause: state.ErrRaced}, Leftover{Because: LeftChanged}},
		"the server":   {&apply.Error{Cause: errors.New("no answer")}, Leftover{Because: LeftError}},
		"anything":     {errors.New("no answer"), Leftover{Because: LeftError}},
	} {
		t.Run(name, func(t *testing.T) {
			got := *leftBy("eu", c.failure)
			c.want.Cluster = "eu"
			if c.want.Because != LeftFailed && name != "both" {
				c.want.Error = fact.Of(c.failure)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A reviewed plan that is blocked on one cluster is not done on the others either, which are not said to be blocked:
// neither where one is, nor where all are, nor where it was interrupted.
func TestRefusedOnOthers(t *testing.T) {
	whole := target{cluster: &cluster{Cluster: lang.Cluster{Name: "a"}}, plan: &plan.ClusterPlan{}}
	broken := target{cluster: &cluster{Cluster: lang.Cluster{Name: "b"}}, plan: &plan.ClusterPlan{Problems: []plan.Problem{{}}}}
	for name, c := range map[string]struct {
		targets []target
		because fact.Code
		want    []fact.Code
	}{
		"one is":      {[]target{whole, broken}, LeftBlocked, []fact.Code{LeftWhole, LeftBlocked}},
		"all are":     {[]target{broken, broken}, LeftBlocked, []fact.Code{LeftBlocked, LeftBlocked}},
		"interrupted": {[]target{whole, broken}, LeftInterrupted, []fact.Code{LeftInterrupted, LeftInterrupted}},
		"unreviewed":  {[]target{whole, broken}, LeftPartial, []fact.Code{LeftPartial, LeftBlocked}},
	} {
		var got []fact.Code
		for _, l := range (&Planned{targets: c.targets}).Refused(&RefusedError{Because: c.because}).Left() {
			got = append(got, l.Because)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A rollback that nobody has asked for does not put stored data at risk.
func TestARollbackThatNobodyAskedForRisksNoData(t *testing.T) {
	p := &Planned{stack: &Stack{Compiled: &Compiled{Compilation: &lang.Compilation{Stack: &lang.Stack{}}}}, targets: []target{{cluster: &cluster{}, plan: &plan.ClusterPlan{
		Changes: []plan.Change{{Action: plan.Delete, Impact: &plan.Impact{DataAtRisk: []fact.Fact{fact.New(plan.RiskClaimsDeletedWithSet, nil)}}}},
	}}}}
	if refused := p.Refusal(t.Context(), ApplyOptions{}); refused != nil {
		t.Errorf("approved of by who runs it: %v", refused)
	}
	p.back = true
	if refused := p.Refusal(t.Context(), ApplyOptions{}); refused == nil || refused.Because != LeftAtRisk {
		t.Errorf("of an apply that has failed: %v", refused)
	}
	p.targets[0].plan.Changes[0].Impact = nil
	if refused := p.Refusal(t.Context(), ApplyOptions{}); refused != nil {
		t.Errorf("without data at risk: %v", refused)
	}
}

// Whoever is to approve is asked wherever anything is changed or deleted, be it only Pods that
// are in the way of a rollout; not where apply only waits.
func TestRefusalAsks(t *testing.T) {
	pods := []plan.ReplacedPods{{Object: object.Ref{Group: "apps", Kind: "StatefulSet", Name: "db"}, Pods: []string{"db-0", "db-1"}, Because: plan.Blocking}}
	for name, c := range map[string]struct {
		plan  plan.ClusterPlan
		asked bool
		pods  int
	}{
		"a change":           {plan.ClusterPlan{Changes: []plan.Change{{Action: plan.Update}}}, true, 0},
		"Pods alone":         {plan.ClusterPlan{ReplacedPods: pods, RolloutPending: []object.Ref{pods[0].Object}}, true, 2},
		"Pods with a change": {plan.ClusterPlan{ReplacedPods: pods, Changes: []plan.Change{{Action: plan.Update}}}, true, 2},
		"only a wait":        {plan.ClusterPlan{RolloutPending: []object.Ref{pods[0].Object}}, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			asked, got := false, 0
			p := &Planned{stack: &Stack{Compiled: &Compiled{Compilation: &lang.Compilation{Stack: &lang.Stack{}}}}, targets: []target{{cluster: &cluster{}, plan: &c.plan}}}
			refused := p.Refusal(t.Context(), ApplyOptions{Approve: func(q Question) (bool, error) { asked, got = true, q.Pods; return false, nil }})
			if asked != c.asked || got != c.pods || (refused != nil) != c.asked {
				t.Errorf("asked: %t about %d Pods, refused: %v", asked, got, refused)
			}
		})
	}
}
