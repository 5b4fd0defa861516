package wanted_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// A number of replicas needs no spec to be there, and leaves the content as it is.
func TestReplicasWithoutASpec(t *testing.T) {
	for name, spec := range map[string]any{"none": nil, "empty": map[string]any{}, "another field": map[string]any{"paused": true}, "a number": map[string]any{"replicas": int64(7)}} {
		for _, apiVersion := range []string{"apps/v1", "example.com/v1"} {
			content := map[string]any{"apiVersion": apiVersion, "kind": "Deployment"}
			want := map[string]any{"replicas": int64(3)}
			if fields, ok := spec.(map[string]any); ok {
				content["spec"] = spec
				for k, v := range fields {
					if k != "replicas" {
						want[k] = v
					}
				}
			}
			if diff := cmp.Diff(any(want), wanted.WithReplicas(content, 3)["spec"]); diff != "" {
				t.Errorf("%s of %s: %s", name, apiVersion, diff)
			}
			if fields, ok := spec.(map[string]any); ok && name != "a number" && fields["replicas"] != nil {
				t.Errorf("%s of %s: the content has changed", name, apiVersion)
			}
		}
	}
}

// The replicas are left to an autoscaler of the stack, whatever the targets are.
func TestAutoscaledWhateverTheTargets(t *testing.T) {
	dep := object.Manifest{
		Ref: object.NewRef(kind.Deployment, "shop", "web"), APIVersion: "apps/v1", Address: "object.web",
		Content: map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": "web", "namespace": "shop"}},
	}
	for name, c := range map[string]struct {
		address, namespace, target string
		targets                    []string
		left                       bool
	}{
		"no target":                      {"object.hpa", "shop", "web", nil, true},
		"the workload alone":             {"object.hpa", "shop", "web", []string{"object.web"}, true},
		"the autoscaler of a module":     {"module.m.object.hpa", "shop", "web", []string{"object.web"}, true},
		"one of the same block":          {"object.web.autoscale", "shop", "web", []string{"object.web"}, true},
		"both":                           {"object.hpa", "shop", "web", []string{"object.web", "object.hpa"}, true},
		"another workload's autoscaler":  {"object.hpa", "shop", "other", []string{"object.web"}, false},
		"an autoscaler of another place": {"object.hpa", "elsewhere", "web", []string{"object.web"}, false},
	} {
		hpa := object.Manifest{
			Ref: object.NewRef(kind.Autoscaler, c.namespace, "hpa"), APIVersion: "autoscaling/v2", Address: c.address,
			Content: map[string]any{
				"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": map[string]any{"name": "hpa", "namespace": c.namespace},
				"spec": map[string]any{"minReplicas": int64(2), "scaleTargetRef": map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "name": c.target}},
			},
		}
		w := wanted.New(plan.Input{Stack: object.Stack{Name: "shop", Namespace: "shop"}, Desired: []object.Manifest{dep, hpa}, Options: plan.Options{Targets: c.targets}}, nil, nil)
		if left := slices.Contains(w.LeftOver(&dep), wanted.ReplicasPath()); left != c.left {
			t.Errorf("%s: the replicas are left: %v", name, left)
		}
		if begins := w.Begins(&dep); (begins != nil) != c.left {
			t.Errorf("%s: begins %+v", name, begins)
		}
	}
}

// The field that is left to an autoscaler, and begun with, is the one that the subresource scale of the kind sets.
func TestScaledField(t *testing.T) {
	definition := func(versions string) string {
		return "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: rollouts.example.com}, " +
			"spec: {group: example.com, names: {kind: Rollout, plural: rollouts}, versions: [" + versions + "]}}"
	}
	scale := func(version, path string) string {
		return "{name: " + version + ", subresources: {scale: {specReplicasPath: " + path + "}}}"
	}
	for name, c := range map[string]struct {
		definition, apiVersion, kind, spec string
		left                               string // the field that is left to the autoscaler
		begins                             bool
	}{
		"a Deployment":                {"", "apps/v1", "Deployment", "{}", "spec.replicas", true},
		"a StatefulSet with a number": {"", "apps/v1", "StatefulSet", "{replicas: 2}", "", false},
		"a ReplicaSet":                {"", "apps/v1", "ReplicaSet", "{}", "spec.replicas", true},
		"a ReplicationController":     {"", "v1", "ReplicationController", "{}", "spec.replicas", true},
		"a DaemonSet":                 {"", "apps/v1", "DaemonSet", "{}", "", false},
		"a Job":                       {"", "batch/v1", "Job", "{}", "", false},
		"the usual field":             {definition(scale("v1", ".spec.replicas")), "example.com/v1", "Rollout", "{}", "spec.replicas", true},
		"without a spec":              {definition(scale("v1", ".spec.replicas")), "example.com/v1", "Rollout", "null", "spec.replicas", true},
		"another field":               {definition(scale("v1", ".spec.pool.size")), "example.com/v1", "Rollout", "{replicas: 1}", "spec.pool.size", true},
		"another field with a number": {definition(scale("v1", ".spec.pool.size")), "example.com/v1", "Rollout", "{pool: {size: 4}}", "", false},
		"a key in the path":           {definition(scale("v1", "\".spec['a.b']\"")), "example.com/v1", "Rollout", "{}", "", false},
		"of its version":              {definition(scale("v1", ".spec.replicas") + ", " + scale("v2", ".spec.count")), "example.com/v2", "Rollout", "{}", "spec.count", true},
		"no scale in its version":     {definition(scale("v1", ".spec.replicas") + ", {name: v2}"), "example.com/v2", "Rollout", "{}", "", false},
		"another stack's definition":  {"", "example.com/v1", "Rollout", "{}", "spec.replicas", false},
		"another kind's definition":   {definition(scale("v1", ".spec.size")), "example.com/v1", "Machine", "{}", "spec.replicas", false},
	} {
		t.Run(name, func(t *testing.T) {
			m := manifest(t, "{apiVersion: "+c.apiVersion+", kind: "+c.kind+", metadata: {name: web, namespace: shop}, spec: "+c.spec+"}")
			desired := []object.Manifest{m, manifest(t, "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, "+
				"spec: {minReplicas: 3, scaleTargetRef: {apiVersion: "+c.apiVersion+", kind: "+c.kind+", name: web}}}")}
			if c.definition != "" {
				desired = append(desired, manifest(t, c.definition))
			}
			w := wanted.New(plan.Input{Stack: object.Stack{Name: "shop", Namespace: "shop"}, Desired: desired}, nil, nil)
			if left := strings.Join(object.PathTexts(w.LeftOver(&m)), " "); left != c.left {
				t.Errorf("left to the autoscaler: %q", left)
			}
			begins := w.Begins(&m)
			if (begins != nil) != c.begins {
				t.Fatalf("begins %+v", begins)
			}
			if begins == nil {
				return
			}
			if n, _ := begins.Field.At(begins.Of(m.Content)); n != int64(3) || begins.Field.String() != c.left {
				t.Errorf("begins with %v in %s", n, begins.Field)
			}
		})
	}
}

func manifest(t *testing.T, text string) object.Manifest {
	t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]any{}
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		t.Fatal(err)
	}
	meta, err := object.MetaOf(content)
	if err != nil {
		t.Fatal(err)
	}
	return object.Manifest{Ref: meta.Ref, APIVersion: content["apiVersion"].(string), Content: content, Address: "object." + meta.Ref.Name}
}
