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
func (k Kind) APIVersion() string {
	if k.Group == "" {
		return k.Version
	}
	return k.Group + "/" + k.Version
}

// Kinds lists the kinds that wl emits, in no particular order.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

// LookupKind finds a kind that wl emits.
func LookupKind(gk GroupKind) (Kind, bool) {
	for i := range kinds {
		if kinds[i].GroupKind == gk {
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
}

// SplitAPIVersion takes an apiVersion field apart: "apps/v1" is group "apps",
// version "v1"; "v1" has the empty group.
func SplitAPIVersion(apiVersion string) (group, version string) {
	if g, v, ok := strings.Cut(apiVersion, "/"); ok {
		return g, v
	}
	return "", apiVersion
}
