package planner_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// asServer compares the answers for one object as the property test does.
func (w *world) asServer(what string, m object.Manifest) {
	w.t.Helper()
	g := &generator{world: w}
	for _, force := range []bool{false, true} {
		g.sameAnswer(fmt.Sprintf("%s, force %v", what, force), m, force)
	}
}

func TestMergeOfSets(t *testing.T) {
	w := newWorld(t)
	held := func(finalizers string) object.Manifest {
		return w.manifest(edit(settings, "{name: settings}", "{name: settings, finalizers: ["+finalizers+"]}"))
	}
	w.apply(held("example.com/a, example.com/b"))
	defer w.patch("test", held("").Ref, `{"metadata":{"finalizers":null}}`)
	w.foreign("another", withoutKeys(held("example.com/b, example.com/c").Content, "data"), true)
	w.asServer("nothing changes", held("example.com/a, example.com/b"))
	w.asServer("one goes, one comes", held("example.com/d, example.com/a"))
	w.asServer("all go", w.manifest(settings))
}

// What is set as a whole has its defaults within it.
func TestMergeOfRoleBindings(t *testing.T) {
	w := newWorld(t)
	const binding = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewers}
roleRef: {kind: ClusterRole, name: view}
subjects:
- {kind: User, name: alice}
- {kind: Group, name: ops}
- {kind: ServiceAccount, name: default, namespace: default}
`
	w.apply(w.manifest(binding))
	more := w.manifest(binding + "- {kind: User, name: bob}\n")
	w.asServer("nothing changes", w.manifest(binding))
	w.asServer("a subject comes", more)
	expect(t, w.plan(plan.Options{ReadOnly: true, DryRunAll: true}, w.manifest(binding)), "")
	if p := w.plan(plan.Options{ReadOnly: true}, more); len(p.Changes) != 1 || p.Changes[0].Action != plan.Update {
		t.Errorf("%s", describe(p))
	}
	if p := w.plan(plan.Options{ReadOnly: true}, w.manifest(edit(binding, "name: view}", "name: edit}"))); len(p.Changes) != 1 || p.Changes[0].Action != plan.Replace {
		t.Errorf("%s", describe(p))
	}
}

// What containers request and get by default follows from the other limits, also where a limit changes.
func TestMergeOfLimits(t *testing.T) {
	const limits = "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, max: {cpu: 2}, min: {cpu: 100m, memory: 1Mi}}, {type: Pod, max: {cpu: 4}}]}}"
	w := newWorld(t)
	w.apply(w.manifest(limits))
	w.asServer("nothing changes", w.manifest(limits))
	w.asServer("a limit changes", w.manifest(edit(limits, "cpu: 2", "cpu: 3")))
	w.asServer("a default comes", w.manifest(edit(limits, "max: {cpu: 2}", "max: {cpu: 2}, default: {memory: 1Gi}")))
	expect(t, w.plan(plan.Options{ReadOnly: true, DryRunAll: true}, w.manifest(limits)), "")
}

func withoutKeys(content map[string]any, keys ...string) map[string]any {
	for _, k := range keys {
		delete(content, k)
	}
	return content
}

// Where no owner is known, everything is taken to have one.
func TestMergeOfObjectsWithoutManagers(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web))
	w.patch("test", w.manifest(web).Ref, `{"metadata":{"managedFields":[{}]}}`)
	w.asServer("nothing changes", w.manifest(web))
	w.asServer("something changes", w.manifest(edit(web, "replicas: 2", "replicas: 3", "nginx:1.27", "nginx:1.28")))
}

func TestMergeOfOtherVersions(t *testing.T) {
	w := newWorld(t)
	scaler := "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {minReplicas: 2, maxReplicas: 5, " +
		"scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}"
	w.apply(w.manifest(scaler))
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(t).Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	old := client.Resource(schema.GroupVersionResource{Group: "autoscaling", Version: "v1", Resource: "horizontalpodautoscalers"}).Namespace(w.namespace)
	if _, err := old.Patch(t.Context(), "web", types.MergePatchType, []byte(`{"spec":{"maxReplicas":7}}`), metav1.PatchOptions{FieldManager: "old-tool"}); err != nil {
		t.Fatal(err)
	}
	w.asServer("a conflict with another version", w.manifest(scaler))
	p := w.plan(plan.Options{ReadOnly: true}, w.manifest(scaler))
	if len(p.Changes) != 1 || p.Changes[0].Blocked == nil || !strings.Contains(inWords.Detail(p.Changes[0].Blocked.Fact), "old-tool") {
		t.Errorf("%s", describe(p))
	}
}

// Of a kind without a schema here, what has not changed is seen to be so.
func TestMergeOfCustomKinds(t *testing.T) {
	w := newWorld(t)
	group := w.namespace + ".example.com"
	definition := w.unlabelled(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.` + group + `}
spec:
  group: ` + group + `
  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {
      size: {type: integer},
      parts: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}, of: {type: string}}}}}}}}}
`)
	delete(definition["metadata"].(map[string]any), "namespace")
	meta, err := object.MetaOf(definition)
	if err != nil {
		t.Fatal(err)
	}
	widget := "{apiVersion: " + group + "/v1, kind: Widget, metadata: {name: w}, spec: {size: 1, parts: [{name: a, of: x}, {name: b, of: z}]}}"
	for _, o := range []plan.Options{{}, {ReadOnly: true}} {
		expect(t, w.plan(o, w.manifest(widget)), "blocked Widget w\n  The cluster does not have this kind\n")
		p := w.plan(o, w.manifest(widget), object.Manifest{Ref: meta.Ref, APIVersion: "apiextensions.k8s.io/v1", Content: definition})
		expect(t, p, "create CustomResourceDefinition widgets."+group+"\ncreate Widget w\n")
		if inWords.Text(p.Changes[1].Approximate) != "the definition widgets."+group+" does not exist yet" {
			t.Errorf("%+v", p.Changes[1])
		}
	}
	w.foreign("admin", definition, false)
	defer func() {
		if err := w.client.Delete(t.Context(), meta.Ref, "", kube.Background); err != nil {
			t.Error(err)
		}
	}()
	for attempt := 0; ; attempt++ {
		if _, err := w.client.Get(t.Context(), w.manifest(widget).Ref); strings.Contains(fmt.Sprint(err), `"w" not found`) {
			break
		} else if attempt == 200 {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	expect(t, w.plan(plan.Options{ReadOnly: true}, w.manifest(widget)), "create Widget w\n")
	w.apply(w.manifest(widget))
	w.revision.Objects[0].Record = nil
	for _, o := range []plan.Options{{}, {ReadOnly: true}, {DryRunAll: true}} {
		expect(t, w.plan(o, w.manifest(widget)), "")
		expect(t, w.plan(o, w.manifest(edit(widget, "size: 1", "size: 2"))), "update Widget w\n  spec.size: 1 -> 2 (configuration)\n")
	}
}
