// Package diag makes and orders the language's diagnostics: a fixed summary, a
// detail that names the thing and ends in the fix, and the tightest range.
package diag

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
)

// CheckFailed is the summary of what a check block warns of.
const CheckFailed = "Check failed"

// NoValue is the summary of the error that a variable has no value.
const NoValue = "No value for variable"

// IsNoValue reports whether a diagnostic is the error that a variable has no value.
func IsNoValue(d *hcl.Diagnostic) bool { return d.Summary == NoValue }

// Error is an error about the source at subject. Its Extra is its detail as what it
// is made of, a message.Text.
func Error(subject hcl.Range, summary, detail string, args ...any) *hcl.Diagnostic {
	return Reword(&hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Subject: &subject}, detail, args...)
}

// Warning is a warning about the source at subject.
func Warning(subject hcl.Range, summary, detail string, args ...any) *hcl.Diagnostic {
	return Reword(&hcl.Diagnostic{Severity: hcl.DiagWarning, Summary: summary, Subject: &subject}, detail, args...)
}

// Nowhere is an error about what stands in no source.
func Nowhere(summary, detail string, args ...any) *hcl.Diagnostic {
	return Reword(&hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary}, detail, args...)
}

// Reword gives a diagnostic another detail.
func Reword(d *hcl.Diagnostic, detail string, args ...any) *hcl.Diagnostic {
	text := message.New(detail, args...)
	d.Detail, d.Extra = text.String(), text
	return d
}

// Detail is a diagnostic's detail as what it is made of; as the text of a library
// where that is not known, or it was changed since.
func Detail(d *hcl.Diagnostic) any {
	if text, ok := d.Extra.(message.Text); ok && text.String() == d.Detail {
		return text
	}
	return message.Library(d.Detail)
}

// Plain takes out of a diagnostic what keeps values alive, or would show them: all
// but what its detail says anyway.
func Plain(d *hcl.Diagnostic) {
	d.EvalContext, d.Expression = nil, nil
	if _, ok := Detail(d).(message.Text); !ok {
		d.Extra = nil
	}
}

// Within gives a diagnostic the wider range that a reader should see with it.
func Within(d *hcl.Diagnostic, context hcl.Range) *hcl.Diagnostic {
	if d.Subject != nil && context.Filename == d.Subject.Filename {
		whole := hcl.RangeOver(context, *d.Subject)
		d.Context = &whole
	}
	return d
}

// Sorted orders diagnostics, errors before warnings, by file and position and drops those that repeat another,
// as when two clusters meet the same error. Those without a place come first.
// What would keep values alive, or show them, is taken out, and no text is quoted.
func Sorted(diags hcl.Diagnostics) hcl.Diagnostics {
	sorted := make(hcl.Diagnostics, len(diags))
	for i, d := range diags {
		plain := *d
		Plain(&plain)
		fold(&plain)
		if plain.Subject != nil && plain.Subject.Filename == "" {
			plain.Subject, plain.Context = nil, nil
		}
		sorted[i] = &plain
	}
	slices.SortStableFunc(sorted, compare)
	return slices.CompactFunc(sorted, func(a, b *hcl.Diagnostic) bool {
		return compare(a, b) == 0
	})
}

func compare(a, b *hcl.Diagnostic) int {
	x, y := place(a), place(b)
	return cmp.Or(
		cmp.Compare(a.Severity, b.Severity),
		strings.Compare(x.Filename, y.Filename),
		cmp.Compare(x.Start.Line, y.Start.Line),
		cmp.Compare(x.Start.Byte, y.Start.Byte),
		cmp.Compare(x.End.Byte, y.End.Byte),
		strings.Compare(a.Summary, b.Summary),
		strings.Compare(a.Detail, b.Detail),
	)
}

func place(d *hcl.Diagnostic) hcl.Range {
	if d.Subject == nil {
		return hcl.Range{}
	}
	return *d.Subject
}

// Range is a place of the source in HCL's form.
func Range(r object.Range) hcl.Range {
	return hcl.Range{
		Filename: r.File,
		Start:    hcl.Pos{Line: r.StartLine, Column: r.StartColumn, Byte: r.StartByte},
		End:      hcl.Pos{Line: r.EndLine, Column: r.EndColumn, Byte: r.EndByte},
	}
}

// Origin is a place of the source as objects know it.
func Origin(r hcl.Range) object.Range {
	return object.Range{
		File:      r.Filename,
		StartLine: r.Start.Line, StartColumn: r.Start.Column, StartByte: r.Start.Byte,
		EndLine: r.End.Line, EndColumn: r.End.Column, EndByte: r.End.Byte,
	}
}
