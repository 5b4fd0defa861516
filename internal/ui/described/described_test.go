package described

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	_ "github.com/workloadlang/wl/internal/uitest" // has -update
	"github.com/workloadlang/wl/plan"
)

// A kind whose row says where its Pod template is needs nothing else to be
// described; of one that has no row, the fields are counted.
func TestDescriptionOfAnAddedKind(t *testing.T) {
	row := kind.Kind{Resource: kind.Resource{GroupKind: kind.GroupKind{Group: "example.com", Kind: "Release"}}, Pods: kind.KeepsPods, Template: []string{"spec", "template"}}
	c := plan.Change{Action: plan.Create, Object: object.NewRef(row.GroupKind, "shop", "web"), Fields: []plan.FieldChange{
		{Path: object.MustParsePath("spec.replicas"), Op: plan.Add, After: int64(2)},
		{Path: object.MustParsePath("spec.template.spec.containers[name=web]"), Op: plan.Add, After: map[string]any{"name": "web", "image": "nginx:1.27"}},
	}}
	if diff := cmp.Diff([]string{"2 replicas", "container web: nginx:1.27"}, describe(kind.BuiltIn().With(row).About(row.GroupKind), c, words.In(words.English))); diff != "" {
		t.Errorf("with its row (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2 fields (-v shows them)"}, Lines(c, words.In(words.English))); diff != "" {
		t.Errorf("without (-want +got):\n%s", diff)
	}
}

// Kinds of other groups that bear the name of one of Kubernetes' own are shown as
// what nothing is known of.
func TestForeignKinds(t *testing.T) {
	for _, gk := range []kind.GroupKind{kind.In("apps.kruise.io/v1beta1", "StatefulSet"), kind.In("batch.volcano.sh/v1alpha1", "Job")} {
		ref := object.NewRef(gk, "shop", "web")
		if want := gk.Kind + "." + gk.Group + " shop/web"; ref.String() != want {
			t.Errorf("it is called %s, not %s", ref, want)
		}
		c := plan.Change{Action: plan.Create, Object: ref, Fields: []plan.FieldChange{{Path: object.MustParsePath("spec.replicas"), Op: plan.Add, After: int64(2)}}}
		if diff := cmp.Diff([]string{"1 field (-v shows them)"}, Lines(c, words.In(words.English))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", ref, diff)
		}
	}
}

// An Ingress is told by where its requests go.
func TestDescriptionOfAnIngress(t *testing.T) {
	c := plan.Change{Action: plan.Create, Object: object.NewRef(kind.Ingress, "shop", "web"), Fields: []plan.FieldChange{
		{Path: object.MustParsePath("spec"), Op: plan.Add, After: map[string]any{
			"ingressClassName": "nginx",
			"rules": []any{map[string]any{"host": "shop.example.com", "http": map[string]any{"paths": []any{
				map[string]any{"path": "/", "backend": map[string]any{"service": map[string]any{"name": "web", "port": map[string]any{"number": int64(80)}}}},
				map[string]any{"path": "/static", "backend": map[string]any{"resource": map[string]any{"kind": "Bucket", "name": "static"}}},
			}}}},
			"defaultBackend": map[string]any{"service": map[string]any{"name": "web", "port": map[string]any{"name": "http"}}},
		}},
	}}
	want := []string{"class nginx", "shop.example.com/ -> web:80", "shop.example.com/static -> Bucket static", "* -> web:http"}
	if diff := cmp.Diff(want, Lines(c, words.In(words.English))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An HTTPRoute is told by its gateways, and by where the requests of each rule go.
func TestDescriptionOfARoute(t *testing.T) {
	c := plan.Change{Action: plan.Create, Object: object.NewRef(kind.HTTPRoute, "shop", "web"), Fields: []plan.FieldChange{
		{Path: object.MustParsePath("spec"), Op: plan.Add, After: map[string]any{
			"parentRefs": []any{map[string]any{"name": "public", "namespace": "gateways"}, map[string]any{"name": "inner"}},
			"hostnames":  []any{"shop.example.com"},
			"rules": []any{
				map[string]any{
					"matches":     []any{map[string]any{"path": map[string]any{"value": "/api"}}, map[string]any{"method": "GET"}},
					"backendRefs": []any{map[string]any{"name": "web", "port": int64(80)}, map[string]any{"kind": "Bucket", "name": "static", "namespace": "other"}},
				},
				map[string]any{"filters": []any{map[string]any{"type": "RequestRedirect"}}},
			},
		}},
	}}
	want := []string{"gateway gateways/public, inner; hosts shop.example.com", "/api, / -> web:80, other/static", "/ -> redirected"}
	if diff := cmp.Diff(want, Lines(c, words.In(words.English))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
