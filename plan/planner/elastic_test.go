package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

const indexed = `
apiVersion: batch/v1
kind: Job
metadata: {name: NAME}
spec:
  completionMode: Indexed
  completions: 2
  parallelism: 2
  template:
    metadata: {annotations: BEHAVIOUR}
    spec: {restartPolicy: Never, containers: [{name: main, image: "busybox:1"}]}
`

// An indexed Job that has completed runs again for other completions; one that still runs is scaled as it is.
func TestCompletionsOfAnIndexedJob(t *testing.T) {
	w := newWorld(t)
	over, runs := w.manifest(edit(indexed, "NAME", "over", "BEHAVIOUR", "{}")), w.manifest(edit(indexed, "NAME", "runs", "BEHAVIOUR", "{wl-devcluster/behaviour: never-ready}"))
	w.apply(over, runs)
	w.awaitRunning(runs.Ref)
	w.await(over.Ref, func(o map[string]any) bool { return object.At(o, "status", "completionTime") != nil })
	for _, n := range []string{"3", "1"} {
		more := strings.NewReplacer("completions: 2", "completions: "+n, "parallelism: 2", "parallelism: "+n).Replace(indexed)
		for _, o := range []plan.Options{{}, {ReadOnly: true}} {
			p := w.plan(o, w.manifest(edit(more, "NAME", "over", "BEHAVIOUR", "{}")), w.manifest(edit(more, "NAME", "runs", "BEHAVIOUR", "{wl-devcluster/behaviour: never-ready}")))
			for _, c := range p.Changes {
				if again := c.Object == over.Ref; again != c.Action.Renews() || again && said(c.Impact) != "the Job runs again from the start" || !again && c.Action != plan.Update {
					t.Errorf("%s of %s with %+v: %s", n, c.Object, o, describe(p))
				}
			}
			if len(p.Changes) != 2 {
				t.Errorf("%+v: %s", o, describe(p))
			}
		}
	}
}

// What was changed by hand of an indexed Job that has completed is set back as it is: what the configuration has
// did run. It runs again where the configuration has other completions than then, also in place of what was changed by hand.
func TestCompletionsOfAFinishedJobChangedByHand(t *testing.T) {
	w := newWorld(t)
	base := edit(indexed, "NAME", "over", "BEHAVIOUR", "{}")
	over := w.manifest(base)
	w.apply(over)
	w.await(over.Ref, func(o map[string]any) bool { return object.At(o, "status", "completionTime") != nil })
	for _, c := range []struct {
		name, patch, before string
		finished            bool
	}{
		{"more", `{"spec": {"completions": 3, "parallelism": 3}}`, "3", false},
		{"more, seen to finish", `{"spec": {"completions": 4, "parallelism": 4}}`, "4", true},
		{"fewer, seen to finish", `{"spec": {"completions": 1, "parallelism": 1}}`, "1", true},
	} {
		if c.finished {
			run, err := plan.RunDigest(&over, w.key)
			if err != nil {
				t.Fatal(err)
			}
			w.revision.Objects[0].Finished = &state.Finished{Run: run}
		}
		w.patch("kubectl-patch", over.Ref, c.patch)
		scaled := strings.NewReplacer("completions: 2", "completions: 5", "parallelism: 2", "parallelism: 5").Replace(base)
		for _, o := range []plan.Options{{}, {ReadOnly: true}, {DryRunAll: true}} {
			for text, again := range map[string]bool{base: false, edit(base, "  parallelism: 2", "  parallelism: 2\n  backoffLimit: 7"): false, scaled: true} {
				if again && !c.finished {
					continue // nothing tells what it ran
				}
				p := w.plan(o, w.manifest(text))
				if len(p.Changes) != 1 || p.Changes[0].Action.Renews() != again || !again && (p.Changes[0].Action != plan.Update || !strings.Contains(describe(p), "spec.completions: "+c.before+" -> 2 (drift kubectl-patch)")) {
					t.Errorf("%s, again %v, with %+v: %s", c.name, again, o, describe(p))
				}
			}
		}
	}
	w.carryOut(w.plan(plan.Options{}, over))
	expect(t, w.plan(plan.Options{DryRunAll: true}, over), "")
}
