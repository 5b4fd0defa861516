package uitest

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// alongDeletions are deletions with which more goes, or stays.
func alongDeletions() []plan.Change {
	deletion := func(r object.Ref, a plan.Along) plan.Change {
		return plan.Change{Action: plan.Delete, Object: r, Address: "object." + r.Name, Along: &a}
	}
	definition := object.Ref{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition", Name: "gizmos.example.com"}
	many := plan.AlongKind{Group: "example.com", Kind: "Gizmo", Count: 20012, Estimated: true, Configured: 1,
		Namespaces: []string{"a", "b", "c", "d", "e", "f"}, Names: []string{"a/one", "b/two", "c/three", "d/four", "e/five"}}
	unseen := `User "ci" cannot list resource "gizmos" in API group "example.com" at the cluster scope`
	namespace := deletion(object.Ref{Kind: "Namespace", Name: "shop"}, plan.Along{
		Objects: []plan.AlongKind{
			{Kind: "ConfigMap", Count: 2, Names: []string{"shop/theirs", "shop/yours"}},
			{Kind: "PersistentVolumeClaim", Count: 1, Names: []string{"shop/data"}},
		},
		Stacks: []string{"other"}, Uncounted: []string{"Secret"}, Unseen: `User "ci" cannot list resource "secrets"`,
	})
	namespace.Impact = &plan.Impact{DataAtRisk: that(plan.RiskClaimsInNamespace, fact.Args{"claims": 1})}
	gone := func(ordinal, policy string) plan.AlongClaim {
		return plan.AlongClaim{Name: "data-lost-" + ordinal, Size: "10Gi", Deleted: true, Volume: &plan.AlongVolume{Name: "pv-lost-" + ordinal, Size: "10Gi", ReclaimPolicy: policy}}
	}
	lost := deletion(Ref("apps", "StatefulSet", "lost"), plan.Along{Claims: []plan.AlongClaim{
		gone("0", "Delete"), gone("1", "Delete"), gone("2", "Retain"), gone("3", ""), {Name: "data-lost-4", Size: "10Gi", Deleted: true}, {Name: "data-lost-7", Size: "5Gi"},
	}})
	lost.Impact = &plan.Impact{DataAtRisk: that(plan.RiskClaimsDeletedWithSet, nil)}
	waits := deletion(object.Ref{Group: "example.com", Kind: "Gizmo", Namespace: "shop", Name: "big"}, plan.Along{})
	waits.Finalizers = []string{"gizmos.example.com/cleanup"}
	namespace.Along.Finalizers = []string{"gizmos.example.com/cleanup"}
	guarded := deletion(definition, plan.Along{Objects: []plan.AlongKind{many}, Finalizers: []string{"gizmos.example.com/cleanup", "mirrors.example.com/a", "mirrors.example.com/b", "mirrors.example.com/c"}})
	guarded.Finalizers = []string{"example.com/a", "example.com/b"}
	return []plan.Change{
		waits,
		guarded,
		deletion(definition, plan.Along{Objects: []plan.AlongKind{many}}),
		deletion(definition, plan.Along{Uncounted: []string{"Gizmo"}, Unseen: unseen}),
		namespace,
		deletion(Ref("apps", "StatefulSet", "kept"), plan.Along{Claims: []plan.AlongClaim{{Name: "data-kept-0", Size: "10Gi"}, {Name: "data-kept-1", Size: "10Gi"}}}),
		lost,
		deletion(Ref("", "PersistentVolumeClaim", "files"), plan.Along{Volume: &plan.AlongVolume{Name: "pv-1", Size: "5Gi", ReclaimPolicy: "Delete"}}),
		deletion(object.Ref{Kind: "PersistentVolume", Name: "pv-2"}, plan.Along{BoundTo: "shop/files"}),
	}
}

// grants are roles and bindings.
func grants() []plan.Change {
	granting := func(kind, name string, fields []plan.FieldChange, g ...plan.Grant) plan.Change {
		return plan.Change{
			Action: plan.Create, Object: object.Ref{Group: "rbac.authorization.k8s.io", Kind: kind, Name: name}, Address: "object." + name,
			Fields: fields, Impact: &plan.Impact{Grants: g},
		}
	}
	bound := func(role string, subject map[string]any) []plan.FieldChange {
		return []plan.FieldChange{Added("roleRef", map[string]any{"kind": "ClusterRole", "name": role}), Added("subjects", []any{subject})}
	}
	rules := []plan.FieldChange{Added("rules", []any{
		map[string]any{"apiGroups": []any{"*"}, "resources": []any{"*"}, "verbs": []any{"*"}},
		map[string]any{"apiGroups": []any{"", "apps"}, "resources": []any{"secrets", "*"}, "verbs": []any{"get", "list"}},
	})}
	return []plan.Change{
		granting("ClusterRoleBinding", "all", bound("cluster-admin", map[string]any{"kind": "ServiceAccount", "namespace": "shop", "name": "web"}), plan.Grant{Subject: "ServiceAccount shop/web", Role: "ClusterRole cluster-admin", Grave: true}),
		granting("RoleBinding", "read", bound("view", map[string]any{"kind": "Group", "name": "team"}), plan.Grant{Subject: "Group team", Role: "ClusterRole view", Namespace: "shop"}),
		granting("ClusterRole", "wide", rules,
			plan.Grant{Verbs: []string{"*"}, Resources: []string{"*"}, Grave: true},
			plan.Grant{Verbs: []string{"get", "list"}, Resources: []string{"secrets", "*.apps"}},
			plan.Grant{Aggregated: "edit"}),
	}
}

// byHandPlan has what people did by hand: objects deleted, fields added.
func byHandPlan() plan.ClusterPlan {
	byPatch := plan.Cause{Kind: plan.Added, Manager: "kubectl-patch", Time: "2026-11-23T20:10:11Z"}
	gone := CreateService()
	gone.Gone, gone.Approximate = true, fact.Fact{}
	c := ClusterPlan("eu", gone)
	c.Additions = []plan.Addition{
		{Object: Ref("apps", "Deployment", "web"), Address: "workload.web", Origin: Place("shop.wl.hcl", 3), Fields: []plan.FieldChange{
			Because(byPatch, Added(Nginx+`env[name="DEBUG"]`, map[string]any{"name": "DEBUG", "value": "1"})),
			Because(byPatch, Added(PodSpec+"hostNetwork", true)),
			{Path: object.MustParsePath(Nginx + `env[name="TOKEN"]`), Op: plan.Add, Sensitive: true, Cause: byPatch},
			{Path: object.MustParsePath("spec.tags"), Op: plan.Add, Sensitive: true, Items: 2, Cause: byPatch},
		}},
		{Object: Ref("", "Service", "old"), Lost: true, Fields: []plan.FieldChange{Because(byPatch, Added("metadata.labels.team", "x"))}},
	}
	return c
}

// formerPlan is of a stack whose state is elsewhere.
func formerPlan() plan.ClusterPlan {
	c := ClusterPlan("eu", CreateNamespace())
	c.Former = &plan.Former{Stacks: []object.Stack{{Name: "shop", Namespace: "old-shop"}}}
	return c
}
