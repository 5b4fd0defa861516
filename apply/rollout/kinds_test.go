package rollout_test

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
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

// A kind that has no readiness of its own is judged by what it says of itself, as
// kstatus reads it.
func TestKindsWithoutReadinessAreJudgedByKstatus(t *testing.T) {
	release := kind.GroupKind{Group: "example.com", Kind: "Release"}
	kinds := rollout.BuiltIn().With(kind.Kind{Resource: kind.Resource{GroupKind: release, Version: "v1"}, Awaited: true}, rollout.Readiness{})
	condition := func(of, status string) map[string]any {
		return map[string]any{"observedGeneration": int64(2), "conditions": []any{
			map[string]any{"type": of, "status": status, "reason": "Upgrade", "message": "3 of 5"},
		}}
	}
	for name, c := range map[string]struct {
		status map[string]any
		word   rollout.Word
		done   bool
		says   fact.Fact
		causes int
	}{
		"it says nothing":          {nil, rollout.Running, true, fact.Fact{}, 0},
		"it has not been seen":     {map[string]any{"observedGeneration": int64(1)}, rollout.Waiting, false, fact.New(rollout.AwaitsKind, fact.Args{"reason": "LatestGenerationNotObserved", "said": "Release generation is 2, but latest observed generation is 1"}), 0},
		"it is ready":              {condition("Ready", "True"), rollout.Running, true, fact.Fact{}, 0},
		"it is not ready":          {condition("Ready", "False"), rollout.Waiting, false, fact.New(rollout.AwaitsKind, fact.Args{"reason": "Upgrade", "said": "3 of 5"}), 0},
		"it stands still":          {condition("Stalled", "True"), rollout.NotReady, false, fact.New(rollout.AwaitsKind, fact.Args{"reason": "Upgrade", "said": "3 of 5"}), 1},
		"its condition is its own": {condition("Synced", "False"), rollout.Running, true, fact.Fact{}, 0},
	} {
		w, err := kinds.Read(map[string]any{"apiVersion": "example.com/v1", "kind": "Release", "metadata": map[string]any{"name": "web", "generation": int64(2)}, "status": c.status})
		if err != nil {
			t.Fatal(err)
		}
		if s := rollout.Judge(w, rollout.Evidence{}); s.Word != c.word || s.Done != c.done || !s.Message.Equal(c.says) || len(s.Causes) != c.causes {
			t.Errorf("%s: %+v", name, s)
		}
	}
	stalled, err := kinds.Read(map[string]any{"apiVersion": "example.com/v1", "kind": "Release", "metadata": map[string]any{"generation": int64(2)}, "status": condition("Stalled", "True")})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	m := rollout.NewMonitor(0, start)
	m.Judge(start, stalled, rollout.Evidence{})
	if s := m.Judge(start.Add(time.Minute), stalled, rollout.Evidence{}); !s.Failed || s.Message.Code != rollout.WrongKind {
		t.Errorf("it is waited for although it has failed: %+v", s)
	}
	if _, err := kinds.Read(map[string]any{"apiVersion": "example.com/v1", "kind": "Release", "status": map[string]any{"conditions": "none"}}); err == nil {
		t.Error("what is no condition is judged")
	}
}
