package plans

import (
	"bytes"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

func TestSteps(t *testing.T) {
	home := step.Step{Do: step.Write, Object: uitest.ShopNamespace, Operations: step.Operations{step.Apply{Creates: true}}}
	c := uitest.ClusterPlan("prod-eu")
	c.StateNamespace = &home
	c.Steps = step.Program{
		{Do: step.Write, Object: uitest.NginxSet, After: []int{3}, Operations: step.Operations{
			step.SetOwnership{Take: []step.Take{{Manager: "helm", Operation: "Update"}}}, step.Apply{Force: true}, step.SetOwnership{Release: []object.Path{object.PathOf("spec", "replicas")}},
		}},
		{Do: step.Await, Object: uitest.NginxSet, After: []int{0}},
		{Do: step.Write, Object: uitest.NginxService, Operations: step.Operations{step.Apply{}}},
		{Do: step.Barrier, After: []int{2}},
		{Do: step.Clear, Object: uitest.BrokenDeploy, After: []int{3}, Operations: step.Operations{
			step.GrowClaim{Claim: "data-broken-0", UID: "u", From: "1Gi", To: "2Gi"}, step.Remove{Propagation: "Orphan"},
		}},
		{Do: step.Write, Object: uitest.BrokenDeploy, After: []int{4}, Operations: step.Operations{step.Apply{Creates: true}}},
		{Do: step.Barrier, After: []int{0, 1, 2, 3, 4, 5}},
		{Do: step.Delete, Object: uitest.DroppedDeploy, After: []int{6}, Operations: step.Operations{step.Remove{Propagation: "Background"}}},
	}
	var out bytes.Buffer
	if err := Steps(&out, uitest.PlanOf(c, uitest.ClusterPlan("prod-us")), ui.Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	want := `Steps on cluster prod-eu
  first  create        Namespace shop
      1  apply         Service shop/nginx-01
      2  apply         StatefulSet shop/nginx-01
                        take ownership of all fields from helm
                        take ownership of fields from other managers
                        release ownership of spec.replicas
      2  delete        Deployment shop/broken
                        expand the claim data-broken-0 from 1Gi to 2Gi
                        propagation policy Orphan
      3  await rollout StatefulSet shop/nginx-01
      3  create        Deployment shop/broken
      4  delete        Deployment shop/drop-this

Steps on cluster prod-us
  None.
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

// The order is that of the steps, without what each of them does.
func TestOrder(t *testing.T) {
	c := uitest.ClusterPlan("prod-eu")
	c.Steps = step.Program{
		{Do: step.Write, Object: uitest.NginxSet, After: []int{1}, Operations: step.Operations{step.Apply{Force: true}}},
		{Do: step.Await, Object: uitest.BrokenDeploy},
	}
	var out bytes.Buffer
	if err := Order(&out, uitest.PlanOf(c), ui.Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	want := `
Steps on cluster prod-eu
      1  await rollout Deployment shop/broken
      2  apply         StatefulSet shop/nginx-01
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}
