package ui

import (
	"fmt"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

func at(file string, line int) object.Range {
	return object.Range{File: file, StartLine: line, StartColumn: 3, StartByte: 100, EndLine: line, EndColumn: 20, EndByte: 117}
}

func ref(group, kind, name string) object.Ref {
	return object.Ref{Group: group, Kind: kind, Namespace: "shop", Name: name}
}

func added(path string, after any) plan.FieldChange {
	return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Add, After: after, Cause: plan.Cause{Kind: plan.Configuration}}
}

func changed(path string, before, after any) plan.FieldChange {
	return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Modify, Before: before, After: after, Cause: plan.Cause{Kind: plan.Configuration}}
}

func removed(path string, before any) plan.FieldChange {
	return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Remove, Before: before, Cause: plan.Cause{Kind: plan.Configuration}}
}

func because(c plan.Cause, f plan.FieldChange) plan.FieldChange {
	f.Cause = c
	return f
}

var byHand = plan.Cause{Kind: plan.Drift, Manager: "kubectl-edit", Time: "2026-11-23T20:10:11Z"}

func clusterPlan(name string, changes ...plan.Change) plan.ClusterPlan {
	return plan.ClusterPlan{
		Cluster: name, Context: "wl-" + name, Server: "https://10.0.0.1:6443", ServerVersion: "v1.37.2",
		Changes: changes, Unchanged: 4, Requests: plan.Requests{Lists: 5, Gets: 1, DryRuns: 2},
	}
}

func planOf(clusters ...plan.ClusterPlan) *plan.Plan {
	return &plan.Plan{
		FormatVersion: plan.FormatVersion, WLVersion: "0.1.0",
		Stack: object.Stack{Name: "shop", Namespace: "shop"}, Clusters: clusters,
	}
}

func missingNamespace() fact.Fact {
	return fact.New(plan.UnaskedNamespace, fact.Args{"namespace": "shop"})
}

// that is a fact of one code.
func that(code fact.Code, args fact.Args) []fact.Fact { return []fact.Fact{fact.New(code, args)} }

func podsRestart(pods int64) fact.Fact {
	return fact.New(plan.EffectPodsRestart, fact.Args{"pods": pods, "manner": fact.New(plan.MannerUpToAtATime, fact.Args{"most": 1})})
}

const (
	podSpec = "spec.template.spec."
	nginx   = podSpec + `containers[name="nginx"].`
)

func createNamespace() plan.Change {
	return plan.Change{
		Action: plan.Create, Object: object.Ref{Kind: "Namespace", Name: "shop"},
		Address: "namespace.shop", Origin: at("quickstart.wl.hcl", 12),
		Fields: []plan.FieldChange{added(`metadata.labels["app.kubernetes.io/part-of"]`, "shop")},
	}
}

func createService() plan.Change {
	return plan.Change{
		Action: plan.Create, Object: ref("", "Service", "nginx-01"),
		Address: `workload.nginx-01.service["nginx-01"]`, Origin: at("quickstart.wl.hcl", 54), Approximate: missingNamespace(),
		Fields: []plan.FieldChange{
			added("spec", map[string]any{
				"clusterIP": "None", "type": "ClusterIP",
				"ports":    []any{map[string]any{"name": "http", "port": int64(80), "protocol": "TCP", "targetPort": "web"}},
				"selector": map[string]any{"app.kubernetes.io/name": "nginx-01"},
			}),
		},
	}
}

func createStatefulSet() plan.Change {
	return plan.Change{
		Action: plan.Create, Object: ref("apps", "StatefulSet", "nginx-01"),
		Address: "workload.nginx-01", Origin: at("quickstart.wl.hcl", 20), Approximate: missingNamespace(),
		Fields: []plan.FieldChange{
			added("spec.replicas", int64(2)),
			added("spec.serviceName", "nginx-01"),
			added(nginx+"image", "nginx:1.27"),
			added(nginx+"imagePullPolicy", "Always"),
			added(nginx+"name", "nginx"),
			added(nginx+`ports[containerPort=80,protocol="TCP"].containerPort`, int64(80)),
			added(nginx+`ports[containerPort=80,protocol="TCP"].name`, "web"),
			added(nginx+"resources.limits.cpu", "500m"),
			added(nginx+"resources.limits.memory", "256Mi"),
			added(nginx+"resources.requests.cpu", "250m"),
			added(nginx+"resources.requests.memory", "128Mi"),
		},
		Impact: &plan.Impact{ReplicasAfter: 2, Effects: that(plan.EffectPodsStart, fact.Args{"pods": 2})},
	}
}

