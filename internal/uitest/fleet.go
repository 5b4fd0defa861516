package uitest

import (
	"fmt"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Fleet is a plan of many clusters in waves, where the same changes with other numbers.
func Fleet() *plan.Plan {
	var clusters []plan.ClusterPlan
	for i := range 20 {
		pods := int64(2 + 2*(i%6))
		c := ClusterPlan(fmt.Sprintf("prod-%s-%d", []string{"eu-central", "us-east", "ap-southeast"}[i%3], i/3+1), fleetUpdate(pods), fleetSettings(pods))
		c.Wave, c.Server = "everywhere else", fmt.Sprintf("https://%d.clusters.example.com:6443", i)
		if i == 0 {
			c.Wave = "canary"
		}
		switch i {
		case 3:
			c.Changes = []plan.Change{}
		case 7:
			c = plan.ClusterPlan{Cluster: c.Cluster, Wave: c.Wave, Context: c.Context, Server: c.Server, Changes: []plan.Change{}, Problems: []plan.Problem{{
				Fact: fact.New(engine.ProblemUnplanned, fact.Args{"error": fact.New(reason.Unreachable, fact.Args{
					"context": c.Context, "server": c.Server, "because": fact.New(reason.ConnectionRefused, nil),
				})}),
			}}}
		case 9:
			c.Changes = append(c.Changes, BlockedDeployment())
		}
		clusters = append(clusters, c)
	}
	return PlanOf(clusters...)
}

// fleetUpdate is of a Deployment with so many Pods.
func fleetUpdate(pods int64) plan.Change {
	manner := fact.New(plan.MannerUpToAtATime, fact.Args{"most": max(pods/4, 1)})
	if pods > 6 {
		manner = fact.New(plan.MannerUnavailableAndSurge, fact.Args{"unavailable": pods / 4, "surge": pods / 4})
	}
	return plan.Change{
		Action: plan.Update, Object: Ref("apps", "Deployment", "web"), Address: "workload.web", Origin: Place("web.wl.hcl", 4),
		Fields: []plan.FieldChange{Changed("spec.replicas", pods-1, pods), Changed(PodSpec+`containers[name="main"].image`, "web:1.4", "web:1.5")},
		Impact: &plan.Impact{
			ReplicasBefore: pods, ReplicasAfter: pods, Restarts: pods,
			Effects:  []fact.Fact{fact.New(plan.EffectPodsRestart, fact.Args{"pods": pods, "manner": manner})},
			Requests: []plan.RequestChange{{Resource: "cpu", Before: fmt.Sprintf("%dm", 250*pods), After: fmt.Sprintf("%dm", 500*pods)}},
		},
		Warnings: []fact.Fact{fact.New(plan.WarnRiskOfOutage, fact.Args{"pods": pods, "max_unavailable": "1"})},
	}
}

// fleetSettings is of what the Deployment's Pods read.
func fleetSettings(pods int64) plan.Change {
	return plan.Change{
		Action: plan.Update, Object: Ref("", "ConfigMap", "settings"), Address: "config_map.settings", Origin: Place("web.wl.hcl", 40),
		Fields:  []plan.FieldChange{Changed("data.level", "info", "debug")},
		Readers: []plan.Reader{{Object: object.Ref{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "web"}, Restarts: pods, Effects: []fact.Fact{PodsRestart(pods)}}},
	}
}
