// Package logs writes what workloads log, line by line as it comes.
//
//	w := logs.New(streams, streams.Options(ui.Text), logs.Shape{Clusters: true})
//	complete, err := stack.Workloads("web").Logs(ctx, options, w)
//	err = cmp.Or(err, w.Err())
package logs

import (
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Shape is what stands before each line.
type Shape struct {
	Clusters bool // its cluster
	Times    bool // when it was written
}

// Writer writes lines. It may be used by many goroutines at once.
type Writer struct {
	streams ui.Streams
	options ui.Options
	shape   Shape

	mu  sync.Mutex
	err error // the first of writing a note
}

// New returns a writer of lines to Out, and of why there are none to Err.
func New(s ui.Streams, o ui.Options, shape Shape) *Writer {
	return &Writer{streams: s, options: o, shape: shape}
}

// record is the JSON form of a line, one object each.
type record struct {
	Cluster   string     `json:"cluster"`
	Workload  object.Ref `json:"workload"`
	Pod       string     `json:"pod"`
	Container string     `json:"container"`
	Time      *time.Time `json:"time,omitempty"`
	Text      string     `json:"text"`
}

// Line writes one line, which names its Pod and container as kubectl and stern do.
func (w *Writer) Line(cluster string, l live.LogLine) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.options.Format == ui.JSON {
		r := record{Cluster: cluster, Workload: l.Workload, Pod: l.Pod, Container: l.Container, Text: l.Text}
		if !l.Time.IsZero() {
			r.Time = &l.Time
		}
		return ui.WriteJSON(w.streams.Out, r, "")
	}
	name := l.Pod + "/" + l.Container
	if w.shape.Clusters {
		name = cluster + "/" + name
	}
	line := ui.Line{ui.Tint(name).Span(name)}
	if w.shape.Times && !l.Time.IsZero() {
		line = append(line, ui.Faint.Span(" "+l.Time.UTC().Format("2006-01-02T15:04:05.000Z")))
	}
	line = append(line, ui.Plain.Span(" "+typeset.ExpandTabs(ansi.Strip(l.Text)))) // loggers colour
	p := ui.NewPrinter(w.options)
	p.Line(0, line...)
	return p.Flush(w.streams.Out)
}

// Note writes what there is no log of.
func (w *Writer) Note(cluster string, n fact.Fact) { w.tell(diagnostics.SeverityWarning, cluster, n) }

// Fail writes what could not be read.
func (w *Writer) Fail(cluster string, n fact.Fact) { w.tell(diagnostics.SeverityError, cluster, n) }

func (w *Writer) tell(severity diagnostics.Severity, cluster string, n fact.Fact) {
	w.mu.Lock()
	defer w.mu.Unlock()
	o := w.streams.ErrOptions(w.options.Format)
	said := words.In(o.Language)
	text := said.Text(n)
	var err error
	if o.Format == ui.JSON {
		err = diagnostics.Findings(w.streams.Err, []diagnostics.Finding{{Severity: severity, Code: n.Code, Args: n.Args, Summary: text, Cluster: cluster}}, o)
	} else {
		if text = typeset.UpperFirst(text); w.shape.Clusters {
			text = said.Say("%s: %s", cluster, text)
		}
		p, label := ui.NewPrinter(o), ui.Caution.Span(said.Say("Warning:"))
		if severity == diagnostics.SeverityError {
			label = ui.Bad.Span(said.Say("Error:"))
		}
		p.Labelled(0, label, ui.Plain, text)
		err = p.Flush(w.streams.Err)
	}
	if w.err == nil {
		w.err = err
	}
}

// Err is the first error of writing a note.
func (w *Writer) Err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}
