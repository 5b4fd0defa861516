package planner_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// createAs makes an object as a manager that knows no server-side apply.
func (w *world) createAs(manager, text string) object.Ref {
	w.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(w.t).Kubeconfig)
	if err != nil {
		w.t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		w.t.Fatal(err)
	}
	m := w.bare(text)
	plural := strings.ToLower(m.Ref.Kind) + "s"
	if k, known := kind.Lookup(m.Ref.GroupKind()); known {
		plural = k.Plural
	}
	written, err := schema.ParseGroupVersion(m.APIVersion)
	if err != nil {
		w.t.Fatal(err)
	}
	resource := written.WithResource(plural)
	_, err = client.Resource(resource).Namespace(w.namespace).Create(w.t.Context(), &unstructured.Unstructured{Object: m.Content}, metav1.CreateOptions{FieldManager: manager})
	if err != nil {
		w.t.Fatal(err)
	}
	return m.Ref
}

// WithoutDigest is an object without the stack's labels.
func (w *world) bare(text string) object.Manifest {
	m := w.manifest(text)
	metadata := m.Content["metadata"].(map[string]any)
	delete(metadata, "labels")
	return m
}

// adopt does what apply does with an object that it adopts, also while its
// status moves on.
func (w *world) adopt(m object.Manifest, s step.Step) map[string]any {
	w.t.Helper()
	for attempt := 1; ; attempt++ {
		meta, err := object.MetaOf(w.get(m.Ref))
		if err != nil {
			w.t.Fatal(err)
		}
		if meta.UID != s.If.UID {
			w.t.Fatalf("%s: another object than planned", m.Ref)
		}
		if op, takes := s.Operations[0].(step.SetOwnership); takes {
			err = w.setOwnership(m, meta, op)
		}
		switch {
		case err == nil:
			return w.send(m, kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: w.stack.FieldManager(), Force: true}).Object
		case attempt == 10:
			w.t.Fatal(err)
		}
	}
}

// takeFirst changes whose the fields of an object are before it is applied, where a step does.
func (w *world) takeFirst(m object.Manifest, s *step.Step) {
	w.t.Helper()
	op, takes := s.Operations[0].(step.SetOwnership)
	for attempt := 1; takes; attempt++ {
		err := w.setOwnership(m, w.meta(m.Ref), op)
		if err == nil {
			return
		}
		if attempt == 10 {
			w.t.Fatal(err)
		}
	}
}

func (w *world) setOwnership(m object.Manifest, live object.Meta, op step.SetOwnership) error {
	edit, err := op.Edit(&m, w.stack.FieldManager())
	if err != nil {
		return err
	}
	after, err := edit.Of(live)
	if err == nil && after.Changed {
		_, err = w.client.ReplaceManagers(w.t.Context(), live, after.Managers)
	}
	return err
}

// writeOf is the step of a plan that writes an object.
func writeOf(t *testing.T, p *plan.ClusterPlan, ref object.Ref) *step.Step {
	t.Helper()
	for i := range p.Steps {
		if p.Steps[i].Object == ref && p.Steps[i].Do == step.Write {
			return &p.Steps[i]
		}
	}
	t.Fatalf("no step writes %s: %+v", ref, p.Steps)
	return nil
}

// At is the value at some keys of an object's content; nil where there is none.
func at(content map[string]any, keys ...string) any {
	var v any = content
	for _, key := range keys {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

func (w *world) get(ref object.Ref) map[string]any {
	w.t.Helper()
	live, err := w.client.Get(w.t.Context(), ref)
	if err != nil {
		w.t.Fatal(err)
	}
	return live
}

// before is the live object as another field manager has created it: with a field and a
// container that the configuration does not want, and one that it does.
const before = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {theirs: "1"}}
spec:
  replicas: 3
  minReadySeconds: 5
  revisionHistoryLimit: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}, {name: OLD, value: x}]}
      - {name: sidecar, image: "sidecar:1"}
