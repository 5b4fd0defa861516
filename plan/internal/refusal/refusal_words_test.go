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

// The server makes null of what it empties itself, and may refuse that: the configuration is right.
func TestRefusalsOfWhatIsEmptied(t *testing.T) {
	for text, emptied := range map[string]bool{
		"{self: {}}":     true,
		"{self: []}":     true,
		"{self: {a: b}}": false,
	} {
		m := manifestOf(t, "{apiVersion: example.com/v1, kind: Wee, metadata: {name: w}, spec: "+text+"}")
		p := refusal.Of(m, metav1.Status{
			Reason: metav1.StatusReasonInvalid, Code: 422,
			Details: &metav1.StatusDetails{Causes: []metav1.StatusCause{{Type: "FieldValueTypeInvalid", Field: "spec.self", Message: `Invalid value: "null": spec.self in body must be of type object: "null"`}}},
		})
		detail := inWords.Detail(p.Fact)
		if strings.Contains(detail, "Remove spec.self from the configuration and apply that") != emptied || strings.Contains(detail, "Correct it in the configuration") == emptied {
			t.Errorf("%s: %s", text, detail)
		}
	}
}
