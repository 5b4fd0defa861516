package kubeschema

import (
	"slices"
	"strings"
	"sync"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// IsDefault reports whether a value of a stored object, which nobody has set, is
// what the API gives a field that is left out. Anything else that is added to an
// object was added by admission. Of a kind that is not Kubernetes' own, whatever
// stands neither in its metadata nor in an item of a list that is added counts as
// a default of its definition.
//
// No server says which values its defaults are; the table is that of the API's
// documentation.
func IsDefault(gk kind.GroupKind, path object.Path, value any) bool {
	name, _ := path.Last().Field()
	if !kind.About(gk).Embedded {
		return !path.HasPrefix(object.PathOf("metadata"))
	}
	if serverLabels(name) {
		return true
	}
	if isKey(path) {
		return false
	}
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 {
			return true
		}
	case []any:
		if len(v) == 0 {
			return true
		}
	}
	return isDefaultOf(name, value) || isOfScaling(path, name, value) || isFinalizer(path) || gk == kind.Pod && isOfEveryPod(path, name, value)
}

// isKey reports whether a path leads to what people name: a label, say, or a key of a
// ConfigMap, which is no field of the API whatever it is called.
func isKey(path object.Path) bool {
	around, _ := path.Parent().Last().Field()
	return slices.Contains([]string{"labels", "annotations", "matchLabels", "nodeSelector", "data", "binaryData", "parameters", "selector"}, around)
}

// isOfEveryPod reports whether a value is what Kubernetes' own admission gives to
// every Pod: the token of its service account, a priority, and the tolerations of
// nodes that do not answer.
func isOfEveryPod(path object.Path, name string, value any) bool {
	for step := range path.Elements() {
		for _, key := range step.Keys() {
			text, _ := key.Value.(string)
			if strings.HasPrefix(text, "kube-api-access-") || text == "/var/run/secrets/kubernetes.io/serviceaccount" {
				return true
			}
		}
	}
	switch name {
	case "serviceAccountName":
		return value == "default"
	case "priority":
		return Equal(value, int64(0))
	case "tolerations":
		list, _ := value.([]any)
		return !slices.ContainsFunc(list, func(item any) bool { return !toleratesSilence(item) })
	}
	return false
}

// toleratesSilence reports whether a toleration is one that every Pod has.
func toleratesSilence(item any) bool {
	t, _ := item.(map[string]any)
	return (t["key"] == "node.kubernetes.io/not-ready" || t["key"] == "node.kubernetes.io/unreachable") &&
		t["effect"] == "NoExecute" && Equal(t["tolerationSeconds"], int64(300))
}

// AddsDefaults reports whether a stored value is one that was sent, with nothing
// but defaults added within it, as they are within what is set as a whole.
func AddsDefaults(sent, stored any) bool {
	if s, ok := sent.(map[string]any); ok {
		has, ok := stored.(map[string]any)
		for key, value := range has {
			if v, set := s[key]; set && !AddsDefaults(v, value) || !set && !isDefaultOf(key, value) {
				return false
			}
		}
		for key := range s {
			if _, kept := has[key]; !kept {
				return false
			}
		}
		return ok
	}
	if s, ok := sent.([]any); ok {
		has, ok := stored.([]any)
		if !ok || len(has) != len(s) {
			return false
		}
		for i := range s {
			if !AddsDefaults(s[i], has[i]) {
				return false
			}
		}
		return true
	}
	return Equal(sent, stored)
}

func isDefaultOf(field string, value any) bool {
	values, known := fieldDefaults()[field]
	return known && (len(values) == 0 || slices.ContainsFunc(values, func(d any) bool { return Equal(d, value) }))
}

// serverLabels reports whether a label, or a label of a selector, is the server's
// own.
func serverLabels(name string) bool {
	switch name {
	case "kubernetes.io/metadata.name", "controller-uid", "job-name", "deprecated.daemonset.template.generation":
		return true
	}
	return strings.HasPrefix(name, "batch.kubernetes.io/")
}

// isOfScaling reports whether a value is the API's default of how an autoscaler scales up, or down.
func isOfScaling(path object.Path, name string, value any) bool {
	around, _ := path.Parent().Last().Field()
	if around != "scaleUp" && around != "scaleDown" {
		return false
	}
	policy := func(of string, value int64) any {
		return map[string]any{"type": of, "value": value, "periodSeconds": int64(15)}
	}
	switch percent := policy("Percent", 100); name {
	case "selectPolicy":
		return value == "Max"
	case "stabilizationWindowSeconds":
		return around == "scaleUp" && Equal(value, int64(0))
	case "policies":
		return around == "scaleUp" && Equal(value, []any{policy("Pods", 4), percent}) || around == "scaleDown" && Equal(value, []any{percent})
	}
	return false
}

