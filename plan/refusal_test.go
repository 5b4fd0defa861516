package plan

import (
	"slices"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/object"
)

func TestPointerOf(t *testing.T) {
	for field, want := range map[string]object.Pointer{
		"spec.replicas":                                          "/spec/replicas",
		"spec.template.spec.containers[0].image":                 "/spec/template/spec/containers/0/image",
		"spec.template.spec.containers[0].resources.limits[cpu]": "/spec/template/spec/containers/0/resources/limits/cpu",
		"metadata.annotations[a.b/c].d":                          "/metadata/annotations/a.b~1c/d",
		".spec.replicas":                                         "/spec/replicas",
		"":                                                       "",
		"[":                                                      "/",
		"spec..[x":                                               "/spec//x",
	} {
		if got := pointerOf(field); got != want {
			t.Errorf("%q: got %q, want %q", field, got, want)
		}
	}
}

func FuzzPointerOf(f *testing.F) {
	for _, seed := range []string{"spec.replicas", "a[0].b[c.d]", "[", "..", "a]b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, field string) {
		if p := pointerOf(field); p != "" && p[0] != '/' {
			t.Errorf("%q gives %q", field, p)
		}
	})
}

func TestRefusedFields(t *testing.T) {
	for message, want := range map[string][]string{
		`failed to create typed patch object (x/web; apps/v1, Kind=Deployment): .spec.replicsa: field not declared in schema`: {".spec.replicsa"},
		`failed to create typed patch object (x/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a: b"].imagee: field not declared in schema`: {
			`.spec.template.spec.containers[name="a: b"].imagee`},
		"failed to create typed patch object (x/web; apps/v1, Kind=Deployment): errors:\n  .spec.replicas: expected numeric (int or float), got string\n  .spec.paused: expected boolean, got string": {
			".spec.replicas", ".spec.paused"},
		"something else: about a file.name: no": nil,
	} {
		if got := refusedFields(metav1.Status{Message: message}); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", message, got, want)
		}
	}
}
