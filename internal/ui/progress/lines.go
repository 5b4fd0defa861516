package progress

import (
	"sync"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// eventLog shows an apply line by line, for logs: each line has the time since
// the beginning, and nothing is said twice.
type eventLog struct {
	streams ui.Streams
	options ui.Options
	scope   Scope

	mu    sync.Mutex
	board *board
	err   error // the first of writing
}

func newEventLog(s ui.Streams, o ui.Options, scope Scope, now func() time.Time) *eventLog {
	return &eventLog{streams: s, options: o, scope: scope, board: newBoard(now, words.In(o.Language))}
}

func (l *eventLog) Event(cluster string, e apply.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry, news := l.board.record(cluster, e)
	if !news {
		return
	}
	text := eventLine(l.board.words, entry, e)
	if text == nil {
		return
	}
	p := ui.NewPrinter(l.options)
	lead := ui.Line{ui.Faint.Span(typeset.PadLeft(words.Duration(l.board.elapsed()), 6))}
	if n := l.scope.clusterWidth(); n > 0 {
		lead = ui.Join(lead, ui.Line{ui.Plain.Span(cluster)}.Pad(n))
	}
	p.Line(0, ui.Join(lead, text)...)
	if err := p.Flush(l.streams.Out); err != nil && l.err == nil {
		l.err = err
	}
}

func (l *eventLog) Close(left ...engine.Leftover) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return l.err
	}
	return conclude(l.streams, l.options, l.scope, l.board, left)
}

// maxStatus is the longest account of a status on one line.
const maxStatus = 300

// eventLine returns what an event tells; nil where it is not worth a line,
// because another says it as well.
func eventLine(w *words.Words, n *entry, event apply.Event) ui.Line {
	switch e := event.(type) {
	case apply.ObjectStarted:
		if e.Action != plan.Delete && !e.Action.Renews() {
			return nil // it takes a moment
		}
		return wordLine(ui.Plain, doingWord(w, e.Action), n)
	case apply.ObjectDone:
		return wordLine(ui.Good, doneWord(w, e.Action), n)
	case apply.ObjectFailed:
		return failureLine(w, n, errorText(w, n))
	case apply.DeletionProgress:
		if len(e.Waits) == 0 {
			return nil
		}
		return ui.Join(wordLine(ui.Caution, doingWord(w, plan.Delete), n), ui.Line{ui.Plain.Span(typeset.Clean(waitsText(w, e.Waits)))})
	case apply.RolloutProgress:
		return statusLine(w, n)
	case apply.RolloutEnded:
		if e.Err != nil {
			return failureLine(w, n, rolloutFailure(w, n))
		}
		return statusLine(w, n)
	}
	if text := noticeText(w, event); text != "" {
		label := w.Say("note:")
		return ui.Line{ui.Caution.Span(label), ui.Plain.Span(ui.Gap(label) + text)}
	}
	return nil
}

func failureLine(w *words.Words, n *entry, why string) ui.Line {
	return ui.Join(wordLine(ui.Bad, w.Say("failed"), n), ui.Line{ui.Plain.Span(typeset.Fold(typeset.Clean(why), maxStatus))})
}

func wordLine(s ui.Style, word string, n *entry) ui.Line {
	return ui.Join(ui.Line{s.Span(word)}.Pad(rollouts.WordColumn), ui.Line{ui.Bold.Span(n.object.String())})
}

func statusLine(w *words.Words, n *entry) ui.Line {
	text := rollouts.Counts(w, n.object, n.status)
	switch about := rollouts.Explain(w, n.status); {
	case text == "":
		text = about
	case about != "":
		text = w.Say("%s: %s", text, about)
	}
	return ui.Join(wordLine(rollouts.Style(n.status), rollouts.Word(w, n.status.Word), n), ui.Line{ui.Plain.Span(typeset.Fold(typeset.Clean(text), maxStatus))})
}
