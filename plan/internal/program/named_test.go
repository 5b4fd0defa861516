package program

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func manifestOf(t *testing.T, text string) *object.Manifest {
	t.Helper()
	content := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &content); err != nil {
		t.Fatal(err)
	}
	meta, err := object.MetaOf(content)
	if err != nil {
		t.Fatal(err)
	}
	return &object.Manifest{Ref: meta.Ref, Content: content}
}

func TestNamed(t *testing.T) {
	for text, want := range map[string]string{
		"{kind: Pod, spec: {}}":                       "[ServiceAccount shop/default]",
		"{kind: Pod, spec: {serviceAccountName: zz}}": "[ServiceAccount shop/zz]",
		"{kind: Pod, spec: {serviceAccount: old, priorityClassName: high, runtimeClassName: safe}}":                                    "[ServiceAccount shop/old PriorityClass high RuntimeClass safe]",
		"{kind: Secret, type: Opaque, metadata: {annotations: {kubernetes.io/service-account.name: zz}}}":                              "[]",
		"{kind: Secret, type: kubernetes.io/service-account-token, metadata: {annotations: {kubernetes.io/service-account.name: zz}}}": "[ServiceAccount shop/zz]",
		"{kind: Secret, type: kubernetes.io/service-account-token}":                                                                    "[]",
		"{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {serviceAccountName: zz}}}}":                                  "[]",
		"{apiVersion: example.com/v1, kind: Pod, spec: {serviceAccountName: zz}}":                                                      "[]",
	} {
		m := manifestOf(t, text)
		m.Ref.Namespace, m.Ref.Name = "shop", "a"
		if got := fmt.Sprint(Named(m)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// What an object names is written before it, of the cluster and of its own tier, too.
func TestOrderOfWhatIsNamed(t *testing.T) {
	pod := manifestOf(t, "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {priorityClassName: high, runtimeClassName: safe}}")
	token := manifestOf(t, "{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: token, namespace: shop, annotations: {kubernetes.io/service-account.name: zz}}}")
	desired := map[object.Ref]*object.Manifest{pod.Ref: pod, token.Ref: token}
	for _, ref := range []object.Ref{object.NewRef(kind.PriorityClass, "", "high"), object.NewRef(kind.RuntimeClass, "", "safe"), object.NewRef(kind.ServiceAccount, "shop", "zz")} {
		desired[ref] = &object.Manifest{Ref: ref}
	}
	p := &plan.ClusterPlan{}
	for ref := range desired {
		p.Changes = append(p.Changes, plan.Change{Action: plan.Create, Object: ref})
	}
	slices.SortFunc(p.Changes, func(a, b plan.Change) int { return object.Compare(a.Object, b.Object) })
	want := `
		write PriorityClass high, write RuntimeClass safe, write ServiceAccount shop/zz
		write Secret shop/token
		write Pod shop/a
		await Pod shop/a`
	if got := strings.Join(waves(orderOf(kind.BuiltIn(), p, desired)), "\n"); got != unindent(want) {
		t.Errorf("got:\n%s", got)
	}
	desired[object.NewRef(kind.PriorityClass, "", "high")].DependsOn = []object.Ref{pod.Ref}
	if problems := circular(orderOf(kind.BuiltIn(), p, desired)); problems != nil {
		t.Errorf("what is declared does not go before: %+v", problems)
	}
}
