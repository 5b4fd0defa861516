package uitest

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

func CreateNamespace() plan.Change {
	return plan.Change{
		Action: plan.Create, Object: object.Ref{Kind: "Namespace", Name: "shop"},
		Address: "namespace.shop", Origin: Place("quickstart.wl.hcl", 12),
		Fields: []plan.FieldChange{Added(`metadata.labels["app.kubernetes.io/part-of"]`, "shop")},
	}
}

func CreateService() plan.Change {
	return plan.Change{
		Action: plan.Create, Object: Ref("", "Service", "nginx-01"),
		Address: `workload.nginx-01.service["nginx-01"]`, Origin: Place("quickstart.wl.hcl", 54), Approximate: missingNamespace(),
		Fields: []plan.FieldChange{
			Added("spec", map[string]any{
				"clusterIP": "None", "type": "ClusterIP",
				"ports":    []any{map[string]any{"name": "http", "port": int64(80), "protocol": "TCP", "targetPort": "web"}},
				"selector": map[string]any{"app.kubernetes.io/name": "nginx-01"},
			}),
		},
	}
}

func createStatefulSet() plan.Change {
	return plan.Change{
		Action: plan.Create, Object: Ref("apps", "StatefulSet", "nginx-01"),
		Address: "workload.nginx-01", Origin: Place("quickstart.wl.hcl", 20), Approximate: missingNamespace(),
		Fields: []plan.FieldChange{
			Added("spec.replicas", int64(2)),
			Added("spec.serviceName", "nginx-01"),
			Added(Nginx+"image", "nginx:1.27"),
			Added(Nginx+"imagePullPolicy", "Always"),
			Added(Nginx+"name", "nginx"),
			Added(Nginx+`ports[containerPort=80,protocol="TCP"].containerPort`, int64(80)),
			Added(Nginx+`ports[containerPort=80,protocol="TCP"].name`, "web"),
			Added(Nginx+"resources.limits.cpu", "500m"),
			Added(Nginx+"resources.limits.memory", "256Mi"),
			Added(Nginx+"resources.requests.cpu", "250m"),
			Added(Nginx+"resources.requests.memory", "128Mi"),
		},
		Impact: &plan.Impact{ReplicasAfter: 2, Effects: that(plan.EffectPodsStart, fact.Args{"pods": 2})},
	}
}

// weighty is a change that means more than restarts.
func weighty() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: Ref("apps", "StatefulSet", "store"), Address: "workload.store", Origin: Place("store.wl.hcl", 4),
		Fields: []plan.FieldChange{Changed("spec.replicas", int64(3), int64(2))},
		Impact: &plan.Impact{
			ReplicasBefore: 3, ReplicasAfter: 2, Effects: that(plan.EffectScaledDown, fact.Args{"pods": 1, "before": 3, "after": 2}),
			Requests:   []plan.RequestChange{{Resource: "cpu", Before: "1500m", After: "1"}, {Resource: "memory", Before: "3Gi", After: "3Gi"}},
			Privileges: that(plan.PrivilegePrivileged, fact.Args{"container": "store"}),
			DataAtRisk: that(plan.RiskClaimsDeletedByScale, fact.Args{"pods": 1}),
			Budgets:    that(plan.BudgetAllowsNoEviction, fact.Args{"budget": "store", "pods": 2}),
		},
		Along: &plan.Along{Claims: []plan.AlongClaim{
			{Name: "data-store-2", Size: "10Gi", Deleted: true, Volume: &plan.AlongVolume{Name: "pv-store-2", Size: "10Gi", ReclaimPolicy: "Delete"}},
		}},
	}
}

