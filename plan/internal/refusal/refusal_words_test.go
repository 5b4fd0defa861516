package refusal_test

import (
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

func manifestOf(t *testing.T, text string, sensitive ...object.Path) *object.Manifest {
	t.Helper()
	var c map[string]any
	if err := yaml.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	meta, err := object.MetaOf(c)
	if err != nil {
		t.Fatal(err)
	}
	return &object.Manifest{Ref: meta.Ref, Content: c, Origin: object.Range{File: "shop.wl.hcl", StartLine: 3}, Sensitive: sensitive}
}

// Servers repeat what they refuse: a whole Pod template, if need be.
func TestRefusalsNeitherLeakNorSwell(t *testing.T) {
	m := manifestOf(t, `
apiVersion: batch/v1
kind: Job
metadata: {name: load}
spec: {template: {spec: {containers: [{name: a, env: [{name: T, value: "hunter\"2"}]}]}}}
`, object.MustParsePath("spec.template.spec.containers[0].env[0].value"))
	pod := `{"containers":[{"name":"a","env":[{"name":"T","value":"hunter\"2"}]}]}` + strings.Repeat(" ", 200)
	for message, want := range map[string]string{
		"Invalid value: " + pod + ": field is immutable": "spec.template: Invalid value: field is immutable.",
		`Invalid value: "hunter\"2": bad`:                `spec.template: Invalid value: "(sensitive)": bad.`,
	} {
		p := refusal.Of(m, metav1.Status{
			Reason: metav1.StatusReasonInvalid, Code: 422,
			Details: &metav1.StatusDetails{Causes: []metav1.StatusCause{{Type: "FieldValueInvalid", Field: "spec.template", Message: object.NewMask(m).Text(message)}}},
		})
		if !strings.HasPrefix(inWords.Detail(p.Fact), want) {
			t.Errorf("got %q, want %q", inWords.Detail(p.Fact), want)
		}
	}
}

func TestRefusalsOfSecretsDoNotLeakWhatIsEncoded(t *testing.T) {
	m := manifestOf(t, `{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {password: aHVudGVyMg==}}`)
	if got := object.NewMask(m).Text(`aHVudGVyMg== is "hunter2"`); got != `(sensitive) is "(sensitive)"` {
		t.Error(got)
	}
}
