package kubeschema_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        env:
        - {name: A, value: "1"}
        ports:
        - {containerPort: 80}
      - name: sidecar
        image: sidecar:1
`

func parse(t *testing.T, text string) map[string]any {
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

// edited is the deployment with some of its text replaced.
func edited(t *testing.T, oldnew ...string) map[string]any {
	t.Helper()
	text := strings.NewReplacer(oldnew...).Replace(deployment)
	if text == deployment && len(oldnew) > 0 {
		t.Fatalf("%q does not occur", oldnew[0])
	}
	return parse(t, text)
}

func TestEveryKindIsInTheSchema(t *testing.T) {
	for k := range kind.All() {
		if !k.Embedded {
			continue
		}
		content := map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind, "metadata": map[string]any{"nmae": "x"}}
		if got := kubeschema.Validate(content); len(got) != 1 {
			t.Errorf("%s: a misspelt field gives %v", k.Kind, got)
		}
		if _, err := kubeschema.FieldsOf(map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind}); err != nil {
			t.Error(err)
		}
	}
}

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string
	}{
		{"nothing wrong", "replicas: 2", "replicas: 3", nil},
		{"an unknown field", "replicas: 2", "replica: 2", []string{`spec.replica: Kubernetes has no field "replica" here; did you mean "replicas"?`}},
		{"a wrong scalar", "replicas: 2", `replicas: "2"`, []string{`spec.replicas: a string is given, but a number is expected`}},
		{"a list for a map", "labels: {app: web}", "labels: [app]", []string{`metadata.labels: a list is given, but a map is expected`}},
		{"a wrong label", "labels: {app: web}", "labels: {app: 1}", []string{`metadata.labels.app: a number is given, but a string is expected`}},
		{"a fraction", "replicas: 2", "replicas: 2.5", []string{`spec.replicas: 2.5 is given, but a whole number is expected`}},
		{"a null", "replicas: 2", "replicas: null", []string{`spec.replicas: null is given; omit the field instead`}},
		{"two items of one key", "name: sidecar", "name: nginx", []string{`spec.template.spec.containers[1]: it has the same name="nginx" as item 0 of the list, and the key must be unique`}},
		{"an item that is known by an empty key", "    spec:", "    spec:\n      imagePullSecrets: [{name: ''}, {name: a}]\n      hostAliases: [{hostnames: [a]}]", nil},
		{"two items of an empty key", "    spec:", "    spec:\n      imagePullSecrets: [{name: ''}, {}]",
			[]string{`spec.template.spec.imagePullSecrets[1]: it has the same name="" as item 0 of the list, and the key must be unique`}},
		{"an empty key that has another default", "{containerPort: 80}", "{containerPort: 80, protocol: ''}",
			[]string{`spec.template.spec.containers[0].ports[0]: its key protocol is empty, and every apply would add the item again; omit it, and it is "TCP"`}},
		{"a number or a string", "replicas: 2", "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 25%}}", nil},
		{"quantities", "    spec:", "    spec:\n      overhead: {cpu: 0.5, memory: 1e3, a: 5, b: +.5Gi, c: null, d: ' 1Ki '}", nil},
		{"no quantities", "    spec:", "    spec:\n      overhead: {a: 10GiB, b: 1Gib, c: 1 gi, d: '', e: [1], f: true, g: 5min}", []string{
			`spec.template.spec.overhead.a: "10GiB" is not a quantity, such as 500m, 2 or 10Gi; did you mean "10Gi"?`,
			`spec.template.spec.overhead.b: "1Gib" is not a quantity, such as 500m, 2 or 10Gi; did you mean "1Gi"?`,
			`spec.template.spec.overhead.c: "1 gi" is not a quantity, such as 500m, 2 or 10Gi; did you mean "1Gi"?`,
			`spec.template.spec.overhead.d: "" is not a quantity, such as 500m, 2 or 10Gi`,
			`spec.template.spec.overhead.e: a list is given, but a quantity is expected, such as 500m, 2 or 10Gi`,
			`spec.template.spec.overhead.f: a boolean is given, but a quantity is expected, such as 500m, 2 or 10Gi`,
			`spec.template.spec.overhead.g: "5min" is not a quantity, such as 500m, 2 or 10Gi`,
		}},
		{"several at once", "replicas: 2", "replica: 2\n  paused: maybe", []string{
			`spec.paused: a string is given, but true or false is expected`,
			`spec.replica: Kubernetes has no field "replica" here; did you mean "replicas"?`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, v := range kubeschema.Validate(edited(t, c.old, c.new)) {
				got = append(got, v.Path.String()+": "+v.Message.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Where a key has no default, a server that stores an item without it can apply nothing to the
// object any more.
func TestValidateKeys(t *testing.T) {
	const wrong = "it has no name, by which the server tells the items of the list apart: it could not apply anything to the object again"
	for text, want := range map[string][]string{
		`[{name: a}, {name: b}]`:                          nil,
		`[{name: ""}, {name: b}, {kind: Secret}]`:         {"secrets[0]: " + wrong, "secrets[2]: " + wrong},
		`[{name: null}]`:                                  {"secrets[0].name: null is given; omit the field instead", "secrets[0]: " + wrong},
		`[{name: a}, {namespace: b, name: a}, {name: 1}]`: {`secrets[1]: it has the same name="a" as item 0 of the list, and the key must be unique`, "secrets[2].name: a number is given, but a string is expected"},
	} {
		var got []string
		content := parse(t, "{apiVersion: v1, kind: ServiceAccount, secrets: "+text+"}")
		for _, v := range kubeschema.Validate(content) {
			got = append(got, v.Path.String()+": "+v.Message.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		misfit := new(kubeschema.MisfitError)
		if _, err := kubeschema.FieldsOf(content); err != nil && (want == nil || !errors.As(err, &misfit)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// An item whose key was empty is stored without it, and is known by it all the same.
func TestEmptyKeys(t *testing.T) {
	asked, stored := edited(t, "    spec:", "    spec:\n      imagePullSecrets: [{name: ''}]"), edited(t, "    spec:", "    spec:\n      imagePullSecrets: [{}]")
	for _, content := range []map[string]any{asked, stored} {
		set, err := kubeschema.FieldsOf(content)
		if err != nil || !kubeschema.Has(set, object.PathOf("spec", "template", "spec", "imagePullSecrets").Child(object.ItemOf(object.Key{Name: "name", Value: ""}))) {
			t.Errorf("%v: %v", set, err)
		}
	}
	if got, err := kubeschema.Dropped(asked, stored); err != nil || len(got) > 0 {
		t.Errorf("%v, %v", got, err)
	}
	check(t, stored, edited(t, "    spec:", "    spec:\n      imagePullSecrets: [{}, {name: a}]"), []string{`spec.template.spec.imagePullSecrets[name="a"]: <nil> -> map[name:a]`})
	check(t, edited(t, "{containerPort: 80}", "{name: a}"), edited(t, "{containerPort: 80}", "{name: b}"),
		[]string{`spec.template.spec.containers[name="nginx"].ports[containerPort=0,protocol="TCP"].name: a -> b`})
}

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		name   string
		oldnew []string
		want   []string
	}{
		{"nothing", nil, nil},
		{"a scalar", []string{"replicas: 2", "replicas: 4"}, []string{`spec.replicas: 2 -> 4`}},
		{"in a list item", []string{"nginx:1.27", "nginx:1.28"},
			[]string{`spec.template.spec.containers[name="nginx"].image: nginx:1.27 -> nginx:1.28`}},
		{"a label with a slash", []string{"{app: web}", "{app: web, a.b/c: d}"}, []string{`metadata.labels["a.b/c"]: <nil> -> d`}},
		{"a new item comes leaf by leaf", []string{`value: "1"}`, "value: \"1\"}\n        - {name: B, value: \"2\"}"}, []string{
			`spec.template.spec.containers[name="nginx"].env[name="B"].name: <nil> -> B`,
			`spec.template.spec.containers[name="nginx"].env[name="B"].value: <nil> -> 2`,
		}},
		{"a removed list goes leaf by leaf", []string{"        ports:\n        - {containerPort: 80}\n", ""},
			[]string{`spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="TCP"].containerPort: 80 -> <nil>`}},
		{"an empty map comes", []string{"name: sidecar\n", "name: sidecar\n        securityContext: {}\n"},
			[]string{`spec.template.spec.containers[name="sidecar"].securityContext: <nil> -> map[]`}},
		{"an item that leaves out a key's default", []string{"{containerPort: 80}", "{containerPort: 80, protocol: UDP}\n        - {containerPort: 80, name: http}"}, []string{
			`spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="TCP"].name: <nil> -> http`,
			`spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="UDP"].containerPort: <nil> -> 80`,
			`spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="UDP"].protocol: <nil> -> UDP`,
		}},
		{"items of one key twice", []string{`- {name: A, value: "1"}`, "- {name: A, value: \"1\"}\n        - {name: A, value: \"2\"}"},
			[]string{`spec.template.spec.containers[name="nginx"].env: [name="A"] -> [name="A" name="A"]`}},
		{"a key's default written out", []string{"{containerPort: 80}", "{containerPort: 80, protocol: TCP}"},
			[]string{`spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="TCP"].protocol: <nil> -> TCP`}},
		{"bookkeeping", []string{"name: web\n", "name: web\n  uid: x\n  resourceVersion: \"1\"\n  generation: 3\n"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, edited(t), edited(t, c.oldnew...), c.want)
		})
	}
	t.Run("an item's order", func(t *testing.T) {
		before, after := edited(t), edited(t)
		podSpec := after["spec"].(map[string]any)["template"].(map[string]any)["spec"].(map[string]any)
		slices.Reverse(podSpec["containers"].([]any))
		check(t, before, after, []string{`spec.template.spec.containers: [name="nginx" name="sidecar"] -> [name="sidecar" name="nginx"]`})
	})
}

// describe writes a change as `spec.replicas: 2 -> 4`.
func describe(c kubeschema.Change) string {
	return fmt.Sprintf("%s: %v -> %v", c.Path, c.Before, c.After)
}

func check(t *testing.T, before, after map[string]any, want []string) {
	t.Helper()
	changes, err := kubeschema.Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changes {
		got = append(got, describe(c))
		if (c.Before == nil) != c.BeforeAt.IsRoot() || (c.After == nil) != c.AfterAt.IsRoot() {
			t.Errorf("%s: its places are %q and %q", describe(c), c.BeforeAt, c.AfterAt)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every leaf of an object's field set is found again by its path.
func TestFindLeaves(t *testing.T) {
	content := edited(t)
	set, err := kubeschema.FieldsOf(content)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for p := range kubeschema.Paths(set.Leaves()) {
		if value, at, ok := kubeschema.Find(content, p); ok {
			found = append(found, fmt.Sprintf("%s %v", at, value))
		} else {
			t.Errorf("%s is not found", p)
		}
	}
	slices.Sort(found)
	want := []string{
		"apiVersion apps/v1", "kind Deployment", "metadata.labels.app web", "metadata.name web", "spec.replicas 2",
		"spec.template.spec.containers[0].env[0].name A", "spec.template.spec.containers[0].env[0].value 1",
		"spec.template.spec.containers[0].image nginx:1.27", "spec.template.spec.containers[0].name nginx",
		"spec.template.spec.containers[0].ports[0].containerPort 80",
		"spec.template.spec.containers[1].image sidecar:1", "spec.template.spec.containers[1].name sidecar",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkDiff(b *testing.B) {
	raw, _ := yaml.YAMLToJSON([]byte(deployment))
	before, after := map[string]any{}, map[string]any{}
	if utiljson.Unmarshal(raw, &before) != nil || utiljson.Unmarshal(raw, &after) != nil {
		b.Fatal("cannot read the deployment")
	}
	after["spec"].(map[string]any)["replicas"] = int64(3)
	for b.Loop() {
		if changes, err := kubeschema.Diff(before, after); err != nil || len(changes) != 1 {
			b.Fatal(fmt.Sprint(changes), err)
		}
	}
}