`

// after is what the configuration wants of it: no replicas, no env OLD, no
// minReadySeconds.
var after = edit(before, "  replicas: 3\n", "", "  minReadySeconds: 5\n", "", ", {name: OLD, value: x}", "", `, annotations: {theirs: "1"}`, "")

// Whoever has made an object: what the configuration does not want goes when it
// is adopted, replicas stay, and what is later removed from the configuration
// goes as well.
func TestAdoption(t *testing.T) {
	lastApplied := edit(before, `{theirs: "1"}`, `{theirs: "1", kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Deployment"}'}`)
	for _, c := range []struct {
		name, manager string
		make          func(w *world, manager string)
	}{
		{"kubectl create", "kubectl-create", func(w *world, m string) { w.createAs(m, before) }},
		{"kubectl apply", "kubectl-client-side-apply", func(w *world, m string) { w.createAs(m, lastApplied) }},
		{"kubectl apply --server-side", "kubectl", func(w *world, m string) { w.foreign(m, w.bare(before).Content, false) }},
		{"Helm 3", "helm", func(w *world, m string) { w.createAs(m, before) }},
		{"Helm 4", "helm", func(w *world, m string) { w.foreign(m, w.bare(before).Content, false) }},
		{"terraform kubernetes_deployment", "HashiCorp", func(w *world, m string) { w.createAs(m, before) }},
		{"terraform kubernetes_manifest", "Terraform", func(w *world, m string) { w.foreign(m, w.bare(before).Content, false) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			c.make(w, c.manager)
			m := w.manifest(after)
			expect(t, w.plan(plan.Options{}, m), "blocked Deployment web\n  The object exists and is not managed by this stack\n")
			computed := w.plan(plan.Options{Adopt: true, ReadOnly: true}, m)
			p := w.plan(plan.Options{Adopt: true}, m)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || fmt.Sprint(p.Changes[0].Adoption.From) != "["+c.manager+"]" {
				t.Fatalf("%+v", p.Changes)
			}
			if diff := cmp.Diff(changedPaths(p.Changes[0]), changedPaths(computed.Changes[0])); diff != "" {
				t.Errorf("what is computed (+) is not what the server says (-)\n%s", diff)
			}
			planned := plannedValues(p.Changes[0])
			said := strings.Join(planned, "\n")
			for _, want := range []string{"metadata.annotations.theirs: 1 -> <nil>", "spec.minReadySeconds: 5 -> <nil>",
				`spec.template.spec.containers[name="nginx"].env[name="OLD"].value: x -> <nil>`, "metadata.labels[\"app.kubernetes.io/part-of\"]: <nil> -> shop"} {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not among\n%s", want, said)
				}
			}
			if strings.Contains(said, "spec.replicas") {
				t.Errorf("replicas are touched:\n%s", said)
			}
			live := w.get(m.Ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[m.Ref]), planned); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
			less := w.manifest(edit(after, "  revisionHistoryLimit: 4\n", ""))
			p = w.plan(plan.Options{}, less)
			expect(t, p, "update Deployment web\n  spec.revisionHistoryLimit: 4 -> 10 (configuration)\n  no Pod restarts\n")
			w.carryOut(p)
			expect(t, w.plan(plan.Options{DryRunAll: true}, less), "")
		})
	}
}

// theirs is a Deployment with its Service and budget as another field manager has created
// them, choosing the Pods in their own way.
const theirs = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.27"}
`

const theirService = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
`

const theirBudget = `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  minAvailable: 1
  selector: {matchLabels: {app: web}}
`

// ours is text with the labels by which wl chooses Pods, and with another label
// of the configuration's own.
func ours(text string) string {
	return edit(text, "{app: web, tier: front}", "{app.kubernetes.io/name: web, wl/kind: deployment, tier: front}", "{app: web}", "{app.kubernetes.io/name: web, wl/kind: deployment}")
}

