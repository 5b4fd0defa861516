package applied

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

var key = []byte("0123456789abcdef0123456789abcdef")

// Whatever is marked as sensitive, wherever it stands, is not in what is kept, and comes
// back by its digest alone; no other value is taken for it.
func TestWhatIsSensitiveIsWithheldAndRestored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &object.Manifest{Ref: object.Ref{Kind: rapid.SampledFrom([]string{"ConfigMap", "Secret"}).Draw(t, "kind"), Name: "x"}, Content: map[string]any{"kind": "x"}}
		data, values := map[string]any{}, map[string]any{}
		for i := range rapid.IntRange(1, 6).Draw(t, "fields") {
			name := fmt.Sprintf("f%d", i)
			secret := fmt.Sprintf("s3cret-%d-%s", i, rapid.StringMatching(`[a-z"\\<é]{0,8}`).Draw(t, "value"))
			at := object.PathOf("data", name)
			var value any = secret
			switch rapid.IntRange(0, 3).Draw(t, "shape") {
			case 0:
				value = []any{map[string]any{"name": "A", "value": secret}, "plain"}
				at = at.Index(0).Field("value")
				data[name], value = value, secret
			case 1:
				value = map[string]any{"a": secret, "b": int64(i)}
				data[name] = value
			default:
				data[name] = value
			}
			values[at.String()] = value
			m.Sensitive = append(m.Sensitive, at)
		}
		m.Content["data"] = data
		before, _ := json.Marshal(m.Content)
		o, err := Of(m, key)
		if err != nil {
			t.Fatal(err)
		}
		stored, _ := json.Marshal(o)
		if strings.Contains(string(stored), "s3cret") {
			t.Fatalf("kept: %s", stored)
		}
		if after, _ := json.Marshal(m.Content); string(after) != string(before) {
			t.Fatal("the manifest was changed")
		}
		content, lacking := Restore(&o, func(w state.Withheld) (any, bool) {
			if Is(w, "another", key) || Is(w, nil, key) {
				t.Fatal("another value is taken for it")
			}
			value, there := w.Path.At(m.Content)
			return value, there && Is(w, value, key)
		})
		if diff := cmp.Diff(m.Content, content); diff != "" || len(lacking) > 0 {
			t.Fatalf("lacking %v (-sent +restored):\n%s", lacking, diff)
		}
		if _, lacking := Restore(&o, func(state.Withheld) (any, bool) { return nil, false }); len(lacking) != len(o.Withheld) {
			t.Fatalf("%d of %d are said to lack", len(lacking), len(o.Withheld))
		}
	})
}

// A Secret's data is withheld though nothing marks it, key by key.
func TestASecretKeepsItsKeysAlone(t *testing.T) {
	m := &object.Manifest{Ref: object.Ref{Kind: "Secret", Name: "db"}, Content: map[string]any{
		"kind": "Secret", "data": map[string]any{"password": "aHVudGVyMg==", "user": "YQ=="}, "stringData": map[string]any{"token": "hunter2"}, "type": "Opaque",
	}, Sensitive: []object.Path{object.PathOf("data")}}
	o, err := Of(m, key)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"kind": "Secret", "data": map[string]any{"password": nil, "user": nil}, "stringData": map[string]any{"token": nil}, "type": "Opaque"}
	if diff := cmp.Diff(want, o.Content); diff != "" || len(o.Withheld) != 3 {
		t.Errorf("%d withheld (-want +kept):\n%s", len(o.Withheld), diff)
	}
	other := *m
	other.Content = with(m.Content, object.PathOf("data", "user"), "Yg==")
	if o2, err := Of(&other, key); err != nil || Same(&o, &o2) || !Same(&o, &o) {
		t.Errorf("another value is the same: %v", err)
	}
	if back := Manifest(&o); !back.IsSensitive(object.PathOf("data", "user")) || back.Ref != m.Ref {
		t.Errorf("the manifest of it: %+v", back)
	}
}
