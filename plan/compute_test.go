package plan_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// world is a stack in a namespace of a real cluster, applied by bare requests,
// and with a state that is kept in memory.
type world struct {
	t         *testing.T
	client    *kube.Client
	stack     object.Stack
	namespace string
	revision  *state.Revision
}

func newWorld(t *testing.T) *world {
	t.Helper()
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	return &world{t: t, client: client, namespace: namespace, stack: object.Stack{Name: "shop", Namespace: namespace}}
}

// Read makes the world the state of its stack.
func (w *world) Read(context.Context) (state.Snapshot, error) {
	return state.Snapshot{Revision: w.revision}, nil
}

// manifest reads an object, puts it into the namespace and labels it as the
// stack's.
func (w *world) manifest(text string) object.Manifest {
	w.t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		w.t.Fatal(err)
	}
	content := map[string]any{}
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		w.t.Fatal(err)
	}
	metadata := content["metadata"].(map[string]any)
	if metadata["namespace"] == nil && content["kind"] != "Namespace" {
		metadata["namespace"] = w.namespace
	}
	labels := map[string]any{}
	for k, v := range w.stack.MemberLabels() {
		labels[k] = v
	}
	metadata["labels"] = labels
	meta, err := object.MetaOf(content)
	if err != nil {
		w.t.Fatal(err)
	}
	return object.Manifest{
		Ref: meta.Ref, APIVersion: content["apiVersion"].(string), Content: content,
		Address: "workload." + meta.Ref.Name,
		Origin:  object.Range{File: "shop.wl.hcl", StartLine: 3},
	}
}

// apply sends the objects and remembers them, as apply does.
func (w *world) apply(manifests ...object.Manifest) {
	w.t.Helper()
	version, err := w.client.Version(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	w.revision = &state.Revision{}
	for _, m := range manifests {
		result, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{
			Ref: m.Ref, Content: m.Content, FieldManager: w.stack.FieldManager(), Force: true,
		})
		if err != nil {
			w.t.Fatal(err)
		}
		sensitive, err := kubeschema.SensitivePaths(&m)
		if err != nil {
			w.t.Fatal(err)
		}
		record, err := state.NewRecord(&m, result.Meta, w.stack.FieldManager(), version)
		if err != nil {
			w.t.Fatal(err)
		}
		w.revision.Objects = append(w.revision.Objects, state.Entry{
			Ref: m.Ref, APIVersion: m.APIVersion, Address: m.Address, UID: result.Meta.UID, Phase: state.Ready, Record: record, Sensitive: sensitive,
		})
	}
}

func (w *world) plan(o plan.Options, desired ...object.Manifest) *plan.ClusterPlan {
	w.t.Helper()
	p, _, err := plan.Compute(w.t.Context(), w.client, w, plan.Input{Stack: w.stack, Cluster: "default", Desired: desired, Options: o})
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// foreign patches an object as another manager.
func (w *world) foreign(manager string, content map[string]any, force bool) {
	w.t.Helper()
	meta, err := object.MetaOf(content)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{Ref: meta.Ref, Content: content, FieldManager: manager, Force: force}); err != nil {
		w.t.Fatal(err)
	}
}

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}]}
      - {name: sidecar, image: "sidecar:1"}
`

const settings = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {level: info}
`

func edit(text string, oldnew ...string) string {
	return strings.NewReplacer(oldnew...).Replace(text)
}

// describe is a plan in the few words that tests compare.
func describe(p *plan.ClusterPlan) string {
	var b strings.Builder
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "%s %s %s\n", c.Action, c.Object.Kind, c.Object.Name)
		if c.Blocked != nil {
			fmt.Fprintf(&b, "  %s\n", c.Blocked.Summary)
		}
		if c.Action != plan.Update {
			continue
		}
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "  %s: %v -> %v (%s %s)\n", f.Path, f.Before, f.After, f.Cause.Kind, f.Cause.Manager)
		}
		if c.Impact != nil {
			fmt.Fprintf(&b, "  %s\n", c.Impact.Summary)
		}
	}
	return strings.ReplaceAll(b.String(), " )", ")")
}

func expect(t *testing.T, p *plan.ClusterPlan, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), describe(p)); diff != "" {
		t.Error(diff)
	}
}

