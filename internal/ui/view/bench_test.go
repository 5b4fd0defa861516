package view

import (
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
)

// manyClusters are the plans of clusters with so many changes each, every nth of which is
// on that cluster alone; none where n is 0.
func manyClusters(clusters, changes, nth int) []plan.ClusterPlan {
	all := make([]plan.ClusterPlan, clusters)
	for i := range all {
		some := make([]plan.Change, changes)
		for k := range some {
			tag := "1.28"
			if nth > 0 && k%nth == nth-1 {
				tag = fmt.Sprint("own-", i)
			}
			name, pods := fmt.Sprintf("app-%04d", k), int64(2+i%5)
			some[k] = plan.Change{
				Action: plan.Update, Object: uitest.Ref("apps", "Deployment", name), Address: "workload." + name, Origin: uitest.Place("shop.wl.hcl", k+1),
				Fields: []plan.FieldChange{
					uitest.Changed(uitest.PodSpec+`containers[name="main"].image`, "app:1.27", "app:"+tag),
					uitest.Changed(uitest.PodSpec+`containers[name="main"].env[name="LEVEL"].value`, "info", "debug"),
					uitest.Changed("spec.replicas", pods, pods+1),
					uitest.Added("metadata.labels.team", "web"),
				},
				Impact: &plan.Impact{ReplicasBefore: pods, ReplicasAfter: pods, Restarts: pods, Effects: []fact.Fact{uitest.PodsRestart(pods)}},
			}
			for f := range some[k].Fields {
				some[k].Fields[f].OwnersBefore, some[k].Fields[f].Origin = []string{"wl"}, object.Range{File: "shop.wl.hcl", StartLine: f}
			}
		}
		all[i] = uitest.ClusterPlan(fmt.Sprintf("c%02d", i), some...)
	}
	return all
}

// BenchmarkGroups puts together what is the same on 50 clusters of 1,000 changes each.
func BenchmarkGroups(b *testing.B) {
	for name, nth := range map[string]int{"alike": 0, "tenth-differs": 10, "all-differ": 1, "last-differs": 1000} {
		for _, clusters := range []int{10, 50} {
			all := manyClusters(clusters, 1000, nth)
			b.Run(fmt.Sprint(name, "-", clusters), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					Of(uitest.PlanOf(all...), false)
				}
			})
		}
	}
}
