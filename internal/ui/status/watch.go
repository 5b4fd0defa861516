package status

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Watch shows how a stack stands, again and again: on a terminal it is drawn anew, and
// elsewhere only changes are told after the first time. As JSON it is a status a line,
// whenever it has changed.
type Watch struct {
	streams ui.Streams
	options ui.Options
	stack   string
	drawn   []int // the widths of the lines that stand on the screen
	last    *engine.Status
	written []byte // of JSON
}

// NewWatch returns a watch that has shown nothing yet.
func NewWatch(s ui.Streams, stack string, o ui.Options) *Watch {
	return &Watch{streams: s, options: o, stack: stack}
}

// Show shows how the stack stands at a moment.
func (w *Watch) Show(s engine.Status, now time.Time) error {
	last := w.last
	w.last = &s
	switch {
	case w.options.Format == ui.JSON:
		return w.record(s)
	case w.streams.ScreenSize() != nil:
		return w.draw(s)
	case last == nil:
		return Write(w.streams.Out, w.stack, s, w.options)
	}
	p := text{Printer: ui.NewPrinter(w.options)}
	for i, c := range s.Clusters {
		lead := ui.Line{ui.Faint.Span(now.UTC().Format("15:04:05"))}
		if len(s.Clusters) > 1 {
			lead = ui.Join(lead, ui.Line{ui.Plain.Span(c.Cluster)})
		}
		teller{p, lead}.changes(last.Clusters[i], c)
	}
	return p.Flush(w.streams.Out)
}

func (w *Watch) record(s engine.Status) error {
	var b bytes.Buffer
	err := ui.WriteFacts(&b, recordOf(w.stack, s), "", w.options)
	if err != nil || bytes.Equal(b.Bytes(), w.written) {
		return err
	}
	w.written = b.Bytes()
	return ui.Write(w.streams.Out, w.written)
}

// draw replaces what stands on the screen, as far as there is room.
func (w *Watch) draw(s engine.Status) error {
	columns, rows := w.streams.ScreenSize()()
	w.options.Width = columns - 1
	var b bytes.Buffer
	if err := Write(&b, w.stack, s, w.options); err != nil {
		return err
	}
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	if room := max(rows-2, 1); len(lines) > room {
		more := words.In(w.options.Language).Say("... and %d more", len(lines)-room)
		lines = append(lines[:room:room], more)
	}
	out := ui.EraseLines(w.drawn, columns)
	w.drawn = nil
	for _, l := range lines {
		w.drawn = append(w.drawn, ansi.StringWidth(l))
		out += l + "\n"
	}
	return ui.Write(w.streams.Out, []byte(out))
}

// teller prints changes, each on a line that begins with its time.
type teller struct {
	text
	lead ui.Line
}

func (t teller) tell(how ui.Style, label, text string) {
	t.LineWith(0, ui.Join(t.lead, ui.Line{how.Span(label)}.Pad(rollouts.WordColumn)), ui.Line{ui.Plain.Span(text)})
}

// changes tells what is not as it was on a cluster.
func (t teller) changes(before, after engine.ClusterStatus) {
	if after.Report == nil {
		if !before.Error.Equal(after.Error) {
			t.tell(ui.Bad, t.Words.Say("Error:"), typeset.UpperFirst(t.Words.Text(after.Error)))
		}
		return
	}
	known := &apply.StatusReport{}
	if before.Report != nil {
		known = before.Report
	}
	for _, going := range after.Report.Terminating {
		if !slices.ContainsFunc(known.Terminating, going.Equal) {
			t.tell(ui.Caution, t.Words.Say("Warning:"), typeset.UpperFirst(t.Words.Text(going)))
		}
	}
	if after.Report.Serial > 0 && (known.Serial != after.Report.Serial || known.Outcome != after.Report.Outcome) {
		t.tell(ui.Plain, "", said.Revision(revisionOf(after.Report), t.Words))
	}
	judged := known.Judged()
	for _, w := range after.Report.Judged() {
		at := slices.IndexFunc(judged, func(k apply.WorkloadStatus) bool { return k.Object == w.Object })
		if at < 0 || !rollouts.Same(t.Words, w.Object, judged[at].Status, w.Status) {
			t.tell(rollouts.Style(w.Status), rollouts.Word(t.Words, w.Status.Word), t.changed(w))
		}
	}
	for _, ref := range gained(known.Missing, after.Report.Missing) {
		t.tell(ui.Bad, t.Words.Say("missing"), ref.String())
	}
	for _, ref := range gained(after.Report.Missing, known.Missing) {
		t.tell(ui.Good, t.Words.Say("present"), ref.String())
	}
}

// changed returns how a workload stands, on one line.
func (t teller) changed(w apply.WorkloadStatus) string {
	line := w.Object.String()
	for _, about := range []string{rollouts.Counts(t.Words, w.Object, w.Status), rollouts.Explain(t.Words, w.Status)} {
		if about != "" {
			line += "  " + about
		}
	}
	return line
}

// gained are the objects that are among the second and not the first.
func gained(before, after []object.Ref) []object.Ref {
	return slices.DeleteFunc(slices.Clone(after), func(r object.Ref) bool { return slices.Contains(before, r) })
}
