package redaction

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

// Whatever operation names hidden items, none shows them, and each is still done with them.
func TestSteps(t *testing.T) {
	const fields = `{"f:spec":{"f:tags":{"v:\"x1\"":{},"v:\"x2\"":{}},"f:users":{"k:{\"name\":\"x3\"}":{".":{},"f:role":{}}},"f:ports":{"k:{\"name\":\"http\"}":{"f:port":{}},"v:\"copied x4\"":{},"v:\"http\"":{}}}}`
	paths := []object.Path{object.MustParsePath(`spec.tags[="x1"]`), object.MustParsePath(`spec.tags[="x2"]`), object.MustParsePath("spec.size")}
	content := map[string]any{"spec": map[string]any{"tags": []any{"x1"}, "users": []any{map[string]any{"name": "x3"}}, "ports": []any{"http"}}}
	gauge := object.Ref{Group: "example.com", Kind: "Gauge", Name: "g"}
	sensitive := &object.Manifest{Ref: gauge, Content: content, Sensitive: []object.Path{object.MustParsePath("spec.tags[0]"), object.MustParsePath("spec.users[0].name")}}
	entry := &state.Entry{Ref: gauge, Sensitive: []object.Path{object.MustParsePath("spec.tags"), object.MustParsePath("spec.users")}}
	for name, c := range map[string]struct {
		op    step.Operation
		m     *object.Manifest
		entry *state.Entry
	}{
		"taken":                {step.SetOwnership{Take: []step.Take{{Manager: "a", Operation: "Update", Fields: fields}, {Manager: "b", Operation: "Update"}}}, sensitive, nil},
		"restored":             {step.SetOwnership{Restore: fields}, sensitive, nil},
		"nobody's":             {step.SetOwnership{Unowned: fields}, sensitive, nil},
		"defaults":             {step.SetOwnership{Defaults: fields}, sensitive, nil},
		"released":             {step.SetOwnership{Release: paths}, sensitive, nil},
		"carried over":         {step.Remove{Carry: paths}, sensitive, nil},
		"sensitive before":     {step.SetOwnership{Restore: fields}, &object.Manifest{Ref: gauge, Content: content}, entry},
		"no object is desired": {step.SetOwnership{Restore: fields}, nil, entry},
	} {
		for _, key := range [][]byte{nil, []byte("key")} {
			d := &decision.Decision{Change: plan.Change{Object: gauge}, Manifest: c.m, Steps: []step.Step{{Operations: step.Operations{c.op}}}}
			steps := Steps{Copies: NewCopies("wl", object.MaskOf("x4")), Key: key}
			if err := steps.Hide(d, c.entry); err != nil {
				t.Fatal(err)
			}
			said, err := json.Marshal(d.Steps)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{`x1`, `x2`, `x3`, `x4`} {
				if strings.Contains(string(said), secret) {
					t.Errorf("%s: %s is shown: %s", name, secret, said)
				}
			}
			if diff := cmp.Diff(c.op, exact(d.Steps[0].Operations[0])); diff != "" {
				t.Errorf("%s: it does something else\n%s", name, diff)
			}
		}
	}
}

// exact is an operation as it is done.
func exact(op step.Operation) step.Operation {
	switch op := op.(type) {
	case step.SetOwnership:
		op.Shown = nil
		return op
	case step.Remove:
		op.Shown = nil
		return op
	}
	return op
}

// What is shown of hidden fields is as many as there are, and what is not hidden is as it was.
func TestStepsTellHiddenFieldsApart(t *testing.T) {
	shown := func(key, fields string) string {
		m := &object.Manifest{Content: map[string]any{"spec": map[string]any{"tags": []any{"x1"}}}, Sensitive: []object.Path{object.MustParsePath("spec.tags[0]")}}
		d := &decision.Decision{Manifest: m, Steps: []step.Step{{Operations: step.Operations{step.SetOwnership{Restore: fields}}}}}
		if err := (Steps{Copies: &Copies{}, Key: []byte(key)}).Hide(d, nil); err != nil {
			t.Fatal(err)
		}
		return d.Steps[0].Operations[0].(step.SetOwnership).Shown.Restore
	}
	const open, one, two, both = `{"f:spec":{"f:size":{},"f:tags":{}}}`, `{"f:spec":{"f:tags":{"v:\"x1\"":{}}}}`, `{"f:spec":{"f:tags":{"v:\"x2\"":{}}}}`, `{"f:spec":{"f:tags":{"v:\"x1\"":{},"v:\"x2\"":{}}}}`
	if got := shown("k", open); got != open {
		t.Error(got)
	}
	if first, again := shown("k", one), shown("k", one); first != again || first == shown("k", two) || shown("k", one) == shown("another", one) || strings.Count(shown("k", both), "(sensitive)") != 2 {
		t.Error(shown("k", one), shown("k", two), shown("k", both))
	}
}
