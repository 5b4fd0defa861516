package rollout_test

import (
	"testing"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
)

// Every kind whose readiness matters has one: that of workloads, and of what is waited for.
func TestEveryAwaitedKindIsJudged(t *testing.T) {
	judged := 0
	for k := range kind.All() {
		w, err := rollout.BuiltIn().Read(map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind})
		if err != nil {
			t.Error(err)
		}
		if w != nil {
			judged++
		} else if k.Awaited || k.IsWorkload() {
			t.Errorf("nothing judges %v", k.GroupKind)
		}
	}
	if judged < 6 {
		t.Errorf("only %d kinds are judged", judged)
	}
}

// Kinds of other groups that bear the name of one of Kubernetes' own have no
// readiness of that kind.
func TestForeignKindsAreNotJudged(t *testing.T) {
	for apiVersion, name := range map[string]string{"apps.kruise.io/v1beta1": "StatefulSet", "batch.volcano.sh/v1alpha1": "Job"} {
		w, err := rollout.BuiltIn().Read(map[string]any{"apiVersion": apiVersion, "kind": name})
		if w != nil || err != nil || kind.About(kind.In(apiVersion, name)).Awaited {
			t.Errorf("%s %s is read as %T, %v", apiVersion, name, w, err)
		}
	}
}
