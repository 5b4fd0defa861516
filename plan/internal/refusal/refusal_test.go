package refusal

import (
	"slices"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

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
