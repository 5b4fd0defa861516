// Package ui is what everything that a person or a pipeline sees is written with:
// streams, options, and a printer of lines.
//
//	p := ui.NewPrinter(streams.Options(ui.Text))
//	p.Line(0, ui.Bold.Span(p.Words.Say("Stack %s", name)))
//	err := p.Flush(streams.Out)
//
// What is shown is a package below for each screen: plans, drift, progress, status,
// diagnostics, explained, reports, logs, events, states. Their functions make bytes of a value and decide
// nothing. Whatever comes from a cluster or a file is cleaned of control characters
// before it is written.
package ui

import (
	"cmp"
	"io"
	"os"
	"strconv"

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
	width int                        // what is asked for where it is none; 0: the default
	color bool
	dumb  bool // a terminal whose cursor does not move
}

// The widths of what is not a terminal: by default wide enough for the logs of a
// pipeline and narrow enough to be read; no narrower than words can be set in.
const (
	defaultWidth = 120
	minWidth     = 40
)

// StandardStreams are the streams of this process. Colour is on for terminals,
// unless NO_COLOR is set or TERM is "dumb", on which nothing is drawn anew either. What is not
// a terminal is COLUMNS wide, as POSIX has it: at least 40 columns, and 120 where that is no
// number.
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
		return screen{width: columns(os.Getenv("COLUMNS"))}
	}
	return screen{color: color, dumb: os.Getenv("TERM") == "dumb", size: func() (int, int) {
		width, height, err := term.GetSize(fd)
		if err != nil || width <= 0 || height <= 0 {
			return 80, 24
		}
		return width, height
	}}
}

// columns is the width that COLUMNS asks for; 0 where it asks for none.
func columns(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return 0
	}
	return max(n, minWidth)
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

// OnScreen returns the same streams, with a terminal of that size behind Out.
func (s Streams) OnScreen(size func() (width, height int)) Streams {
	s.out.size = size
	return s
}

// Aside returns the same streams, with Err in place of Out: for what goes beside a result
// that is written to Out.
func (s Streams) Aside() Streams {
	s.Out, s.out = s.Err, s.err
	return s
}

// ScreenSize is the size of the terminal behind Out at the moment when it is called, to draw
// on it; nil where there is none, or it is a dumb one.
func (s Streams) ScreenSize() func() (width, height int) {
	if s.out.dumb {
		return nil
	}
	return s.out.size
}

// OutTerminal reports whether there is a terminal behind Out.
func (s Streams) OutTerminal() bool { return s.out.size != nil }

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
	o := Options{Format: f, Width: cmp.Or(to.width, defaultWidth), Color: to.color, Language: s.language, Files: s.files}
	if to.size != nil {
		o.Width, _ = to.size()
	}
	return o
}
