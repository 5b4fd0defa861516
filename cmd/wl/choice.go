package main

import (
	"fmt"
	"slices"
	"strings"
)

// choiceFlag is a flag's value that is one of a few.
type choiceFlag struct {
	value   *string
	choices []string
}

// Choices are what the flag can be given.
func (f choiceFlag) Choices() []string { return f.choices }

// Set takes one of them.
func (f choiceFlag) Set(text string) error {
	if !slices.Contains(f.choices, text) {
		last := len(f.choices) - 1
		return fmt.Errorf("%q must be %s or %s", text, strings.Join(f.choices[:last], ", "), f.choices[last])
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
func (f choiceFlag) Type() string { return "action" }
