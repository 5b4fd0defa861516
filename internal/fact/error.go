package fact

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Said is what another program said itself, or an error that is not known as a fact:
// its argument said.
const Said Code = "said"

// Error is a failure that is known as a fact. It is what errors.As finds, and Of.
type Error struct {
	What Fact
	Err  error // what it follows from; nil where that is nothing
}

// NewError returns a failure as New returns a fact. What it follows from, where there is
// something, is its argument said: as the fact that it is, else as its text.
func NewError(err error, code Code, args Args) *Error {
	f := New(code, args)
	switch cause := Of(err); cause.Code {
	case "":
	case Said:
		f = f.WithArg("said", cause.Args["said"])
	default:
		f = f.WithArg("said", cause)
	}
	return &Error{f, err}
}

// Error is the fact as code and arguments: sentences are made of it elsewhere.
func (e *Error) Error() string { return e.What.String() }

// Unwrap is what the failure follows from.
func (e *Error) Unwrap() error { return e.Err }

// Fact is the failure's.
func (e *Error) Fact() Fact { return e.What }

// Of is the fact that an error is, or wraps, or that an error of the operating system is;
// what it says, where it is none, and the zero fact of no error.
func Of(err error) Fact {
	if err == nil {
		return Fact{}
	}
	var known interface{ Fact() Fact }
	if errors.As(err, &known) {
		return known.Fact()
	}
	if f := ofSystem(err); f.Code != "" {
		return f
	}
	return New(Said, Args{"said": err.Error()})
}

// String is the fact as code and arguments, on one line.
func (f Fact) String() string {
	var b strings.Builder
	b.WriteString(string(f.Code))
	for _, name := range slices.Sorted(maps.Keys(f.Args)) {
		if text, ok := f.Args[name].(string); ok {
			fmt.Fprintf(&b, " %s=%q", name, text)
		} else {
			fmt.Fprintf(&b, " %s=%v", name, f.Args[name])
		}
	}
	return b.String()
}
