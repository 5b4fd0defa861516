package uitest

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// beside are new objects of what goes with workloads, and of what is the cluster's.
func beside() []plan.Change {
	create := func(ref object.Ref, fields ...plan.FieldChange) plan.Change {
		return plan.Change{Action: plan.Create, Object: ref, Address: "beside." + ref.Name, Origin: Place("beside.wl.hcl", 1), Fields: fields}
	}
	cluster := func(group, kind, name string) object.Ref { return object.Ref{Group: group, Kind: kind, Name: name} }
	chosen := func(key, value string) map[string]any {
		return map[string]any{"matchLabels": map[string]any{key: value}}
	}
	const rbac = "rbac.authorization.k8s.io"
	return []plan.Change{
		create(Ref("networking.k8s.io", "NetworkPolicy", "web"),
			Added("spec.podSelector", map[string]any{"matchLabels": map[string]any{"app": "web"}, "matchExpressions": []any{
				map[string]any{"key": "tier", "operator": "In", "values": []any{"a", "b"}}, map[string]any{"key": "canary", "operator": "DoesNotExist"},
			}}),
			Added("spec.policyTypes", []any{"Ingress", "Egress"}),
			Added("spec.ingress", []any{
				map[string]any{
					"from":  []any{map[string]any{"podSelector": chosen("app", "gateway"), "namespaceSelector": chosen("team", "edge")}, map[string]any{"namespaceSelector": map[string]any{}}},
					"ports": []any{map[string]any{"port": "http"}, map[string]any{"port": int64(8000), "endPort": int64(8999), "protocol": "UDP"}},
				},
				map[string]any{"from": []any{map[string]any{"ipBlock": map[string]any{"cidr": "10.0.0.0/8", "except": []any{"10.1.0.0/16"}}}}},
				map[string]any{"ports": []any{map[string]any{"protocol": "SCTP"}}},
			})),
		create(Ref("networking.k8s.io", "NetworkPolicy", "closed"), Added("spec.podSelector", map[string]any{})),
		create(Ref("", "ServiceAccount", "web"), Added("automountServiceAccountToken", false), Added("imagePullSecrets", []any{map[string]any{"name": "registry"}})),
		create(Ref("", "ServiceAccount", "plain"), Added("metadata.labels.team", "web")),
		create(Ref(rbac, "Role", "web"), Added("rules", []any{map[string]any{"apiGroups": []any{""}, "resources": []any{"pods"}, "verbs": []any{"get"}}})),
		create(Ref(rbac, "RoleBinding", "web"), Added("roleRef", map[string]any{"apiGroup": rbac, "kind": "Role", "name": "web"}),
			Added("subjects", []any{map[string]any{"kind": "ServiceAccount", "namespace": "shop", "name": "web"}, map[string]any{"apiGroup": rbac, "kind": "Group", "name": "team"}})),
		create(cluster(rbac, "ClusterRoleBinding", "empty"), Added("roleRef", map[string]any{"apiGroup": rbac, "kind": "ClusterRole", "name": "view"})),
		create(cluster("", "PersistentVolume", "archive"), Added("spec", map[string]any{
			"capacity": map[string]any{"storage": "10Gi"}, "storageClassName": "archive", "persistentVolumeReclaimPolicy": "Retain",
			"nfs": map[string]any{"server": "nfs.example.com", "path": "/data"}, "claimRef": map[string]any{"namespace": "shop", "name": "archive"},
		})),
		create(cluster("", "PersistentVolume", "local"), Added("spec", map[string]any{"capacity": map[string]any{"storage": "1Gi"}, "local": map[string]any{"path": "/mnt/a"}})),
		create(cluster("storage.k8s.io", "StorageClass", "fast"), Added("provisioner", "csi.example.com"), Added("reclaimPolicy", "Delete"), Added("volumeBindingMode", "WaitForFirstConsumer"),
			Added("allowVolumeExpansion", true), Added(`metadata.annotations["storageclass.kubernetes.io/is-default-class"]`, "true")),
		create(Ref("", "ResourceQuota", "team"), Added("spec.hard", map[string]any{"pods": "100", "requests.cpu": "20"}), Added("spec.scopes", []any{"NotTerminating"}),
			Added("spec.scopeSelector.matchExpressions", []any{map[string]any{"scopeName": "PriorityClass", "operator": "In", "values": []any{"high"}}})),
		create(Ref("", "LimitRange", "team"), Added("spec.limits", []any{
			map[string]any{"type": "Container", "default": map[string]any{"cpu": "1", "memory": "1Gi"}, "defaultRequest": map[string]any{"cpu": "100m"}, "max": map[string]any{"cpu": "4"}},
			map[string]any{"type": "PersistentVolumeClaim", "min": map[string]any{"storage": "1Gi"}, "maxLimitRequestRatio": map[string]any{"cpu": "2"}},
		})),
	}
}
