package diagnostics

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// text prints findings.
type text struct{ *ui.Printer }

// maxAlike is how many findings of one kind are shown; thousands of them would
// hide what else there is.
const maxAlike = 20

// kindOfFinding is what findings have in common that are more of the same.
type kindOfFinding struct {
	severity Severity
	summary  string
}

// findings prints findings and, unless everything is asked for, only counts what
// is more of the same.
func (p text) findings(findings []Finding) {
	alike := make(map[kindOfFinding]int)
	for _, f := range findings {
		kind := kindOfFinding{f.Severity, f.Summary}
		if alike[kind]++; p.Verbose || alike[kind] <= maxAlike {
			p.finding(f)
		}
	}
	kinds := slices.SortedFunc(maps.Keys(alike), func(a, b kindOfFinding) int {
		return cmp.Or(strings.Compare(string(a.severity), string(b.severity)), strings.Compare(a.summary, b.summary))
	})
	for _, kind := range kinds {
		if more := alike[kind] - maxAlike; more > 0 && !p.Verbose {
			if kind.severity == SeverityError {
				p.Text(0, ui.Plain, p.Words.SayN(int64(more), "And %d more error of %q: -v shows them.", "And %d more errors of %q: -v shows them.", kind.summary))
			} else {
				p.Text(0, ui.Plain, p.Words.SayN(int64(more), "And %d more warning of %q: -v shows them.", "And %d more warnings of %q: -v shows them.", kind.summary))
			}
			p.Blank()
		}
	}
}

// finding prints one finding, and a blank line after it.
func (p text) finding(f Finding) {
	label := ui.Bad.Span(p.Words.Say("Error:"))
	if f.Severity == SeverityWarning {
		label = ui.Caution.Span(p.Words.Say("Warning:"))
	}
	summary := f.Summary
	if f.Name != "" {
		summary += " (" + f.Name + ")"
	}
	p.Labelled(0, label, ui.Bold, summary)
	if f.Range != nil {
		where := ui.Line{ui.Plain.Span(p.Words.Say("on") + " "), ui.Accent.Span(position(*f.Range))}
		if f.Context != "" {
			where = append(where, ui.Plain.Span(p.Words.Say(", in %s", f.Context)))
		}
		p.Line(2, where...)
	}
	if what := f.what(p.Words); what != "" {
		p.Text(2, ui.Plain, what)
	}
	if f.Range != nil {
		p.Snippet(2, f.Around, *f.Range)
	}
	if f.Detail != "" {
		p.Blank()
		p.Text(2, ui.Plain, f.Detail)
	}
	p.Blank()
}

// what names the object, the field and the cluster, as far as they are known.
func (f Finding) what(w *words.Words) string {
	var parts []string
	if f.Object != nil {
		parts = append(parts, f.Object.String())
	}
	if !f.Path.IsRoot() {
		parts = append(parts, f.Path.String())
	}
	if f.Cluster != "" {
		parts = append(parts, w.Say("cluster %s", f.Cluster))
	}
	return w.Commas(parts)
}

// position is "file:line:column", as editors and terminals link it.
func position(r object.Range) string {
	if r.StartColumn <= 0 {
		return r.String()
	}
	return fmt.Sprintf("%s:%d", r, r.StartColumn)
}
