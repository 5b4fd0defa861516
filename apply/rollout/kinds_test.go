package rollout_test

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
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
// readiness of that kind, but that of any.
func TestForeignKindsAreJudgedAsAny(t *testing.T) {
	for apiVersion, name := range map[string]string{"apps.kruise.io/v1beta1": "StatefulSet", "batch.volcano.sh/v1alpha1": "Job"} {
		w, err := rollout.BuiltIn().Read(map[string]any{"apiVersion": apiVersion, "kind": name})
		if err != nil || !rollout.Judge(w, rollout.Evidence{}).Done || rollout.Judge(w, rollout.Evidence{}).Word != rollout.Ready {
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
		"it says nothing":          {nil, rollout.Ready, true, fact.Fact{}, 0},
		"its status is no status":  {map[string]any{"conditions": "none"}, rollout.Ready, true, fact.Fact{}, 0},
		"it has not been seen":     {map[string]any{"observedGeneration": int64(1)}, rollout.Waiting, false, fact.New(rollout.AwaitsController, nil), 0},
		"it is ready":              {condition("Ready", "True"), rollout.Ready, true, fact.Fact{}, 0},
		"it is not ready":          {condition("Ready", "False"), rollout.Waiting, false, fact.New(rollout.AwaitsKind, fact.Args{"reason": "Upgrade", "said": "3 of 5"}), 0},
		"it stands still":          {condition("Stalled", "True"), rollout.NotReady, false, fact.New(rollout.AwaitsKind, fact.Args{"reason": "Upgrade", "said": "3 of 5"}), 1},
		"its condition is its own": {condition("Paused", "False"), rollout.Ready, true, fact.Fact{}, 0},
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
}

// What the configuration says of readiness counts instead of the condition Ready, and beside
// everything else.
func TestOwnReadiness(t *testing.T) {
	phase := object.Value{Path: object.MustParsePath("status.phase"), Value: "Running"}
	count := object.Value{Path: object.MustParsePath("status.conditions[type=Synced].count"), Value: int64(3)}
	status := func(generation int64, conditions ...any) map[string]any {
		return map[string]any{"observedGeneration": generation, "phase": "Running", "conditions": conditions}
	}
	condition := func(of, status string, more ...any) map[string]any {
		c := map[string]any{"type": of, "status": status}
		for i := 0; i+1 < len(more); i += 2 {
			c[more[i].(string)] = more[i+1]
		}
		return c
	}
	unready := condition("Ready", "False", "reason", "Starting", "message", "3 of 5")
	for name, c := range map[string]struct {
		ready  object.Ready
		status map[string]any
		done   bool
		awaits fact.Code
	}{
		"its condition":                       {object.Ready{Condition: "Synced"}, status(2, unready, condition("Synced", "True")), true, ""},
		"its condition is not true":           {object.Ready{Condition: "Synced"}, status(2, condition("Synced", "False", "reason", "Slow"), condition("Ready", "True")), false, rollout.AwaitsCondition},
		"its condition is not set":            {object.Ready{Condition: "Synced"}, status(2), false, rollout.AwaitsCondition},
		"its condition is of a former change": {object.Ready{Condition: "Synced"}, status(2, condition("Synced", "True", "observedGeneration", int64(1))), false, rollout.AwaitsCondition},
		"its fields":                          {object.Ready{Fields: []object.Value{phase, count}}, status(2, unready, condition("Synced", "False", "count", float64(3))), true, ""},
		"a field has another value":           {object.Ready{Fields: []object.Value{phase, count}}, status(2, condition("Synced", "False", "count", int64(2))), false, rollout.AwaitsField},
		"both":                                {object.Ready{Condition: "Ready", Fields: []object.Value{phase}}, status(2, unready), false, rollout.AwaitsCondition},
		"it has not seen the change":          {object.Ready{Fields: []object.Value{phase}}, status(1), false, rollout.AwaitsController},
		"it has failed all the same":          {object.Ready{Fields: []object.Value{phase}}, status(2, condition("Stalled", "True", "reason", "Broken", "message", "no")), false, rollout.AwaitsKind},
	} {
		content := map[string]any{"apiVersion": "example.com/v1", "kind": "Release", "metadata": map[string]any{"name": "web", "generation": int64(2)}, "status": c.status}
		w, err := rollout.BuiltIn().ReadAny(content)
		if err != nil {
			t.Fatal(err)
		}
		if s := rollout.Judge(w, rollout.Evidence{Own: rollout.OwnOf(&c.ready, content)}); s.Done != c.done || s.Message.Code != c.awaits {
			t.Errorf("%s: %+v", name, s)
		}
	}
	content := map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "web"}, "data": map[string]any{"state": "done"}}
	w, err := rollout.BuiltIn().ReadAny(content)
	if err != nil {
		t.Fatal(err)
	}
	state := object.Ready{Fields: []object.Value{{Path: object.MustParsePath("data.state"), Value: "done"}}}
	if s := rollout.Judge(w, rollout.Evidence{Own: rollout.OwnOf(&state, content)}); !s.Done {
		t.Errorf("a ConfigMap that has what it is to have: %+v", s)
	}
}

// What no controller serves is told, and not waited for until its time is up.
func TestUnservedIsToldEarly(t *testing.T) {
	balanced := map[string]any{
		"apiVersion": "v1", "kind": "Service", "spec": map[string]any{"type": "LoadBalancer"},
		"metadata": map[string]any{"name": "front", "uid": "front", "managedFields": []any{map[string]any{"manager": "wl", "operation": "Apply"}}},
	}
	w, err := rollout.BuiltIn().Read(balanced)
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]any{
		"apiVersion": "v1", "kind": "Service", "spec": map[string]any{"type": "LoadBalancer"}, "metadata": map[string]any{"name": "other", "uid": "other"},
		"status": map[string]any{"loadBalancer": map[string]any{"ingress": []any{map[string]any{"ip": "198.18.0.1"}}}},
	}
	start := time.Now()
	for name, c := range map[string]struct {
		around rollout.Around
		failed bool
	}{
		"no Service has an address": {rollout.Around{kind.Service: {balanced}}, true},
		"another one has":           {rollout.Around{kind.Service: {balanced, served}}, false},
		"they cannot be read":       {rollout.Around{}, false},
	} {
		m := rollout.NewMonitor(0, start)
		e := rollout.Evidence{Manager: "wl", Around: c.around}
		if s := m.Judge(start, w, e); s.Failed {
			t.Errorf("%s: %+v at once", name, s)
		}
		s := m.Judge(start.Add(31*time.Second), w, e)
		if s.Failed != c.failed || s.Done {
			t.Errorf("%s: %+v", name, s)
		}
		if s := m.Judge(start.Add(rollout.DefaultDeadline), w, e); !s.Failed {
			t.Errorf("%s: %+v in the end", name, s)
		}
	}
}
