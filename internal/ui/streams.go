// Package ui renders everything that a person or a pipeline sees: plans,
// diagnostics, the progress of an apply, status, outputs and objects, as text
// for people and as JSON for machines. Renderers are functions from a value to
// bytes; they decide nothing. Whatever comes from a cluster or a file is
// cleaned of control characters before it is written.
package ui

import (
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"golang.org/x/term"

	"github.com/workloadlang/wl/internal/ui/words"
)

// Streams are a process's standard streams, and what is known of the terminals
// behind them. A Streams made by hand has no terminals and no colour.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer

	inTerminal bool
	out, err   screen
	language   words.Language
	files      map[string]*hcl.File
}

// screen is what is behind an output stream.
type screen struct {
	size  func() (width, height int) // nil when it is not a terminal
	color bool
}

// defaultWidth is the width of what is not a terminal: wide enough for the
// logs of a pipeline, narrow enough to be read.
const defaultWidth = 120

// StandardStreams are the streams of this process. Colour is on for terminals,
// unless NO_COLOR is set or TERM is "dumb".
func StandardStreams() Streams {
	plain := os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb"
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		inTerminal: term.IsTerminal(int(os.Stdin.Fd())),
		out:        screenOf(os.Stdout, !plain),
		err:        screenOf(os.Stderr, !plain),
	}
}

func screenOf(f *os.File, color bool) screen {
	fd := int(f.Fd())
	if !term.IsTerminal(fd) {
		return screen{}
	}
	return screen{color: color, size: func() (int, int) {
		width, height, err := term.GetSize(fd)
		if err != nil || width <= 0 || height <= 0 {
			return 80, 24
		}
		return width, height
	}}
}

// WithoutColor returns the same streams, never coloured.
func (s Streams) WithoutColor() Streams {
	s.out.color, s.err.color = false, false
	return s
}

// InLanguage returns the same streams, for people who read the language.
func (s Streams) InLanguage(l words.Language) Streams {
	s.language = l
	return s
}

// WithFiles returns the same streams: what is rendered to them shows the lines of
// these sources that problems come from.
func (s Streams) WithFiles(files map[string]*hcl.File) Streams {
	s.files = files
	return s
}

// Options are the options for rendering to Out.
func (s Streams) Options(f Format) Options { return s.options(s.out, f) }

// ErrOptions are the options for rendering to Err.
func (s Streams) ErrOptions(f Format) Options { return s.options(s.err, f) }

func (s Streams) options(to screen, f Format) Options {
	o := Options{Format: f, Width: defaultWidth, Color: to.color, Language: s.language, Files: s.files}
	if to.size != nil {
		o.Width, _ = to.size()
	}
	return o
}

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

// Format is text for people or JSON for machines; of plans also Markdown, for
// comments on pull requests. It is a flag's value.
type Format string

// The formats. The zero value is Text.
const (
	Text     Format = "text"
	JSON     Format = "json"
	Markdown Format = "markdown"
)

// Set reads a format as people write it.
func (f *Format) Set(text string) error {
	switch Format(text) {
	case Text, JSON:
		*f = Format(text)
		return nil
	}
	return fmt.Errorf("%q is not a format: use text or json", text)
}

func (f *Format) String() string {
	if *f == "" {
		return string(Text)
	}
	return string(*f)
}

// Type names a format in a command's help.
func (f *Format) Type() string { return "format" }

// PlanFormat is the flag's value for what is written as Markdown, too.
type PlanFormat struct{ *Format }

// Set reads a format as people write it.
func (f PlanFormat) Set(text string) error {
	if Format(text) == Markdown {
		*f.Format = Markdown
		return nil
	}
	if f.Format.Set(text) != nil {
		return fmt.Errorf("%q is not a format: use text, json or markdown", text)
	}
	return nil
}
