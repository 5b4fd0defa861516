package diagnostics

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcled"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
)

// Finding is what a diagnostic and a plan's problem have in common. Its JSON
// form is what machines read of both.
type Finding struct {
	Severity Severity      `json:"severity"`
	Code     fact.Code     `json:"code,omitempty"` // of a problem, with its arguments
	Args     fact.Args     `json:"args,omitempty"`
	Summary  string        `json:"summary"`
	Name     string        `json:"name,omitempty"` // of a warning that a lint block can leave out
	Detail   string        `json:"detail,omitempty"`
	Range    *object.Range `json:"range,omitempty"`
	Context  string        `json:"context,omitempty"` // the block: `workload "front"`
	Cluster  string        `json:"cluster,omitempty"`
	Object   *object.Ref   `json:"object,omitempty"`
	Path     object.Path   `json:"path,omitzero"` // of the object's field
	// Snippet is the source at Range, or around it.
	Snippet *ui.Source `json:"snippet,omitempty"`

	Around object.Range `json:"-"` // the source worth showing with Range
}

// Severity is how grave a finding is.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

func findingOf(d *hcl.Diagnostic, files map[string]*hcl.File, w *words.Words) Finding {
	f := Finding{Severity: SeverityError}
	f.Summary, f.Detail = w.Diagnostic(d)
	if d.Severity == hcl.DiagWarning {
		f.Severity, f.Name = SeverityWarning, lang.WarningName(d)
	}
	if d.Subject == nil {
		return f
	}
	f = f.At(rangeOf(*d.Subject), files)
	if d.Context != nil && d.Context.Filename == d.Subject.Filename {
		f.Around = rangeOf(hcl.RangeOver(*d.Subject, *d.Context))
	}
	return f
}

func findingOfProblem(cluster string, p plan.Problem, files map[string]*hcl.File, w *words.Words) Finding {
	f := Finding{
		Severity: SeverityError, Code: p.Code, Args: p.Args, Summary: w.Text(p.Fact), Detail: w.Detail(p.Fact),
		Cluster: cluster, Object: p.Object, Path: p.Path,
	}
	if p.Origin.File != "" {
		f = f.At(p.Origin, files)
	}
	return f
}

// At returns the finding at a place, with the block that the place is in.
func (f Finding) At(place object.Range, files map[string]*hcl.File) Finding {
	f.Range, f.Around = &place, place
	if file := files[place.File]; file != nil && place.StartByte <= len(file.Bytes) {
		f.Context = hcled.ContextString(file, place.StartByte)
	}
	return f
}

// quoted returns the finding with the source that it is about.
func (f Finding) quoted(o ui.Options) Finding {
	if f.Range != nil {
		f.Snippet = ui.SnippetOf(f.Around, *f.Range, o.Files[f.Range.File])
	}
	return f
}

func rangeOf(r hcl.Range) object.Range {
	return object.Range{
		File:      r.Filename,
		StartLine: r.Start.Line, StartColumn: r.Start.Column, StartByte: r.Start.Byte,
		EndLine: r.End.Line, EndColumn: r.End.Column, EndByte: r.End.Byte,
	}
}

// count counts errors and warnings.
func count(findings []Finding) (errors, warnings int) {
	for _, f := range findings {
		if f.Severity == SeverityError {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}