// An adopted workload keeps the way in which it chooses its Pods, for ever after,
// and so does whatever else means them; nothing restarts. Neither a lost state
// nor a later change makes a difference.
func TestAdoptedWorkloadKeepsItsSelector(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{theirs, theirService, theirBudget} {
		w.createAs("kubectl-create", text)
	}
	ref := w.manifest(theirs).Ref
	w.awaitPods(ref)
	desired := []object.Manifest{w.manifest(ours(theirs)), w.manifest(ours(theirService)), w.manifest(ours(theirBudget))}
	p := w.plan(plan.Options{Adopt: true}, desired...)
	if len(p.Changes) != 3 {
		t.Fatalf("%s", describe(p))
	}
	for _, c := range p.Changes {
		for _, f := range c.Fields {
			if f.Op != plan.Release && !f.Path.HasPrefix(object.PathOf("metadata", "labels")) {
				t.Errorf("%s: %+v", c.Object, f)
			}
		}
		if c.Object == ref && (said(c.Impact) != "no Pod restarts" || fmt.Sprint(inWords.Texts(c.Adoption.Keeps)) != "[its selector app=web]") {
			t.Errorf("%+v %+v", c.Impact, c.Adoption)
		}
	}
	w.carryOut(p)
	same := func(what string) {
		t.Helper()
		for _, o := range []plan.Options{{}, {DryRunAll: true}} {
			if p := w.plan(o, desired...); len(p.Changes) > 0 {
				t.Errorf("%s: %s", what, describe(p))
			}
		}
	}
	same("after the adoption")
	if p := w.plan(plan.Options{}, desired...); p.Requests.DryRuns+p.Requests.Gets > 0 {
		t.Errorf("it is not proven: %+v", p.Requests)
	}
	known := w.revision
	w.revision = nil
	same("without the state")
	w.revision = known

	desired[0] = w.manifest(edit(ours(theirs), "nginx:1.27", "nginx:1.28"))
	p = w.plan(plan.Options{}, desired...)
	expect(t, p, `
update Deployment web
  spec.template.spec.containers[name="nginx"].image: nginx:1.27 -> nginx:1.28 (configuration)
  2 Pods restart, one at a time, each after its replacement is ready; no outage expected
`)
	w.carryOut(p)
	same("after a change")
}

// What deletes nothing can adopt a Job only as it is.
func TestAdoptedJob(t *testing.T) {
	w := newWorld(t)
	const job = `
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  backoffLimit: 2
  template:
    metadata: {labels: {app: migrate, chart: "7"}}
    spec:
      restartPolicy: Never
      containers:
      - {name: migrate, image: "migrate:1"}
`
	named := edit(job, `{app: migrate, chart: "7"}`, "{app.kubernetes.io/name: migrate, wl/kind: job}")
	ref := w.createAs("kubectl-create", job)
	uid := w.get(ref)["metadata"].(map[string]any)["uid"]
	other := w.plan(plan.Options{Adopt: true}, w.manifest(edit(named, "migrate:1", "migrate:2")))
	if b := other.Changes[0].Blocked; b == nil || !strings.Contains(inWords.Detail(b.Fact), "cannot be adopted with this configuration") {
		t.Errorf("%s", describe(other))
	}
	m := w.manifest(edit(named, "backoffLimit: 2", "backoffLimit: 3"))
	p := w.plan(plan.Options{Adopt: true}, m)
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt {
		t.Fatalf("%s %+v", describe(p), p.Changes)
	}
	w.carryOut(p)
	expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
	w.revision = nil
	expect(t, w.plan(plan.Options{}, m), "")
	if w.get(ref)["metadata"].(map[string]any)["uid"] != uid {
		t.Error("it was replaced")
	}
}

// A StatefulSet and a DaemonSet keep their Pods, too.
func TestAdoptedSets(t *testing.T) {
	for _, kind := range []string{"StatefulSet", "DaemonSet"} {
		w := newWorld(t)
		text := edit(theirs, "Deployment", kind)
		if kind == "DaemonSet" {
			text = edit(text, "  replicas: 2\n", "")
		}
		w.createAs("HashiCorp", text)
		m := w.manifest(edit(ours(text), "wl/kind: deployment", "wl/kind: "+strings.ToLower(kind)))
		p := w.plan(plan.Options{Adopt: true}, m)
		if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || said(p.Changes[0].Impact) != "no Pod restarts" {
			t.Fatalf("%s: %s", kind, describe(p))
		}
		w.carryOut(p)
		expect(t, w.plan(plan.Options{}, m), "")
		expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
	}
}

