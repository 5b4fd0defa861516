package ui

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcled"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// finding is what a diagnostic and a plan's problem have in common. Its JSON
// form is what machines read of both.
type finding struct {
	Severity severity      `json:"severity"`
	Code     fact.Code     `json:"code,omitempty"` // of a problem, with its arguments
	Args     fact.Args     `json:"args,omitempty"`
	Summary  string        `json:"summary"`
	Detail   string        `json:"detail,omitempty"`
	Range    *object.Range `json:"range,omitempty"`
	Context  string        `json:"context,omitempty"` // the block: `workload "front"`
	Cluster  string        `json:"cluster,omitempty"`
	Object   *object.Ref   `json:"object,omitempty"`
	Path     object.Path   `json:"path,omitzero"` // of the object's field
	// Snippet is the source at Range, or around it.
	Snippet *sourceSnippet `json:"snippet,omitempty"`

	around hcl.Range // the source worth showing with Range
}

type severity string

const (
	severityError   severity = "error"
	severityWarning severity = "warning"
)

func findingOf(d *hcl.Diagnostic, files map[string]*hcl.File, w *words.Words) finding {
	f := finding{Severity: severityError}
	f.Summary, f.Detail = w.Diagnostic(d)
	if d.Severity == hcl.DiagWarning {
		f.Severity = severityWarning
	}
	if d.Subject == nil {
		return f
	}
	f.Range, f.around = rangeOf(*d.Subject), *d.Subject
	if d.Context != nil && d.Context.Filename == d.Subject.Filename {
		f.around = hcl.RangeOver(*d.Subject, *d.Context)
	}
	f.Context = blockAt(*d.Subject, files)
	return f
}

func findingOfProblem(cluster string, p plan.Problem, files map[string]*hcl.File, w *words.Words) finding {
	f := finding{
		Severity: severityError, Code: p.Code, Args: p.Args, Summary: w.Text(p.Fact), Detail: w.Detail(p.Fact),
		Cluster: cluster, Object: p.Object, Path: p.Path,
	}
	if p.Origin.File != "" {
		f.Range, f.around = &p.Origin, hclRange(p.Origin)
		f.Context = blockAt(f.around, files)
	}
	return f
}

// blockAt describes the block that a place is in: `workload "front"`.
func blockAt(r hcl.Range, files map[string]*hcl.File) string {
	if file := files[r.Filename]; file != nil && r.Start.Byte <= len(file.Bytes) {
		return hcled.ContextString(file, r.Start.Byte)
	}
	return ""
}

func rangeOf(r hcl.Range) *object.Range {
	return &object.Range{
		File:      r.Filename,
		StartLine: r.Start.Line, StartColumn: r.Start.Column, StartByte: r.Start.Byte,
		EndLine: r.End.Line, EndColumn: r.End.Column, EndByte: r.End.Byte,
	}
}

func hclRange(r object.Range) hcl.Range {
	return hcl.Range{
		Filename: r.File,
		Start:    hcl.Pos{Line: r.StartLine, Column: r.StartColumn, Byte: r.StartByte},
		End:      hcl.Pos{Line: r.EndLine, Column: r.EndColumn, Byte: r.EndByte},
	}
}

// tallyFindings counts errors and warnings.
func tallyFindings(findings []finding) (errors, warnings int) {
	for _, f := range findings {
		if f.Severity == severityError {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}
