package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
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