func UpdateStatefulSet() plan.Change {
	image := Changed(Nginx+"image", "nginx:1.27", "nginx:1.28")
	image.Origin = Place("quickstart.wl.hcl", 31)
	return plan.Change{
		Action: plan.Update, Object: Ref("apps", "StatefulSet", "nginx-01"),
		Address: "workload.nginx-01", Origin: Place("quickstart.wl.hcl", 20),
		Fields: []plan.FieldChange{
			Because(ByHand, Changed("spec.replicas", int64(5), int64(2))),
			Added(Nginx+`env[name="DEBUG"].name`, "DEBUG"),
			Added(Nginx+`env[name="DEBUG"].value`, "1"),
			{Path: object.MustParsePath(Nginx + `env[name="TOKEN"].value`), Op: plan.Modify, Sensitive: true, Cause: plan.Cause{Kind: plan.Configuration}},
			image,
			Added(Nginx+`env[name="POD"]`, map[string]any{"name": "POD", "valueFrom": map[string]any{"fieldRef": map[string]any{"fieldPath": "metadata.name"}}}),
			removed(Nginx+"resources.limits.memory", "256Mi"),
			Added(PodSpec+`containers[name="sidecar"]`, map[string]any{"name": "sidecar", "image": "envoy:1.36", "args": []any{"--config", "/etc/envoy.yaml"}}),
			Changed(PodSpec+"containers", []any{`name="a"`, `name="b"`}, []any{`name="b"`, `name="a"`}),
			Because(plan.Cause{Kind: plan.Server}, Added(Nginx+"terminationMessagePolicy", "File")),
		},
		Impact: &plan.Impact{ReplicasBefore: 5, ReplicasAfter: 2, Restarts: 2, Effects: []fact.Fact{
			PodsRestart(2), fact.New(plan.EffectScaledDown, fact.Args{"pods": 3, "before": 5, "after": 2}),
		}},
		Warnings: that(plan.WarnServer, fact.Args{"said": `spec.template.spec.containers[0].env[1]: hides previous definition of "DEBUG", which may be dropped when using apply`}),
	}
}

const (
	confBefore = "worker_processes 1;\nevents {}\nhttp {\n\tserver {\n\t\tlisten 80;\n\t\troot /srv;\n\t}\n\tgzip on;\n\tlog off;\n\tindex x;\n}\n"
	confAfter  = "worker_processes 1;\nevents {}\nhttp {\n\tserver {\n\t\tlisten 8080;\n\t\troot /srv;\n\t}\n\tgzip on;\n\tlog off;\n\tindex x;\n\tetag on;\n}\n"
)

func UpdateConfigMap() plan.Change {
	const digest = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b94"
	return plan.Change{
		Action: plan.Update, Object: Ref("", "ConfigMap", "nginx-conf"),
		Address: "config_map.nginx-conf", Origin: Place("config.wl.hcl", 1),
		Fields: []plan.FieldChange{
			Changed(`data["nginx.conf"]`, confBefore, confAfter),
			Changed("data.image", "registry.example.com/platform/team/web/frontend@"+digest+"5", "registry.example.com/platform/team/web/frontend@"+digest+"6"),
			Changed("data.motd", "", "Grüße, 世界"),
			removed("data.old", "x"),
		},
	}
}

func DriftedService() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: Ref("", "Service", "api"), Address: `workload.api.service["api"]`, Origin: Place("api.wl.hcl", 30),
		Fields: []plan.FieldChange{
			Because(ByHand, Changed("spec.externalTrafficPolicy", "Local", "Cluster")),
			Because(ByHand, Changed("spec.type", "NodePort", "LoadBalancer")),
		},
	}
}

// publishedService gets a port that the server has yet to choose.
func publishedService() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: Ref("", "Service", "api"), Address: `workload.api.service["api"]`, Origin: Place("api.wl.hcl", 30),
		Fields: []plan.FieldChange{
			Changed("spec.type", "ClusterIP", "NodePort"),
			{Path: object.MustParsePath(`spec.ports[port=80,protocol="TCP"].nodePort`), Op: plan.Add, Unknown: true, Cause: plan.Cause{Kind: plan.Server}},
		},
	}
}

func BlockedDeployment() plan.Change {
	api := Ref("apps", "Deployment", "api")
	return plan.Change{
		Action: plan.Blocked, Object: api, Address: "workload.api", Origin: Place("api.wl.hcl", 3),
		Fields: []plan.FieldChange{Changed("spec.replicas", int64(5), int64(2))},
		Blocked: &plan.Problem{
			Fact: fact.New(plan.ProblemConflict, fact.Args{
				"owned": that(plan.OwnedByAnother, fact.Args{
					"field": "spec.replicas", "is": "5", "set": "2",
					"manager": fact.New(plan.OwnerManager, fact.Args{"name": "kube-controller-manager", "subresource": "scale", "time": "2026-11-23 20:10:11Z"}),
				}),
				"ways": that(plan.WayShareReplicas, fact.Args{"by": "autoscaler", "address": "workload.api", "field": "spec.replicas"}),
			}),
			Object: &api, Path: object.MustParsePath("spec.replicas"), Origin: Place("api.wl.hcl", 6),
		},
	}
}

