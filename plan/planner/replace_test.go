package planner_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const (
	// Its Pod never becomes ready, so that it still runs when the test looks.
	migration = `
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  backoffLimit: 2
  template:
    metadata: {annotations: {wl-devcluster/behaviour: never-ready}}
    spec:
      restartPolicy: Never
      containers: [{name: main, image: "migrate:1"}]
`
	database = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database}
spec:
  replicas: 2
  serviceName: database
  podManagementPolicy: OrderedReady
  selector: {matchLabels: {app: database}}
  template:
    metadata: {labels: {app: database}}
    spec: {containers: [{name: main, image: "postgres:16"}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`
	names = `
apiVersion: v1
kind: Service
metadata: {name: names}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
`
	sealed     = `{apiVersion: v1, kind: ConfigMap, metadata: {name: sealed}, immutable: true, data: {level: info}}`
	throughout = `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent, v: b}}, spec: {containers: [{name: main, image: "agent:1"}]}}}}`
)

// What the API does not let be changed is planned by a table: replaced, around
// its Pods where that is possible. What can be changed is not.
func TestImmutableFields(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		before  string
		edits   []string
		action  plan.Action
		because []string
		keeps   bool
		impact  string
		warning string
	}{
		"a Job's template":  {migration, []string{"migrate:1", "migrate:2"}, plan.Rerun, []string{`spec.template.spec.containers[name="main"].image`}, false, "the Job runs again from the start; 1 Pod is terminated first", ""},
		"a Job's retries":   {migration, []string{"backoffLimit: 2", "backoffLimit: 3"}, plan.Update, nil, false, "", ""},
		"a claim template":  {database, []string{"1Gi", "2Gi"}, plan.Replace, []string{"spec.volumeClaimTemplates"}, true, "it is recreated without deleting its Pods; no Pod restarts", ""},
		"a service name":    {database, []string{"serviceName: database", "serviceName: other", "replicas: 2", "replicas: 3"}, plan.Replace, []string{"spec.serviceName"}, true, "it is recreated without deleting its Pods; 1 more Pod starts: 3 instead of 2", "its Pods keep their old DNS names until they restart"},
		"the Pods' order":   {database, []string{"OrderedReady", "Parallel"}, plan.Replace, []string{"spec.podManagementPolicy"}, true, "it is recreated without deleting its Pods; no Pod restarts", ""},
		"an image":          {database, []string{"postgres:16", "postgres:17"}, plan.Update, nil, false, "", ""},
		"a selector":        {throughout, []string{"matchLabels: {app: agent}", "matchLabels: {v: b}"}, plan.Replace, []string{"spec.selector"}, false, "", ""},
		"headless no more":  {names, []string{"clusterIP: None, ", ""}, plan.Replace, []string{"spec.clusterIP"}, false, "", "its address changes; clients that keep the old address lose the connection"},
		"headless from now": {edit(names, "clusterIP: None, ", "", "name: names", "name: names-2"), []string{"spec: {", "spec: {clusterIP: None, "}, plan.Replace, []string{"spec.clusterIP"}, false, "", "its address changes; clients that keep the old address lose the connection"},
		"sealed data":       {sealed, []string{"level: info", "level: debug"}, plan.Replace, []string{"data.level"}, false, "", ""},
		"a sealed label":    {sealed, []string{"{name: sealed}", "{name: sealed, annotations: {a: b}}"}, plan.Update, nil, false, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			before := w.manifest(c.before)
			w.apply(before)
			if before.Ref.Kind == "StatefulSet" || before.Ref.Kind == "Job" {
				w.awaitRunning(before.Ref)
			}
			p := w.plan(plan.Options{}, w.manifest(edit(c.before, c.edits...)))
			if len(p.Changes) != 1 || p.Changes[0].Action != c.action {
				t.Fatalf("want %s:\n%s", c.action, describe(p))
			}
			change := p.Changes[0]
			if c.because == nil {
				if change.Replacement != nil {
					t.Errorf("%+v", change.Replacement)
				}
				return
			}
			if r := change.Replacement; !within(object.PathTexts(r.Because), c.because) || r.KeepsPods != c.keeps {
				t.Errorf("%+v, want %v", r, c.because)
			}
			if c.impact != "" && said(change.Impact) != c.impact {
				t.Errorf("impact %q, want %q", said(change.Impact), c.impact)
			}
			if c.warning != "" && !slices.Contains(inWords.Texts(change.Warnings), c.warning) {
				t.Errorf("warnings %q", warnings(change))
			}
		})
	}
}

// Within reports whether some paths lie in others, one for one.
func within(paths, outer []string) bool {
	for _, o := range outer {
		if !slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(p, o) }) {
			return false
		}
	}
	return !slices.ContainsFunc(paths, func(p string) bool {
		return !slices.ContainsFunc(outer, func(o string) bool { return strings.HasPrefix(p, o) })
	})
}

// A claim holds data: it is never replaced.
func TestClaimsAreNeverReplaced(t *testing.T) {
	w := newWorld(t)
	claim := `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}`
	w.apply(w.manifest(claim))
	p := w.plan(plan.Options{}, w.manifest(edit(claim, "ReadWriteOnce", "ReadOnlyMany")))
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Blocked {
		t.Errorf("%s", describe(p))
	}
}

// A new object that the server would refuse as well is refused, with its reason.
func TestReplacementMustBeValid(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(migration))
	p := w.plan(plan.Options{}, w.manifest(edit(migration, "migrate:1", "migrate:2", "restartPolicy: Never", "restartPolicy: Always")))
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Blocked || !strings.Contains(inWords.Detail(p.Changes[0].Blocked.Fact), "restartPolicy") {
		t.Errorf("%s", describe(p))
	}
}
