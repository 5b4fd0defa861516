package planner_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/seeds"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/observe"
)

// What a plan says is what apply does, and a second plan is empty: for random
// stacks, random edits of them, and random interference by others, on a real API
// server, alone and under admission policies. WL_PROPERTY_ROUNDS and
// WL_PROPERTY_SEED choose other rounds.
func TestPlanIsWhatApplyDoes(t *testing.T) {
	rounds, seed := seeds.Number(t, "WL_PROPERTY_ROUNDS", 20), seeds.Number(t, "WL_PROPERTY_SEED", rand.Uint64())
	for _, governed := range []bool{false, true} {
		t.Run(map[bool]string{false: "alone", true: "under admission policies"}[governed], func(t *testing.T) {
			t.Logf("WL_PROPERTY_SEED=%d", seed)
			g := &generator{world: newWorld(t), rand: rand.New(rand.NewPCG(seed, 0)), stack: map[string]fields{}}
			if governed {
				g.govern()
			}
			for round := range rounds {
				g.edit()
				desired := g.desired()
				story := g.interfere(desired) + g.takeAway(desired)
				g.check(fmt.Sprintf("round %d (%s)", round, story), desired)
				if t.Failed() {
					return
				}
			}
		})
	}
}

// Fields are what the configuration says of one object, by name; a field that is
// not there is not asked for.
type fields map[string]string

type generator struct {
	*world
	rand  *rand.Rand
	stack map[string]fields // by "Kind name"
}

// choices are the values that fields take, by kind.
func choices() map[string]map[string][]string {
	pods := map[string][]string{
		"spec.replicas":             {"0", "1", "2"},
		"spec.revisionHistoryLimit": {"3", "10"},
		"metadata.annotations":      {"{a: one}", "{a: two, example.com/b: x}"},
		"containers":                {"[{name: a, image: 'a:1'}]", "[{name: a, image: 'a:2'}]", "[{name: b, image: 'b:1'}, {name: a, image: 'a:1'}]", "[{name: a, image: 'a:1'}, {name: b, image: 'b:1'}]"},
		"env":                       {"[{name: X, value: '1'}]", "[{name: W, value: '2'}, {name: X, value: '1'}]", "[{name: P, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"},
		"args":                      {"[one]", "[one, two]"},
		"resources":                 {"{limits: {cpu: 1000m}}", "{limits: {cpu: '2', memory: 1024Mi}}"},
		"tolerations":               {"[{key: a, operator: Exists}]", "[{key: b, value: c}, {key: a, operator: Exists}]"},
		"envFrom":                   {"[{configMapRef: {name: red}}]", "[{configMapRef: {name: blue, optional: true}}]"},
		"ports":                     {"[{containerPort: 80}]", "[{containerPort: 53, protocol: UDP}, {containerPort: 53}]"},
	}
	return map[string]map[string][]string{
		"Deployment":  pods,
		"StatefulSet": pods,
		"ConfigMap":   {"data": {"{a: '1'}", "{a: '2', b: x}", "{b: z}", "{b: forbidden}"}, "metadata.annotations": pods["metadata.annotations"]},
		"Service":     {"spec.ports": {"[{name: http, port: 80}]", "[{name: http, port: 81}, {name: dns, port: 53, protocol: UDP}]"}, "spec.sessionAffinity": {"ClientIP", "None"}},
	}
}

// edit changes what is asked for: an object comes, goes or changes.
func (g *generator) edit() {
	for range 1 + g.rand.IntN(3) {
		kinds := slices.Sorted(maps.Keys(choices()))
		kind := kinds[g.rand.IntN(len(kinds))]
		key := kind + " " + []string{"red", "blue"}[g.rand.IntN(2)]
		switch f := g.stack[key]; {
		case f == nil:
			g.stack[key] = fields{}
			for _, name := range slices.Sorted(maps.Keys(choices()[kind])) {
				g.choose(key, kind, name)
			}
		case g.rand.IntN(8) == 0:
			delete(g.stack, key)
		default:
			names := slices.Sorted(maps.Keys(choices()[kind]))
			g.choose(key, kind, names[g.rand.IntN(len(names))])
		}
	}
}

