// Package plans renders plans: for people, for a pull request, for machines.
//
//	err := plans.Write(streams.Out, plan, streams.Options(plans.Markdown))
//
// What is shown, together with what and in which order, is decided in package view, and
// what is said of it in package said: a format lays it out. A new one is a file with a
// function like writeText, and its row in formats.
package plans

import (
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/plan"
)

// format is a form in which plans are written.
type format struct {
	name  ui.Format
	write func(io.Writer, *plan.Plan, ui.Options) error
}

// formats are those that a flag can name, the default first.
func formats() []format {
	return []format{
		{ui.Text, writeText},
		{ui.JSON, writeJSON},
		{Markdown, writeMarkdown},
	}
}

// Write renders a plan in the format that the options ask for.
func Write(w io.Writer, p *plan.Plan, o ui.Options) error {
	write := writeText
	for _, f := range formats() {
		if f.name == o.Format {
			write = f.write
		}
	}
	return write(w, p, o)
}

// Format is the flag's value for every form in which plans are written.
type Format struct{ *ui.Format }

// Choices are the formats that a flag can name.
func (f Format) Choices() []string {
	var names []string
	for _, known := range formats() {
		names = append(names, string(known.name))
	}
	return names
}

// Set reads a format as people write it.
func (f Format) Set(text string) error {
	names := f.Choices()
	if slices.Contains(names, text) {
		*f.Format = ui.Format(text)
		return nil
	}
	return fact.NewError(nil, usage.ExpectChoice, fact.Args{"choices": names})
}
