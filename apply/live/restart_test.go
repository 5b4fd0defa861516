package live

import (
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// What no restart would begin of is refused, and what a partition keeps is known.
func TestCanRestart(t *testing.T) {
	stack := object.Stack{Name: "shop", Namespace: "prod"}
	for name, c := range map[string]struct {
		kind kind.GroupKind
		text string
		want fact.Code
		kept int64
	}{
		"running":                         {kind.StatefulSet, "status: {replicas: 3}", "", 0},
		"paused":                          {kind.Deployment, "spec: {paused: true}", RestartPaused, 0},
		"a Job":                           {kind.Job, "spec: {}", RestartOfJob, 0},
		"by hand":                         {kind.StatefulSet, "{spec: {updateStrategy: {type: OnDelete}}, status: {replicas: 3}}", RestartOnDelete, 0},
		"by hand, on every node":          {kind.DaemonSet, "{spec: {updateStrategy: {type: OnDelete}}, status: {currentNumberScheduled: 3}}", RestartOnDelete, 0},
		"by wl":                           {kind.StatefulSet, "{metadata: {annotations: {wl/upgrade-strategy: Recreate}}, spec: {updateStrategy: {type: OnDelete}}, status: {replicas: 3}}", "", 0},
		"partition of none":               {kind.StatefulSet, "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}}, status: {replicas: 3}}", "", 0},
		"partition of some":               {kind.StatefulSet, "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}}, status: {replicas: 3}}", "", 2},
		"partition of all":                {kind.StatefulSet, "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 3}}}, status: {replicas: 3}}", RestartKept, 3},
		"partition of more than there is": {kind.StatefulSet, "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 9}}}, status: {replicas: 3}}", RestartKept, 3},
		"partition, and no Pod":           {kind.StatefulSet, "{spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 9}}}, status: {replicas: 0}}", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			content := map[string]any{}
			if err := yaml.Unmarshal([]byte(c.text), &content); err != nil {
				t.Fatal(err)
			}
			content = integers(content).(map[string]any)
			metadata, _ := content["metadata"].(map[string]any)
			if metadata == nil {
				metadata = map[string]any{}
			}
			content["metadata"] = object.With(metadata, "labels", map[string]any{object.LabelApplySet: stack.ApplySetID()})
			if got := fact.Of(CanRestart(stack, object.NewRef(c.kind, "prod", "x"), content)).Code; got != c.want || Kept(content) != c.kept {
				t.Errorf("got %q, with %d kept", got, Kept(content))
			}
		})
	}
	if got := fact.Of(CanRestart(stack, object.NewRef(kind.Deployment, "prod", "x"), map[string]any{"metadata": map[string]any{}})).Code; got != RestartUnlabelled {
		t.Errorf("without a label: %q", got)
	}
}

// integers has numbers as a cluster's answers have them.
func integers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = integers(v[k])
		}
	case float64:
		return int64(v)
	}
	return v
}
