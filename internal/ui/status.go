package ui

import (
	"fmt"
	"io"
	"strings"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/plural"
)

// Status renders how a stack stands: the last operation, a table of its
// workloads, and what is missing. As JSON it is {"stack": …, "healthy": …,
// "clusters": […]}.
func Status(w io.Writer, stack string, s engine.Status, o Options) error {
	if o.Format == JSON {
		return writeJSON(w, statusRecord{FormatVersion: "1", Stack: stack, Healthy: s.Healthy(), Clusters: s.Clusters}, "  ")
	}
	p := newPrinter(o)
	p.line(0, bold.span("Stack "+stack))
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
	name := line{plain.span("Cluster "), bold.span(c.Cluster)}
	if c.Context != "" {
		name = join(name, line{faint.span("context " + c.Context)})
	}
	p.line(0, name...)
	switch r := c.Report; {
	case r == nil:
		p.labelled(2, bad.span("Error:"), plain, upperFirst(c.Error))
	case r.Serial == 0:
		p.text(2, plain, "Nothing has been applied here yet. Run wl apply.")
	default:
		p.text(2, faint, lastOperation(r))
		p.blank()
		p.workloads(r.Workloads, c.Context)
		p.missing(r)
	}
	p.blank()
}

// lastOperation returns what was done last, by whom and when.
func lastOperation(r *apply.StatusReport) string {
	text := fmt.Sprintf("Revision %d: %s %s", r.Serial, r.Operation, r.Outcome)
	if r.Who != "" {
		text += " by " + r.Who
	}
	if !r.Started.IsZero() {
		text += ", " + r.Started.UTC().Format("2006-01-02 15:04:05 UTC")
	}
	return text
}

// workloads prints the table of workloads: one line each, and what stands in
// the way of those that are not as wanted.
func (p *printer) workloads(workloads []apply.WorkloadStatus, context string) {
	if len(workloads) == 0 {
		p.line(2, plain.span("No workloads."))
		return
	}
	names := len("WORKLOAD")
	for _, w := range workloads {
		names = max(names, width(clean(w.Object.String())))
	}
	p.line(2, join(line{faint.span("WORKLOAD")}.pad(names), line{faint.span("STATUS")}.pad(wordColumn),
		line{faint.span("READY")}, line{faint.span("UP-TO-DATE")}, line{faint.span("AVAILABLE")}, line{faint.span("ABOUT")})...)
	for _, w := range workloads {
		ready, updated, available := podColumns(w.Object, w.Status)
		l := join(
			line{bold.span(w.Object.String())}.pad(names),
			line{wordStyle(w.Status).span(string(w.Status.Word))}.pad(wordColumn),
			line{plain.span(ready)}.pad(len("READY")),
			line{plain.span(updated)}.pad(len("UP-TO-DATE")),
			line{plain.span(available)}.pad(len("AVAILABLE")),
		)
		text := aboutStatus(w)
		if about := (line{plain.span(text)}); w.Status.Done || l.width()+2+about.width() <= p.room(2) {
			p.line(2, join(l, about)...)
		} else {
			p.line(2, l...)
			p.text(6, plain, text)
		}
		for _, x := range w.Status.Expanding {
			p.text(6, plain, expansionText(x, w.Object.Namespace, context))
		}
		if c, blocked := former(w.Status); blocked {
			p.text(6, plain, blockedAdvice(c, context, w.Object.Namespace, "wl apply does that as well."))
		}
	}
}

// aboutStatus returns what the table shows beside the columns: what the columns do not.
func aboutStatus(w apply.WorkloadStatus) string {
	var said []string
	if isJob(w.Object) && !w.Status.Done {
		said = append(said, podCounts(w.Object, w.Status))
	}
	for _, text := range []string{explainStatus(w.Status), serving(w.Status)} {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, "; ")
}

func (p *printer) missing(r *apply.StatusReport) {
	if len(r.Missing) == 0 {
		return
	}
	p.blank()
	p.text(2, bad, fmt.Sprintf("Missing: %d of %s. wl apply creates them again:", len(r.Missing), plural.Count(r.Objects, "object")))
	for _, ref := range r.Missing {
		p.line(4, plain.span(ref.String()))
	}
}
