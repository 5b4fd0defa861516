package ui

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/internal/usage"
)

func terminal(input string) (Streams, *bytes.Buffer) {
	var errs bytes.Buffer
	size := func() (int, int) { return 60, 20 }
	return Streams{
		In: strings.NewReader(input), Out: &bytes.Buffer{}, Err: &errs,
		inTerminal: true, out: screen{size: size, color: true}, err: screen{size: size, color: true},
	}, &errs
}

func TestConfirm(t *testing.T) {
	for input, want := range map[string]bool{
		"yes\n": true, " yes \n": true, "yes": true, "y\n": false, "YES\n": false, "y": false,
		"no\n": false, "\n": false, "": false, "yes please\n": false, "ye\n": false,
	} {
		s, errs := terminal(input)
		got, err := Confirm(s.WithoutColor(), YesNo("Apply these changes?", words.In(words.English)))
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", input, got, err)
		}
		if !strings.HasPrefix(errs.String(), "\n"+`Apply these changes? Only "yes" is accepted: `) {
			t.Errorf("asked %q", errs)
		}
	}
}

// What is graver than a yes is confirmed by a name.
func TestConfirmByName(t *testing.T) {
	for input, want := range map[string]bool{"shop\n": true, "shop": true, "yes\n": false, "Shop\n": false, "shop2\n": false, "\n": false} {
		s, _ := terminal(input)
		if got, err := Confirm(s, Question{Ask: "Delete it? Type shop:", Answer: "shop"}); err != nil || got != want {
			t.Errorf("%q: %v, %v", input, got, err)
		}
	}
}

func TestConfirmWithoutTerminal(t *testing.T) {
	s, errs := terminal("yes\n")
	s.inTerminal = false
	for question, want := range map[Question]string{
		{Ask: "Apply?", Answer: "yes", OfPlan: true}: "review the plan and run again with --auto-approve",
		{Ask: "Release the lock?", Answer: "yes"}:    "is not a terminal; run again with --auto-approve",
	} {
		got, err := Confirm(s, question)
		if said := words.In(words.English).Error(err); got || !errors.Is(err, ErrNoTerminal) || !strings.Contains(said, want) {
			t.Errorf("%v, %s", got, said)
		}
	}
	if errs.Len() > 0 {
		t.Errorf("asked %q although nobody is there", errs)
	}
}

func TestConfirmReadError(t *testing.T) {
	s, _ := terminal("")
	s.In = failingReader{}
	if _, err := Confirm(s, Question{Ask: "Apply?", Answer: "yes"}); !errors.Is(err, uitest.ErrFull) {
		t.Errorf("%v", err)
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, uitest.ErrFull }

func TestStreamsOptions(t *testing.T) {
	s, _ := terminal("")
	if o := s.Options(Text); o.Width != 60 || !o.Color {
		t.Errorf("%+v", o)
	}
	if o := s.WithoutColor().ErrOptions(JSON); o.Color || o.Format != JSON {
		t.Errorf("%+v", o)
	}
	if o := (Streams{}).Options(Text); o.Width != 120 || o.Color {
		t.Errorf("%+v", o)
	}
}

// A test's own streams are no terminals: nothing is coloured, nobody is asked.
func TestStandardStreams(t *testing.T) {
	s := StandardStreams()
	if s.In == nil || s.Out == nil || s.Err == nil {
		t.Error("a stream is missing")
	}
	t.Setenv("NO_COLOR", "1")
	if s := StandardStreams(); s.out.color || s.err.color {
		t.Error("coloured in spite of NO_COLOR")
	}
}

// A pipe is as wide as COLUMNS says; a terminal as it is.
func TestColumns(t *testing.T) {
	for columns, want := range map[string]int{"": 120, "200": 200, "1000": 1000, "40": 40, "7": 40, "0": 120, "-80": 120, "wide": 120, "8e1": 120, "99999999999999999999": 120} {
		t.Setenv("COLUMNS", columns)
		if got := (Streams{out: screenOf(devNull(t), true)}).Options(Text).Width; got != want {
			t.Errorf("COLUMNS=%s: %d columns, not %d", columns, got, want)
		}
	}
	if s, _ := terminal(""); s.Options(Text).Width != 60 {
		t.Error("COLUMNS is stronger than the terminal's own size")
	}
}

func devNull(t *testing.T) *os.File {
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestFormatFlag(t *testing.T) {
	var f Format
	if f.String() != "text" {
		t.Errorf("the default is %q", f.String())
	}
	if err := f.Set("json"); err != nil || f != JSON {
		t.Errorf("%q, %v", f, err)
	}
	if err := f.Set("xml"); !fact.Of(err).Equal(fact.New(usage.ExpectChoice, fact.Args{"choices": []string{"text", "json"}})) {
		t.Errorf("%v", err)
	}
}

// A dumb terminal is as wide as it is, and no cursor moves on it: nothing is drawn.
func TestDumbTerminal(t *testing.T) {
	s, _ := terminal("")
	if s.ScreenSize() == nil || !s.OutTerminal() {
		t.Error("a terminal is none")
	}
	s.out.dumb = true
	if s.ScreenSize() != nil || !s.OutTerminal() || s.Options(Text).Width != 60 {
		t.Errorf("it is drawn on: %v, or no terminal: %v, %d columns", s.ScreenSize() != nil, s.OutTerminal(), s.Options(Text).Width)
	}
	if s = (Streams{}); s.ScreenSize() != nil || s.OutTerminal() {
		t.Error("what is no terminal is one")
	}
}
