package uitest

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// admittedDeployment is a new object of which admission makes something else.
func admittedDeployment() plan.Change {
	byServer := plan.Cause{Kind: plan.Server}
	image := Because(byServer, Added(Nginx+"image", "mirror/nginx:1.28"))
	image.Requested, image.Origin = "nginx:1.28", Place("web.wl.hcl", 9)
	sidecar := PodSpec + `containers[name="proxy"].`
	secret := Because(byServer, Added(Nginx+`env[name="TOKEN"].value`, nil))
	secret.Sensitive = true
	return plan.Change{
		Action: plan.Create, Object: Ref("apps", "Deployment", "web"), Address: "workload.web", Origin: Place("web.wl.hcl", 3),
		Fields: []plan.FieldChange{
			Added("spec.replicas", int64(2)),
			Because(plan.Cause{Kind: plan.Server, Default: true}, Added("spec.progressDeadlineSeconds", int64(600))),
			Added(Nginx+"name", "nginx"), image, secret,
			Because(plan.Cause{Kind: plan.Server, Default: true}, Added(Nginx+"terminationMessagePolicy", "File")),
			Because(byServer, Added(sidecar+"name", "proxy")),
			Because(byServer, Added(sidecar+"image", "proxy:1")),
			Because(byServer, Added(PodSpec+"tolerations", []any{map[string]any{"key": "gpu", "operator": "Exists"}})),
		},
		Impact: &plan.Impact{ReplicasAfter: 2, Effects: that(plan.EffectPodsStart, fact.Args{"pods": 2})},
	}
}

// ahead is an object that the server takes only when another one has changed.
func ahead() []plan.Change {
	definition := object.Ref{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition", Name: "dials.example.com"}
	return []plan.Change{
		{
			Action: plan.Update, Object: definition, Address: "object.dials", Origin: Place("dials.wl.hcl", 1),
			Fields: []plan.FieldChange{Changed("spec.scope", "Namespaced", "Cluster")},
		},
		{
			Action: plan.Update, Object: Ref("example.com", "Dial", "one"), Address: "object.one", Origin: Place("dials.wl.hcl", 30),
			Fields: []plan.FieldChange{Added("spec.color", "blue")}, First: []object.Ref{definition},
			Approximate: fact.New(plan.UnaskedUntil, fact.Args{"objects": []string{definition.String()}}),
		},
		{Action: plan.Create, Object: Ref("apps.kruise.io", "StatefulSet", "one"), Fields: []plan.FieldChange{Added("spec.replicas", int64(1))}},
	}
}

// dropping is a plan in which the server does not keep what is set.
func dropping(changes ...plan.Change) plan.ClusterPlan {
	c := ClusterPlan("prod-eu", changes...)
	c.Dropped = []plan.DroppedField{
		{Object: Ref("apps", "StatefulSet", "nginx-01"), Address: "workload.nginx-01", Path: object.MustParsePath("spec.updateStrategy.rollingUpdate.maxUnavailable"), Origin: Place("quickstart.wl.hcl", 40)},
		{Object: Ref("", "ConfigMap", "settings"), Path: object.MustParsePath("data.level")},
	}
	return c
}
