package kubeschema_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/kubeschema"
)

func fromYAML(t *testing.T, text string) map[string]any {
	t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]any{}
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		t.Fatal(err)
	}
	return content
}

func TestDropped(t *testing.T) {
	const set = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: "
	for name, c := range map[string]struct {
		sent, answer string
		want         []string
	}{
		"a field whose gate is off": {
			set + "{updateStrategy: {rollingUpdate: {partition: 0, maxUnavailable: 2}}}}",
			set + "{updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}}}",
			[]string{"spec.updateStrategy.rollingUpdate.maxUnavailable"},
		},
		"all of a part, once": {
			set + "{template: {spec: {containers: [{name: x, image: i}, {name: z, image: i, ports: [{containerPort: 80}]}]}}}}",
			set + "{template: {spec: {containers: [{name: x, image: i}]}}}}",
			[]string{`spec.template.spec.containers[name="z"]`},
		},
		"within what is set as a whole": {
			set + "{volumeClaimTemplates: [{metadata: {name: d}, spec: {volumeAttributesClassName: fast, resources: {requests: {storage: 1024Mi}}}}]}}",
			set + "{volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: 1Gi}}, volumeMode: Filesystem}}]}}",
			[]string{"spec.volumeClaimTemplates[0].spec.volumeAttributesClassName"},
		},
		"nothing that means nothing": {
			set + "{template: {metadata: {annotations: {}}, spec: {hostNetwork: false, nodeSelector: {}, containers: [{name: x, args: [], env: [{name: A, value: ''}]}]}}}}",
			set + "{template: {spec: {containers: [{name: x, env: [{name: A}]}]}}}}", nil,
		},
		"nor what is written otherwise": {
			set + "{template: {spec: {containers: [{name: x, resources: {limits: {cpu: 1000m}}}]}}}}",
			set + "{template: {spec: {containers: [{name: x, resources: {limits: {cpu: '1'}}}]}}}}", nil,
		},
		"a custom kind's values, false among them": {
			"{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: {live: false, inner: {x: 1, z: 2}, empty: {}}}",
			"{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}, spec: {inner: {z: 2}}}",
			[]string{"spec.inner.x", "spec.live"},
		},
		"not what no server tells": {
			"{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {a: b}}",
			"{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: Yg==}}", nil,
		},
		"not what a controller or the server writes": {
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {x: w}}, data: {a: b}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: u, labels: {x: w, z: z}}, data: {a: b}}", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			missing, err := kubeschema.Dropped(fromYAML(t, c.sent), fromYAML(t, c.answer))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range missing {
				got = append(got, m.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A kind of others is not held to the schema of one of Kubernetes' own of its
// name, whatever its group begins with.
func TestSchemaIsThatOfTheVeryGroup(t *testing.T) {
	for _, head := range []string{
		"{apiVersion: apps.kruise.io/v1, kind: StatefulSet", "{apiVersion: batch.volcano.sh/v1, kind: Job",
		"{apiVersion: example.com/v1, kind: Deployment", "{apiVersion: policy.example.com/v1, kind: PodDisruptionBudget",
	} {
		content := fromYAML(t, head+", metadata: {name: a}, spec: {unknown: true, replicas: many}}")
		if found := kubeschema.Validate(content); len(found) > 0 || kubeschema.Knows(content) {
			t.Errorf("%s: %v", head, found)
		}
	}
	if found := kubeschema.Validate(fromYAML(t, "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {unknown: true}}")); len(found) != 1 {
		t.Errorf("Kubernetes' own: %v", found)
	}
}
