package ui

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// admittedDeployment is a new object of which admission makes something else.
func admittedDeployment() plan.Change {
	byServer := plan.Cause{Kind: plan.Server}
	image := because(byServer, added(nginx+"image", "mirror/nginx:1.28"))
	image.Requested, image.Origin = "nginx:1.28", at("web.wl.hcl", 9)
	sidecar := podSpec + `containers[name="proxy"].`
	secret := because(byServer, added(nginx+`env[name="TOKEN"].value`, nil))
	secret.Sensitive = true
	return plan.Change{
		Action: plan.Create, Object: ref("apps", "Deployment", "web"), Address: "workload.web", Origin: at("web.wl.hcl", 3),
		Fields: []plan.FieldChange{
			added("spec.replicas", int64(2)),
			because(plan.Cause{Kind: plan.Server, Default: true}, added("spec.progressDeadlineSeconds", int64(600))),
			added(nginx+"name", "nginx"), image, secret,
			because(plan.Cause{Kind: plan.Server, Default: true}, added(nginx+"terminationMessagePolicy", "File")),
			because(byServer, added(sidecar+"name", "proxy")),
			because(byServer, added(sidecar+"image", "proxy:1")),
			because(byServer, added(podSpec+"tolerations", []any{map[string]any{"key": "gpu", "operator": "Exists"}})),
		},
		Impact: &plan.Impact{ReplicasAfter: 2, Effects: that(plan.EffectPodsStart, fact.Args{"pods": 2})},
	}
}

// ahead is an object that the server takes only when another one has changed.
func ahead() []plan.Change {
	definition := object.Ref{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition", Name: "dials.example.com"}
	return []plan.Change{
		{
			Action: plan.Update, Object: definition, Address: "object.dials", Origin: at("dials.wl.hcl", 1),
			Fields: []plan.FieldChange{changed("spec.scope", "Namespaced", "Cluster")},
		},
		{
			Action: plan.Update, Object: ref("example.com", "Dial", "one"), Address: "object.one", Origin: at("dials.wl.hcl", 30),
			Fields: []plan.FieldChange{added("spec.color", "blue")}, First: []object.Ref{definition},
			Approximate: fact.New(plan.UnaskedUntil, fact.Args{"objects": []string{definition.String()}}),
		},
		{Action: plan.Create, Object: ref("apps.kruise.io", "StatefulSet", "one"), Fields: []plan.FieldChange{added("spec.replicas", int64(1))}},
	}
}

// dropping is a plan in which the server does not keep what is set.
func dropping(changes ...plan.Change) plan.ClusterPlan {
	c := clusterPlan("prod-eu", changes...)
	c.Dropped = []plan.DroppedField{
		{Object: ref("apps", "StatefulSet", "nginx-01"), Address: "workload.nginx-01", Path: object.MustParsePath("spec.updateStrategy.rollingUpdate.maxUnavailable"), Origin: at("quickstart.wl.hcl", 40)},
		{Object: ref("", "ConfigMap", "settings"), Path: object.MustParsePath("data.level")},
	}
	return c
}
