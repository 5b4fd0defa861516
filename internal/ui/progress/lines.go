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
// the beginning, and nothing is repeated.
type eventLog struct {
	streams ui.Streams
	options ui.Options
	scope   Scope

	mu    sync.Mutex
	board *board
	quiet silence
	pulse *pulse
	err   error // the first of writing
}

func newEventLog(s ui.Streams, o ui.Options, scope Scope, now func() time.Time) *eventLog {
	l := &eventLog{streams: s, options: o, scope: scope, board: newBoard(now, words.In(o.Language))}
	l.pulse = newPulse(pulseInterval, l.beat)
	return l
}

// beat names what is waited for where nothing was said for long.
func (l *eventLog) beat() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.quiet.broken(l.board) {
		l.print("", l.board.stillLine(l.scope))
	}
}

func (l *eventLog) Event(cluster string, e apply.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry, news := l.board.record(cluster, e)
	if !news {
		return
	}
	if ended, ok := e.(apply.ClusterEnded); ok {
		l.print(cluster, l.endLine(cluster, ended.Err))
		return
	}
	l.print(cluster, eventLine(l.board.words, entry, e))
}

// endLine tells that a cluster is done, and how far it came; where one of its objects has
// failed, that line has said why.
func (l *eventLog) endLine(name string, err error) ui.Line {
	w, how, word := l.board.words, ui.Good, clusterDone
	var text ui.Line
	all, planned := l.board.clusters(l.scope), l.scope.Doing == Applying
	if l.board.goBack[name] {
		all, planned = []*cluster{backward{l.board}.cluster(name)}, false
	}
	for _, c := range all {
		if c.plan.Cluster == name {
			how, word, text = c.style(), c.stage(), c.progress(w, planned)
			if err != nil && c.failed == 0 {
				text = ui.Line{ui.Plain.Span(w.Error(err))}
			}
		}
	}
	return ui.Join(ui.Line{how.Span(word.in(w, l.scope))}.Pad(rollouts.WordColumn), text)
}

// print prints a line of a cluster, if there is one.
func (l *eventLog) print(cluster string, text ui.Line) {
	if text == nil {
		return
	}
	l.quiet.since = l.board.now()
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

func (l *eventLog) Fail(why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.board.failure = why
}

func (l *eventLog) Close(left ...engine.Leftover) error {
	l.pulse.end()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return l.err
	}
	return conclude(l.streams, l.options, l.scope, l.board, left)
}

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
	return ui.Join(wordLine(ui.Bad, w.Say("failed"), n), ui.Line{ui.Plain.Span(typeset.Clean(why))})
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
	return ui.Join(wordLine(rollouts.Style(n.status), rollouts.Word(w, n.status.Word), n), ui.Line{ui.Plain.Span(typeset.Clean(text))})
}