// handedOver has fields that keep their values and change their owners.
func handedOver() plan.Change {
	return plan.Change{
		Action: plan.Update, Object: Ref("apps", "Deployment", "api"), Address: "workload.api", Origin: Place("api.wl.hcl", 3),
		Fields: []plan.FieldChange{
			{Path: object.MustParsePath("spec.revisionHistoryLimit"), Op: plan.Take, Before: int64(10), After: int64(10), Cause: plan.Cause{Kind: plan.Configuration}},
			{Path: object.MustParsePath(Nginx + "args"), Op: plan.Release, Before: []any{"one", "two"}, After: []any{"one", "two"}, Cause: plan.Cause{Kind: plan.Configuration}},
		},
		Impact: &plan.Impact{ReplicasBefore: 2, ReplicasAfter: 2, Effects: that(plan.EffectNoRestart, nil)},
	}
}

func DeleteDeployment() plan.Change {
	return plan.Change{
		Action: plan.Delete, Object: Ref("apps", "Deployment", "drop-this"), Address: "workload.drop-this",
		Impact: &plan.Impact{ReplicasBefore: 2, Effects: that(plan.EffectPodsTerminated, fact.Args{"pods": 2}), Outage: true},
	}
}

// replacedObjects are objects that cannot be changed: one keeps its Pods.
func replacedObjects() []plan.Change {
	return []plan.Change{
		{
			Action: plan.Rerun, Object: Ref("batch", "Job", "migrate"), Address: "workload.migrate", Origin: Place("shop.wl.hcl", 40),
			Fields:      []plan.FieldChange{Changed(Nginx+"image", "migrate:1", "migrate:2")},
			Replacement: &plan.Replacement{Because: []object.Path{object.MustParsePath(Nginx + "image")}},
			Impact:      &plan.Impact{Effects: that(plan.EffectJobRunsAgain, nil)},
		},
		{
			Action: plan.Replace, Object: Ref("apps", "StatefulSet", "database"), Address: "workload.database", Origin: Place("shop.wl.hcl", 9),
			Fields:      []plan.FieldChange{Changed("spec.podManagementPolicy", "OrderedReady", "Parallel"), Changed("spec.serviceName", "a", "b")},
			Replacement: &plan.Replacement{Because: []object.Path{object.MustParsePath("spec.podManagementPolicy"), object.MustParsePath("spec.serviceName")}, KeepsPods: true},
			Grows: []step.GrowClaim{
				{Claim: "data-database-0", UID: "4f1c2f0e-2f51-4a3e-9b35-0f3d3e1f0a01", From: "10Gi", To: "20Gi"},
				{Claim: "data-database-1", UID: "4f1c2f0e-2f51-4a3e-9b35-0f3d3e1f0a02", From: "10Gi", To: "20Gi"},
				{Claim: "logs-database-0", UID: "4f1c2f0e-2f51-4a3e-9b35-0f3d3e1f0a03", From: "500Mi", To: "1Gi"},
			},
			Impact:   &plan.Impact{ReplicasBefore: 2, ReplicasAfter: 2, Effects: []fact.Fact{fact.New(plan.EffectRecreatedAround, nil), fact.New(plan.EffectNoRestart, nil)}},
			Warnings: that(plan.WarnDNSNames, nil),
		},
		{
			Action: plan.Replace, Object: object.Ref{Kind: "PersistentVolume", Name: "archive"}, Address: "persistent_volume.archive", Origin: Place("volumes.wl.hcl", 2),
			Fields:      []plan.FieldChange{Changed("spec.nfs.server", "nfs-1.example.com", "nfs-2.example.com")},
			Replacement: &plan.Replacement{Because: []object.Path{object.MustParsePath("spec.nfs.server")}},
			Impact:      &plan.Impact{DataAtRisk: that(plan.RiskVolumeReplaced, nil)},
			Warnings:    that(plan.WarnDataNotCopied, nil),
		},
		{
			Action: plan.Blocked, Object: object.Ref{Kind: "PersistentVolume", Name: "media"}, Address: "persistent_volume.media", Origin: Place("volumes.wl.hcl", 20),
			Blocked: &plan.Problem{
				Fact: fact.New(plan.ProblemVolumeInUse, fact.Args{"object": object.Ref{Kind: "PersistentVolume", Name: "media"}, "claim": "shop/media", "because": []string{"spec.nfs.path"}}),
				Path: object.MustParsePath("spec.nfs.path"), Origin: Place("volumes.wl.hcl", 26),
			},
		},
		{
			Action: plan.Replace, Object: object.Ref{Group: "scheduling.k8s.io", Kind: "PriorityClass", Name: "high"}, Address: "object.high", Origin: Place("volumes.wl.hcl", 40),
			Fields:      []plan.FieldChange{Changed("value", int64(1000), int64(2000))},
			Replacement: &plan.Replacement{Because: []object.Path{object.MustParsePath("value")}},
			Warnings:    that(plan.WarnPodsNeedClass, fact.Args{"fields": []string{"value"}}),
		},
	}
}

