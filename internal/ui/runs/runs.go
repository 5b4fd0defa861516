// Package runs renders a stack's run over its clusters: how it stands, and what an apply
// has come to.
package runs

import (
	"io"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/waves"
)

// Write renders how a run stands: what it is, a table of its clusters by wave, and what it
// waits for. As JSON it is {"format_version": …, "stack": …, "run": …, "waves": […]}
// (docs/rollouts.md).
func Write(w io.Writer, r *waves.Report, o ui.Options) error {
	if o.Format == ui.JSON {
		return writeJSON(w, r, o)
	}
	p := printer{ui.NewPrinter(o), r}
	if r.Run == nil {
		p.Line(0, ui.Plain.Span(p.Words.Say("The stack %q has had no run over its clusters.", r.Stack)))
		return p.Flush(w)
	}
	p.head()
	p.Blank()
	p.table()
	p.foot()
	p.past()
	return p.Flush(w)
}

// Ended renders how a run stands when an apply of it ends: one line where it is done, else as
// Write does. As JSON it is one event of the type "run"; as Markdown, always all of it, the
// end of a comment that lacks its marker.
func Ended(w io.Writer, r *waves.Report, o ui.Options) error {
	switch {
	case o.Format == ui.JSON:
		return endedJSON(w, r, o)
	case r.Run == nil:
		return nil
	case o.Format == markdown.Format:
		return ui.Write(w, []byte(markdownOf(r, o)))
	}
	p := printer{ui.NewPrinter(o), r}
	if r.Run.State != run.Done || len(r.Run.Failed()) > 0 {
		p.Blank()
		p.head()
		p.Blank()
		p.table()
		p.foot()
		return p.Flush(w)
	}
	healthy := 0
	for i := range r.Run.Waves {
		healthy += len(r.Run.Waves[i].Names(run.Applied))
		p.reasons(&r.Run.Waves[i]) // of those that are left behind
	}
	text := p.Words.SayN(int64(healthy), "Run %[2]s is done: %[1]d cluster is healthy.", "Run %[2]s is done: %[1]d clusters are healthy.", r.Run.ID)
	gone := func(c run.Cluster) bool { return c.Reason.Code == run.NotDeclared } // no later apply comes to it
	if left := names(slices.DeleteFunc(r.Run.Left(), gone)); left != "" {
		text = p.Words.Say("%s Left behind until a later apply: %s.", text, left)
	}
	p.Blank()
	p.Text(0, ui.Plain, text)
	return p.Flush(w)
}

// Standing renders that a run is under way, beside a plan, with the directory of its stack
// where that is given: nothing where none is. As JSON that is in wl rollout status alone.
func Standing(w io.Writer, dir string, standing fact.Fact, o ui.Options) error {
	if o.Format == ui.JSON || standing.IsZero() {
		return nil
	}
	p := ui.NewPrinter(o)
	text := p.Words.Text(standing)
	if dir != "" {
		text = p.Words.Say("%s: %s", typeset.Clean(dir), text)
	}
	p.Text(0, ui.Caution, text)
	return p.Flush(w)
}

func names(clusters []run.Cluster) string {
	var all []string
	for _, c := range clusters {
		all = append(all, c.Name)
	}
	return strings.Join(all, ", ")
}

type printer struct {
	*ui.Printer
	report *waves.Report
}

// head says which run it is, whose, and how it stands.
func (p printer) head() {
	r := p.report.Run
	p.Line(0, ui.Plain.Span(p.Words.Say("Run")), ui.Plain.Span(" "), ui.Bold.Span(r.ID), ui.Plain.Span(p.Words.Say(" of the stack %q: ", r.Stack.Name)), stateStyle(r.State).Span(stateWord(p.Words, p.report)))
	begun := p.Words.Say("begun %s by %s", said.Instant(r.Started), typeset.Clean(r.Who))
	if r.Commit != "" {
		begun += p.Words.Say(", commit %s", typeset.Clean(said.ShortCommit(r.Commit)))
	}
	if !r.Ended.IsZero() {
		begun += p.Words.Say(", ended %s", said.Instant(r.Ended))
	}
	p.Line(2, ui.Faint.Span(begun))
	if r.Supersedes != "" {
		p.Line(2, ui.Faint.Span(p.Words.Say("supersedes the run %s", r.Supersedes)))
	}
	if n := r.WindowIgnored; n != nil {
		p.Line(2, ui.Caution.Span(p.Words.Say("windows ignored by %s: %s", typeset.Clean(n.User), typeset.Clean(n.Reason))))
	}
	for _, out := range r.Outside {
		p.Line(2, ui.Caution.Span(p.Words.Say("%s outside of the run by %s: %s", out.Operation, typeset.Clean(out.User), typeset.Clean(out.Reason))))
	}
}

// row is a line of the table.
type row struct {
	wave, wavesState, cluster, state, since string
	style                                   ui.Style
}

