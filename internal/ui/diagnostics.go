package ui

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Diagnostics renders what the compiler has to say: each finding with its
// place, the source there and the detail, and at the end how many there are.
// The sources are the options' Files. Where there is
// nothing to say there is no text; the JSON form (docs/diagnostics-json.md) is
// always written.
func Diagnostics(w io.Writer, diagnostics hcl.Diagnostics, o Options) error {
	findings, said := make([]finding, len(diagnostics)), words.In(o.Language)
	for i, d := range diagnostics {
		findings[i] = findingOf(d, o.Files, said)
	}
	return writeFindings(w, findings, o)
}

// Problems renders what kept a plan from being whole, or an object from being
// changed, as diagnostics on the HCL that the objects come from. The cluster is
// named unless it is empty.
func Problems(w io.Writer, cluster string, problems []plan.Problem, o Options) error {
	findings, said := make([]finding, len(problems)), words.In(o.Language)
	for i, problem := range problems {
		findings[i] = findingOfProblem(cluster, problem, o.Files, said)
	}
	return writeFindings(w, findings, o)
}

// PlanProblems renders what of a plan cannot be applied, cluster by cluster: as
// Problems does.
func PlanProblems(w io.Writer, p *plan.Plan, o Options) error {
	for _, c := range p.Clusters {
		problems := slices.Clone(c.Problems)
		for _, change := range c.Changes {
			if change.Blocked != nil {
				problems = append(problems, *change.Blocked)
			}
		}
		if len(problems) == 0 {
			continue
		}
		if err := Problems(w, c.Cluster, problems, o); err != nil {
			return err
		}
	}
	return nil
}

func writeFindings(w io.Writer, findings []finding, o Options) error {
	errors, warnings := tallyFindings(findings)
	if o.Format == JSON {
		for i := range findings {
			if f := &findings[i]; f.Range != nil {
				f.Snippet = snippetOf(f.around, hclRange(*f.Range), o.Files[f.Range.File])
			}
		}
		return writeJSON(w, findingsReport{
			FormatVersion: "1", Valid: errors == 0, Errors: errors, Warnings: warnings, Diagnostics: findings,
		}, "  ")
	}
	p := newPrinter(o)
	p.findings(findings)
	var counts []string
	if errors > 0 {
		counts = append(counts, p.words.SayN(int64(errors), "%d error", "%d errors"))
	}
	if warnings > 0 {
		counts = append(counts, p.words.SayN(int64(warnings), "%d warning", "%d warnings"))
	}
	if len(findings) > 0 {
		p.line(0, bold.span(p.words.Ended(p.words.Commas(counts))))
	}
	return p.writeTo(w)
}

// maxAlike is how many findings of one kind are shown; thousands of them would
// hide what else there is.
const maxAlike = 20

// kindOfFinding is what findings have in common that are more of the same.
type kindOfFinding struct {
	severity severity
	summary  string
}

// findings prints findings and, unless everything is asked for, only counts what
// is more of the same.
func (p *printer) findings(findings []finding) {
	alike := make(map[kindOfFinding]int)
	for _, f := range findings {
		kind := kindOfFinding{f.Severity, f.Summary}
		if alike[kind]++; p.verbose || alike[kind] <= maxAlike {
			p.finding(f)
		}
	}
	kinds := slices.SortedFunc(maps.Keys(alike), func(a, b kindOfFinding) int {
		return cmp.Or(strings.Compare(string(a.severity), string(b.severity)), strings.Compare(a.summary, b.summary))
	})
	for _, kind := range kinds {
		if more := alike[kind] - maxAlike; more > 0 && !p.verbose {
			if kind.severity == severityError {
				p.text(0, plain, p.words.SayN(int64(more), "And %d more error of %q: -v shows them.", "And %d more errors of %q: -v shows them.", kind.summary))
			} else {
				p.text(0, plain, p.words.SayN(int64(more), "And %d more warning of %q: -v shows them.", "And %d more warnings of %q: -v shows them.", kind.summary))
			}
			p.blank()
		}
	}
}

// findingsReport is the JSON form of diagnostics.
type findingsReport struct {
	FormatVersion string    `json:"format_version"`
	Valid         bool      `json:"valid"` // no errors
	Errors        int       `json:"error_count"`
	Warnings      int       `json:"warning_count"`
	Diagnostics   []finding `json:"diagnostics"`
}

// finding prints one finding, and a blank line after it.
func (p *printer) finding(f finding) {
	label := bad.span(p.words.Say("Error:"))
	if f.Severity == severityWarning {
		label = caution.span(p.words.Say("Warning:"))
	}
	p.labelled(0, label, bold, f.Summary)
	if f.Range != nil {
		where := line{plain.span(p.words.Say("on") + " "), accent.span(position(*f.Range))}
		if f.Context != "" {
			where = append(where, plain.span(p.words.Say(", in %s", f.Context)))
		}
		p.line(2, where...)
	}
	if what := f.what(p.words); what != "" {
		p.text(2, plain, what)
	}
	if f.Range != nil {
		p.snippet(2, f.around, hclRange(*f.Range), p.files[f.Range.File])
	}
	if f.Detail != "" {
		p.blank()
		p.text(2, plain, f.Detail)
	}
	p.blank()
}

// what names the object, the field and the cluster, as far as they are known.
func (f finding) what(w *words.Words) string {
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
