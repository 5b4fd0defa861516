package kubeschema_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// What Kubernetes itself gives to every Pod was added by nobody's admission.
func TestDefaultsOfPods(t *testing.T) {
	item := func(list object.Path, field, key string) object.Path {
		return list.Child(object.ItemOf(object.Key{Name: field, Value: key}))
	}
	volumes, containers := object.PathOf("spec", "volumes"), object.PathOf("spec", "containers")
	silent := map[string]any{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": int64(300)}
	other := map[string]any{"key": "gpu", "operator": "Exists", "effect": "NoSchedule"}
	for name, c := range map[string]struct {
		path  object.Path
		value any
		other bool // it is none of the API's own
	}{
		"its token":              {path: item(volumes, "name", "kube-api-access-abcde").Field("projected").Field("sources"), value: []any{map[string]any{}}},
		"where its token is":     {path: item(item(containers, "name", "main").Field("volumeMounts"), "mountPath", "/var/run/secrets/kubernetes.io/serviceaccount").Field("name"), value: "kube-api-access-abcde"},
		"another volume":         {path: item(volumes, "name", "vault-token").Field("projected").Field("sources"), value: []any{map[string]any{}}, other: true},
		"its account":            {path: object.PathOf("spec", "serviceAccountName"), value: "default"},
		"another account":        {path: object.PathOf("spec", "serviceAccountName"), value: "robot", other: true},
		"its priority":           {path: object.PathOf("spec", "priority"), value: int64(0)},
		"the priority of a rule": {path: object.PathOf("spec", "priority"), value: int64(100), other: true},
		"its tolerations":        {path: object.PathOf("spec", "tolerations"), value: []any{silent, silent}},
		"more tolerations":       {path: object.PathOf("spec", "tolerations"), value: []any{silent, other}, other: true},
		"links":                  {path: object.PathOf("spec", "enableServiceLinks"), value: true},
		"a container":            {path: item(containers, "name", "sidecar").Field("image"), value: "envoy", other: true},
	} {
		if got := kubeschema.IsDefault(kind.Pod, c.path, c.value); got == c.other {
			t.Errorf("%s: %v", name, got)
		}
	}
}