func TestCreateThenNothing(t *testing.T) {
	w := newWorld(t)
	desired := []object.Manifest{w.manifest(web), w.manifest(settings)}
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, "create ConfigMap settings\ncreate Deployment web\n")
	if p.Changes[1].Impact.Summary != "2 Pods start" || p.Changes[1].Approximate != "" {
		t.Errorf("%+v", p.Changes[1])
	}
	if _, err := w.client.Get(t.Context(), desired[0].Ref); err == nil {
		t.Error("planning has created something")
	}

	w.apply(desired...)
	p = w.plan(plan.Options{}, desired...)
	expect(t, p, "")
	// Two LISTs, whatever the number of objects.
	if want := (plan.Requests{Lists: 2}); p.Unchanged != 2 || p.Requests != want || len(p.Stale) != 0 {
		t.Errorf("%d unchanged by %+v, stale %v", p.Unchanged, p.Requests, p.Stale)
	}

	// Without a record the server is asked, and says the same.
	for i := range w.revision.Objects {
		w.revision.Objects[i].Record = nil
	}
	p = w.plan(plan.Options{}, desired...)
	expect(t, p, "")
	if p.Requests.DryRuns != 2 || len(p.Stale) != 2 {
		t.Errorf("%+v, stale %v", p.Requests, p.Stale)
	}

	// A rollout that was not seen to end is to be waited for again.
	w.apply(desired...)
	w.revision.Objects[0].Phase = state.Applied
	if p = w.plan(plan.Options{}, desired...); len(p.Unsettled) != 1 {
		t.Errorf("unsettled: %v", p.Unsettled)
	}
}

func TestUpdate(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web), w.manifest(settings))
	w.awaitPods(w.manifest(web).Ref)
	expect(t, w.plan(plan.Options{}, w.manifest(edit(web, "nginx:1.27", "nginx:1.28")), w.manifest(edit(settings, "info", "debug"))), `
update ConfigMap settings
  data.level: info -> debug (configuration)
update Deployment web
  spec.template.spec.containers[name="nginx"].image: nginx:1.27 -> nginx:1.28 (configuration)
  2 Pods restart, one at a time, each after its successor is ready; no outage expected
`)
	// Swapped containers restart Pods, though typed values call them equal.
	swapped := edit(web, `{name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}]}`, `{name: sidecar, image: "sidecar:1"}`,
		`{name: sidecar, image: "sidecar:1"}`, `{name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}]}`)
	expect(t, w.plan(plan.Options{}, w.manifest(swapped), w.manifest(settings)), `
update Deployment web
  spec.template.spec.containers: [name="nginx" name="sidecar"] -> [name="sidecar" name="nginx"] (configuration)
  2 Pods restart, one at a time, each after its successor is ready; no outage expected
`)
}

func TestDriftIsShownWithWhoAndTakenBack(t *testing.T) {
	w := newWorld(t)
	desired := []object.Manifest{w.manifest(web)}
	w.apply(desired...)
	w.awaitPods(desired[0].Ref)
	w.editByHand(desired[0].Ref, "nginx:by-hand")
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, `
update Deployment web
  spec.template.spec.containers[name="nginx"].image: nginx:by-hand -> nginx:1.27 (drift kubectl-edit)
  2 Pods restart, one at a time, each after its successor is ready; no outage expected
`)
	if basis := p.Changes[0].Basis; !basis.Force || basis.ResourceVersion == "" {
		t.Errorf("taking a field back needs force on a known version: %+v", basis)
	}
}

func TestAnotherAppliersFieldIsAConflict(t *testing.T) {
	w := newWorld(t)
	desired := []object.Manifest{w.manifest(web)}
	w.apply(desired...)
	w.foreign("rollouts", map[string]any{
		"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": map[string]any{"name": "web", "namespace": w.namespace},
		"spec":     map[string]any{"replicas": int64(7)},
	}, true)
	p := w.plan(plan.Options{}, desired...)
	expect(t, p, "blocked Deployment web\n  A field belongs to another manager\n")
	for _, want := range []string{"spec.replicas is 7", "rollouts", "the configuration says 2", "--force-conflicts"} {
		if !strings.Contains(p.Changes[0].Blocked.Detail, want) {
			t.Errorf("the detail does not say %q: %s", want, p.Changes[0].Blocked.Detail)
		}
	}
	expect(t, w.plan(plan.Options{ForceConflicts: true}, desired...), `
update Deployment web
  spec.replicas: 7 -> 2 (drift rollouts)
  5 Pods end: 2 instead of 7
`)
}

func TestRemovalOfWhatIsNoLongerDesired(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web), w.manifest(settings))
	expect(t, w.plan(plan.Options{}, w.manifest(settings)), "delete Deployment web\n")
	expect(t, w.plan(plan.Options{}), "delete ConfigMap settings\ndelete Deployment web\n")

	// What somebody has replaced is not ours to delete.
	w.revision.Objects[0].UID = "another"
	p := w.plan(plan.Options{}, w.manifest(settings))
	expect(t, p, "")
	if len(p.Forgotten) != 1 {
		t.Errorf("forgotten: %v", p.Forgotten)
	}
}