// always are a change and the Job that runs because of it.
func always() []plan.Change {
	return []plan.Change{
		UpdateConfigMap(),
		{
			Action: plan.Rerun, Always: true, Object: Ref("batch", "Job", "migrate"), Address: "workload.migrate", Origin: Place("shop.wl.hcl", 40),
			Impact: &plan.Impact{Effects: that(plan.EffectJobRunsAgain, nil)},
		},
	}
}

// scheduled are CronJobs: one is new, the other runs at other times.
func scheduled() []plan.Change {
	return []plan.Change{
		{
			Action: plan.Create, Object: Ref("batch", "CronJob", "report"), Address: "workload.report", Origin: Place("jobs.wl.hcl", 3),
			Fields: []plan.FieldChange{
				Added("spec.schedule", "*/5 * * * *"), Added("spec.timeZone", "Europe/Berlin"),
				Added(`spec.jobTemplate.spec.template.spec.containers[name="report"].image`, "report:1"),
			},
			Impact: &plan.Impact{Effects: that(plan.EffectSchedule, fact.Args{"schedule": "*/5 * * * *", "zone": "Europe/Berlin"})},
		},
		{
			Action: plan.Update, Object: Ref("batch", "CronJob", "backup"), Address: "workload.backup", Origin: Place("jobs.wl.hcl", 30),
			Fields: []plan.FieldChange{Changed("spec.schedule", "@daily", "0 3 * * 1-5")},
			Impact: &plan.Impact{Effects: that(plan.EffectSchedule, fact.Args{"schedule": "0 3 * * 1-5", "schedule_before": "@daily"})},
		},
	}
}

// computed are changes about which the server was not asked.
func computed() []plan.Change {
	changes := []plan.Change{UpdateConfigMap(), UpdateStatefulSet()}
	for i := range changes {
		changes[i].Approximate = fact.New(plan.UnaskedReadOnly, nil)
	}
	return changes
}

// takenOver is an object that Helm has made.
func takenOver() plan.Change {
	return plan.Change{
		Action: plan.Adopt, Object: Ref("apps", "Deployment", "api"), Address: "workload.api", Origin: Place("api.wl.hcl", 3),
		Fields: []plan.FieldChange{
			{Path: object.MustParsePath(`metadata.labels["app.kubernetes.io/managed-by"]`), Op: plan.Modify, Before: "Helm", After: "wl", Cause: plan.Cause{Kind: plan.Configuration}, OwnersBefore: []string{"helm"}, OwnersAfter: []string{"wl/shop/shop"}},
			removed("spec.minReadySeconds", int64(5)),
			{Path: object.MustParsePath(PodSpec + "dnsPolicy"), Op: plan.Release, Before: "ClusterFirst", After: "ClusterFirst", Cause: plan.Cause{Kind: plan.Configuration}, OwnersBefore: []string{"helm"}},
		},
		Adoption: &plan.Adoption{From: []string{"helm"}, Keeps: that(plan.KeepsSelector, fact.Args{"labels": []string{"app=api"}})},
		Impact:   &plan.Impact{ReplicasBefore: 3, ReplicasAfter: 3, Effects: that(plan.EffectNoRestart, nil)},
		Warnings: that(plan.WarnHelmRelease, fact.Args{"release": "api", "namespace": "shop"}),
	}
}

func deleteService() plan.Change {
	return plan.Change{Action: plan.Delete, Object: Ref("", "Service", "drop-this"), Address: `workload.drop-this.service["drop-this"]`}
}

// released are objects that the stack stops managing.
func released() []plan.Change {
	return []plan.Change{
		{Action: plan.ReleaseObject, Object: Ref("apps", "Deployment", "api"), Address: "workload.api"},
		{Action: plan.ReleaseObject, Object: Ref("", "Service", "api"), Address: `workload.api.service["api"]`},
	}
}

func deleteNamespace() plan.Change {
	return plan.Change{Action: plan.Delete, Object: object.Ref{Kind: "Namespace", Name: "shop"}, Address: "namespace.shop"}
}
