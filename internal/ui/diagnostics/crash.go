package diagnostics

import (
	"fmt"
	"io"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
)

// Report is what is known of a bug of wl that ended a command.
type Report struct {
	Reason  string // without values of the configuration
	Program string // its name, version and platform
	Command string // without its arguments
	Stack   string
	Writing bool // to a cluster
}

const (
	crashSummary = "wl stopped because of a bug in wl: %s"
	crashAdvice  = "Report it at https://github.com/workloadlang/wl/issues with the lines below. They contain no values of the configuration."
	crashWriting = "What was written to the cluster is recorded in the state. Run the command again: it continues from there."
)

// Crash renders the report of a bug, and what to do about it.
func Crash(w io.Writer, r Report, o ui.Options) error {
	trace := fmt.Sprintf("%s: %s\n%s", r.Program, r.Command, r.Stack)
	advice := crashAdvice
	if r.Writing {
		advice = crashWriting + "\n" + crashAdvice
	}
	if o.Format == ui.JSON {
		f := Finding{Severity: SeverityError, Summary: fmt.Sprintf(crashSummary, r.Reason), Detail: advice + "\n\n" + trace}
		return Findings(w, []Finding{f}, o)
	}
	p := ui.NewPrinter(o)
	p.Labelled(0, ui.Bad.Span("Error:"), ui.Bold, fmt.Sprintf(crashSummary, r.Reason))
	p.Blank()
	p.Text(2, ui.Plain, advice)
	p.Blank()
	for _, l := range typeset.SplitLines(trace) {
		p.Line(0, ui.Plain.Span(typeset.ExpandTabs(l)))
	}
	return p.Flush(w)
}
