package planner_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// podLists are lists of a custom kind that holds Pods: keys with a default, within items.
const podLists = `containers: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {` +
	`name: {type: string}, image: {type: string}, args: {type: array, items: {type: string}}, ` +
	`ports: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [number, protocol], items: {type: object, required: [number], properties: {number: {type: integer}, protocol: {type: string, default: TCP}, name: {type: string}}}}}}}, ` +
	`tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}`

// gauges is a custom kind with lists, and objects of it.
type gauges struct {
	*world
	client dynamic.ResourceInterface
}

func newGauges(t *testing.T) gauges {
	t.Helper()
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", podLists))
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(t).Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	kinds := schema.GroupVersionResource{Group: w.namespace + ".example.com", Version: "v1", Resource: "gauges"}
	g := gauges{w, client.Resource(kinds).Namespace(w.namespace)}
	w.served(g.of("containers: [{name: a, ports: [{number: 1}]}], tags: [x]"))
	return g
}

func (g gauges) of(spec string) object.Manifest {
	return g.manifest("{apiVersion: " + g.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {" + spec + "}}")
}

// change changes the object as a person does.
func (g gauges) change(patch string) {
	g.t.Helper()
	if _, err := g.client.Patch(g.t.Context(), "g", types.JSONPatchType, []byte(patch), metav1.PatchOptions{FieldManager: "kubectl-edit"}); err != nil {
		g.t.Fatal(err)
	}
}

const mainContainer = "{name: main, image: 'app:1', args: [run], ports: [{number: 80, name: http}]}"

// What changes in lists of a custom kind is told item by item, as of Kubernetes' own: the
// managed fields say which they are.
func TestItemsOfCustomLists(t *testing.T) {
	side, three := "{name: side, image: 'log:1', ports: [{number: 80}, {number: 81}]}", "tags: [x, b]"
	desired := "containers: [" + mainContainer + ", " + side + "], " + three
	byDefault := "  spec.containers[name=\"side\"].ports[number=80,protocol=\"TCP\"].protocol: <nil> -> TCP (server)\n" // of which only the server knows
	byDefault += strings.ReplaceAll(byDefault, "80", "81")
	for name, c := range map[string]struct{ patch, want string }{
		"a field of an item": {`[{"op": "replace", "path": "/spec/containers/1/image", "value": "log:2"}]`,
			"update Gauge g\n  spec.containers[name=\"side\"].image: log:2 -> log:1 (drift kubectl-edit)\n"},
		"an item within an item": {`[{"op": "replace", "path": "/spec/containers/0/ports/0/name", "value": "web"}]`,
			"update Gauge g\n  spec.containers[name=\"main\"].ports[number=80,protocol=\"TCP\"].name: web -> http (drift kubectl-edit)\n"},
		"a list that is one value": {`[{"op": "add", "path": "/spec/containers/0/args/-", "value": "fast"}]`,
			"update Gauge g\n  spec.containers[name=\"main\"].args: [run fast] -> [run] (drift kubectl-edit)\n"},
		"an item removed": {`[{"op": "remove", "path": "/spec/containers/1"}]`,
			"update Gauge g\n  spec.containers[name=\"side\"].image: <nil> -> log:1 (drift)\n  spec.containers[name=\"side\"].name: <nil> -> side (drift)\n" +
				"  spec.containers[name=\"side\"].ports[number=80,protocol=\"TCP\"].number: <nil> -> 80 (drift)\n" + byDefault[:len(byDefault)/2] +
				"  spec.containers[name=\"side\"].ports[number=81,protocol=\"TCP\"].number: <nil> -> 81 (drift)\n" + byDefault[len(byDefault)/2:]},
		"a member removed": {`[{"op": "remove", "path": "/spec/tags/1"}]`, "update Gauge g\n  spec.tags[=\"b\"]: <nil> -> b (drift)\n"},
		"an item added":    {`[{"op": "add", "path": "/spec/containers/-", "value": {"name": "more", "image": "m:1"}}]`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGauges(t)
			g.apply(g.of(desired))
			expect(t, g.plan(plan.Options{DryRunAll: true}, g.of(desired)), "")
			g.change(c.patch)
			expect(t, g.plan(plan.Options{}, g.of(desired)), c.want)
			expect(t, g.plan(plan.Options{ReadOnly: true}, g.of(desired)), strings.NewReplacer(byDefault[:len(byDefault)/2], "", byDefault[len(byDefault)/2:], "").Replace(c.want))
			g.asServer("as it was", g.of(desired))
			g.asServer("less of it", g.of("containers: ["+mainContainer+"], tags: [b]"))
			g.asServer("other items", g.of("containers: [{name: new, ports: [{number: 1, protocol: UDP}]}, "+side+"], tags: [z, x]"))
		})
	}
}

