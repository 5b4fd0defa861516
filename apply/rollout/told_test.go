package rollout_test

import (
	"testing"
	"time"

	utiljson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// contentOf reads a live object, with whole numbers as a cluster's.
func contentOf(t *testing.T, text string) map[string]any {
	t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var content map[string]any
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		t.Fatal(err)
	}
	return content
}

// databaseOf is a live object of generation 2, of a kind that nothing is known of.
func databaseOf(t *testing.T, status string) map[string]any {
	t.Helper()
	return contentOf(t, `{apiVersion: example.com/v1, kind: Database, metadata: {name: db, generation: 2}, status: `+status+`}`)
}

func judged(t *testing.T, content map[string]any, ready *object.Ready) rollout.Status {
	t.Helper()
	w, err := rollout.BuiltIn().ReadAny(content)
	if err != nil {
		t.Fatal(err)
	}
	return rollout.Judge(w, rollout.Evidence{Own: rollout.OwnOf(ready, content)})
}

// What an object says is read in every shape in which operators say it, and what it said of an
// older generation is not told yet.
func TestStatusesOfEveryShape(t *testing.T) {
	for name, c := range map[string]struct {
		status string
		awaits fact.Code // "": it is ready
	}{
		"generation as a string":                    {`{observedGeneration: "2"}`, ""},
		"an older one":                              {`{observedGeneration: "1", conditions: [{type: Ready, status: "True"}]}`, rollout.AwaitsController},
		"a string that is no number":                {`{observedGeneration: 7d66d4485f}`, ""},
		"beside which it is not ready":              {`{observedGeneration: 7d66d4485f, conditions: [{type: Ready, status: "False", reason: Slow}]}`, rollout.AwaitsKind},
		"a newer generation":                        {`{observedGeneration: 3, conditions: [{type: Ready, status: "True"}]}`, ""},
		"a newer generation that is not ready":      {`{observedGeneration: 3, conditions: [{type: Ready, status: "False", message: wait}]}`, rollout.AwaitsKind},
		"conditions as a map":                       {`{conditions: {Ready: {status: "False", reason: Slow}}}`, rollout.AwaitsKind},
		"conditions as a map of words":              {`{conditions: {Ready: "True", Synced: "True"}}`, ""},
		"conditions as a map of truths":             {`{conditions: {Ready: false}}`, rollout.AwaitsCondition},
		"a map of an older generation":              {`{observedGeneration: 1, conditions: {Ready: {status: "True"}}}`, rollout.AwaitsController},
		"a condition that is a truth":               {`{conditions: [{type: Ready, status: true}]}`, ""},
		"one that is none":                          {`{conditions: [7, {status: "False"}, {type: Ready, status: "False", reason: Slow}]}`, rollout.AwaitsKind},
		"an own reason of another type":             {`{conditions: [{type: Ready, status: "False", reason: 7}]}`, rollout.AwaitsCondition},
		"ready before the change":                   {`{conditions: [{type: Ready, status: "True", observedGeneration: 1}]}`, rollout.AwaitsController},
		"ready before it, of several":               {`{conditions: [{type: Synced, status: "True", observedGeneration: 2}, {type: Ready, status: "True", observedGeneration: 1}]}`, rollout.AwaitsController},
		"before it, as a string":                    {`{conditions: [{type: Ready, status: "True", observedGeneration: "1"}]}`, rollout.AwaitsController},
		"another is older":                          {`{conditions: [{type: Synced, status: "True", observedGeneration: 1}, {type: Ready, status: "True", observedGeneration: 2}]}`, ""},
		"it stood still before the change":          {`{conditions: [{type: Stalled, status: "True", observedGeneration: 1}]}`, rollout.AwaitsController},
		"it stood still, and is ready":              {`{conditions: [{type: Stalled, status: "True", observedGeneration: 1}, {type: Ready, status: "True", observedGeneration: 2}]}`, ""},
		"it was being changed":                      {`{conditions: [{type: Reconciling, status: "True", observedGeneration: 1}, {type: Ready, status: "True", observedGeneration: 2}]}`, ""},
		"conditions without generations count":      {`{observedGeneration: 2, conditions: [{type: Ready, status: "False", message: wait}]}`, rollout.AwaitsKind},
		"the status is current, its conditions not": {`{observedGeneration: 2, conditions: [{type: Ready, status: "True", observedGeneration: 1}]}`, rollout.AwaitsController},
	} {
		s := judged(t, databaseOf(t, c.status), nil)
		if s.Done != (c.awaits == "") || s.Message.Code != c.awaits {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// What the configuration says of readiness counts instead of the condition Ready alone.
func TestOwnReadinessIsOfThisGeneration(t *testing.T) {
	healthy := &object.Ready{Fields: []object.Value{{Path: object.MustParsePath("status.phase"), Value: "Healthy"}}}
	available := &object.Ready{Condition: "Available"}
	for name, c := range map[string]struct {
		ready  *object.Ready
		status string
		awaits fact.Code
	}{
		"an older generation, as a string":     {healthy, `{observedGeneration: "1", phase: Healthy}`, rollout.AwaitsController},
		"this one":                             {healthy, `{observedGeneration: "2", phase: Healthy}`, ""},
		"older conditions":                     {healthy, `{phase: Healthy, conditions: [{type: Ready, status: "True", observedGeneration: 1}]}`, rollout.AwaitsController},
		"older conditions of a current status": {healthy, `{observedGeneration: 2, phase: Healthy, conditions: [{type: Ready, status: "True", observedGeneration: 1}]}`, ""},
		"conditions as a map":                  {available, `{conditions: {Available: {status: "True"}, Ready: {status: "False"}}}`, ""},
		"its condition is older":               {available, `{observedGeneration: 2, conditions: {Available: {status: "True", observedGeneration: "1"}}}`, rollout.AwaitsCondition},
		"it is being changed":                  {available, `{conditions: [{type: Reconciling, status: "True", reason: Upgrading}, {type: Available, status: "True"}]}`, rollout.AwaitsKind},
		"it is being changed, as a map":        {healthy, `{phase: Healthy, conditions: {Reconciling: {status: "True", reason: Upgrading}}}`, rollout.AwaitsKind},
		"it was being changed":                 {healthy, `{phase: Healthy, conditions: [{type: Reconciling, status: "True", observedGeneration: 1}, {type: Ready, status: "False", observedGeneration: 2}]}`, ""},
	} {
		s := judged(t, databaseOf(t, c.status), c.ready)
		if s.Done != (c.awaits == "") || s.Message.Code != c.awaits {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// What stood still before the change is not held against the change that may fix it.
func TestOldFailuresDoNotFail(t *testing.T) {
	start := time.Now()
	for name, c := range map[string]struct {
		status string
		failed bool
	}{
		"it stands still":                  {`{conditions: [{type: Stalled, status: "True", observedGeneration: 2}]}`, true},
		"it stands still, as a map":        {`{conditions: {Stalled: {status: "True"}}}`, true},
		"it stood still":                   {`{conditions: [{type: Stalled, status: "True", observedGeneration: 1}]}`, false},
		"it stood still, as a map":         {`{conditions: {Stalled: {status: "True", observedGeneration: "1"}}}`, false},
		"its status is older, as a string": {`{observedGeneration: "1", conditions: [{type: Stalled, status: "True"}]}`, false},
	} {
		w, err := rollout.BuiltIn().ReadAny(databaseOf(t, c.status))
		if err != nil {
			t.Fatal(err)
		}
		m := rollout.NewMonitor(0, start)
		m.Judge(start, w, rollout.Evidence{})
		if s := m.Judge(start.Add(16*time.Second), w, rollout.Evidence{}); s.Failed != c.failed || s.Done {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
