package apply_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// releases is the row of a kind that is not Kubernetes' own.
func releases(group string) kind.Kind {
	return kind.Kind{
		Resource: kind.Resource{GroupKind: kind.GroupKind{Group: group, Kind: "Release"}, Version: "v1", Plural: "releases", Namespaced: true, Generation: true},
		Tier:     kind.TierWorkload, Pods: kind.KeepsPods, Awaited: true, Children: []kind.GroupKind{kind.Pod},
		Template: []string{"spec", "template"}, Selector: []string{"spec", "selector"},
	}
}

// readRelease is its readiness: it says of itself what a Deployment does.
func readRelease(content map[string]any) (rollout.Workload, error) {
	as := maps.Clone(content)
	as["apiVersion"], as["kind"] = "apps/v1", kind.Deployment.Kind
	return rollout.BuiltIn().Read(as)
}

// define makes the definition of a kind, and waits until it is served.
func (f *fixture) define(k kind.Kind) {
	f.t.Helper()
	ref := object.NewRef(kind.Definition, "", k.Plural+"."+k.Group)
	text := strings.NewReplacer("GROUP", k.Group, "KIND", k.Kind, "PLURAL", k.Plural).Replace(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: PLURAL.GROUP}
spec:
  group: GROUP
  scope: Namespaced
  names: {kind: KIND, plural: PLURAL}
  versions:
  - {name: v1, served: true, storage: true, subresources: {status: {}}, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
`)
	content := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &content); err != nil {
		f.t.Fatal(err)
	}
	if _, err := f.client.Apply(f.t.Context(), kube.ApplyRequest{Ref: ref, Content: content, FieldManager: "test"}); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = f.client.Delete(context.Background(), ref, "", kube.Background) })
	for range 100 {
		// It may be listed a moment before it can be written.
		probe := f.custom(k, nil)
		_, err := f.client.DryRunApply(f.t.Context(), kube.ApplyRequest{Ref: probe.Ref, Content: probe.Content, FieldManager: "test"})
		if _, listed := f.client.List(f.t.Context(), kube.Selection{Kind: k.GroupKind, Namespace: f.namespace}); err == nil && listed == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	f.t.Fatalf("%v is not served", k.GroupKind)
}

// custom makes a desired object of a custom kind.
func (f *fixture) custom(k kind.Kind, spec map[string]any) object.Manifest {
	return object.Manifest{
		Ref: object.NewRef(k.GroupKind, f.namespace, "web"), APIVersion: k.APIVersion(), Address: "object.web",
		Content: map[string]any{
			"apiVersion": k.APIVersion(), "kind": k.Kind, "spec": spec,
			"metadata": map[string]any{"name": "web", "namespace": f.namespace, "labels": map[string]any{object.LabelApplySet: f.stack.ApplySetID()}},
		},
	}
}

// report sets the status of a custom object, as its controller would.
func (f *fixture) report(k kind.Kind, name, status string) {
	f.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(f.t).Kubeconfig)
	if err != nil {
		f.t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		f.t.Fatal(err)
	}
	resource := client.Resource(schema.GroupVersionResource{Group: k.Group, Version: k.Version, Resource: k.Plural}).Namespace(f.namespace)
	if _, err := resource.Patch(f.t.Context(), name, types.MergePatchType, []byte(`{"status":`+status+`}`), metav1.PatchOptions{}, "status"); err != nil {
		f.t.Error(err)
	}
}

// A kind becomes known by a row and a function for its readiness: its objects are
// written in its place among the others, and waited for as it says.
func TestAddedKind(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	row := releases(f.namespace + ".example.com")
	f.define(row)
	release := f.custom(row, map[string]any{"replicas": int64(2), "selector": map[string]any{"matchLabels": map[string]any{"app": "web"}}})
	scaler := f.manifest(object.NewRef(kind.Autoscaler, f.namespace, "web"), map[string]any{"spec": map[string]any{
		"maxReplicas": int64(3), "scaleTargetRef": map[string]any{"apiVersion": row.APIVersion(), "kind": row.Kind, "name": "web"},
	}})
	after := f.configMap("after", "debug")
	after.DependsOn = []object.Ref{release.Ref}
	f.want(release, scaler, after, f.configMap("before", "debug"))
	reported := false
	f.on = func(e apply.Event) {
		if p, ok := e.(apply.RolloutProgress); ok && p.Object == release.Ref && !reported {
			reported = true
			f.report(row, "web", `{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2,"conditions":[{"type":"Available","status":"True"}]}`)
		}
	}
	f.kinds = rollout.BuiltIn().With(row, rollout.Readiness{Read: readRelease})
	f.mustApply()
	last := -1
	for _, step := range []string{
		"create ConfigMap NS/before: done", "create Release NS/web", "create Release NS/web: done",
		"rollout Release NS/web: Waiting 0/2", "rollout Release NS/web: Running 2/2", "rollout Release NS/web: ended, <nil>", "create ConfigMap NS/after",
	} {
		at := f.position(step)
		if at <= last {
			t.Errorf("%q does not come in its place:\n%s", step, f.log())
		}
		last = at
	}
	if f.position("create HorizontalPodAutoscaler NS/web") < f.position("create Release NS/web: done") {
		t.Errorf("the autoscaler does not come after what it scales:\n%s", f.log())
	}
}

// What bears the name of one of Kubernetes' own kinds in another group is
// configuration like that of any other kind, ready when it is stored as long as it says
// nothing of itself, and nothing of it is fixed.
func TestForeignKinds(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	foreign := []kind.GroupKind{
		{Group: "apps." + f.namespace + ".example.com", Kind: kind.StatefulSet.Kind},
		{Group: "batch." + f.namespace + ".example.com", Kind: kind.Job.Kind},
	}
	all := []object.Manifest{f.manifest(f.ref("Service", "web"), map[string]any{"spec": map[string]any{"ports": []any{map[string]any{"port": int64(80)}}}})}
	for _, gk := range foreign {
		row := kind.Kind{Resource: kind.Resource{GroupKind: gk, Version: "v1", Plural: strings.ToLower(gk.Kind) + "s", Namespaced: true}}
		f.define(row)
		all = append(all, f.custom(row, map[string]any{"serviceName": "web", "ttlSecondsAfterFinished": int64(0), "template": map[string]any{}}))
	}
	f.want(all...)
	f.mustApply()
	for _, written := range []string{"create StatefulSet.apps.NS.example.com NS/web: done", "create Job.batch.NS.example.com NS/web: done"} {
		if at := f.position(written); at < 0 || at > f.position("create Service NS/web") {
			t.Errorf("%q is not done as configuration is:\n%s", written, f.log())
		}
	}
	if f.position("rollout StatefulSet.apps.NS.example.com NS/web: Ready") < 0 || f.position("rollout Service") >= 0 {
		t.Errorf("what says nothing of itself is not ready at once:\n%s", f.log())
	}
	if r := f.status(); len(r.Workloads) > 0 || !r.Healthy() {
		t.Errorf("%+v", r)
	}
	for i := range all {
		if spec := all[i].Content["spec"].(map[string]any); spec["serviceName"] != nil {
			spec["serviceName"] = "changed"
		}
	}
	f.mustApply()
	for _, gk := range foreign {
		if f.position("update "+f.anonymous(object.NewRef(gk, f.namespace, "web").String())) < 0 {
			t.Errorf("%v is not simply changed:\n%s", gk, f.log())
		}
	}
}
