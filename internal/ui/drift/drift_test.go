package drift

import (
	"bytes"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func someDrift() []plan.ClusterDrift {
	applied := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)
	image := uitest.Because(uitest.ByHand, uitest.Changed(uitest.Nginx+"image", "nginx:1.27", "nginx:by-hand"))
	image.Origin = uitest.Place("quickstart.wl.hcl", 31)
	claim := uitest.Ref("", "PersistentVolumeClaim", "data")
	expanded := plan.DriftedObject{Object: claim, Address: "object.data", Fields: []plan.FieldChange{
		uitest.Because(uitest.ByHand, uitest.Changed("spec.resources.requests.storage", "1Gi", "2Gi")),
	}, Approximate: fact.New(plan.UnaskedRefused, nil)}
	shrinks := plan.Problem{Fact: fact.New(plan.ProblemClaimShrinks, fact.Args{"has": "2Gi", "object": claim, "size": "1Gi"}), Object: &claim}
	return []plan.ClusterDrift{
		{Cluster: "prod-eu", Context: "wl-prod-eu", Serial: 7, Who: "ci@runner-7", When: applied, Objects: []plan.DriftedObject{
			{Object: uitest.Ref("", "Service", "api"), Address: "workload.api", Origin: uitest.Place("api.wl.hcl", 3), Gone: true},
			{
				Object: uitest.Ref("apps", "StatefulSet", "nginx-01"), Address: "workload.nginx-01", Origin: uitest.Place("quickstart.wl.hcl", 20),
				Fields: []plan.FieldChange{image, uitest.Because(plan.Cause{Kind: plan.Drift, Manager: "scaler"}, uitest.Changed("spec.replicas", int64(2), int64(5)))},
			},
			{Object: uitest.Ref("batch", "CronJob", "nightly"), Fields: []plan.FieldChange{
				uitest.Because(plan.Cause{Kind: plan.Added, Manager: "kubectl-patch", Time: uitest.ByHand.Time}, uitest.Added("spec.suspend", true)),
			}},
			{Object: uitest.Ref("", "Service", "web"), Fields: uitest.DriftedService().Fields, Approximate: fact.New(plan.UnaskedReadOnly, nil)},
		}},
		{Cluster: "prod-us", Context: "wl-prod-us", Serial: 3, Who: "ann@desk", When: applied, Objects: []plan.DriftedObject{}},
		{Cluster: "unread", Context: "wl-unread", Serial: 3, Who: "ann@desk", When: applied, Objects: []plan.DriftedObject{
			{Object: uitest.Ref("", "Service", "api"), Address: "workload.api", Gone: true},
		}, Problems: []plan.Problem{{Fact: fact.New(plan.ProblemAppliedUnread, fact.Args{"said": `User "ann" cannot get resource "secrets" in API group "" in the namespace "shop"`})}}},
		{Cluster: "grown", Context: "wl-grown", Serial: 3, Who: "ann@desk", When: applied, Objects: []plan.DriftedObject{expanded}, Warnings: []plan.Problem{shrinks}},
		{Cluster: "lab", Objects: []plan.DriftedObject{}},
		{Cluster: "away", Context: "away", Objects: []plan.DriftedObject{}, Problems: []plan.Problem{{
			Fact: fact.New(engine.ProblemUnplanned, fact.Args{"error": "https://10.0.0.9:6443 does not answer: check the network"}),
		}}},
	}
}

func TestDrift(t *testing.T) {
	for name, o := range map[string]ui.Options{
		"80": {Width: 80}, "160": {Width: 160}, "40": {Width: 40}, "80-color": {Width: 80, Color: true}, "json": {Format: ui.JSON},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, "shop", someDrift(), o); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), o.Color)
			uitest.Golden(t, "drift/"+name, b.Bytes())
		})
	}
	hostile := uitest.HostilePlan("\x1b[2J\u202e", 1).Clusters[0]
	var b bytes.Buffer
	d := plan.ClusterDrift{Cluster: hostile.Cluster, Who: hostile.Cluster, Serial: 1, Problems: hostile.Problems, Objects: []plan.DriftedObject{
		{Object: object.Ref{Kind: hostile.Cluster}, Address: hostile.Cluster, Fields: hostile.Changes[0].Fields},
	}}
	if err := Write(&b, hostile.Cluster, []plan.ClusterDrift{d}, ui.Options{}); err != nil {
		t.Fatal(err)
	}
	uitest.NoControls(t, b.String(), false)
}
