// Package status renders how a stack stands on its clusters.
//
//	err := status.Write(streams.Out, stack, found, streams.Options(ui.Text))
package status

import (
	"io"
	"slices"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Write renders how a stack stands: the last operation, a table of its
// workloads, and what is missing. As JSON it is {"stack": …, "healthy": …,
// "clusters": […]}.
func Write(w io.Writer, stack string, s engine.Status, o ui.Options) error {
	if o.Format == ui.JSON {
		return ui.WriteFacts(w, recordOf(stack, s), "  ", o)
	}
	p := text{Printer: ui.NewPrinter(o)}
	p.Line(0, ui.Bold.Span(p.Words.Say("Stack %s", stack)))
	if len(s.Clusters) > fewClusters {
		p.matrix(s.Clusters)
	} else {
		for _, c := range s.Clusters {
			p.cluster(c)
		}
	}
	p.beside(s)
	return p.Flush(w)
}

// beside prints what concerns none of the clusters that are shown: what is left on others,
// and that the last run is not known.
func (p text) beside(s engine.Status) {
	if len(s.Clusters) > fewClusters && len(s.Warnings) > 0 {
		p.Blank()
	}
	for _, problem := range s.Warnings {
		p.Labelled(0, ui.Caution.Span(p.Words.Say("Warning:")), ui.Bold, p.Words.Text(problem.Fact))
		p.Text(2, ui.Plain, p.Words.Detail(problem.Fact))
		p.Blank()
	}
	p.Labelled(0, ui.Bad.Span(p.Words.Say("Error:")), ui.Plain, typeset.UpperFirst(p.Words.Text(s.RunUnread)))
}

// fewClusters are so few that each is shown with everything that it has.
const fewClusters = 2

// record is the JSON form of a status.
type record struct {
	FormatVersion string                 `json:"format_version"`
	Stack         string                 `json:"stack"`
	Healthy       bool                   `json:"healthy"`
	Clusters      []engine.ClusterStatus `json:"clusters"`
	Removed       []plan.RemovedCluster  `json:"removed_clusters,omitempty"`
	RunUnread     fact.Fact              `json:"run_unread,omitzero"`
}

func recordOf(stack string, s engine.Status) record {
	return record{FormatVersion: "2", Stack: stack, Healthy: s.Healthy(), Clusters: s.Clusters, Removed: s.Removed, RunUnread: s.RunUnread}
}

// text prints a status.
type text struct {
	*ui.Printer
	// opened means that of each cluster only what is not as it should be is printed.
	opened bool
}

func (p text) cluster(c engine.ClusterStatus) {
	name := ui.Line{ui.Plain.Span(p.Words.Say("Cluster")), ui.Plain.Span(" "), ui.Bold.Span(c.Cluster)}
	if c.Context != "" {
		name = ui.Join(name, ui.Line{ui.Faint.Span(p.Words.Say("context %s", c.Context))})
	}
	p.Line(0, name...)
	switch r := c.Report; {
	case r == nil:
		p.Labelled(2, ui.Bad.Span(p.Words.Say("Error:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.Error)))
	case r.Serial == 0 && len(r.Terminating) > 0:
		p.terminating(r)
	case r.Serial == 0:
		p.Text(2, ui.Plain, p.Words.Say("Nothing has been applied here yet. Run wl apply."))
	default:
		p.Text(2, ui.Faint, said.Revision(revisionOf(r), p.Words))
		if !p.opened {
			p.Labelled(2, ui.Caution.Span(p.Words.Say("Behind:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.Behind)))
			p.Labelled(2, ui.Faint.Span(p.Words.Say("Note:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.OtherCommit)))
		}
		if !r.Note.IsZero() {
			p.Labelled(2, ui.Caution.Span(p.Words.Say("Warning:")), ui.Plain, typeset.UpperFirst(p.Words.Text(r.Note)))
		}
		p.terminating(r)
		p.workloads(r.Workloads, c.Way())
		p.others(r.Awaited, c.Way())
		p.missing(r)
	}
	p.Blank()
}

// terminating prints that namespaces are being deleted.
func (p text) terminating(r *apply.StatusReport) {
	for _, f := range r.Terminating {
		p.Labelled(2, ui.Caution.Span(p.Words.Say("Warning:")), ui.Plain, typeset.UpperFirst(p.Words.Text(f)))
	}
}

// revisionOf is the revision of the state that a report is about.
func revisionOf(r *apply.StatusReport) plan.Revision {
	return plan.Revision{Number: r.Serial, Operation: r.Operation, Outcome: r.Outcome, Who: r.Who, Commit: r.Commit, Started: r.Started}
}

// workloads prints the table of workloads: one line each, and what stands in
// the way of those that are not as wanted.
func (p text) workloads(workloads []apply.WorkloadStatus, way plan.Way) {
	if len(workloads) == 0 && p.opened {
		return
	}
	p.Blank()
	if len(workloads) == 0 {
		p.Line(2, ui.Plain.Span(p.Words.Say("No workloads.")))
		return
	}
	p.table(p.Words.Say("WORKLOAD"), workloads, way)
}

// others prints a table of those objects that are not ready, be it that they need not be yet, and how many are.
func (p text) others(objects []apply.WorkloadStatus, way plan.Way) {
	unready := slices.DeleteFunc(slices.Clone(objects), func(w apply.WorkloadStatus) bool { return w.Status.Healthy() && !w.Status.Deferred() })
	if len(unready) > 0 {
		p.Blank()
		p.table(p.Words.Say("OBJECT"), unready, way)
	}
	if n := len(objects) - len(unready); n > 0 {
		p.Blank()
		p.Text(2, ui.Plain, p.Words.SayN(int64(n), "%d other object is ready.", "%d other objects are ready."))
	}
}

// table prints one line each, below a title.
func (p text) table(title string, workloads []apply.WorkloadStatus, way plan.Way) {
	names := typeset.Width(title)
	for _, w := range workloads {
		names = max(names, typeset.Width(typeset.Clean(w.Object.String())))
	}
	p.Line(2, ui.Join(ui.Line{ui.Faint.Span(title)}.Pad(names), ui.Line{ui.Faint.Span(p.Words.Say("STATUS"))}.Pad(rollouts.WordColumn),
		ui.Line{ui.Faint.Span(p.Words.Say("READY"))}.Pad(len("READY")), ui.Line{ui.Faint.Span(p.Words.Say("UP-TO-DATE"))}.Pad(len("UP-TO-DATE")),
		ui.Line{ui.Faint.Span(p.Words.Say("AVAILABLE"))}.Pad(len("AVAILABLE")), ui.Line{ui.Faint.Span(p.Words.Say("ABOUT"))})...)
	for _, w := range workloads {
		p.workload(w, names, way)
	}
}

// workload prints one line of the table, whose name takes so many columns, and what
// belongs to it.
func (p text) workload(w apply.WorkloadStatus, names int, way plan.Way) {
	ready, updated, available := rollouts.Columns(w.Object, w.Status)
	l := ui.Join(
		ui.Line{ui.Bold.Span(w.Object.String())}.Pad(names),
		ui.Line{rollouts.Style(w.Status).Span(rollouts.Word(p.Words, w.Status.Word))}.Pad(rollouts.WordColumn),
		ui.Line{ui.Plain.Span(ready)}.Pad(len("READY")),
		ui.Line{ui.Plain.Span(updated)}.Pad(len("UP-TO-DATE")),
		ui.Line{ui.Plain.Span(available)}.Pad(len("AVAILABLE")),
	)
	text := aboutStatus(p.Words, w)
	if about := (ui.Line{ui.Plain.Span(text)}); w.Status.Done || l.Width()+2+about.Width() <= p.Room(2) {
		p.Line(2, ui.Join(l, about)...)
	} else {
		p.Line(2, l...)
		p.Text(6, ui.Plain, text)
	}
	for _, x := range w.Status.Expanding {
		p.Text(6, ui.Plain, rollouts.Expansion(p.Words, x, w.Object.Namespace, way))
	}
	if c, blocked := rollouts.Former(w.Status); blocked {
		p.Text(6, ui.Plain, rollouts.BlockedAdvice(p.Words, c, way, w.Object.Namespace, p.Words.Say("wl apply does that as well.")))
	}
}

// aboutStatus returns what the table shows beside the columns: what the columns do not.
func aboutStatus(said *words.Words, w apply.WorkloadStatus) string {
	var texts []string
	if rollouts.IsJob(w.Object) && !w.Status.Done {
		texts = append(texts, rollouts.Counts(said, w.Object, w.Status))
	}
	for _, text := range []string{rollouts.Explain(said, w.Status), rollouts.Serving(said, w.Status)} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, said.Say("; "))
}

func (p text) missing(r *apply.StatusReport) {
	if len(r.Missing) == 0 {
		return
	}
	p.Blank()
	p.Text(2, ui.Bad, p.Words.Say("Missing: %d of %s. wl apply creates them again:", len(r.Missing), p.Words.SayN(int64(r.Objects), "%d object", "%d objects")))
	for _, ref := range r.Missing {
		p.Line(4, ui.Plain.Span(ref.String()))
	}
}