// choose gives a field a value or, where it may be missing, none.
func (g *generator) choose(key, kind, name string) {
	values := choices()[kind][name]
	if required := name == "containers" || name == "spec.ports"; !required && g.rand.IntN(3) == 0 {
		delete(g.stack[key], name)
		return
	}
	g.stack[key][name] = values[g.rand.IntN(len(values))]
}

func (g *generator) desired() []object.Manifest {
	var manifests []object.Manifest
	for _, key := range slices.Sorted(maps.Keys(g.stack)) {
		var kind, name string
		if _, err := fmt.Sscan(key, &kind, &name); err != nil {
			g.t.Fatal(err)
		}
		manifests = append(manifests, g.manifest(source(kind, name, g.stack[key])))
	}
	if g.rand.IntN(4) == 0 { // as an older wl has compiled them
		return manifests
	}
	return hashed(manifests...)
}

// source writes an object as YAML, which is read as JSON's superset: later text
// completes what fields say.
func source(kind, name string, f fields) string {
	metadata := "name: " + name
	if a := f["metadata.annotations"]; a != "" {
		metadata += ", annotations: " + a
	}
	field := func(name, key string) string {
		if f[name] == "" {
			return ""
		}
		return ", " + key + ": " + f[name]
	}
	head := func(version string) string {
		return "{apiVersion: " + version + ", kind: " + kind + ", metadata: {" + metadata + "}"
	}
	switch kind {
	case "ConfigMap":
		return head("v1") + field("data", "data") + "}"
	case "Service":
		return head("v1") + ", spec: {selector: {app: " + name + "}" + field("spec.ports", "ports") + field("spec.sessionAffinity", "sessionAffinity") + "}}"
	}
	container := f["containers"][:len("[{name: a, image: 'a:1'")] + field("env", "env") + field("envFrom", "envFrom") + field("ports", "ports") + field("args", "args") + field("resources", "resources") + f["containers"][len("[{name: a, image: 'a:1'"):]
	return head("apps/v1") + ", spec: {selector: {matchLabels: {app: " + name + "}}" + field("spec.replicas", "replicas") +
		field("spec.revisionHistoryLimit", "revisionHistoryLimit") +
		", template: {metadata: {labels: {app: " + name + "}}, spec: {containers: " + container + field("tolerations", "tolerations") + "}}}}"
}

// check plans, does what the plan says, and compares.
func (g *generator) check(round string, desired []object.Manifest) {
	g.t.Helper()
	before := map[object.Ref]map[string]any{}
	for _, m := range desired {
		if live, err := g.client.Get(g.t.Context(), m.Ref); err == nil {
			before[m.Ref] = live
		}
	}
	o := plan.Options{Adopt: true, ForceConflicts: g.rand.IntN(4) > 0}
	g.sameVerdict(round, o, desired)
	p := g.plan(o, desired...)
	done, refused := g.carryOut(p)
	for _, c := range p.Changes {
		if c.Action != plan.Update && c.Action != plan.Adopt {
			continue
		}
		if diff := cmp.Diff(valuesOf(g.t, before[c.Object], done[c.Object]), plannedValues(c)); diff != "" {
			g.t.Errorf("%s: %s: what was done (-) is not what was planned (+)\n%s", round, c.Object, diff)
		}
	}
	for _, o := range []plan.Options{{}, {DryRunAll: true}} {
		again := g.plan(o, desired...)
		again.Changes = slices.DeleteFunc(again.Changes, func(c plan.Change) bool { return c.Action == plan.Blocked && refused[c.Object] })
		if len(again.Changes) > 0 {
			g.t.Errorf("%s: planned once more by %+v:\n%s", round, o, describe(again))
		}
	}
}

// valuesOf is what really changed. The number of a Deployment's revision is its
// controller's, who may write it at any time.
func valuesOf(t *testing.T, before, after map[string]any) []string {
	t.Helper()
	changes, err := kubeschema.Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, c := range changes {
		if c.Path != object.PathOf("metadata", "annotations", "deployment.kubernetes.io/revision") {
			values = append(values, fmt.Sprintf("%s: %v -> %v", c.Path, c.Before, c.After))
		}
	}
	return values
}

func plannedValues(c plan.Change) []string {
	var values []string
	for _, f := range c.Fields {
		if !f.Op.KeepsValue() {
			values = append(values, fmt.Sprintf("%s: %v -> %v", f.Path, f.Before, f.After))
		}
	}
	return values
}

var _ observe.Cluster = (*kube.Client)(nil)