// table prints the clusters, by wave.
func (p printer) table() {
	rows := []row{{p.Words.Say("WAVE"), p.Words.Say("GATE"), p.Words.Say("CLUSTER"), p.Words.Say("STATE"), p.Words.Say("SINCE"), ui.Faint}}
	for i := range p.report.Run.Waves {
		w := &p.report.Run.Waves[i]
		for j, c := range w.Clusters {
			line := row{cluster: c.Name, state: clusterWord(p.Words, c.State), style: clusterStyle(c.State)}
			if j == 0 {
				line.wave, line.wavesState = w.Name, waveWord(p.Words, p.report.State(w))
			}
			if !c.Since.IsZero() {
				line.since = words.Duration(max(0, p.report.Facts.Now.Sub(c.Since)))
			}
			rows = append(rows, line)
		}
	}
	p.rows(rows)
	for i := range p.report.Run.Waves {
		p.reasons(&p.report.Run.Waves[i])
	}
}

// reasons says why clusters of a wave have failed, or are left behind.
func (p printer) reasons(w *run.Wave) {
	for _, c := range w.Clusters {
		if !c.Reason.IsZero() {
			p.Blank()
			p.Labelled(0, clusterStyle(c.State).Span(c.Name+":"), ui.Plain, p.Words.Ended(typeset.UpperFirst(typeset.Clean(p.Words.Text(c.Reason)))))
		}
	}
}

func (p printer) rows(rows []row) {
	var widths [5]int
	for _, r := range rows {
		for i, cell := range r.cells() {
			widths[i] = max(widths[i], typeset.Width(cell))
		}
	}
	for i, r := range rows {
		var line []ui.Line
		for j, cell := range r.cells() {
			style := ui.Plain
			switch {
			case i == 0:
				style = ui.Faint
			case j == 3:
				style = r.style
			case j == 0:
				style = ui.Bold
			}
			line = append(line, ui.Line{style.Span(cell)}.Pad(widths[j]))
		}
		p.Line(0, ui.Join(line...)...)
	}
}

func (r row) cells() [5]string { return [5]string{r.wave, r.wavesState, r.cluster, r.state, r.since} }

// foot says what is waited for, or why the run has ended, and what to do.
func (p printer) foot() {
	p.approvals()
	for _, line := range foot(p.Words, p.report) {
		p.Blank()
		p.Text(0, ui.Plain, line)
	}
}

// approvals says who has approved of which wave.
func (p printer) approvals() {
	for i := range p.report.Run.Waves {
		w := &p.report.Run.Waves[i]
		by, quorum := p.report.Run.Approved(w)
		if len(by) == 0 {
			continue
		}
		p.Blank()
		text := p.Words.Say("The wave %s is approved of by %s.", w.Name, typeset.Clean(strings.Join(by, ", ")))
		if len(by) < quorum {
			text = p.Words.Say("The wave %s is approved of by %d of %d: %s.", w.Name, len(by), quorum, typeset.Clean(strings.Join(by, ", ")))
		}
		p.Text(0, ui.Plain, text)
	}
}

// underWay says that a run continues, and how, where it was on the way back.
func underWay(w *words.Words, r *run.Run) []string {
	at := r.Current()
	if at == nil || at.Failure.IsZero() || !engine.OnFailure(r.OnFailure).RollsBack() {
		return []string{w.Say("wl apply continues the run.")}
	}
	return []string{w.Ended(typeset.UpperFirst(w.Text(at.Failure))), w.Say("wl apply continues the rollback.")}
}

// foot says what a run waits for, or why it has ended, and what to do: nothing of one that
// is done everywhere.
func foot(w *words.Words, r *waves.Report) []string {
	switch {
	case r.Run == nil:
		return nil
	case r.Waits != nil:
		return []string{w.Ended(typeset.UpperFirst(w.Text(r.Waits.For)))}
	case !r.Run.HasEnded():
		return underWay(w, r.Run)
	case r.Run.Why.IsZero():
		return nil
	}
	why := w.Ended(typeset.UpperFirst(w.Text(r.Run.Why)))
	if r.Run.State == run.Halted {
		return []string{why, w.Say("Nothing further is begun. Correct the configuration and run wl apply, which begins a new run; to return a cluster to its last good revision, run wl rollback --cluster NAME.")}
	}
	return []string{why}
}

// past lists the runs before this one.
func (p printer) past() {
	if len(p.report.Run.Past) == 0 {
		return
	}
	p.Blank()
	p.Line(0, ui.Bold.Span(p.Words.Say("Earlier runs")))
	for _, past := range p.report.Run.Past {
		state := endWord(p.Words, past.State)
		if past.SupersededBy != "" {
			state = p.Words.Say("superseded by the run %s", past.SupersededBy)
			if past.Wave != "" {
				state = p.Words.Say("%s in the wave %s", state, past.Wave)
			}
		}
		about := p.Words.Say("begun %s by %s", said.Instant(past.Started), typeset.Clean(past.Who))
		if past.Commit != "" {
			about += p.Words.Say(", commit %s", typeset.Clean(said.ShortCommit(past.Commit)))
		}
		p.LineWith(2, ui.Join(ui.Line{ui.Plain.Span(past.ID)}, ui.Line{stateStyle(past.State).Span(state)}), ui.Line{ui.Faint.Span(about)})
	}
}
