// Package events renders what clusters tell of a stack's workloads.
//
//	err := events.Write(streams.Out, stack, told, time.Now(), streams.Options(ui.Text))
package events

import (
	"fmt"
	"io"
	"time"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Write renders events, the newest last, with how long before now they were told. As
// JSON they are {"stack": …, "clusters": [{"cluster": …, "events": […]}]}.
func Write(w io.Writer, stack string, e engine.Events, now time.Time, o ui.Options) error {
	if o.Format == ui.JSON {
		return ui.WriteFacts(w, record{FormatVersion: "1", Stack: stack, Clusters: e.Clusters}, "  ", o)
	}
	p := text{ui.NewPrinter(o), now}
	for i, c := range e.Clusters {
		if i > 0 {
			p.Blank()
		}
		if len(e.Clusters) > 1 {
			p.Line(0, ui.Plain.Span(p.Words.Say("Cluster")), ui.Plain.Span(" "), ui.Bold.Span(c.Cluster))
		}
		p.cluster(c)
	}
	return p.Flush(w)
}

type record struct {
	FormatVersion string                 `json:"format_version"`
	Stack         string                 `json:"stack"`
	Clusters      []engine.ClusterEvents `json:"clusters"`
}

// text prints events.
type text struct {
	*ui.Printer
	now time.Time
}

func (p text) cluster(c engine.ClusterEvents) {
	if !c.Note.IsZero() {
		p.Labelled(0, ui.Caution.Span(p.Words.Say("Warning:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.Note)))
	}
	switch {
	case !c.Error.IsZero():
		p.Labelled(0, ui.Bad.Span(p.Words.Say("Error:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.Error)))
		return
	case len(c.Events) == 0:
		p.Text(0, ui.Plain, p.Words.Say("No events. A cluster keeps them for an hour, unless it is configured otherwise."))
		return
	}
	age, kind, reason, object := p.Words.Say("LAST SEEN"), p.Words.Say("TYPE"), p.Words.Say("REASON"), p.Words.Say("OBJECT")
	widths := [4]int{typeset.Width(age), typeset.Width(kind), typeset.Width(reason), typeset.Width(object)}
	for _, e := range c.Events {
		for i, cell := range p.cells(e) {
			widths[i] = max(widths[i], cell.Width())
		}
	}
	p.row(widths, [4]ui.Line{{ui.Faint.Span(age)}, {ui.Faint.Span(kind)}, {ui.Faint.Span(reason)}, {ui.Faint.Span(object)}}, p.Words.Say("MESSAGE"), ui.Faint)
	for _, e := range c.Events {
		p.row(widths, p.cells(e), p.message(e), ui.Plain)
	}
}

// row prints one row, its message on lines of its own where there is no room beside it.
func (p text) row(widths [4]int, cells [4]ui.Line, message string, how ui.Style) {
	for i := range cells {
		cells[i] = cells[i].Pad(widths[i])
	}
	l := ui.Join(cells[:]...)
	if l.Width()+2+typeset.Width(typeset.Clean(message)) <= p.Room(0) {
		p.Line(0, ui.Join(l, ui.Line{how.Span(message)})...)
		return
	}
	p.Line(0, l...)
	p.Text(4, how, message)
}

func (p text) cells(e live.Event) [4]ui.Line {
	how := ui.Plain
	if e.Type == "Warning" {
		how = ui.Caution
	}
	return [4]ui.Line{
		{ui.Plain.Span(words.Duration(max(0, p.now.Sub(e.Last))))}, {how.Span(e.Type)}, {ui.Bold.Span(e.Reason)}, {ui.Plain.Span(e.Object.String())},
	}
}

// message is what an event says, and how often it has.
func (p text) message(e live.Event) string {
	if e.Count < 2 {
		return e.Message
	}
	return fmt.Sprintf("%s %s", e.Message, p.Words.Say("(%d times in %s)", e.Count, words.Duration(max(0, e.Last.Sub(e.First)))))
}