// weighty is a change that means more than restarts.
func weighty() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: ref("apps", "StatefulSet", "store"), Address: "workload.store", Origin: at("store.wl.hcl", 4),
		Fields: []plan.FieldChange{changed("spec.replicas", int64(3), int64(2))},
		Impact: &plan.Impact{
			ReplicasBefore: 3, ReplicasAfter: 2, Effects: that(plan.EffectScaledDown, fact.Args{"pods": 1, "before": 3, "after": 2}),
			Requests:   []plan.RequestChange{{Resource: "cpu", Before: "1500m", After: "1"}, {Resource: "memory", Before: "3Gi", After: "3Gi"}},
			Privileges: that(plan.PrivilegePrivileged, fact.Args{"container": "store"}),
			DataAtRisk: that(plan.RiskClaimsDeletedByScale, fact.Args{"pods": 1}),
			Budgets:    that(plan.BudgetAllowsNoEviction, fact.Args{"budget": "store", "pods": 2}),
		},
	}
}

func updateStatefulSet() plan.Change {
	image := changed(nginx+"image", "nginx:1.27", "nginx:1.28")
	image.Origin = at("quickstart.wl.hcl", 31)
	return plan.Change{
		Action: plan.Update, Object: ref("apps", "StatefulSet", "nginx-01"),
		Address: "workload.nginx-01", Origin: at("quickstart.wl.hcl", 20),
		Fields: []plan.FieldChange{
			because(byHand, changed("spec.replicas", int64(5), int64(2))),
			added(nginx+`env[name="DEBUG"].name`, "DEBUG"),
			added(nginx+`env[name="DEBUG"].value`, "1"),
			{Path: object.MustParsePath(nginx + `env[name="TOKEN"].value`), Op: plan.Modify, Sensitive: true, Cause: plan.Cause{Kind: plan.Configuration}},
			image,
			added(nginx+`env[name="POD"]`, map[string]any{"name": "POD", "valueFrom": map[string]any{"fieldRef": map[string]any{"fieldPath": "metadata.name"}}}),
			removed(nginx+"resources.limits.memory", "256Mi"),
			added(podSpec+`containers[name="sidecar"]`, map[string]any{"name": "sidecar", "image": "envoy:1.36", "args": []any{"--config", "/etc/envoy.yaml"}}),
			changed(podSpec+"containers", []any{`name="a"`, `name="b"`}, []any{`name="b"`, `name="a"`}),
			because(plan.Cause{Kind: plan.Server}, added(nginx+"terminationMessagePolicy", "File")),
		},
		Impact: &plan.Impact{ReplicasBefore: 5, ReplicasAfter: 2, Restarts: 2, Effects: []fact.Fact{
			podsRestart(2), fact.New(plan.EffectScaledDown, fact.Args{"pods": 3, "before": 5, "after": 2}),
		}},
		Warnings: that(plan.WarnServer, fact.Args{"said": `spec.template.spec.containers[0].env[1]: hides previous definition of "DEBUG", which may be dropped when using apply`}),
	}
}

const (
	confBefore = "worker_processes 1;\nevents {}\nhttp {\n\tserver {\n\t\tlisten 80;\n\t\troot /srv;\n\t}\n\tgzip on;\n\tlog off;\n\tindex x;\n}\n"
	confAfter  = "worker_processes 1;\nevents {}\nhttp {\n\tserver {\n\t\tlisten 8080;\n\t\troot /srv;\n\t}\n\tgzip on;\n\tlog off;\n\tindex x;\n\tetag on;\n}\n"
)

