// Package message holds texts as what they are made of, so that they can be said in
// another language than English, which their formats are written in:
//
//	m := message.New("%s must have at most %d characters", "name", 63)
//	fmt.Println(m) // name must have at most 63 characters
//
// Package internal/ui/words says them in the other languages.
package message

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Text is a format of fmt.Sprintf and its arguments. It is an error, too: a
// function may return it as one. The zero value is empty.
type Text struct {
	// Format is, where there are no arguments, the text as it stands.
	Format string
	// Args are strings, numbers, bools and nil, and of the types of this package.
	Args []any
}

// List is several names, with what is written between them.
type List struct {
	Items   []string
	Between string
	Last    string // between the last two, where it is something else
}

// Library is a text of a library, which may have been made in any way.
type Library string

// Verbatim is said as it stands, however long it is and of however many lines: what an author wrote
// to be said, or the name of a thing. Any other string may be a value, of which less is said.
type Verbatim string

// New returns a text. Of an error in the arguments that is a Text, the text stays
// one; other errors become their texts, which a library has written; what has a String
// method is named by that, verbatim; and other values become what fmt.Sprint makes of them. None
// is kept alive.
func New(format string, args ...any) Text {
	if len(args) == 0 {
		return Text{Format: format}
	}
	plain := make([]any, len(args))
	for i, arg := range args {
		plain[i] = plainly(arg)
	}
	if t, ok := plain[0].(Text); ok && format == "%s" {
		return t
	}
	return Text{Format: format, Args: plain}
}

// Join returns a list of names with the same between all of them.
func Join(items []string, between string) List { return List{Items: items, Between: between} }

func plainly(arg any) any {
	switch arg := arg.(type) {
	case nil, Text, List, Library, Verbatim:
		return arg
	case error:
		if t := (Text{}); errors.As(arg, &t) && t.String() == arg.Error() {
			return t
		}
		return Library(arg.Error())
	case fmt.Stringer:
		return Verbatim(arg.String())
	}
	switch v := reflect.ValueOf(arg); {
	case v.Kind() == reflect.String:
		return v.String()
	case v.CanInt(), v.CanUint(), v.CanFloat(), v.Kind() == reflect.Bool:
		return arg
	}
	return fmt.Sprint(arg)
}

// String is the text in English.
func (t Text) String() string {
	if len(t.Args) == 0 {
		return t.Format
	}
	return fmt.Sprintf(t.Format, t.Args...)
}

// Error is String.
func (t Text) Error() string { return t.String() }

// IsZero reports whether the text is empty.
func (t Text) IsZero() bool { return t.Format == "" }

// Sentence is the text with what ends a sentence, unless it is a question.
func (t Text) Sentence() Text {
	if strings.HasSuffix(t.String(), "?") {
		return t
	}
	return New("%s.", t)
}

// Map returns the text with all that it has been given replaced: to take out what
// must not be shown.
func (t Text) Map(replace func(string) string) Text {
	t.Args = slices.Clone(t.Args)
	for i, arg := range t.Args {
		switch arg := arg.(type) {
		case string:
			t.Args[i] = replace(arg)
		case Library:
			t.Args[i] = Library(replace(string(arg)))
		case Verbatim:
			t.Args[i] = Verbatim(replace(string(arg)))
		case Text:
			t.Args[i] = arg.Map(replace)
		case List:
			arg.Items = slices.Clone(arg.Items)
			for j, item := range arg.Items {
				arg.Items[j] = replace(item)
			}
			t.Args[i] = arg
		}
	}
	return t
}

// String is the list in English.
func (l List) String() string {
	if n := len(l.Items); l.Last != "" && n > 1 {
		return strings.Join(l.Items[:n-1], l.Between) + l.Last + l.Items[n-1]
	}
	return strings.Join(l.Items, l.Between)
}
