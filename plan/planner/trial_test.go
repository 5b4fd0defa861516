package planner_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What a server gives every Job anew, its UID and its name in labels, is neither a change of it
// nor a reason to run it again, and the name under which the new one is tried is told nowhere.
func TestJobsOwnLabels(t *testing.T) {
	const image = `spec.template.spec.containers[name="a"].image`
	for name, c := range map[string]struct{ spec, because string }{
		"empty metadata":     {`{template: {metadata: {}, spec: SPEC}}`, image},
		"as kubectl creates": {`{template: {metadata: {creationTimestamp: null}, spec: SPEC}}`, image},
		"empty labels":       {`{template: {metadata: {labels: {}, annotations: {}}, spec: SPEC}}`, image},
		"empty selector":     {`{selector: {}, template: {spec: SPEC}}`, image},
		"labelled as itself": {`{template: {metadata: {labels: {job-name: migrate, batch.kubernetes.io/job-name: migrate}}, spec: SPEC}}`, image},
		"its own selector":   {`{manualSelector: true, selector: {matchLabels: {job-name: migrate}}, template: {metadata: {labels: {job-name: migrate}}, spec: SPEC}}`, image},
		"its own UID": {`{manualSelector: true, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b, controller-uid: OLD}}, spec: SPEC}}`,
			"spec.template.metadata.labels.controller-uid " + image},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			text := edit(`{apiVersion: batch/v1, kind: Job, metadata: {name: migrate}, spec: `+c.spec+`}`,
				"SPEC", "{restartPolicy: Never, containers: [{name: a, image: 'a:OLD'}]}")
			w.apply(w.manifest(text))
			for _, o := range []plan.Options{{}, {ReadOnly: true}} {
				p := w.plan(o, w.manifest(strings.ReplaceAll(text, "OLD", "NEW")))
				if len(p.Changes) != 1 || p.Changes[0].Action != plan.Rerun {
					t.Fatalf("read-only %v:\n%s", o.ReadOnly, describe(p))
				}
				change := p.Changes[0]
				if got := strings.Join(object.PathTexts(change.Replacement.Because), " "); got != c.because || len(change.Fields) != len(change.Replacement.Because) {
					t.Errorf("read-only %v: because of %s, want %s:\n%s", o.ReadOnly, got, c.because, describe(p))
				}
				told, err := json.Marshal(p)
				if err != nil || strings.Contains(string(told), "migrate-wl-") {
					t.Errorf("read-only %v: the trial's name is told (%v):\n%s", o.ReadOnly, err, told)
				}
			}
		})
	}
}
