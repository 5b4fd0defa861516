package ui

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/plan"
)

// Drift renders what is not any more as it was applied. As JSON it is
// {"format_version": "1", "stack": …, "drift": true, "clusters": […]}.
func Drift(w io.Writer, stack string, clusters []plan.ClusterDrift, o Options) error {
	if o.Format == JSON {
		record := driftRecord{FormatVersion: "1", Stack: stack, Clusters: clusters}
		for _, c := range clusters {
			record.Drift = record.Drift || len(c.Objects) > 0
		}
		return writeFacts(w, record, "  ", o)
	}
	p := newPrinter(o)
	p.line(0, bold.span("Drift of stack "+stack))
	for _, c := range clusters {
		p.clusterDrift(c, stack)
	}
	return p.writeTo(w)
}

// driftRecord is the JSON form of drift.
type driftRecord struct {
	FormatVersion string              `json:"format_version"`
	Stack         string              `json:"stack"`
	Drift         bool                `json:"drift"`
	Clusters      []plan.ClusterDrift `json:"clusters"`
}

func (p *printer) clusterDrift(c plan.ClusterDrift, stack string) {
	name := line{plain.span("Cluster "), bold.span(c.Cluster)}
	if c.Context != "" {
		name = join(name, line{faint.span("context " + c.Context)})
	}
	p.line(0, name...)
	if c.Serial > 0 {
		p.text(0, faint, fmt.Sprintf("Last applied by %s, %s.", c.Who, when(c.When.UTC().Format("2006-01-02T15:04:05Z07:00"))))
	}
	p.blank()
	for _, problem := range c.Problems {
		p.clusterProblem(bad.span("Error:"), problem)
	}
	for _, warning := range formerWarnings(stack, c.Former) {
		p.clusterProblem(caution.span("Warning:"), warning)
	}
	column := 0
	for _, o := range c.Objects {
		if w := width(clean(o.Object.String())); w <= maxLabel {
			column = max(column, w)
		}
	}
	gone := 0
	for _, o := range c.Objects {
		p.drifted(o, column)
		if o.Gone {
			gone++
		}
	}
	if len(c.Objects) > 0 {
		p.blank()
	}
	p.driftVerdict(c, gone)
}

func (p *printer) drifted(o plan.DriftedObject, column int) {
	p.driftedHead(o, column)
	if !o.Gone && onlyAdded(o) {
		p.addedFields(o.Fields)
		return
	}
	shared := sharedCause(o.Fields)
	if shared.Kind == plan.Drift {
		p.text(fieldIndent, caution, "Changed by "+who(shared)+".")
	}
	p.fields(o.Fields, common{cause: shared})
}

// driftedHead names an object that is not as it was applied.
func (p *printer) driftedHead(o plan.DriftedObject, column int) {
	head := line{caution.span("~ changed")}
	switch {
	case o.Gone:
		head = line{bad.span("- deleted")}
	case onlyAdded(o):
		head = line{caution.span("+ added  ")}
	}
	var source line
	if o.Address != "" {
		source = append(source, accent.span(o.Address))
	}
	if o.Origin.File != "" {
		source = join(source, line{faint.span(o.Origin.String())})
	}
	if !o.Approximate.IsZero() {
		source = join(source, line{faint.span("(approximate: " + p.words.Text(o.Approximate) + ")")})
	}
	p.lineWith(2, join(head, line{bold.span(o.Object.String())}.pad(column)), source)
}

// onlyAdded reports whether nothing but additions was found of an object.
func onlyAdded(o plan.DriftedObject) bool {
	return !slices.ContainsFunc(o.Fields, func(f plan.FieldChange) bool { return f.Cause.Kind != plan.Added })
}

func (p *printer) driftVerdict(c plan.ClusterDrift, gone int) {
	var parts []string
	added := 0
	for _, o := range c.Objects {
		if !o.Gone && onlyAdded(o) {
			added++
		}
	}
	if n := len(c.Objects) - gone - added; n > 0 {
		parts = append(parts, plural.Count(n, "object")+" changed")
	}
	if added > 0 {
		parts = append(parts, plural.Count(added, "object")+" with additions")
	}
	if gone > 0 {
		parts = append(parts, plural.Count(gone, "object")+" deleted")
	}
	switch {
	case len(parts) > 0:
		p.labelled(0, bold.span("Drift:"), plain, strings.Join(parts, ", ")+" since the last apply. wl plan shows what apply would change.")
	case len(c.Problems) > 0:
	case c.Serial == 0:
		p.text(0, bold, "Nothing has been applied here yet.")
	default:
		p.text(0, bold, "No drift. The cluster matches the last apply.")
	}
	if len(c.Problems) > 0 {
		p.text(0, bad, "The drift report is incomplete: see the errors above.")
	}
	p.blank()
}
