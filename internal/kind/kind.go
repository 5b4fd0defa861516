// Package kind names the kinds of object that wl treats in a way of their own:
// by group and kind, never by the kind's name alone. apps.kruise.io has a
// StatefulSet and batch.volcano.sh a Job that are not Kubernetes' own.
package kind

import "github.com/workloadlang/wl/internal/object"

// The groups of Kubernetes' own kinds, as far as these are named below.
const (
	apps        = "apps"
	autoscaling = "autoscaling"
	batch       = "batch"
	policy      = "policy"
	extensions  = "apiextensions.k8s.io"
)

// The kinds. They are not to be changed.
var (
	Namespace      = object.GroupKind{Kind: "Namespace"}
	ConfigMap      = object.GroupKind{Kind: "ConfigMap"}
	Secret         = object.GroupKind{Kind: "Secret"}
	Service        = object.GroupKind{Kind: "Service"}
	ServiceAccount = object.GroupKind{Kind: "ServiceAccount"}
	Claim          = object.GroupKind{Kind: "PersistentVolumeClaim"}
	Quota          = object.GroupKind{Kind: "ResourceQuota"}
	LimitRange     = object.GroupKind{Kind: "LimitRange"}

	Deployment  = object.GroupKind{Group: apps, Kind: "Deployment"}
	StatefulSet = object.GroupKind{Group: apps, Kind: "StatefulSet"}
	DaemonSet   = object.GroupKind{Group: apps, Kind: "DaemonSet"}
	Job         = object.GroupKind{Group: batch, Kind: "Job"}
	CronJob     = object.GroupKind{Group: batch, Kind: "CronJob"}

	Autoscaler       = object.GroupKind{Group: autoscaling, Kind: "HorizontalPodAutoscaler"}
	DisruptionBudget = object.GroupKind{Group: policy, Kind: "PodDisruptionBudget"}
	Definition       = object.GroupKind{Group: extensions, Kind: "CustomResourceDefinition"}
)

// Of is the kind of an object's content, whatever its version.
func Of(content map[string]any) object.GroupKind {
	apiVersion, _ := content["apiVersion"].(string)
	name, _ := content["kind"].(string)
	group, _ := object.SplitAPIVersion(apiVersion)
	return object.GroupKind{Group: group, Kind: name}
}

// IsReplicated reports whether objects of a kind keep Pods running.
func IsReplicated(gk object.GroupKind) bool {
	return gk == Deployment || gk == StatefulSet || gk == DaemonSet
}

// RunsPods reports whether objects of a kind keep Pods running, or run them.
func RunsPods(gk object.GroupKind) bool { return object.TemplatePath(gk) != nil }