// Items that were added by hand to lists of a custom kind are additions, and can be removed.
func TestItemsAddedToCustomLists(t *testing.T) {
	g := newGauges(t)
	desired := g.of("containers: [" + mainContainer + "], tags: [x]")
	g.apply(desired)
	g.change(`[{"op": "add", "path": "/spec/containers/-", "value": {"name": "more", "image": "m:1"}}, {"op": "add", "path": "/spec/tags/-", "value": "z"},
		{"op": "add", "path": "/spec/containers/0/ports/-", "value": {"number": 81}}, {"op": "replace", "path": "/spec/containers/0/image", "value": "app:2"}]`)
	p := g.plan(plan.Options{}, desired)
	expect(t, p, "update Gauge g\n  spec.containers[name=\"main\"].image: app:2 -> app:1 (drift kubectl-edit)\n")
	var added []object.Path
	for _, f := range p.Additions[0].Fields {
		added = append(added, f.Path)
	}
	want := object.MustParsePath
	if len(added) != 3 || added[0] != want(`spec.containers[name="main"].ports[number=81,protocol="TCP"]`) || added[1] != want(`spec.containers[name="more"]`) || added[2] != want(`spec.tags[="z"]`) {
		t.Errorf("added: %v", object.PathTexts(added))
	}
	p = g.plan(plan.Options{RemoveAdditions: true}, desired)
	expect(t, p, `
update Gauge g
  spec.containers[name="main"].image: app:2 -> app:1 (drift kubectl-edit)
  spec.containers[name="main"].ports[number=81,protocol="TCP"].number: 81 -> <nil> (addition kubectl-edit)
  spec.containers[name="main"].ports[number=81,protocol="TCP"].protocol: TCP -> <nil> (addition kubectl-edit)
  spec.containers[name="more"].image: m:1 -> <nil> (addition kubectl-edit)
  spec.containers[name="more"].name: more -> <nil> (addition kubectl-edit)
  spec.tags[="z"]: z -> <nil> (addition kubectl-edit)
`)
	if len(p.Additions) != 0 {
		t.Errorf("%+v", p.Additions)
	}
}

// Another order of a set is a change as that of items with keys is: the server stores it.
func TestOrderOfCustomSets(t *testing.T) {
	for name, c := range map[string]struct{ was, is, want string }{
		"members":         {"tags: [z, a, m]", "tags: [a, m, z]", "update Gauge g\n  spec.tags: [z a m] -> [a m z] (configuration)\n"},
		"with one more":   {"tags: [z, a]", "tags: [a, z, m]", "update Gauge g\n  spec.tags: [z a] -> [a z] (configuration)\n  spec.tags[=\"m\"]: <nil> -> m (configuration)\n"},
		"with one less":   {"tags: [z, a, m]", "tags: [m, z]", "update Gauge g\n  spec.tags: [z m] -> [m z] (configuration)\n  spec.tags[=\"a\"]: a -> <nil> (configuration)\n"},
		"the same":        {"tags: [z, a]", "tags: [z, a]", ""},
		"one by another":  {"tags: [z]", "tags: [a]", "update Gauge g\n  spec.tags[=\"a\"]: <nil> -> a (configuration)\n  spec.tags[=\"z\"]: z -> <nil> (configuration)\n"},
		"items with keys": {"containers: [{name: a}, {name: b}]", "containers: [{name: b}, {name: a}]", "update Gauge g\n  spec.containers: [name=\"a\" name=\"b\"] -> [name=\"b\" name=\"a\"] (configuration)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGauges(t)
			g.apply(g.of(c.was))
			p := g.plan(plan.Options{}, g.of(c.is))
			expect(t, p, c.want)
			expect(t, g.plan(plan.Options{ReadOnly: true}, g.of(c.is)), c.want)
			if len(p.Changes) == 0 {
				return
			}
			live := g.get(p.Changes[0].Object)
			stored, _ := g.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[p.Changes[0].Object]), plannedValues(p.Changes[0])); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, g.plan(plan.Options{DryRunAll: true}, g.of(c.is)), "")
		})
	}
}