func updateConfigMap() plan.Change {
	const digest = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b94"
	return plan.Change{
		Action: plan.Update, Object: ref("", "ConfigMap", "nginx-conf"),
		Address: "config_map.nginx-conf", Origin: at("config.wl.hcl", 1),
		Fields: []plan.FieldChange{
			changed(`data["nginx.conf"]`, confBefore, confAfter),
			changed("data.image", "registry.example.com/platform/team/web/frontend@"+digest+"5", "registry.example.com/platform/team/web/frontend@"+digest+"6"),
			changed("data.motd", "", "Grüße, 世界"),
			removed("data.old", "x"),
		},
	}
}

func driftedService() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: ref("", "Service", "api"), Address: `workload.api.service["api"]`, Origin: at("api.wl.hcl", 30),
		Fields: []plan.FieldChange{
			because(byHand, changed("spec.externalTrafficPolicy", "Local", "Cluster")),
			because(byHand, changed("spec.type", "NodePort", "LoadBalancer")),
		},
	}
}

// publishedService gets a port that the server has yet to choose.
func publishedService() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: ref("", "Service", "api"), Address: `workload.api.service["api"]`, Origin: at("api.wl.hcl", 30),
		Fields: []plan.FieldChange{
			changed("spec.type", "ClusterIP", "NodePort"),
			{Path: object.MustParsePath(`spec.ports[port=80,protocol="TCP"].nodePort`), Op: plan.Add, Unknown: true, Cause: plan.Cause{Kind: plan.Server}},
		},
	}
}

func blockedDeployment() plan.Change {
	api := ref("apps", "Deployment", "api")
	return plan.Change{
		Action: plan.Blocked, Object: api, Address: "workload.api", Origin: at("api.wl.hcl", 3),
		Fields: []plan.FieldChange{changed("spec.replicas", int64(5), int64(2))},
		Blocked: &plan.Problem{
			Fact: fact.New(plan.ProblemConflict, fact.Args{
				"owned": that(plan.OwnedByAnother, fact.Args{
					"field": "spec.replicas", "is": "5", "set": "2",
					"manager": fact.New(plan.OwnerManager, fact.Args{"name": "kube-controller-manager", "subresource": "scale", "time": "2026-11-23 20:10:11Z"}),
				}),
				"ways": that(plan.WayShareReplicas, fact.Args{"by": "autoscaler"}),
			}),
			Object: &api, Path: object.MustParsePath("spec.replicas"), Origin: at("api.wl.hcl", 6),
		},
	}
}

// handedOver has fields that keep their values and change their owners.
func handedOver() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: ref("apps", "Deployment", "api"), Address: "workload.api", Origin: at("api.wl.hcl", 3),
		Fields: []plan.FieldChange{
			{Path: object.MustParsePath("spec.revisionHistoryLimit"), Op: plan.Take, Before: int64(10), After: int64(10), Cause: plan.Cause{Kind: plan.Configuration}},
			{Path: object.MustParsePath(nginx + "args"), Op: plan.Release, Before: []any{"one", "two"}, After: []any{"one", "two"}, Cause: plan.Cause{Kind: plan.Configuration}},
		},
		Impact: &plan.Impact{ReplicasBefore: 2, ReplicasAfter: 2, Effects: that(plan.EffectNoRestart, nil)},
	}
}

func deleteDeployment() plan.Change {
	return plan.Change{
		Action: plan.Delete, Object: ref("apps", "Deployment", "drop-this"), Address: "workload.drop-this",
		Impact: &plan.Impact{ReplicasBefore: 2, Effects: that(plan.EffectPodsTerminated, fact.Args{"pods": 2}), Outage: true},
	}
}