func TestBlocked(t *testing.T) {
	w := newWorld(t)
	foreign := w.manifest(settings)
	delete(foreign.Content["metadata"].(map[string]any), "labels")
	w.foreign("somebody", foreign.Content, false)
	expect(t, w.plan(plan.Options{}, w.manifest(settings)), "blocked ConfigMap settings\n  An object of this name exists and belongs to somebody else\n")

	lost := w.manifest(edit(settings, "{name: settings}", "{name: settings, namespace: no-such-namespace}"))
	p := w.plan(plan.Options{}, lost)
	expect(t, p, "blocked ConfigMap settings\n  The namespace does not exist\n")
	if detail := p.Changes[0].Blocked.Detail; !strings.Contains(detail, `namespace "no-such-namespace" {}`) {
		t.Errorf("no way out: %s", detail)
	}

	invalid := w.manifest(edit(web, "replicas: 2", "replicas: -1"))
	invalid.Fields = map[object.Pointer]object.Range{"/spec/replicas": {File: "shop.wl.hcl", StartLine: 7}}
	p = w.plan(plan.Options{}, invalid)
	expect(t, p, "blocked Deployment web\n  The server refuses the object\n")
	if b := p.Changes[0].Blocked; b.Origin.StartLine != 7 || b.Path != "spec.replicas" {
		t.Errorf("not at the field's line: %+v", b)
	}

	unknown := w.manifest(edit(web, "replicas: 2", "replicsa: 2"))
	expect(t, w.plan(plan.Options{}, unknown), "blocked Deployment web\n  The object does not fit the server's schema\n")

	w.apply(w.manifest(web))
	expect(t, w.plan(plan.Options{}, w.manifest(edit(web, "{app: web}", "{app: other}"))),
		"blocked Deployment web\n  A field cannot be changed on an existing object\n")
}

func TestWhatLiesInANewNamespaceIsNotAsked(t *testing.T) {
	w := newWorld(t)
	name := w.namespace + "-new"
	p := w.plan(plan.Options{},
		w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: "+name+"}}"),
		w.manifest(edit(web, "{name: web}", "{name: web, namespace: "+name+"}")))
	expect(t, p, "create Namespace "+name+"\ncreate Deployment web\n")
	if p.Changes[1].Approximate == "" || p.Requests.DryRuns != 1 {
		t.Errorf("approximate %q, %+v", p.Changes[1].Approximate, p.Requests)
	}
}

func TestSensitiveValuesAreNowhereInThePlan(t *testing.T) {
	w := newWorld(t)
	secret := func(value string) object.Manifest {
		m := w.manifest(edit(web, "value: one", "value: "+value))
		m.Sensitive = []object.Pointer{"/spec/template/spec/containers/0/env/0/value"}
		return m
	}
	leaks := func(p *plan.ClusterPlan) {
		t.Helper()
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Changes) == 0 || strings.Contains(string(raw), "hunter") {
			t.Errorf("%s", raw)
		}
	}
	leaks(w.plan(plan.Options{}, secret("hunter1")))
	w.apply(secret("hunter1"))
	leaks(w.plan(plan.Options{}, secret("hunter2")))
	w.editByHand(secret("x").Ref, "nginx:1.27", "hunter3")
	leaks(w.plan(plan.Options{}, secret("hunter2")))
	// Removed from the configuration, and the mark with it: the state remembers.
	leaks(w.plan(plan.Options{}, w.manifest(edit(web, ", env: [{name: TOKEN, value: one}]", ""))))
}

// editByHand changes the image, and perhaps the environment, as kubectl edit does.
func (w *world) editByHand(ref object.Ref, image string, token ...string) {
	w.t.Helper()
	live, err := w.client.Get(w.t.Context(), ref)
	if err != nil {
		w.t.Fatal(err)
	}
	spec := live["spec"].(map[string]any)["template"].(map[string]any)["spec"].(map[string]any)
	nginx := spec["containers"].([]any)[0].(map[string]any)
	nginx["image"] = image
	if len(token) > 0 {
		nginx["env"].([]any)[0].(map[string]any)["value"] = token[0]
	}
	delete(live["metadata"].(map[string]any), "resourceVersion")
	update(w.t, live, "kubectl-edit")
}

// awaitPods waits until the Deployment's controller has counted two Pods.
func (w *world) awaitPods(ref object.Ref) {
	w.t.Helper()
	counted := errors.New("counted")
	err := w.client.Watch(w.t.Context(), kube.Selection{Kind: ref.GroupKind(), Namespace: ref.Namespace}, func(e kube.Event) error {
		if status, ok := e.Object["status"].(map[string]any); ok && status["replicas"] == int64(2) {
			return counted
		}
		return nil
	})
	if !errors.Is(err, counted) {
		w.t.Fatal(err)
	}
}