// isFinalizer reports whether a path leads to a finalizer, or to a namespace's.
func isFinalizer(path object.Path) bool {
	for e := range path.Elements() {
		if e == object.FieldOf("finalizers") {
			return true
		}
	}
	return false
}

// averageCPU is a metric of an autoscaler, as the API writes one of version 1.
func averageCPU(percent int64) map[string]any {
	target := map[string]any{"type": "Utilization", "averageUtilization": percent}
	return map[string]any{"type": "Resource", "resource": map[string]any{"name": "cpu", "target": target}}
}

// fieldDefaults are the defaults by the name of the field; none of a field whose
// default depends on the object, or on the cluster.
var fieldDefaults = sync.OnceValue(func() map[string][]any {
	return map[string][]any{
		// Pods and their containers
		"terminationMessagePath":        {"/dev/termination-log"},
		"terminationMessagePolicy":      {"File"},
		"imagePullPolicy":               {"Always", "IfNotPresent"},
		"restartPolicy":                 {"Always"},
		"dnsPolicy":                     {"ClusterFirst"},
		"schedulerName":                 {"default-scheduler"},
		"terminationGracePeriodSeconds": {int64(30)},
		"enableServiceLinks":            {true},
		"serviceAccount":                {}, // the older name of serviceAccountName
		"successThreshold":              {int64(1)},
		"failureThreshold":              {int64(3)},
		"timeoutSeconds":                {int64(1), int64(10)},
		"periodSeconds":                 {int64(10)},
		"scheme":                        {"HTTP"},
		"path":                          {"/"},
		"service":                       {""},
		"protocol":                      {"TCP"},
		"defaultMode":                   {int64(420)},
		"expirationSeconds":             {int64(3600)},
		"apiVersion":                    {"v1"},
		"divisor":                       {"0"},
		"type":                          {"", "ClusterIP", "RollingUpdate", "Opaque"},
		"hostPort":                      {}, // that of the container, with hostNetwork
		// workloads
		"replicas":                   {int64(1)},
		"revisionHistoryLimit":       {int64(10)},
		"progressDeadlineSeconds":    {int64(600)},
		"maxSurge":                   {"25%", int64(0)},
		"maxUnavailable":             {"25%", int64(1)},
		"partition":                  {int64(0)},
		"serviceName":                {""},
		"podManagementPolicy":        {"OrderedReady"},
		"whenDeleted":                {"Retain"},
		"whenScaled":                 {"Retain"},
		"backoffLimit":               {int64(6)},
		"completions":                {int64(1)},
		"parallelism":                {int64(1)},
		"completionMode":             {"NonIndexed"},
		"suspend":                    {false},
		"manualSelector":             {false},
		"podReplacementPolicy":       {"TerminatingOrFailed", "Failed"},
		"concurrencyPolicy":          {"Allow"},
		"failedJobsHistoryLimit":     {int64(1)},
		"successfulJobsHistoryLimit": {int64(3)},
		"selector":                   {},
		"minReplicas":                {int64(1)},
		"metrics":                    {[]any{averageCPU(80)}},
		// Services and what is around them
		"clusterIP":                     {},
		"clusterIPs":                    {},
		"ipFamilies":                    {},
		"ipFamilyPolicy":                {"SingleStack"},
		"sessionAffinity":               {"None"},
		"internalTrafficPolicy":         {"Cluster"},
		"externalTrafficPolicy":         {"Cluster"},
		"allocateLoadBalancerNodePorts": {true},
		"healthCheckNodePort":           {},
		"nodePort":                      {},
		"targetPort":                    {},
		"pathType":                      {"ImplementationSpecific"},
		"policyTypes":                   {},
		// storage
		"volumeMode":        {"Filesystem"},
		"storageClassName":  {}, // the cluster's default class
		"volumeBindingMode": {"Immediate"},
		"reclaimPolicy":     {"Delete"},
		// rules
		"apiGroup":           {},
		"matchPolicy":        {"Equivalent"},
		"reinvocationPolicy": {"Never"},
		"failurePolicy":      {"Fail"},
		"scope":              {"*"},
		"port":               {int64(443)},
		"preemptionPolicy":   {"PreemptLowerPriority"},
		"conversion":         {},
		"strategy":           {"None"},
		"listKind":           {},
		"singular":           {},
		"webhooks":           {},
		"rules":              {},
		"matchConstraints":   {},
		"hard":               {},
		"limits":             {},
	}
})