// renewed are objects that cannot be changed: one keeps its Pods.
func renewed() []plan.Change {
	return []plan.Change{
		{
			Action: plan.Rerun, Object: ref("batch", "Job", "migrate"), Address: "workload.migrate", Origin: at("shop.wl.hcl", 40),
			Fields:      []plan.FieldChange{changed(nginx+"image", "migrate:1", "migrate:2")},
			Replacement: &plan.Replacement{Because: []object.Path{object.MustParsePath(nginx + "image")}},
			Impact:      &plan.Impact{Effects: that(plan.EffectJobRunsAgain, nil)},
		},
		{
			Action: plan.Replace, Object: ref("apps", "StatefulSet", "database"), Address: "workload.database", Origin: at("shop.wl.hcl", 9),
			Fields:      []plan.FieldChange{changed("spec.podManagementPolicy", "OrderedReady", "Parallel"), changed("spec.serviceName", "a", "b")},
			Replacement: &plan.Replacement{Because: []object.Path{object.MustParsePath("spec.podManagementPolicy"), object.MustParsePath("spec.serviceName")}, KeepsPods: true},
			Grows: []step.GrowClaim{
				{Claim: "data-database-0", UID: "4f1c2f0e-2f51-4a3e-9b35-0f3d3e1f0a01", From: "10Gi", To: "20Gi"},
				{Claim: "data-database-1", UID: "4f1c2f0e-2f51-4a3e-9b35-0f3d3e1f0a02", From: "10Gi", To: "20Gi"},
				{Claim: "logs-database-0", UID: "4f1c2f0e-2f51-4a3e-9b35-0f3d3e1f0a03", From: "500Mi", To: "1Gi"},
			},
			Impact:   &plan.Impact{ReplicasBefore: 2, ReplicasAfter: 2, Effects: []fact.Fact{fact.New(plan.EffectRecreatedAround, nil), fact.New(plan.EffectNoRestart, nil)}},
			Warnings: that(plan.WarnDNSNames, nil),
		},
	}
}

// scheduled are CronJobs: one is new, the other runs at other times.
func scheduled() []plan.Change {
	return []plan.Change{
		{
			Action: plan.Create, Object: ref("batch", "CronJob", "report"), Address: "workload.report", Origin: at("jobs.wl.hcl", 3),
			Fields: []plan.FieldChange{
				added("spec.schedule", "*/5 * * * *"), added("spec.timeZone", "Europe/Berlin"),
				added(`spec.jobTemplate.spec.template.spec.containers[name="report"].image`, "report:1"),
			},
			Impact: &plan.Impact{Effects: that(plan.EffectSchedule, fact.Args{"schedule": "*/5 * * * *", "zone": "Europe/Berlin"})},
		},
		{
			Action: plan.Update, Object: ref("batch", "CronJob", "backup"), Address: "workload.backup", Origin: at("jobs.wl.hcl", 30),
			Fields: []plan.FieldChange{changed("spec.schedule", "@daily", "0 3 * * 1-5")},
			Impact: &plan.Impact{Effects: that(plan.EffectSchedule, fact.Args{"schedule": "0 3 * * 1-5", "schedule_before": "@daily"})},
		},
	}
}

// computed are changes about which the server was not asked.
func computed() []plan.Change {
	changes := []plan.Change{updateConfigMap(), updateStatefulSet()}
	for i := range changes {
		changes[i].Approximate = fact.New(plan.UnaskedReadOnly, nil)
	}
	return changes
}

// takenOver is an object that Helm has made.
func takenOver() plan.Change {
	return plan.Change{
		Action: plan.Adopt, Object: ref("apps", "Deployment", "api"), Address: "workload.api", Origin: at("api.wl.hcl", 3),
		Fields: []plan.FieldChange{
			{Path: object.MustParsePath(`metadata.labels["app.kubernetes.io/managed-by"]`), Op: plan.Modify, Before: "Helm", After: "wl", Cause: plan.Cause{Kind: plan.Configuration}, OwnersBefore: []string{"helm"}, OwnersAfter: []string{"wl/shop/shop"}},
			removed("spec.minReadySeconds", int64(5)),
			{Path: object.MustParsePath(podSpec + "dnsPolicy"), Op: plan.Release, Before: "ClusterFirst", After: "ClusterFirst", Cause: plan.Cause{Kind: plan.Configuration}, OwnersBefore: []string{"helm"}},
		},
		Adoption: &plan.Adoption{From: []string{"helm"}, Keeps: that(plan.KeepsSelector, fact.Args{"labels": []string{"app=api"}})},
		Impact:   &plan.Impact{ReplicasBefore: 3, ReplicasAfter: 3, Effects: that(plan.EffectNoRestart, nil)},
		Warnings: that(plan.WarnHelmRelease, fact.Args{"release": "api", "namespace": "shop"}),
	}
}

