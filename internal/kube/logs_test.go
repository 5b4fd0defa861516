package kube

import (
	"strings"
	"testing"
	"time"
)

func TestLogLine(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 678, time.UTC)
	for text, want := range map[string]LogLine{
		"2026-01-02T03:04:05.000000678Z one two": {at, "one two"},
		"2026-01-02T03:04:05.000000678Z ":        {at, ""},
		"2026-01-02T03:04:05.000000678Z":         {at, ""},
		"2026-01-02T03:04:05.000000678Z  in":     {at, " in"},
		"the rest of it":                         {Text: "the rest of it"},
		"":                                       {},
	} {
		if got := logLine(text); !got.Time.Equal(want.Time) || got.Text != want.Text {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// Whatever a server sends, nothing of it is lost.
func FuzzLogLine(f *testing.F) {
	f.Add("2026-01-02T03:04:05.000000678Z one")
	f.Add("0001-01-01T00:00:00Z x")
	f.Add(" ")
	f.Fuzz(func(t *testing.T, text string) {
		l := logLine(text)
		stamp, found := strings.CutSuffix(text, l.Text)
		switch {
		case !found:
			t.Errorf("%q became %+v", text, l)
		case stamp == "" && !l.Time.IsZero() && text != "":
			t.Errorf("%q has the time %s", text, l.Time)
		}
		if stamp != "" {
			if _, err := time.Parse(time.RFC3339Nano, strings.TrimSuffix(stamp, " ")); err != nil {
				t.Errorf("%q lost %q", text, stamp)
			}
		}
	})
}
