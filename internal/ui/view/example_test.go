package view_test

import (
	"fmt"

	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
)

// A format walks the view, and lays out what is said of it.
func ExampleOf() {
	w := words.In(words.English)
	eu := uitest.ClusterPlan("eu", uitest.CreateNamespace(), uitest.DriftedService())
	v := view.Of(uitest.PlanOf(eu, uitest.ClusterPlan("us", uitest.CreateNamespace())), false)
	for _, g := range v.Groups {
		fmt.Println(len(g.Clusters), g.Clusters[0].Cluster, said.SameChanges(g, false, w))
		for _, s := range g.Sections {
			fmt.Println("  " + said.Risk(s.Risk, w))
			for _, c := range s.Changes {
				fmt.Println("    "+said.Action(c.Action, w), c.Object)
				for _, fields := range c.Content().Groups {
					for _, f := range fields.Fields {
						before, after := said.Values(f, w)
						fmt.Println("      "+fields.Parent.Join(f.Name).String(), before, after)
					}
				}
			}
		}
	}
	fmt.Println(said.Total(v.Totals, w))
	// Output:
	// 2 eu the same change
	//   Creations
	//     create Namespace shop
	// 1 eu 1 change only here
	//   Updates
	//     update Service shop/api
	//       spec.externalTrafficPolicy Local Cluster
	//       spec.type NodePort LoadBalancer
	// 2 to create, 1 to update on 2 clusters.
}
