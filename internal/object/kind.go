package object

import (
	"slices"
	"strings"
)

// GroupKind is a kind of object, of whatever API version.
type GroupKind struct {
	Group string `json:"group,omitempty"`
	Kind  string `json:"kind"`
}

// Kind is what wl must know of a kind before it asks a server: how to address
// it and how to notice that somebody changed it.
type Kind struct {
	GroupKind
	Version  string // the version wl writes
	Resource string // the plural in the URL
	// Namespaced kinds live in a namespace; the others belong to the cluster.
	Namespaced bool
	// Generation says that the server counts changes of the object's spec in
	// metadata.generation. For the other kinds only the resource version moves.
	Generation bool
}

// APIVersion is the value of the object's apiVersion field.
func (k Kind) APIVersion() string { return JoinAPIVersion(k.Group, k.Version) }

// Kinds lists the kinds that every cluster has and wl can emit, in no
// particular order.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

// LookupKind finds a kind that every cluster has and wl can emit.
func LookupKind(gk GroupKind) (Kind, bool) {
	for i := range kinds {
		if kinds[i].GroupKind == gk {
			return kinds[i], true
		}
	}
	return Kind{}, false
}

// IsBuiltInGroup reports whether a group is one of Kubernetes' own, in which no
// definition of a custom kind lies.
func IsBuiltInGroup(group string) bool {
	switch group {
	case "", "apps", "batch", "autoscaling", "policy", "extensions",
		"authentication.k8s.io", "authorization.k8s.io", "certificates.k8s.io", "coordination.k8s.io", "events.k8s.io",
		"internal.apiserver.k8s.io", "storagemigration.k8s.io", "scheduling.k8s.io":
		return true
	}
	return slices.ContainsFunc(kinds[:], func(k Kind) bool { return k.Group == group })
}

// KindNamed finds such a kind by its name alone, the first that has it.
func KindNamed(name string) (Kind, bool) {
	for i := range kinds {
		if kinds[i].Kind == name {
			return kinds[i], true
		}
	}
	return Kind{}, false
}

// kinds is a table that nothing writes to; it is looked into for every object.
var kinds = [...]Kind{
	{GroupKind{"", "Namespace"}, "v1", "namespaces", false, false},
	{GroupKind{"", "ConfigMap"}, "v1", "configmaps", true, false},
	{GroupKind{"", "Secret"}, "v1", "secrets", true, false},
	{GroupKind{"", "Service"}, "v1", "services", true, false},
	{GroupKind{"", "ServiceAccount"}, "v1", "serviceaccounts", true, false},
	{GroupKind{"", "PersistentVolumeClaim"}, "v1", "persistentvolumeclaims", true, false},
	{GroupKind{"apps", "Deployment"}, "v1", "deployments", true, true},
	{GroupKind{"apps", "StatefulSet"}, "v1", "statefulsets", true, true},
	{GroupKind{"apps", "DaemonSet"}, "v1", "daemonsets", true, true},
	{GroupKind{"batch", "Job"}, "v1", "jobs", true, true},
	{GroupKind{"batch", "CronJob"}, "v1", "cronjobs", true, true},
	{GroupKind{"autoscaling", "HorizontalPodAutoscaler"}, "v2", "horizontalpodautoscalers", true, false},
	{GroupKind{"policy", "PodDisruptionBudget"}, "v1", "poddisruptionbudgets", true, true},
	// What no block of its own makes; the block object does.
	{GroupKind{"", "ResourceQuota"}, "v1", "resourcequotas", true, false},
	{GroupKind{"", "LimitRange"}, "v1", "limitranges", true, false},
	{GroupKind{"", "PersistentVolume"}, "v1", "persistentvolumes", false, false},
	{GroupKind{"", "Endpoints"}, "v1", "endpoints", true, false},
	{GroupKind{"", "PodTemplate"}, "v1", "podtemplates", true, false},
	{GroupKind{"", "ReplicationController"}, "v1", "replicationcontrollers", true, true},
	{GroupKind{"networking.k8s.io", "Ingress"}, "v1", "ingresses", true, true},
	{GroupKind{"networking.k8s.io", "IngressClass"}, "v1", "ingressclasses", false, true},
	{GroupKind{"networking.k8s.io", "NetworkPolicy"}, "v1", "networkpolicies", true, true},
	{GroupKind{"discovery.k8s.io", "EndpointSlice"}, "v1", "endpointslices", true, false},
	{GroupKind{"rbac.authorization.k8s.io", "Role"}, "v1", "roles", true, false},
	{GroupKind{"rbac.authorization.k8s.io", "RoleBinding"}, "v1", "rolebindings", true, false},
	{GroupKind{"rbac.authorization.k8s.io", "ClusterRole"}, "v1", "clusterroles", false, false},
	{GroupKind{"rbac.authorization.k8s.io", "ClusterRoleBinding"}, "v1", "clusterrolebindings", false, false},
	{GroupKind{"scheduling.k8s.io", "PriorityClass"}, "v1", "priorityclasses", false, false},
	{GroupKind{"storage.k8s.io", "StorageClass"}, "v1", "storageclasses", false, false},
	{GroupKind{"storage.k8s.io", "CSIDriver"}, "v1", "csidrivers", false, false},
	{GroupKind{"storage.k8s.io", "VolumeAttributesClass"}, "v1", "volumeattributesclasses", false, false},
	{GroupKind{"node.k8s.io", "RuntimeClass"}, "v1", "runtimeclasses", false, false},
	{GroupKind{"resource.k8s.io", "DeviceClass"}, "v1", "deviceclasses", false, false},
	{GroupKind{"resource.k8s.io", "ResourceClaim"}, "v1", "resourceclaims", true, false},
	{GroupKind{"resource.k8s.io", "ResourceClaimTemplate"}, "v1", "resourceclaimtemplates", true, false},
	{GroupKind{"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"}, "v1", "validatingwebhookconfigurations", false, true},
	{GroupKind{"admissionregistration.k8s.io", "MutatingWebhookConfiguration"}, "v1", "mutatingwebhookconfigurations", false, true},
	{GroupKind{"admissionregistration.k8s.io", "ValidatingAdmissionPolicy"}, "v1", "validatingadmissionpolicies", false, true},
	{GroupKind{"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"}, "v1", "validatingadmissionpolicybindings", false, true},
	{GroupKind{"flowcontrol.apiserver.k8s.io", "FlowSchema"}, "v1", "flowschemas", false, true},
	{GroupKind{"flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"}, "v1", "prioritylevelconfigurations", false, true},
	{GroupKind{"apiextensions.k8s.io", "CustomResourceDefinition"}, "v1", "customresourcedefinitions", false, true},
	{GroupKind{"apiregistration.k8s.io", "APIService"}, "v1", "apiservices", false, false},
}

// JoinAPIVersion is the value of an apiVersion field: "apps/v1"; "v1" of the
// empty group.
func JoinAPIVersion(group, version string) string {
	if group == "" {
		return version
	}
	return group + "/" + version
}

// SplitAPIVersion takes an apiVersion field apart: "apps/v1" is group "apps",
// version "v1"; "v1" has the empty group.
func SplitAPIVersion(apiVersion string) (group, version string) {
	if g, v, ok := strings.Cut(apiVersion, "/"); ok {
		return g, v
	}
	return "", apiVersion
}
