package main

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/usage"
)

// choiceFlag is a flag's value that is one of a few.
type choiceFlag struct {
	value   *string
	choices []string
	kind    string // what the help says of the value
}

// Choices are what the flag can be given.
func (f choiceFlag) Choices() []string { return f.choices }

// Set takes one of them.
func (f choiceFlag) Set(text string) error {
	if !slices.Contains(f.choices, text) {
		return fact.NewError(nil, usage.ExpectChoice, fact.Args{"choices": f.choices})
	}
	*f.value = text
	return nil
}

func (f choiceFlag) String() string {
	if f.value == nil {
		return ""
	}
	return *f.value
}

// Type is what the help says of the value.
func (f choiceFlag) Type() string { return f.kind }
