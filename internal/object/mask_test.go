package object_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/object"
)

func TestMask(t *testing.T) {
	secret := &object.Manifest{Ref: object.Ref{Kind: "Secret"}, Content: map[string]any{"data": map[string]any{
		"key": base64.StdEncoding.EncodeToString([]byte("-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----\n")),
		"pin": base64.StdEncoding.EncodeToString([]byte("7")),
	}}}
	web := &object.Manifest{
		Ref:       object.Ref{Kind: "Deployment"},
		Content:   map[string]any{"a/b": []any{map[string]any{"value": `hunter"2`}, map[string]any{"value": "shown"}}},
		Sensitive: []object.Pointer{"/a~1b/0/value", "/not/there"},
	}
	mask := object.NewMask(secret, web)
	for text, want := range map[string]string{
		`the value hunter"2 is wrong`:   "the value (sensitive) is wrong",
		`Invalid value: "hunter\"2": x`: `Invalid value: "(sensitive)": x`,
		"shown":                         "shown",
		"read abcdefgh from the file":   "read (sensitive) from the file",
		"pin=7, 17 tries of 7":          "pin=(sensitive), 17 tries of (sensitive)",
		"data Nw== decoded":             "data (sensitive) decoded",
	} {
		if got := mask.Text(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := (object.Mask{}).Text("as it is"); got != "as it is" {
		t.Error(got)
	}
}

// Whatever stands around a value, and whatever else is masked, the value is gone.
func TestMaskLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.StringMatching(`[a-z"\\-]{4,9}`), 1, 5).Draw(t, "values")
		env := map[string]any{}
		text := ""
		for i, v := range values {
			env[string(rune('a'+i))] = v
			text += rapid.StringMatching(`[A-Z ]{0,3}`).Draw(t, "around") + v
		}
		m := object.NewMask(&object.Manifest{Content: map[string]any{"env": env}, Sensitive: []object.Pointer{"/env"}})
		masked := strings.ReplaceAll(m.Text(text), object.Masked, "")
		for _, v := range values {
			if strings.Contains(masked, v) {
				t.Fatalf("%q is in %q, which was %q", v, masked, text)
			}
		}
	})
}
