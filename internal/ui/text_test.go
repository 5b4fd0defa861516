package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"plain text, Grüße, 世界": "plain text, Grüße, 世界",
		"a\nb\tc\rd":            `a\nb\tc\rd`,
		"\x1b[31mred\x07\x7f":   `\x1b[31mred\x07\x7f`,
		"\u009b2J\u202eabc":     `\u009b2J\u202eabc`,
		"\xff\xfe":              `\xff\xfe`,
		"\uFFFD":                "\uFFFD",
		"\u2028":                `\u2028`,
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCleanHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.Byte()).Draw(t, "text"))
		once := clean(text)
		if strings.ContainsFunc(once, isControl) {
			t.Fatalf("%q has controls left", once)
		}
		if clean(once) != once {
			t.Fatalf("%q is not clean the second time", once)
		}
	})
}

func TestWrap(t *testing.T) {
	got := wrap("Run wl again with --auto-approve when you are sure.\n\n    code stays   as it is, however long it may be\nend\n", 24)
	want := []string{"Run wl again with", "--auto-approve when you", "are sure.", "", "    code stays   as it is, however long it may be", "end"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A diff's kept and gone lines are the text before, its kept and new ones the
// text after.
func TestDiffLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "c", ""}))
		before, after := texts.Draw(t, "before"), texts.Draw(t, "after")
		var gotBefore, gotAfter []string
		for _, l := range diffLines(before, after) {
			if l.op != lineNew {
				gotBefore = append(gotBefore, l.text)
			}
			if l.op != lineGone {
				gotAfter = append(gotAfter, l.text)
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
		if got := inline(v); got != want {
			t.Errorf("%#v: %s, want %s", v, got, want)
		}
	}
}

func TestFoldPair(t *testing.T) {
	long := strings.Repeat("registry.example.com/", 10)
	before, after := foldPair(long+"a:1", long+"a:2", 30)
	if width(before) > 30 || width(after) > 30 || !strings.HasSuffix(before, "a:1") || !strings.HasSuffix(after, "a:2") {
		t.Errorf("%q, %q", before, after)
	}
	before, after = foldPair("a"+long, "b"+long, 40)
	if !strings.HasPrefix(before, "areg") || !strings.HasPrefix(after, "breg") || !strings.HasSuffix(after, "(211 characters)") {
		t.Errorf("%q, %q", before, after)
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		400 * time.Millisecond: "0s", 600 * time.Millisecond: "1s", 59 * time.Second: "59s", 65 * time.Second: "1m05s", 7380 * time.Second: "2h03m",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}
