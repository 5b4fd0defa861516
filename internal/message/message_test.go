package message

import (
	"errors"
	"fmt"
	"testing"
)

type name string

func (n name) String() string { return "name " + string(n) }

func TestText(t *testing.T) {
	inner := New("must be %s", name("a"))
	for want, text := range map[string]Text{
		"":                              {},
		"100%":                          New("100%"),
		"x must be name a: 2 of true":   New("%s %s: %d of %v", "x", inner, 2, true),
		"must be name a":                New("%s", inner),
		"must be name a.":               inner.Sentence(),
		"is it?":                        New("is it%s", "?").Sentence(),
		"wrapped must be name a":        New("wrapped %s", inner),
		"no such file: [a]":             New("%s: %v", errors.New("no such file"), []string{"a"}),
		"a, b and c; a needs b; a; <x>": New("%s; %s; %s; %s", List{[]string{"a", "b", "c"}, ", ", " and "}, Join([]string{"a", "b"}, " needs "), Join([]string{"a"}, ", "), Library("<x>")),
	} {
		if text.String() != want || text.Error() != want {
			t.Errorf("got %q, want %q", text, want)
		}
	}
}

// What is found in a chain of errors is the text, unless something was said around it.
func TestArgumentsAreKept(t *testing.T) {
	inner := New("the map has no key %q", "a")
	if got := New("%s.", fmt.Errorf("%w", inner)); got.Args[0].(Text).Format != inner.Format {
		t.Errorf("%#v", got)
	}
	if got := New("%s.", fmt.Errorf("outer: %w", inner)); got.Args[0] != Library(`outer: the map has no key "a"`) {
		t.Errorf("%#v", got)
	}
}

func TestMap(t *testing.T) {
	hide := func(s string) string {
		if s == "hunter2" {
			return "(sensitive)"
		}
		return s
	}
	text := New("%s, %s, %s, %d, %s, %s", "hunter2", New("is %q", "hunter2"), Join([]string{"a", "hunter2"}, ", "), 3, Library("hunter2"), Verbatim("hunter2"))
	if got := text.Map(hide).String(); got != `(sensitive), is "(sensitive)", a, (sensitive), 3, (sensitive), (sensitive)` {
		t.Error(got)
	}
	if got := text.String(); got != `hunter2, is "hunter2", a, hunter2, 3, hunter2, hunter2` {
		t.Errorf("it has changed itself: %s", got)
	}
}
