package ui

import (
	"sync"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// eventLog shows an apply line by line, for logs: each line has the time since
// the beginning, and nothing is said twice.
type eventLog struct {
	streams Streams
	options Options
	scope   Scope

	mu    sync.Mutex
	board *board
	err   error // the first of writing
}

func newEventLog(s Streams, o Options, scope Scope, now func() time.Time) *eventLog {
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
	p := newPrinter(l.options)
	lead := line{faint.span(padLeft(duration(l.board.elapsed()), 6))}
	if n := l.scope.clusterWidth(); n > 0 {
		lead = join(lead, line{plain.span(cluster)}.pad(n))
	}
	p.line(0, join(lead, text)...)
	if err := p.writeTo(l.streams.Out); err != nil && l.err == nil {
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
func eventLine(w *words.Words, n *entry, event apply.Event) line {
	switch e := event.(type) {
	case apply.ObjectStarted:
		if e.Action != plan.Delete && !e.Action.Renews() {
			return nil // it takes a moment
		}
		return wordLine(plain, doingWord(w, e.Action), n)
	case apply.ObjectDone:
		return wordLine(good, doneWord(w, e.Action), n)
	case apply.ObjectFailed:
		return failureLine(w, n, errorText(w, n))
	case apply.DeletionProgress:
		if len(e.Waits) == 0 {
			return nil
		}
		return join(wordLine(caution, doingWord(w, plan.Delete), n), line{plain.span(clean(waitsText(w, e.Waits)))})
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
		return line{caution.span(label), plain.span(after(label) + text)}
	}
	return nil
}

func failureLine(w *words.Words, n *entry, why string) line {
	return join(wordLine(bad, w.Say("failed"), n), line{plain.span(fold(clean(why), maxStatus))})
}

const wordColumn = len("Executing")

func wordLine(s style, word string, n *entry) line {
	return join(line{s.span(word)}.pad(wordColumn), line{bold.span(n.object.String())})
}

func statusLine(w *words.Words, n *entry) line {
	text := podCounts(w, n.object, n.status)
	switch about := explainStatus(w, n.status); {
	case text == "":
		text = about
	case about != "":
		text = w.Say("%s: %s", text, about)
	}
	return join(wordLine(wordStyle(n.status), statusWord(w, n.status.Word), n), line{plain.span(fold(clean(text), maxStatus))})
}
