package ui

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/usage"
)

// Options are how something is rendered. The zero value is plain text, 120
// columns wide.
type Options struct {
	Format  Format
	Width   int // in columns; 0 is 120
	Color   bool
	Verbose bool // everything, nothing folded
	// Files are the sources by name: problems show theirs.
	Files map[string]*hcl.File
	// Language is that of the text; English where it is empty. JSON's members are
	// the same in each.
	Language words.Language
}

// Format is text for people or JSON for machines; a screen may have more. It is a
// flag's value.
type Format string

// The formats that every screen has. The zero value is Text.
const (
	Text Format = "text"
	JSON Format = "json"
)

// Set reads a format as people write it.
func (f *Format) Set(text string) error {
	if slices.Contains(f.Choices(), text) {
		*f = Format(text)
		return nil
	}
	return fact.NewError(nil, usage.ExpectChoice, fact.Args{"choices": f.Choices()})
}

// Choices are the formats that a flag can name.
func (f *Format) Choices() []string { return []string{string(Text), string(JSON)} }

func (f *Format) String() string {
	if *f == "" {
		return string(Text)
	}
	return string(*f)
}

// Type names a format in a command's help.
func (f *Format) Type() string { return "format" }
