package typeset

import (
	"fmt"
	"strings"
	"testing"

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
		if got := Clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCleanHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.Byte()).Draw(t, "text"))
		once := Clean(text)
		if strings.ContainsFunc(once, IsControl) {
			t.Fatalf("%q has controls left", once)
		}
		if Clean(once) != once {
			t.Fatalf("%q is not clean the second time", once)
		}
	})
}

func TestWrap(t *testing.T) {
	got := Wrap("Run wl again with --auto-approve when you are sure.\n\n    code stays   as it is, however long it may be\nend\n", 24)
	want := []string{"Run wl again with", "--auto-approve when you", "are sure.", "", "    code stays   as it is, however long it may be", "end"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFoldPair(t *testing.T) {
	length := func(characters int) string { return fmt.Sprintf("(%d characters)", characters) }
	long := strings.Repeat("registry.example.com/", 10)
	before, after := FoldPair(long+"a:1", long+"a:2", 30, length)
	if Width(before) > 30 || Width(after) > 30 || !strings.HasSuffix(before, "a:1") || !strings.HasSuffix(after, "a:2") {
		t.Errorf("%q, %q", before, after)
	}
	before, after = FoldPair("a"+long, "b"+long, 40, length)
	if !strings.HasPrefix(before, "areg") || !strings.HasPrefix(after, "breg") || !strings.HasSuffix(after, "(211 characters)") {
		t.Errorf("%q, %q", before, after)
	}
}

// A sentence begins with a capital; a name at its beginning stays as it is written.
func TestUpperFirst(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "cannot read": "Cannot read", "there is no state.": "There is no state.", "failed.": "Failed.", "it's late": "It's late", "élan": "Élan",
		"leak.plan was changed": "leak.plan was changed", "stacks/shop is not valid": "stacks/shop is not valid", "front-end is not ready": "front-end is not ready",
		"web: no rollout": "web: no rollout", "maxSurge is not a number": "maxSurge is not a number", "s3 is away": "s3 is away", "wl plan shows it": "wl plan shows it",
		"leak 中的计划没有执行": "leak 中的计划没有执行", "--out is a flag": "--out is a flag", "计划": "计划",
	} {
		if got := UpperFirst(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
