package step_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

func TestProgramsThatCannotBe(t *testing.T) {
	for text, says := range map[string]string{
		`[{"do":"write","after":[1]}]`:                             "step 0 waits for step 1, and there are 1",
		`[{"do":"write"},{"do":"await","after":[-1]}]`:             "step 1 waits for step -1",
		`[{"do":"write","operations":[{"op":"improvise"}]}]`:       `unknown operation "improvise"`,
		`[{"do":"write","operations":[null]}]`:                     `unknown operation ""`,
		`[{"do":"write","operations":[{"op":"apply","force":1}]}]`: "force",
		`{}`: "cannot unmarshal",
	} {
		var p step.Program
		if err := json.Unmarshal([]byte(text), &p); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
}

// Each step gets its turn when what it waits for is done, and no sooner.
func TestRun(t *testing.T) {
	a, b := object.Ref{Kind: "ConfigMap", Name: "a"}, object.Ref{Kind: "ConfigMap", Name: "b"}
	var p step.Program
	first, second := p.Add(step.Step{Do: step.Write, Object: a}), p.Add(step.Step{Do: step.Write, Object: b})
	last := p.BarrierAfterAll()
	p.Wait(second, first)
	run := p.Start()
	if diff := cmp.Diff([]int{first}, run.Ready()); diff != "" {
		t.Error(diff)
	}
	if !run.Waits(second) || !run.Waits(last) {
		t.Error("nothing waits")
	}
	if diff := cmp.Diff([]int{second}, run.Finish(first)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{last}, run.Finish(second)); diff != "" {
		t.Error(diff)
	}
	if p.Circle() != nil {
		t.Error("there is no circle")
	}
	p.Wait(first, second)
	if diff := cmp.Diff([]object.Ref{a, b}, p.Circle()); diff != "" {
		t.Error(diff)
	}
}
