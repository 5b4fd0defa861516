package uitest

import (
	"fmt"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Plans are the cases that all renderers of plans are tried on.
func Plans() map[string]*plan.Plan {
	rolloutPending := ClusterPlan("prod-eu")
	rolloutPending.RolloutPending = []object.Ref{Ref("apps", "Deployment", "api")}
	rolloutPending.Missing = []object.Ref{Ref("", "Service", "gone"), Ref("", "ConfigMap", "old")}
	rolloutPending.ReplacedPods = []plan.ReplacedPods{
		{Object: Ref("apps", "StatefulSet", "database"), Pods: []string{"database-1"}, Because: plan.Blocking},
		{Object: Ref("apps", "StatefulSet", "queue"), Pods: []string{"queue-0", "queue-1"}, Because: plan.Outworn},
	}
	rolloutPending.Unrecorded = []object.Ref{Ref("", "Service", "api")}
	broken := ClusterPlan("prod-eu", UpdateStatefulSet())
	broken.Problems = []plan.Problem{{
		Fact:   fact.New(plan.ProblemServerFails, fact.Args{"error": "the server https://10.0.0.1:6443 did not answer within 30 seconds"}),
		Object: BlockedDeployment().Blocked.Object, Origin: Place("api.wl.hcl", 3),
	}}
	broken.Warnings = []plan.Problem{{
		Fact: fact.New(plan.ProblemPaused, fact.Args{"pause": fact.New(plan.WarnPaused, fact.Args{
			"field": "spec.paused", "value": "true", "manager": fact.New(plan.OwnerManager, fact.Args{"name": "kubectl-rollout"}),
		})}),
		Object: BlockedDeployment().Blocked.Object, Path: object.MustParsePath("spec.paused"),
	}}
	destroy := PlanOf(ClusterPlan("prod-eu", DeleteDeployment(), deleteService()))
	destroy.Destroy = true
	down := func(name string) plan.ClusterPlan {
		return plan.ClusterPlan{Cluster: name, Context: "wl-" + name, Server: "https://" + name + ":6443", Changes: []plan.Change{}, Problems: []plan.Problem{{
			Fact: fact.New(engine.ProblemUnplanned, fact.Args{
				"error": fact.New(reason.Unreachable, fact.Args{
					"context": "wl-" + name, "server": "https://" + name + ":6443", "because": fact.New(reason.ConnectionRefused, nil),
				}),
			}),
		}}}
	}
	going := deleteNamespace()
	going.Going = true
	again := PlanOf(ClusterPlan("prod-eu", going))
	again.Destroy = true
	partial := ClusterPlan("prod-eu", CreateNamespace(), CreateService())
	partial.Targets = []string{"workload.nginx-01", "workload.api"}
	idle := ClusterPlan("prod-eu")
	idle.RunsAlways = []object.Ref{Ref("batch", "Job", "migrate")}
	return map[string]*plan.Plan{
		"always":      PlanOf(ClusterPlan("prod-eu", always()...)),
		"idle":        PlanOf(idle),
		"along":       PlanOf(ClusterPlan("eu", alongDeletions()...)),
		"beside":      PlanOf(ClusterPlan("eu", beside()...)),
		"definitions": PlanOf(ClusterPlan("eu", definitions()...)),
		"grants":      PlanOf(ClusterPlan("eu", grants()...)),
		"byhand":      PlanOf(byHandPlan()),
		"former":      PlanOf(formerPlan()),
		"content":     PlanOf(ClusterPlan("prod-eu", ContentChanges()...)),
		"scheduled":   PlanOf(ClusterPlan("eu", scheduled()...)),
		"weighty":     PlanOf(ClusterPlan("eu", weighty())),
		"unknown":     PlanOf(ClusterPlan("eu", publishedService())),
		"shared": PlanOf(ClusterPlan("eu", CreateNamespace(), deleteService(), UpdateConfigMap()), ClusterPlan("us", CreateNamespace(), deleteService(), DriftedService()),
			ClusterPlan("asia", CreateNamespace()), ClusterPlan("lab")),
		"partial":         PlanOf(partial),
		"fleet":           Fleet(),
		"down":            PlanOf(ClusterPlan("eu", DriftedService()), down("asia"), ClusterPlan("us", DriftedService()), down("lab"), ClusterPlan("test")),
		"admitted":        PlanOf(ClusterPlan("prod-eu", admittedDeployment())),
		"ahead":           PlanOf(ClusterPlan("prod-eu", ahead()...)),
		"dropped":         PlanOf(dropping(UpdateConfigMap())),
		"kept":            PlanOf(dropping()),
		"none":            PlanOf(ClusterPlan("prod-eu")),
		"computed":        PlanOf(ClusterPlan("prod-eu", computed()...)),
		"adopt":           PlanOf(ClusterPlan("prod-eu", takenOver(), UpdateConfigMap())),
		"released":        PlanOf(ClusterPlan("prod-eu", append(released(), deleteService())...)),
		"renewed":         PlanOf(ClusterPlan("prod-eu", replacedObjects()...)),
		"create":          PlanOf(ClusterPlan("prod-eu", CreateNamespace(), CreateService(), createStatefulSet())),
		"update":          PlanOf(ClusterPlan("prod-eu", UpdateConfigMap(), DriftedService(), UpdateStatefulSet())),
		"mixed":           PlanOf(ClusterPlan("prod-eu", CreateNamespace(), CreateService(), UpdateConfigMap(), DriftedService(), BlockedDeployment(), DeleteDeployment(), deleteService(), UpdateStatefulSet())),
		"rollout-pending": PlanOf(rolloutPending),
		"outputs":         PlanOf(outputs("eu", "nginx-1.shop.eu"), outputs("us", "nginx-1.shop.us")),
		"going":           again,
		"handover":        PlanOf(ClusterPlan("prod-eu", handedOver())),
		"problem":         PlanOf(broken),
		"destroy":         destroy,
		"clusters": PlanOf(ClusterPlan("eu", CreateNamespace(), CreateService()), ClusterPlan("asia-southeast", CreateNamespace(), CreateService()),
			ClusterPlan("us", DriftedService()), ClusterPlan("lab")),
	}
}

// ContentChanges are of configuration that Pods read, and of these.
func ContentChanges() []plan.Change {
	oneByOne := []fact.Fact{PodsRestart(4)}
	conf, gateway := Ref("", "ConfigMap", "nginx-conf"), Ref("", "Secret", "gateway")
	reads := func(name string, f plan.FieldChange, c plan.Cause) plan.Change {
		f.Path = plan.ConfigHashPath()
		return plan.Change{
			Action: plan.Update, Object: Ref("apps", "StatefulSet", name), Address: "workload." + name, Origin: Place("quickstart.wl.hcl", 20),
			Fields: []plan.FieldChange{Because(c, f)},
			Impact: &plan.Impact{ReplicasBefore: 4, ReplicasAfter: 4, Restarts: 4, Effects: oneByOne},
		}
	}
	changedBoth := plan.Cause{Kind: plan.Content, Sources: []plan.Source{
		{Object: conf, Keys: []string{"a.conf", "b.conf", "image", "mime.types", "nginx.conf"}}, {Object: gateway, Keys: []string{"token"}},
	}}
	paused := reads("nginx-03", Changed("", "1-01", "1-02"), plan.Cause{Kind: plan.Content, Note: fact.New(plan.NoteConfigMapsHaveChanged, nil)})
	paused.Impact = &plan.Impact{ReplicasBefore: 4, ReplicasAfter: 4, Effects: that(plan.EffectHeldWhilePaused, nil)}
	unknown := reads("nginx-02", plan.FieldChange{Op: plan.Modify, Before: "1-01-03", Unknown: true},
		plan.Cause{Kind: plan.Content, Note: fact.New(plan.NoteKeyNew, nil)})
	unknown.Fields = append(unknown.Fields, Changed(Nginx+"image", "nginx:1.27", "nginx:1.28"))
	config := UpdateConfigMap()
	for i := range 12 {
		config.Readers = append(config.Readers, plan.Reader{Object: Ref("apps", "StatefulSet", fmt.Sprintf("nginx-%02d", i+1)), Restarts: 4, Effects: oneByOne})
	}
	return []plan.Change{
		config,
		{
			Action: plan.Update, Object: gateway, Address: "secret.gateway", Origin: Place("config.wl.hcl", 9),
			Fields:  []plan.FieldChange{{Path: object.MustParsePath("data.token"), Op: plan.Modify, Sensitive: true, Cause: plan.Cause{Kind: plan.Configuration}}},
			Readers: []plan.Reader{{Object: Ref("apps", "DaemonSet", "agent"), Effects: that(plan.EffectNoDigestYet, nil)}},
		},
		reads("nginx-01", Changed("", "1-01-03", "1-02-04"), changedBoth), unknown, paused,
	}
}

// outputs is a cluster's plan in which nothing but what the state keeps of the outputs changes.
func outputs(cluster, address string) plan.ClusterPlan {
	c := ClusterPlan(cluster)
	c.Outputs = plan.OutputChanges(
		[]state.Output{{Name: "address", Value: "nginx.shop"}, {Name: "ports", Value: []any{80}}, {Name: "gone", Value: "x\ny\n"}},
		[]state.Output{{Name: "address", Value: address}, {Name: "ports", Value: []any{80, 443}}, {Name: "token", Sensitive: true}})
	return c
}
