// Package progress shows an apply while it happens, and what came of it.
//
//	p := progress.New(streams, streams.Options(ui.Text), progress.Scope{Plan: plan})
//	defer p.Close()
//
// Every form of it is told from one board, which takes the events in.
package progress

import (
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Progress shows an apply as it happens. It may be used by several goroutines
// at once, one for each cluster.
type Progress interface {
	// Event shows an event of a cluster.
	Event(cluster string, e apply.Event)
	// Fail notes that what was done is a part of something that has failed or was interrupted, which Close does not
	// call applied then, although everything that was begun has ended well.
	Fail(why error)
	// Close ends the display. As text, it then prints to Out what was done and
	// what was not, and each failure, with its causes and what to do next, to
	// Err; where there were no events and everything is done it prints nothing.
	// It returns the first error of writing.
	Close(left ...engine.Leftover) error
}

// New chooses how to show an apply: as JSON (docs/apply-events.md), as
// a table that is redrawn where Out is a terminal, else line by line. As Markdown, all
// of that goes to Err, and when it ends, what came of it to Out.
func New(s ui.Streams, o ui.Options, scope Scope) Progress {
	switch {
	case o.Format == ui.JSON:
		return newEventStream(s.Out, o, scope, time.Now)
	case o.Format == markdown.Format:
		aside := s.Aside()
		return &markdownResult{Progress: New(aside, aside.Options(ui.Text), scope), out: s.Out, options: o, scope: scope, board: newBoard(time.Now, words.In(o.Language))}
	case s.ScreenSize() != nil:
		return newLiveTable(s, o, scope, time.Now)
	default:
		return newEventLog(s, o, scope, time.Now)
	}
}
