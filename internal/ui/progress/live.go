package progress

import (
	"bytes"
	"sync"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// liveTable shows an apply as a table that is redrawn in place, as wide as the
// terminal is at that moment.
type liveTable struct {
	streams ui.Streams
	options ui.Options
	scope   Scope

	mu     sync.Mutex
	board  *board
	drawn  []int // the widths of the lines that stand on the screen
	told   int   // notices printed
	err    error // the first of writing
	closed bool

	pulse *pulse
}

// redrawInterval is how often the table's clock moves on.
const redrawInterval = 200 * time.Millisecond

func newLiveTable(s ui.Streams, o ui.Options, scope Scope, now func() time.Time) *liveTable {
	t := &liveTable{streams: s, options: o, scope: scope, board: newBoard(now, words.In(o.Language))}
	t.pulse = newPulse(redrawInterval, t.redraw)
	return t
}

func (t *liveTable) Event(cluster string, e apply.Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.board.record(cluster, e)
	if noticeText(t.board.words, e) != "" {
		t.draw()
	}
}

func (t *liveTable) Fail(why error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.board.failure = why
}

func (t *liveTable) Close(left ...engine.Leftover) error {
	t.pulse.end()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	t.draw()
	if t.err != nil {
		return t.err
	}
	return conclude(t.streams, t.options, t.scope, t.board, left)
}

func (t *liveTable) redraw() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.draw()
}

// draw replaces the table on the screen by one of this moment, in one write.
// Notices, and when the table is closed its last state, stay on the screen
// above it.
func (t *liveTable) draw() {
	if t.board.started.IsZero() {
		return
	}
	columns, rows := t.streams.ScreenSize()()
	var b bytes.Buffer
	b.WriteString(ui.EraseLines(t.drawn, columns))
	t.options.Width = columns
	p := table{ui.NewPrinter(t.options)}
	for _, n := range t.board.notices[t.told:] {
		p.notice(n, t.scope)
	}
	t.told, t.drawn = len(t.board.notices), nil
	if t.closed {
		p.lastRows(t.board, t.scope)
	} else {
		for _, l := range frame(t.board, t.scope, columns-1, rows-1) {
			t.drawn = append(t.drawn, l.Width())
			p.Line(0, l...)
		}
	}
	b.Write(p.Bytes())
	if _, err := t.streams.Out.Write(b.Bytes()); err != nil && t.err == nil {
		t.err = err
	}
}

// table prints what stays on the screen.
type table struct{ *ui.Printer }

func (p table) notice(n notice, scope Scope) {
	label := p.Words.Say("Note:")
	if scope.many() && n.cluster != "" {
		label = p.Words.Say("%s: note:", n.cluster)
	}
	p.Labelled(0, ui.Caution.Span(label), ui.Plain, n.text)
}
