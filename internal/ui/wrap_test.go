package ui

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLinesAreWrapped(t *testing.T) {
	l := Join(Line{Plain.Span("  failed")}, Line{Bold.Span("Service shop/nginx-01")}.Pad(24), Line{Plain.Span("it exists already: plan again")})
	for _, c := range []struct {
		columns int
		want    []string
	}{
		{80, []string{"  failed  Service shop/nginx-01     it exists already: plan again"}},
		{50, []string{"  failed  Service shop/nginx-01     it exists", "      already: plan again"}},
		{24, []string{"  failed  Service", "      shop/nginx-01", "      it exists already:", "      plan again"}},
		{12, []string{"  failed", "      Servic", "      e", "      shop/n", "      ginx-0", "      1", "      it", "      exists", "      alread", "      y:", "      plan", "      again"}},
	} {
		var got []string
		for _, line := range l.Wrap(c.columns, 6) {
			got = append(got, line.Render(false))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%d columns:\n%s\nwant:\n%s", c.columns, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// A word is looked at once, however long it is: what a server says may be.
func TestLongWordsAreWrapped(t *testing.T) {
	for _, word := range []string{strings.Repeat("x", 1<<18), strings.Repeat("数", 1<<18), strings.Repeat("\xde", 1<<18), strings.Repeat("e\u0301", 1<<18)} {
		var all strings.Builder
		whole := Line{Plain.Span(word)}
		for _, line := range whole.Wrap(1, 0) {
			all.WriteString(line.Render(false))
		}
		if all.String() != whole.Render(false) {
			t.Errorf("of %d bytes %d are left, or others", len(whole.Render(false)), all.Len())
		}
	}
}

// Nothing is lost or out of order, and no line is too wide, whatever is in it.
func TestWrappedLinesHoldAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l Line
		for range rapid.IntRange(0, 5).Draw(t, "spans") {
			l = append(l, Style(rapid.IntRange(0, 3).Draw(t, "style")).Span(rapid.StringMatching(`[a-z /，数据卷声明。é]{0,40}`).Draw(t, "text")))
		}
		n, indent := rapid.IntRange(-2, 60).Draw(t, "columns"), rapid.IntRange(0, 10).Draw(t, "indent")
		squeeze := func(text string) string { return strings.ReplaceAll(text, " ", "") }
		var all strings.Builder
		for _, line := range l.Wrap(n, indent) {
			if line.Width() > max(n, narrowest) {
				t.Fatalf("%q takes more than %d columns", line.Render(false), n)
			}
			all.WriteString(line.Render(false))
		}
		if squeeze(all.String()) != squeeze(l.Render(false)) {
			t.Fatalf("%q, of %q", all.String(), l.Render(false))
		}
	})
}
