package value

import (
	"slices"
	"testing"

	_ "github.com/workloadlang/wl/internal/uitest" // has -update
	"pgregory.net/rapid"
)

// A diff's kept and gone lines are the text before, its kept and new ones the
// text after.
func TestDiffLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "c", ""}))
		before, after := texts.Draw(t, "before"), texts.Draw(t, "after")
		var gotBefore, gotAfter []string
		for _, l := range Diff(before, after) {
			if l.Op != New {
				gotBefore = append(gotBefore, l.Text)
			}
			if l.Op != Gone {
				gotAfter = append(gotAfter, l.Text)
			}
		}
		if !slices.Equal(gotBefore, before) || !slices.Equal(gotAfter, after) {
			t.Fatalf("%q -> %q: %q, %q", before, after, gotBefore, gotAfter)
		}
	})
}

func TestInline(t *testing.T) {
	for want, v := range map[string]any{
		"null":           nil,
		"nginx:1.27":     "nginx:1.27",
		`"1"`:            "1",
		"1":              int64(1),
		"1000000":        float64(1e6),
		"0.5":            0.5,
		`"true"`:         "true",
		"true":           true,
		`""`:             "",
		`"a b"`:          "a b",
		`"(sensitive)"`:  "(sensitive)",
		`"-x"`:           "-x",
		"250m":           "250m",
		"世界":             "世界",
		`"a\nb"`:         "a\nb",
		`"\x1b"`:         "\x1b",
		"{a: 1, b: [x]}": map[string]any{"b": []any{"x"}, "a": int64(1)},
		"[]":             []any{},
		"{}":             map[string]any{},
	} {
		if got := Inline(v); got != want {
			t.Errorf("%#v: %s, want %s", v, got, want)
		}
	}
}
