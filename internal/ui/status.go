package ui

import (
	"io"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/state"
)

// Status renders how a stack stands: the last operation, a table of its
// workloads, and what is missing. As JSON it is {"stack": …, "healthy": …,
// "clusters": […]}.
func Status(w io.Writer, stack string, s engine.Status, o Options) error {
	if o.Format == JSON {
		return writeFacts(w, statusRecord{FormatVersion: "2", Stack: stack, Healthy: s.Healthy(), Clusters: s.Clusters}, "  ", o)
	}
	p := newPrinter(o)
	p.line(0, bold.span(p.words.Say("Stack %s", stack)))
	for _, c := range s.Clusters {
		p.clusterStatus(c)
	}
	return p.writeTo(w)
}

// statusRecord is the JSON form of a status.
type statusRecord struct {
	FormatVersion string                 `json:"format_version"`
	Stack         string                 `json:"stack"`
	Healthy       bool                   `json:"healthy"`
	Clusters      []engine.ClusterStatus `json:"clusters"`
}

func (p *printer) clusterStatus(c engine.ClusterStatus) {
	name := line{plain.span(p.words.Say("Cluster")), plain.span(" "), bold.span(c.Cluster)}
	if c.Context != "" {
		name = join(name, line{faint.span(p.words.Say("context %s", c.Context))})
	}
	p.line(0, name...)
	switch r := c.Report; {
	case r == nil:
		p.labelled(2, bad.span(p.words.Say("Error:")), plain, upperFirst(p.words.Text(c.Error)))
	case r.Serial == 0:
		p.text(2, plain, p.words.Say("Nothing has been applied here yet. Run wl apply."))
	default:
		p.text(2, faint, lastOperation(p.words, r))
		p.blank()
		p.workloads(r.Workloads, c.Context)
		p.missing(r)
	}
	p.blank()
}

// lastOperation returns what was done last, by whom and when.
func lastOperation(w *words.Words, r *apply.StatusReport) string {
	text := w.Say("Revision %d: %s %s", r.Serial, r.Operation, outcomeWord(w, r.Outcome))
	if r.Who != "" {
		text += w.Say(" by %s", r.Who)
	}
	if !r.Started.IsZero() {
		text += w.Say(", %s", r.Started.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	return text
}

func outcomeWord(w *words.Words, o state.Outcome) string {
	switch o {
	case state.Running:
		return w.Say("running")
	case state.Succeeded:
		return w.Say("succeeded")
	case state.Failed:
		return w.Say("failed")
	case state.Interrupted:
		return w.Say("interrupted")
	}
	return string(o)
}

// workloads prints the table of workloads: one line each, and what stands in
// the way of those that are not as wanted.
func (p *printer) workloads(workloads []apply.WorkloadStatus, context string) {
	if len(workloads) == 0 {
		p.line(2, plain.span(p.words.Say("No workloads.")))
		return
	}
	names := len("WORKLOAD")
	for _, w := range workloads {
		names = max(names, width(clean(w.Object.String())))
	}
	p.line(2, join(line{faint.span(p.words.Say("WORKLOAD"))}.pad(names), line{faint.span(p.words.Say("STATUS"))}.pad(wordColumn),
		line{faint.span(p.words.Say("READY"))}.pad(len("READY")), line{faint.span(p.words.Say("UP-TO-DATE"))}.pad(len("UP-TO-DATE")),
		line{faint.span(p.words.Say("AVAILABLE"))}.pad(len("AVAILABLE")), line{faint.span(p.words.Say("ABOUT"))})...)
	for _, w := range workloads {
		ready, updated, available := podColumns(w.Object, w.Status)
		l := join(
			line{bold.span(w.Object.String())}.pad(names),
			line{wordStyle(w.Status).span(statusWord(p.words, w.Status.Word))}.pad(wordColumn),
			line{plain.span(ready)}.pad(len("READY")),
			line{plain.span(updated)}.pad(len("UP-TO-DATE")),
			line{plain.span(available)}.pad(len("AVAILABLE")),
		)
		text := aboutStatus(p.words, w)
		if about := (line{plain.span(text)}); w.Status.Done || l.width()+2+about.width() <= p.room(2) {
			p.line(2, join(l, about)...)
		} else {
			p.line(2, l...)
			p.text(6, plain, text)
		}
		for _, x := range w.Status.Expanding {
			p.text(6, plain, expansionText(p.words, x, w.Object.Namespace, context))
		}
		if c, blocked := former(w.Status); blocked {
			p.text(6, plain, blockedAdvice(p.words, c, context, w.Object.Namespace, p.words.Say("wl apply does that as well.")))
		}
	}
}

// aboutStatus returns what the table shows beside the columns: what the columns do not.
func aboutStatus(said *words.Words, w apply.WorkloadStatus) string {
	var texts []string
	if isJob(w.Object) && !w.Status.Done {
		texts = append(texts, podCounts(said, w.Object, w.Status))
	}
	for _, text := range []string{explainStatus(said, w.Status), serving(said, w.Status)} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, said.Say("; "))
}

func (p *printer) missing(r *apply.StatusReport) {
	if len(r.Missing) == 0 {
		return
	}
	p.blank()
	p.text(2, bad, p.words.Say("Missing: %d of %s. wl apply creates them again:", len(r.Missing), p.words.SayN(int64(r.Objects), "%d object", "%d objects")))
	for _, ref := range r.Missing {
		p.line(4, plain.span(ref.String()))
	}
}
