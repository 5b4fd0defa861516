package plan_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// What reads a plan's JSON and writes it again has lost nothing.
func TestPlanRoundTripsThroughJSON(t *testing.T) {
	ref := object.Ref{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "web"}
	at := object.Range{File: "shop.wl.hcl", StartLine: 3, StartColumn: 1, EndLine: 3, EndColumn: 9, EndByte: 8}
	why := fact.New(plan.ProblemTooLarge, fact.Args{"object": ref, "bytes": 12, "names": []string{"a"}})
	problem := plan.Problem{Fact: why, Object: &ref, Path: object.PathOf("spec", "replicas"), Origin: at}
	before := plan.Plan{
		FormatVersion: plan.FormatVersion, WLVersion: "0.1.0", Stack: object.Stack{Name: "shop", Namespace: "shop"}, Destroy: true,
		Clusters: []plan.ClusterPlan{{
			Cluster: "eu", Context: "wl-eu", Server: "https://10.0.0.1", ServerVersion: "v1.37.2", Unchanged: 2,
			Changes: []plan.Change{{
				Action: plan.Update, Object: ref, Address: "workload.web", Origin: at,
				Fields: []plan.FieldChange{
					{Path: object.MustParsePath("spec.paused"), Op: plan.Modify, Before: true, After: false, Cause: plan.Cause{Kind: plan.Configuration}, Origin: at},
					{Path: object.MustParsePath("data.a"), Op: plan.Modify, Before: "", After: "x", Cause: plan.Cause{Kind: plan.Drift, Manager: "kubectl-edit", Time: "2026-11-23T20:10:11Z"}},
					{Path: object.MustParsePath("data.b"), Op: plan.Remove, Sensitive: true, Cause: plan.Cause{Kind: plan.Server}},
				},
				Impact:      &plan.Impact{ReplicasBefore: 2, ReplicasAfter: 0, Effects: []fact.Fact{why}, Outage: true},
				Approximate: why, Blocked: &problem, Warnings: []fact.Fact{why},
			}},
			Steps: step.Program{
				{Do: step.Clear, Object: ref, Address: "workload.web", Origin: at, If: step.Precondition{UID: "u"}, Operations: step.Operations{
					step.GrowClaim{Claim: "data-web-0", UID: "c", From: "1Gi", To: "2Gi"}, step.Remove{Propagation: kube.Orphan, Carry: []object.Path{object.MustParsePath("spec.replicas")}, Pods: []step.Pod{{Name: "web-0", UID: "p"}}},
				}},
				{Do: step.Write, Object: ref, After: []int{0}, If: step.Precondition{UID: "u", ResourceVersion: "1", Generation: 2}, Operations: step.Operations{
					step.SetOwnership{Restore: "{}", Take: []step.Take{{Manager: "helm", Operation: "Update"}, {Manager: "kubectl-edit", Operation: "Update", Fields: "{}"}}},
					step.Apply{Creates: true, Force: true, RetryRefusals: true},
					step.SetOwnership{Release: []object.Path{object.MustParsePath("spec.replicas")}},
				}},
				{Do: step.Barrier, After: []int{0, 1}},
				{Do: step.Await, Object: ref, After: []int{1}},
			},
			StateNamespace: &step.Step{Do: step.Write, Object: ref, Operations: step.Operations{step.Apply{Creates: true}}},
			Problems:       []plan.Problem{problem}, Warnings: []plan.Problem{problem},
			Unrecorded: []object.Ref{ref}, RolloutPending: []object.Ref{ref}, Missing: []object.Ref{ref},
			Requests: plan.Requests{Lists: 1, Gets: 2, DryRuns: 3},
		}},
	}
	raw, err := json.Marshal(before)
	if err != nil {
		t.Fatal(err)
	}
	var after plan.Plan
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&after); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}
