package kind

import "slices"

// The groups of Kubernetes' own kinds, as far as more than one place needs them.
const (
	apps         = "apps"
	batch        = "batch"
	networking   = "networking.k8s.io"
	discovery    = "discovery.k8s.io"
	rbac         = "rbac.authorization.k8s.io"
	storage      = "storage.k8s.io"
	resources    = "resource.k8s.io"
	admission    = "admissionregistration.k8s.io"
	flowcontrol  = "flowcontrol.apiserver.k8s.io"
	extensions   = "apiextensions.k8s.io"
	coordination = "coordination.k8s.io"
	metrics      = "metrics.k8s.io"
	certificates = "certificates.k8s.io"
	migration    = "storagemigration.k8s.io"
	gateway      = "gateway.networking.k8s.io"
)

// The kinds that code names. They are not to be changed.
var (
	Namespace      = GroupKind{Kind: "Namespace"}
	ConfigMap      = GroupKind{Kind: "ConfigMap"}
	Secret         = GroupKind{Kind: "Secret"}
	Service        = GroupKind{Kind: "Service"}
	ServiceAccount = GroupKind{Kind: "ServiceAccount"}
	Claim          = GroupKind{Kind: "PersistentVolumeClaim"}
	Volume         = GroupKind{Kind: "PersistentVolume"}
	Quota          = GroupKind{Kind: "ResourceQuota"}
	LimitRange     = GroupKind{Kind: "LimitRange"}
	Pod            = GroupKind{Kind: "Pod"}
	Event          = GroupKind{Kind: "Event"}

	Deployment  = GroupKind{Group: apps, Kind: "Deployment"}
	StatefulSet = GroupKind{Group: apps, Kind: "StatefulSet"}
	DaemonSet   = GroupKind{Group: apps, Kind: "DaemonSet"}
	ReplicaSet  = GroupKind{Group: apps, Kind: "ReplicaSet"}
	// ControllerRevision keeps the former Pod templates of a StatefulSet or DaemonSet.
	ControllerRevision = GroupKind{Group: apps, Kind: "ControllerRevision"}
	Job                = GroupKind{Group: batch, Kind: "Job"}
	CronJob            = GroupKind{Group: batch, Kind: "CronJob"}

	Autoscaler       = GroupKind{Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}
	Ingress          = GroupKind{Group: networking, Kind: "Ingress"}
	IngressClass     = GroupKind{Group: networking, Kind: "IngressClass"}
	NetworkPolicy    = GroupKind{Group: networking, Kind: "NetworkPolicy"}
	DisruptionBudget = GroupKind{Group: "policy", Kind: "PodDisruptionBudget"}
	Role             = GroupKind{Group: rbac, Kind: "Role"}
	ClusterRole      = GroupKind{Group: rbac, Kind: "ClusterRole"}
	Binding          = GroupKind{Group: rbac, Kind: "RoleBinding"}
	ClusterBinding   = GroupKind{Group: rbac, Kind: "ClusterRoleBinding"}
	StorageClass     = GroupKind{Group: storage, Kind: "StorageClass"}
	PriorityClass    = GroupKind{Group: "scheduling.k8s.io", Kind: "PriorityClass"}
	RuntimeClass     = GroupKind{Group: "node.k8s.io", Kind: "RuntimeClass"}
	Definition       = GroupKind{Group: extensions, Kind: "CustomResourceDefinition"}
	Lease            = GroupKind{Group: coordination, Kind: "Lease"}

	Gateway    = GroupKind{Group: gateway, Kind: "Gateway"}
	HTTPRoute  = GroupKind{Group: gateway, Kind: "HTTPRoute"}
	APIService = GroupKind{Group: "apiregistration.k8s.io", Kind: "APIService"}
)

// IsPublished reports whether an object is one that a controller keeps in every namespace: the certificates by
// which Pods trust the API server, or a platform's services.
func IsPublished(k GroupKind, name string) bool {
	return k == ConfigMap && slices.Contains([]string{"kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert"}, name)
}
