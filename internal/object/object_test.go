package object_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/object"
)

// The example of the ApplySet specification's formula, computed by hand with
// sha256sum and basenc, holds the formula.
func TestApplySetID(t *testing.T) {
	s := object.Stack{Name: "shop", Namespace: "default"}
	// printf 'wl-state-shop.default.Secret.' | sha256sum | xxd -r -p | basenc --base64url | tr -d =
	if got, want := s.ApplySetID(), "applyset-5TzhKwI6lfMuLx0oImpjv_79Zxh4KEIPRMLoUTOempY-v1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(s.ApplySetID()) > 63 {
		t.Errorf("%s is too long for a label's value", s.ApplySetID())
	}
}

func TestSourceAndSensitivityAreInherited(t *testing.T) {
	m := object.Manifest{
		Origin:    object.Range{File: "a", StartLine: 1},
		Fields:    map[object.Path]object.Range{object.PathOf("spec"): {File: "a", StartLine: 2}, object.PathOf("spec", "x"): {File: "a", StartLine: 3}},
		Sensitive: []object.Path{object.PathOf("spec", "x", "y")},
	}
	for p, line := range map[string]int{"": 1, "metadata": 1, "spec": 2, "spec.z[1]": 2, "spec.x": 3, "spec.x.y.z": 3} {
		if got := m.SourceOf(object.MustParsePath(p)).StartLine; got != line {
			t.Errorf("%q comes from line %d, want %d", p, got, line)
		}
	}
	for p, want := range map[string]bool{"spec.x.y": true, "spec.x.y.z": true, "spec.x": true, "spec.xy": false, "spec.x.yy": false} {
		if m.IsSensitive(object.MustParsePath(p)) != want {
			t.Errorf("IsSensitive(%q) is %v", p, !want)
		}
	}
	secret := object.Manifest{Ref: object.Ref{Kind: "Secret"}}
	if !secret.IsSensitive(object.PathOf("data", "token")) || secret.IsSensitive(object.PathOf("metadata")) {
		t.Error("what a Secret carries is sensitive, its metadata is not")
	}
}

func TestDigestKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.MapOf(rapid.String(), rapid.Int64()).Draw(t, "map")
		a, b := map[string]any{}, map[string]any{}
		for k, v := range m {
			a[k] = v
		}
		for k, v := range m {
			b[k] = v
		}
		one, err := object.Digest(a)
		if err != nil {
			t.Fatal(err)
		}
		b["something else"] = true
		if two, _ := object.Digest(b); two == one {
			t.Fatalf("%v and %v have one digest", a, b)
		}
		delete(b, "something else")
		if two, _ := object.Digest(b); two != one {
			t.Fatalf("%v has two digests", a)
		}
	})
}