func deleteService() plan.Change {
	return plan.Change{Action: plan.Delete, Object: ref("", "Service", "drop-this"), Address: `workload.drop-this.service["drop-this"]`}
}

func deleteNamespace() plan.Change {
	return plan.Change{Action: plan.Delete, Object: object.Ref{Kind: "Namespace", Name: "shop"}, Address: "namespace.shop"}
}

// plans are the cases that all renderers of plans are tried on.
func plans() map[string]*plan.Plan {
	rolloutPending := clusterPlan("prod-eu")
	rolloutPending.RolloutPending = []object.Ref{ref("apps", "Deployment", "api")}
	rolloutPending.Missing = []object.Ref{ref("", "Service", "gone"), ref("", "ConfigMap", "old")}
	rolloutPending.ReplacedPods = []plan.ReplacedPods{
		{Object: ref("apps", "StatefulSet", "database"), Pods: []string{"database-1"}, Because: plan.Blocking},
		{Object: ref("apps", "StatefulSet", "queue"), Pods: []string{"queue-0", "queue-1"}, Because: plan.Outworn},
	}
	rolloutPending.Unrecorded = []object.Ref{ref("", "Service", "api")}
	broken := clusterPlan("prod-eu", updateStatefulSet())
	broken.Problems = []plan.Problem{{
		Fact:   fact.New(plan.ProblemServerFails, fact.Args{"error": "the server https://10.0.0.1:6443 did not answer within 30 seconds"}),
		Object: blockedDeployment().Blocked.Object, Origin: at("api.wl.hcl", 3),
	}}
	broken.Warnings = []plan.Problem{{
		Fact: fact.New(plan.ProblemPaused, fact.Args{"pause": fact.New(plan.WarnPaused, fact.Args{
			"field": "spec.paused", "value": "true", "manager": fact.New(plan.OwnerManager, fact.Args{"name": "kubectl-rollout"}),
		})}),
		Object: blockedDeployment().Blocked.Object, Path: object.MustParsePath("spec.paused"),
	}}
	destroy := planOf(clusterPlan("prod-eu", deleteDeployment(), deleteService()))
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
	again := planOf(clusterPlan("prod-eu", going))
	again.Destroy = true
	partial := clusterPlan("prod-eu", createNamespace(), createService())
	partial.Targets = []string{"workload.nginx-01", "workload.api"}
	return map[string]*plan.Plan{
		"along":     planOf(clusterPlan("eu", alongDeletions()...)),
		"grants":    planOf(clusterPlan("eu", grants()...)),
		"byhand":    planOf(byHandPlan()),
		"former":    planOf(formerPlan()),
		"content":   planOf(clusterPlan("prod-eu", contentChanges()...)),
		"scheduled": planOf(clusterPlan("eu", scheduled()...)),
		"weighty":   planOf(clusterPlan("eu", weighty())),
		"unknown":   planOf(clusterPlan("eu", publishedService())),
		"shared": planOf(clusterPlan("eu", createNamespace(), deleteService(), updateConfigMap()), clusterPlan("us", createNamespace(), deleteService(), driftedService()),
			clusterPlan("asia", createNamespace()), clusterPlan("lab")),
		"partial":         planOf(partial),
		"down":            planOf(clusterPlan("eu", driftedService()), down("asia"), clusterPlan("us", driftedService()), down("lab"), clusterPlan("test")),
		"admitted":        planOf(clusterPlan("prod-eu", admittedDeployment())),
		"ahead":           planOf(clusterPlan("prod-eu", ahead()...)),
		"dropped":         planOf(dropping(updateConfigMap())),
		"kept":            planOf(dropping()),
		"none":            planOf(clusterPlan("prod-eu")),
		"computed":        planOf(clusterPlan("prod-eu", computed()...)),
		"adopt":           planOf(clusterPlan("prod-eu", takenOver(), updateConfigMap())),
		"renewed":         planOf(clusterPlan("prod-eu", renewed()...)),
		"create":          planOf(clusterPlan("prod-eu", createNamespace(), createService(), createStatefulSet())),
		"update":          planOf(clusterPlan("prod-eu", updateConfigMap(), driftedService(), updateStatefulSet())),
		"mixed":           planOf(clusterPlan("prod-eu", createNamespace(), createService(), updateConfigMap(), driftedService(), blockedDeployment(), deleteDeployment(), deleteService(), updateStatefulSet())),
		"rollout-pending": planOf(rolloutPending),
		"going":           again,
		"handover":        planOf(clusterPlan("prod-eu", handedOver())),
		"problem":         planOf(broken),
		"destroy":         destroy,
		"clusters": planOf(clusterPlan("eu", createNamespace(), createService()), clusterPlan("asia-southeast", createNamespace(), createService()),
			clusterPlan("us", driftedService()), clusterPlan("lab")),
	}
}

