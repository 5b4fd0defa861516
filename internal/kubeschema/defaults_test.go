package kubeschema_test

import (
	"testing"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/value"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
)

// What Kubernetes itself gives to every Pod was added by nobody's admission.
func TestDefaultsOfPods(t *testing.T) {
	item := func(field, key string) *value.FieldList {
		return &value.FieldList{{Name: field, Value: value.NewValueInterface(key)}}
	}
	silent := map[string]any{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": int64(300)}
	other := map[string]any{"key": "gpu", "operator": "Exists", "effect": "NoSchedule"}
	for name, c := range map[string]struct {
		path  fieldpath.Path
		value any
		other bool // it is none of the API's own
	}{
		"its token":              {path: fieldpath.MakePathOrDie("spec", "volumes", item("name", "kube-api-access-abcde"), "projected", "sources"), value: []any{map[string]any{}}},
		"where its token is":     {path: fieldpath.MakePathOrDie("spec", "containers", item("name", "main"), "volumeMounts", item("mountPath", "/var/run/secrets/kubernetes.io/serviceaccount"), "name"), value: "kube-api-access-abcde"},
		"another volume":         {path: fieldpath.MakePathOrDie("spec", "volumes", item("name", "vault-token"), "projected", "sources"), value: []any{map[string]any{}}, other: true},
		"its account":            {path: fieldpath.MakePathOrDie("spec", "serviceAccountName"), value: "default"},
		"another account":        {path: fieldpath.MakePathOrDie("spec", "serviceAccountName"), value: "robot", other: true},
		"its priority":           {path: fieldpath.MakePathOrDie("spec", "priority"), value: int64(0)},
		"the priority of a rule": {path: fieldpath.MakePathOrDie("spec", "priority"), value: int64(100), other: true},
		"its tolerations":        {path: fieldpath.MakePathOrDie("spec", "tolerations"), value: []any{silent, silent}},
		"more tolerations":       {path: fieldpath.MakePathOrDie("spec", "tolerations"), value: []any{silent, other}, other: true},
		"links":                  {path: fieldpath.MakePathOrDie("spec", "enableServiceLinks"), value: true},
		"a container":            {path: fieldpath.MakePathOrDie("spec", "containers", item("name", "sidecar"), "image"), value: "envoy", other: true},
	} {
		if got := kubeschema.IsDefault(kind.Pod, c.path, c.value); got == c.other {
			t.Errorf("%s: %v", name, got)
		}
	}
}
