package planner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const oldScaler = `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"kind":"HorizontalPodAutoscaler"}', note: x}}
spec: {minReplicas: 3, maxReplicas: 9, targetCPUUtilizationPercentage: 55, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
`

const newScaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
`

// Of an object whose maker has written it in another version of the API, what the configuration
// does not set is removed when it is adopted, as the plan shows.
func TestAdoptionOfAnotherVersion(t *testing.T) {
	removes := []string{
		`metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]`, "metadata.annotations.note", "spec.metrics", "spec.minReplicas",
	}
	for name, c := range map[string]struct {
		make func(w *world) object.Ref
		more string
		not  string
	}{
		"kubectl autoscale": {make: func(w *world) object.Ref { return w.createAs("kubectl-autoscale", oldScaler) }},
		"kubectl apply":     {make: func(w *world) object.Ref { return w.createAs("kubectl-client-side-apply", oldScaler) }},
		"kubectl apply --server-side": {make: func(w *world) object.Ref {
			w.foreign("kubectl", w.bare(oldScaler).Content, false)
			return w.bare(oldScaler).Ref
		}},
		"and in this version by another maker": {make: func(w *world) object.Ref {
			w.foreign("helm", w.bare(edit(newScaler, "{maxReplicas", "{behavior: {scaleDown: {stabilizationWindowSeconds: 7}}, maxReplicas")).Content, false)
			w.foreign("kubectl", w.bare(oldScaler).Content, true)
			return w.bare(oldScaler).Ref
		}, more: "spec.behavior"},
		"beside another applier": {make: func(w *world) object.Ref {
			ref := w.createAs("kubectl-create", oldScaler)
			w.foreign("other", w.bare(edit(newScaler, "name: web}\nspec", "name: web, labels: {team: a}}\nspec")).Content, false)
			return ref
		}, not: "team"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ref, m := c.make(w), w.manifest(newScaler)
			computed := w.plan(plan.Options{Adopt: true, ReadOnly: true}, m)
			p := w.plan(plan.Options{Adopt: true}, m)
			if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || len(p.Changes[0].Adoption.From) == 0 {
				t.Fatalf("%s %+v", describe(p), p.Changes)
			}
			planned := plannedValues(p.Changes[0])
			said := strings.Join(planned, "\n")
			for _, want := range append(slices.Clone(removes), c.more) {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not among\n%s", want, said)
				}
			}
			if c.not != "" && strings.Contains(said, c.not) {
				t.Errorf("%s", said)
			}
			if diff := cmp.Diff(changedPaths(p.Changes[0]), changedPaths(computed.Changes[0])); diff != "" {
				t.Errorf("what is computed (+) is not what the server says (-)\n%s", diff)
			}
			live := w.get(ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[ref]), planned); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
		})
	}
}

// What a manager that stays owns in another version of the API is its own by whichever name: the
// plan does not remove it, as no apply does.
func TestAdoptionBesideAnotherVersion(t *testing.T) {
	theirs := `{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {targetCPUUtilizationPercentage: 70}}`
	sets := func(w *world) { w.foreign("my-controller", w.bare(theirs).Content, true) }
	updates := func(w *world) {
		scalers := schema.GroupVersionResource{Group: "autoscaling", Version: "v1", Resource: "horizontalpodautoscalers"}
		w.patchAs("my-controller", scalers, "web", `{"spec":{"targetCPUUtilizationPercentage":70}}`)
	}
	for name, prepare := range map[string]func(w *world) object.Ref{
		"of what kubectl has made": func(w *world) object.Ref {
			ref := w.createAs("kubectl-client-side-apply", oldScaler)
			sets(w)
			return ref
		},
		"of what kubectl has made without it": func(w *world) object.Ref {
			ref := w.createAs("kubectl-create", edit(oldScaler, "targetCPUUtilizationPercentage: 55, ", ""))
			sets(w)
			return ref
		},
		"of what a server-side apply has made": func(w *world) object.Ref {
			w.foreign("helm", w.bare(oldScaler).Content, false)
			sets(w)
			return w.bare(oldScaler).Ref
		},
		"of what nobody is known to have made": func(w *world) object.Ref {
			ref := w.createAs("kubectl-create", oldScaler)
			w.patch("kubectl-edit", ref, `{"metadata":{"managedFields":[{}]}}`)
			sets(w)
			return ref
		},
		"which has updated it": func(w *world) object.Ref {
			ref := w.createAs("kubectl-client-side-apply", oldScaler)
			updates(w)
			return ref
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ref, m := prepare(w), w.manifest(newScaler)
			computed := w.plan(plan.Options{Adopt: true, ReadOnly: true}, m)
			p := w.plan(plan.Options{Adopt: true}, m)
			planned := plannedValues(p.Changes[0])
			said := strings.Join(planned, "\n")
			if p.Changes[0].Action != plan.Adopt || strings.Contains(said, "spec.metrics") || !strings.Contains(said, "spec.minReplicas: 3 -> ") || !strings.Contains(said, "metadata.annotations.note") {
				t.Errorf("%s\n%s", describe(p), said)
			}
			if diff := cmp.Diff(changedPaths(p.Changes[0]), changedPaths(computed.Changes[0])); diff != "" {
				t.Errorf("what is computed (+) is not what the server says (-)\n%s", diff)
			}
			live := w.get(ref)
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff(valuesOf(t, live, stored[ref]), planned); diff != "" {
				t.Errorf("what was done (-) is not what was planned (+)\n%s", diff)
			}
			expect(t, w.plan(plan.Options{DryRunAll: true}, m), "")
		})
	}
}

// changedPaths are the fields whose values a change is about.
func changedPaths(c plan.Change) []object.Path {
	var paths []object.Path
	for _, f := range c.Fields {
		if !f.Op.KeepsValue() {
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// So it is with a custom kind, whichever of its versions is the older one.
func TestAdoptionOfAnotherVersionOfACustomKind(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", "size: {type: integer}, note: {type: string}, more: {type: object, properties: {a: {type: string}}}"))
	for _, versions := range [][]string{{"v1", "v1beta1"}, {"v1beta1", "v1"}} {
		w.revision = nil
		name := "from-" + versions[0]
		in := func(version, more string) object.Manifest {
			return w.manifest("{apiVersion: " + w.namespace + ".example.com/" + version + ", kind: Gauge, metadata: {name: " + name + "}, spec: {size: 1" + more + "}}")
		}
		made, m := in(versions[0], ", note: old, more: {a: old}"), in(versions[1], "")
		delete(made.Content["metadata"].(map[string]any), "labels")
		w.served(made)
		w.foreign("helm", made.Content, false)
		p := w.plan(plan.Options{Adopt: true}, m)
		i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == m.Ref })
		if i < 0 || p.Changes[i].Action != plan.Adopt {
			t.Fatalf("%s: %s", name, describe(p))
		}
		planned := plannedValues(p.Changes[i])
		if !slices.Contains(planned, "spec.note: old -> <nil>") || !slices.Contains(planned, "spec.more.a: old -> <nil>") {
			t.Errorf("%s: %v", name, planned)
		}
		w.carryOut(p)
		if at(w.get(m.Ref), "spec", "note") != nil || at(w.get(m.Ref), "spec", "more", "a") != nil {
			t.Errorf("%s: %v", name, w.get(m.Ref)["spec"])
		}
	}
}

// Items of a list that others have written in another version of the API alone count by their keys: those of
// a maker become the stack's, and are removed, and those of a manager that stays are its own.
func TestAdoptionOfItemsOfAnotherVersion(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", "size: {type: integer}, "+keyedLists))
	in := func(version, name, spec string) object.Manifest {
		return w.manifest("{apiVersion: " + w.namespace + ".example.com/" + version + ", kind: Gauge, metadata: {name: " + name + "}, spec: {" + spec + "}}")
	}
	bare := func(m object.Manifest) object.Manifest {
		delete(m.Content["metadata"].(map[string]any), "labels")
		return m
	}
	w.served(in("v1", "a", "size: 1"))
	removed := []string{`spec.users[name="made"].name: made -> <nil>`, `spec.users[name="made"].role: m -> <nil>`, `spec.tags[="made"]: made -> <nil>`}
	for name, c := range map[string]struct{ desired, users, tags string }{
		"nothing of them": {"size: 1", "[other]", "[other]"},
		"an item":         {"size: 1, users: [{name: mine, role: r}], tags: [mine]", "[other mine]", "[other mine]"},
	} {
		t.Run(name, func(t *testing.T) {
			w.revision = nil
			name := strings.ReplaceAll(name, " ", "-")
			w.foreign("helm", bare(in("v1beta1", name, "size: 1, users: [{name: made, role: m}], tags: [made]")).Content, false)
			w.foreign("other", bare(in("v1beta1", name, "users: [{name: other, role: o}], tags: [other]")).Content, false)
			m := in("v1", name, c.desired)
			p := w.plan(plan.Options{Adopt: true}, m)
			i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == m.Ref })
			if i < 0 || p.Changes[i].Action != plan.Adopt {
				t.Fatal(describe(p))
			}
			planned := plannedValues(p.Changes[i])
			for _, want := range removed {
				if !slices.Contains(planned, want) {
					t.Errorf("%q is not among %q", want, planned)
				}
			}
			if strings.Contains(strings.Join(planned, " "), "other") {
				t.Errorf("what stays is planned to change: %q", planned)
			}
			w.carryOut(p)
			var users []any
			list, _ := at(w.get(m.Ref), "spec", "users").([]any)
			for _, u := range list {
				users = append(users, u.(map[string]any)["name"])
			}
			if got := fmt.Sprint(users, at(w.get(m.Ref), "spec", "tags")); got != c.users+" "+c.tags {
				t.Errorf("there are %s", got)
			}
		})
	}
}

// Single items of a custom kind's lists go with an adoption, also where the server is not asked.
func TestAdoptionOfCustomLists(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", keyedLists))
	for maker, spec := range map[string]string{
		"helm":           "tags: [b, c], users: [{name: one, role: r}]",
		"kubectl":        "tags: [c], users: [{name: one, role: s}, {name: new, role: r}]",
		"kubectl-create": "tags: [b, a], users: [{name: two, role: r}]",
	} {
		w.revision = nil
		in := func(spec string) object.Manifest {
			return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: from-" + maker + "}, spec: {" + spec + "}}")
		}
		made, m := in("tags: [a, b], users: [{name: one, role: r, size: 1}, {name: two, role: r}]"), in(spec)
		delete(made.Content["metadata"].(map[string]any), "labels")
		w.served(made)
		w.foreign(maker, made.Content, false)
		computed, p := w.plan(plan.Options{Adopt: true, ReadOnly: true}, m), w.plan(plan.Options{Adopt: true}, m)
		if len(p.Changes) != 1 || len(computed.Changes) != 1 {
			t.Fatalf("%s", describe(p))
		}
		if diff := cmp.Diff(changedPaths(p.Changes[0]), changedPaths(computed.Changes[0])); diff != "" {
			t.Errorf("%s: what is computed (+) is not what the server says (-)\n%s", maker, diff)
		}
	}
}
