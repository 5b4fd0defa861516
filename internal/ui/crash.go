package ui

import (
	"fmt"
	"io"
)

// CrashReport is what is known of a bug of wl that ended a command.
type CrashReport struct {
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
func Crash(w io.Writer, r CrashReport, o Options) error {
	trace := fmt.Sprintf("%s: %s\n%s", r.Program, r.Command, r.Stack)
	advice := crashAdvice
	if r.Writing {
		advice = crashWriting + "\n" + crashAdvice
	}
	if o.Format == JSON {
		f := finding{Severity: severityError, Summary: fmt.Sprintf(crashSummary, r.Reason), Detail: advice + "\n\n" + trace}
		return writeFindings(w, []finding{f}, o)
	}
	p := newPrinter(o)
	p.labelled(0, bad.span("Error:"), bold, fmt.Sprintf(crashSummary, r.Reason))
	p.blank()
	p.text(2, plain, advice)
	p.blank()
	for _, l := range splitLines(trace) {
		p.line(0, plain.span(expandTabs(l)))
	}
	return p.writeTo(w)
}
