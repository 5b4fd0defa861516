package planner_test

import (
	"maps"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// interfere does to a live object what other clients do, and returns a name for it.
func (g *generator) interfere(desired []object.Manifest) string {
	if len(desired) == 0 || g.rand.IntN(3) == 0 {
		return "nobody interferes"
	}
	m := desired[g.rand.IntN(len(desired))]
	if _, err := g.client.Get(g.t.Context(), m.Ref); apierrors.IsNotFound(err) {
		return m.Ref.String() + " is not there yet"
	}
	switch workload := m.Ref.Group == "apps"; g.rand.IntN(8) {
	case 0:
		if err := g.client.Delete(g.t.Context(), m.Ref, "", kube.Background); err != nil {
			g.t.Fatal(err)
		}
		return "another client deletes " + m.Ref.String()
	case 1:
		if workload {
			g.patch("kubectl", m.Ref, `{"spec":{"replicas":3}}`, "scale")
			return "kubectl scales " + m.Ref.String()
		}
		fallthrough
	case 2:
		return g.applyAsAnother(m)
	default:
		return g.patchByHand(m)
	}
}

// applyAsAnother lets another applier take a part of an object.
func (g *generator) applyAsAnother(m object.Manifest) string {
	content := map[string]any{
		"apiVersion": m.APIVersion, "kind": m.Ref.Kind,
		"metadata": map[string]any{"name": m.Ref.Name, "namespace": m.Ref.Namespace, "annotations": map[string]any{"a": "theirs"}},
	}
	switch m.Ref.Kind {
	case "ConfigMap":
		content["data"] = map[string]any{"a": "theirs", "d": "more"}
	case "Service":
		content["spec"] = map[string]any{"sessionAffinity": "ClientIP"}
	default:
		content["spec"] = map[string]any{"replicas": int64(4)}
	}
	g.foreign("argocd", content, true)
	return "argocd applies a part of " + m.Ref.String()
}

// patchByHand patches an object as kubectl's verbs and controllers do.
func (g *generator) patchByHand(m object.Manifest) string {
	managers := []string{"kubectl-edit", "kubectl-patch", "kubectl-set", "some-controller"}
	manager := managers[g.rand.IntN(len(managers))]
	patches := []string{`{"metadata":{"annotations":{"a":"hand"}}}`, `{"metadata":{"annotations":null}}`, `{"metadata":{"labels":{"team":"x"}}}`}
	switch m.Ref.Kind {
	case "ConfigMap":
		patches = append(patches, `{"data":{"a":"hand"}}`, `{"data":{"b":null}}`, `{"data":{"c":"other"}}`)
	case "Service":
		patches = append(patches, `{"spec":{"sessionAffinity":"ClientIP"}}`, `{"spec":{"ports":[{"name":"extra","port":99}]}}`)
	default:
		patches = append(patches, `{"spec":{"replicas":3}}`, `{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"hand:1"}]}}}}`,
			`{"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"hand"},{"name":"Z","value":"z"}]}]}}}}`,
			`{"spec":{"revisionHistoryLimit":5}}`)
	}
	patch := patches[g.rand.IntN(len(patches))]
	g.patch(manager, m.Ref, patch)
	return manager + " patches " + m.Ref.String() + " by " + patch
}

// takeAway lets an object be there that another tool has made, in its own way, by
// the name of one that is desired.
func (g *generator) takeAway(desired []object.Manifest) string {
	if len(desired) == 0 || g.rand.IntN(4) > 0 {
		return ""
	}
	m := desired[g.rand.IntN(len(desired))]
	kind := m.Ref.Kind
	theirs := fields{}
	for _, name := range slices.Sorted(maps.Keys(choices()[kind])) {
		values := slices.DeleteFunc(choices()[kind][name], func(v string) bool { return strings.Contains(v, "forbidden") }) // to them, too
		if required := name == "containers" || name == "spec.ports"; required || g.rand.IntN(2) == 0 {
			theirs[name] = values[g.rand.IntN(len(values))]
		}
	}
	if err := g.client.Delete(g.t.Context(), m.Ref, "", kube.Background); err != nil && !apierrors.IsNotFound(err) {
		g.t.Fatal(err)
	}
	if g.revision != nil {
		g.revision.Objects = slices.DeleteFunc(g.revision.Objects, func(e state.Entry) bool { return e.Ref == m.Ref })
	}
	managers := []string{"kubectl-create", "kubectl-client-side-apply", "helm", "HashiCorp", "Terraform"}
	manager := managers[g.rand.IntN(len(managers))]
	text := source(kind, m.Ref.Name, theirs)
	if g.rand.IntN(2) == 0 {
		g.foreign(manager, g.bare(text).Content, false)
		return "; " + manager + " has applied " + m.Ref.String()
	}
	g.createAs(manager, text)
	return "; " + manager + " has created " + m.Ref.String()
}