// What another stack has made stays its own, until that has let it go.
func TestObjectOfAnotherStack(t *testing.T) {
	w := newWorld(t)
	other := object.Stack{Name: "other", Namespace: w.namespace}
	theirs := w.bare(settings)
	labels := map[string]any{object.LabelApplySet: other.ApplySetID()}
	theirs.Content["metadata"].(map[string]any)["labels"] = labels
	w.foreign(other.FieldManager(), theirs.Content, false)
	m := w.manifest(edit(settings, "info", "debug"))
	p := w.plan(plan.Options{Adopt: true, ForceConflicts: true}, m)
	expect(t, p, "blocked ConfigMap settings\n  The object belongs to another stack\n")
	if d := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(d, "stack other") || !strings.Contains(d, "kubectl label configmap settings -n "+w.namespace+" "+object.LabelApplySet+"-") {
		t.Errorf("no way out: %s", d)
	}
	w.patch("kubectl-label", m.Ref, `{"metadata":{"labels":{"`+object.LabelApplySet+`":null}}}`)
	p = w.plan(plan.Options{Adopt: true}, m)
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || fmt.Sprint(p.Changes[0].Adoption.From) != "["+other.FieldManager()+"]" {
		t.Fatalf("%s %+v", describe(p), p.Changes)
	}
	w.carryOut(p)
	expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
}

// Whoever else holds a field with another value is not overruled in silence.
func TestAdoptionConflicts(t *testing.T) {
	w := newWorld(t)
	w.createAs("some-operator", settings)
	m := w.manifest(edit(settings, "info", "debug"))
	expect(t, w.plan(plan.Options{Adopt: true}, m), "blocked ConfigMap settings\n  Conflict with another field manager\n")
	p := w.plan(plan.Options{Adopt: true, ForceConflicts: true}, m)
	if c := p.Changes[0]; c.Action != plan.Adopt || len(c.Warnings) != 2 || !strings.Contains(warnings(c), "takes data.level from some-operator") {
		t.Errorf("%s %+v", describe(p), p.Changes)
	}
}

// A manager that sets its fields again and again is named, whichever way it writes; people and
// Kubernetes' components are not.
func TestAdoptionNamesWhoSetsFieldsAgain(t *testing.T) {
	for manager, named := range map[string]bool{
		"argocd-controller": true, "some-operator": true, "kubectl-edit": false, "kubectl-rollout": false, "kube-controller-manager": false, "kubectl-create": false,
	} {
		w := newWorld(t)
		ref := w.createAs("helm", settings)
		w.patch(manager, ref, `{"data":{"more":"x"}}`)
		p := w.plan(plan.Options{Adopt: true}, w.manifest(settings))
		if said := warnings(p.Changes[0]); strings.Contains(said, manager+" sets fields of it as well") != named {
			t.Errorf("%s: %s", manager, said)
		}
	}
}

// A label that wl sets unasked cannot be removed from the configuration.
func TestConflictOnLabelsThatAreSetUnasked(t *testing.T) {
	w := newWorld(t)
	theirs := w.bare(settings)
	theirs.Content["metadata"].(map[string]any)["labels"] = map[string]any{object.LabelManagedBy: "argocd"}
	w.foreign("argocd", theirs.Content, false)
	detail := func(m object.Manifest) string {
		p := w.plan(plan.Options{Adopt: true}, m)
		if p.Changes[0].Blocked == nil {
			t.Fatalf("%s", describe(p))
		}
		return inWords.Detail(p.Changes[0].Blocked.Fact)
	}
	m := w.manifest(settings)
	if d := detail(m); !strings.Contains(d, "giving labels that wl sets the same values") || strings.Contains(d, "by removing it") {
		t.Error(d)
	}
	m = w.manifest(settings)
	m.Fields = map[object.Path]object.Range{object.PathOf("metadata", "labels").Field(object.LabelManagedBy): {File: "shop.wl.hcl", StartLine: 7}}
	if d := detail(m); !strings.Contains(d, "by removing it from the configuration") {
		t.Error(d)
	}
}