// contentChanges are of configuration that Pods read, and of these.
func contentChanges() []plan.Change {
	oneByOne := []fact.Fact{podsRestart(4)}
	conf, gateway := ref("", "ConfigMap", "nginx-conf"), ref("", "Secret", "gateway")
	reads := func(name string, f plan.FieldChange, c plan.Cause) plan.Change {
		f.Path = plan.ConfigHashPath()
		return plan.Change{
			Action: plan.Update, Object: ref("apps", "StatefulSet", name), Address: "workload." + name, Origin: at("quickstart.wl.hcl", 20),
			Fields: []plan.FieldChange{because(c, f)},
			Impact: &plan.Impact{ReplicasBefore: 4, ReplicasAfter: 4, Restarts: 4, Effects: oneByOne},
		}
	}
	changedBoth := plan.Cause{Kind: plan.Content, Sources: []plan.Source{
		{Object: conf, Keys: []string{"a.conf", "b.conf", "image", "mime.types", "nginx.conf"}}, {Object: gateway, Keys: []string{"token"}},
	}}
	paused := reads("nginx-03", changed("", "1-01", "1-02"), plan.Cause{Kind: plan.Content, Note: fact.New(plan.NoteConfigMapsHaveChanged, nil)})
	paused.Impact = &plan.Impact{ReplicasBefore: 4, ReplicasAfter: 4, Effects: that(plan.EffectHeldWhilePaused, nil)}
	unknown := reads("nginx-02", plan.FieldChange{Op: plan.Modify, Before: "1-01-03", Unknown: true},
		plan.Cause{Kind: plan.Content, Note: fact.New(plan.NoteKeyNew, nil)})
	unknown.Fields = append(unknown.Fields, changed(nginx+"image", "nginx:1.27", "nginx:1.28"))
	config := updateConfigMap()
	for i := range 12 {
		config.Readers = append(config.Readers, plan.Reader{Object: ref("apps", "StatefulSet", fmt.Sprintf("nginx-%02d", i+1)), Restarts: 4, Effects: oneByOne})
	}
	return []plan.Change{
		config,
		{
			Action: plan.Update, Object: gateway, Address: "secret.gateway", Origin: at("config.wl.hcl", 9),
			Fields:  []plan.FieldChange{{Path: object.MustParsePath("data.token"), Op: plan.Modify, Sensitive: true, Cause: plan.Cause{Kind: plan.Configuration}}},
			Readers: []plan.Reader{{Object: ref("apps", "DaemonSet", "agent"), Effects: that(plan.EffectNoDigestYet, nil)}},
		},
		reads("nginx-01", changed("", "1-01-03", "1-02-04"), changedBoth), unknown, paused,
	}
}
