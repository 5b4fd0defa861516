// Package diagnostics renders what is wrong, or worth knowing, on the lines of the
// configuration that it comes from: what the compiler finds, what keeps a plan from
// being applied, and the error that ends a command.
//
//	err := diagnostics.Write(streams.Err, compiled.Diagnostics, streams.ErrOptions(ui.Text))
package diagnostics

import (
	"io"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Write renders what the compiler has to say: each finding with its
// place, the source there and the detail, and at the end how many there are.
// The sources are the options' Files. Where there is
// nothing to say there is no text; the JSON form (docs/diagnostics-json.md) is
// always written.
func Write(w io.Writer, diagnostics hcl.Diagnostics, o ui.Options) error {
	findings, said := make([]Finding, len(diagnostics)), words.In(o.Language)
	for i, d := range diagnostics {
		findings[i] = findingOf(d, o.Files, said)
	}
	return Findings(w, findings, o)
}

// Problems renders what kept a plan from being whole, or an object from being
// changed, as diagnostics on the HCL that the objects come from. The cluster is
// named unless it is empty.
func Problems(w io.Writer, cluster string, problems []plan.Problem, o ui.Options) error {
	findings, said := make([]Finding, len(problems)), words.In(o.Language)
	for i, problem := range problems {
		findings[i] = findingOfProblem(cluster, problem, o.Files, said)
	}
	return Findings(w, findings, o)
}

// Plan renders what of a plan cannot be applied, cluster by cluster: as
// Problems does.
func Plan(w io.Writer, p *plan.Plan, o ui.Options) error {
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

// Findings renders findings, and at the end how many there are.
func Findings(w io.Writer, findings []Finding, o ui.Options) error {
	if o.Format == ui.JSON {
		return writeReport(w, findings, nil, o)
	}
	errors, warnings := count(findings)
	p := text{ui.NewPrinter(o)}
	p.findings(findings)
	var counts []string
	if errors > 0 {
		counts = append(counts, p.Words.SayN(int64(errors), "%d error", "%d errors"))
	}
	if warnings > 0 {
		counts = append(counts, p.Words.SayN(int64(warnings), "%d warning", "%d warnings"))
	}
	if len(findings) > 0 {
		p.Line(0, ui.Bold.Span(p.Words.Ended(p.Words.Commas(counts))))
	}
	return p.Flush(w)
}

// Text is one finding as text, without how many there are.
func Text(f Finding, o ui.Options) string {
	p := text{ui.NewPrinter(o)}
	p.finding(f)
	return string(p.Bytes())
}

// findingsReport is the JSON form of diagnostics.
type findingsReport struct {
	FormatVersion string    `json:"format_version"`
	Valid         bool      `json:"valid"` // no errors
	Errors        int       `json:"error_count"`
	Warnings      int       `json:"warning_count"`
	Diagnostics   []Finding `json:"diagnostics"`
	Advice        []advice  `json:"advice,omitempty"`
}

// advice is what can be done besides correcting what the findings are about. It is neither an error nor a warning.
type advice struct {
	Code    fact.Code `json:"code"`
	Args    fact.Args `json:"args,omitempty"`
	Summary string    `json:"summary"`
}

// writeReport writes findings as JSON, with how to do without correcting them.
func writeReport(w io.Writer, findings []Finding, ways []fact.Fact, o ui.Options) error {
	for i := range findings {
		findings[i] = findings[i].quoted(o)
	}
	errors, warnings := count(findings)
	r := findingsReport{FormatVersion: "1", Valid: errors == 0, Errors: errors, Warnings: warnings, Diagnostics: findings}
	said := words.In(o.Language)
	for _, way := range ways {
		r.Advice = append(r.Advice, advice{way.Code, way.Args, said.Ended(said.Text(way))})
	}
	return ui.WriteJSON(w, r, "  ")
}
