package ui

import (
	"io"
	"slices"

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
	p.line(0, bold.span(p.words.Say("Drift of stack %s", stack)))
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
	name := line{plain.span(p.words.Say("Cluster") + " "), bold.span(c.Cluster)}
	if c.Context != "" {
		name = join(name, line{faint.span(p.words.Say("context %s", c.Context))})
	}
	p.line(0, name...)
	if c.Serial > 0 {
		p.text(0, faint, p.words.Say("Last applied by %s, %s.", c.Who, when(c.When.UTC().Format("2006-01-02T15:04:05Z07:00"))))
	}
	p.blank()
	for _, problem := range c.Problems {
		p.clusterProblem(bad.span(p.words.Say("Error:")), problem)
	}
	for _, warning := range formerWarnings(stack, c.Former) {
		p.clusterProblem(caution.span(p.words.Say("Warning:")), warning)
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
		p.text(fieldIndent, caution, p.words.Say("Changed by %s.", who(shared, p.words)))
	}
	p.fields(o.Fields, common{cause: shared})
}

// driftedHead names an object that is not as it was applied.
func (p *printer) driftedHead(o plan.DriftedObject, column int) {
	head := line{caution.span("~ " + p.words.Say("changed"))}
	switch {
	case o.Gone:
		head = line{bad.span("- " + p.words.Say("deleted"))}
	case onlyAdded(o):
		head = line{caution.span("+ " + p.words.Say("added"))}
	}
	head = head.pad(actionColumn + 2)
	var source line
	if o.Address != "" {
		source = append(source, accent.span(o.Address))
	}
	if o.Origin.File != "" {
		source = join(source, line{faint.span(o.Origin.String())})
	}
	if !o.Approximate.IsZero() {
		source = join(source, line{faint.span(p.words.Say("(approximate: %s)", p.words.Text(o.Approximate)))})
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
		parts = append(parts, p.words.SayN(int64(n), "%d object changed", "%d objects changed"))
	}
	if added > 0 {
		parts = append(parts, p.words.SayN(int64(added), "%d object with additions", "%d objects with additions"))
	}
	if gone > 0 {
		parts = append(parts, p.words.SayN(int64(gone), "%d object deleted", "%d objects deleted"))
	}
	switch {
	case len(parts) > 0:
		p.labelled(0, bold.span(p.words.Say("Drift:")), plain, p.words.Say("%s since the last apply. wl plan shows what apply would change.", p.words.Commas(parts)))
	case len(c.Problems) > 0:
	case c.Serial == 0:
		p.text(0, bold, p.words.Say("Nothing has been applied here yet."))
	default:
		p.text(0, bold, p.words.Say("No drift. The cluster matches the last apply."))
	}
	if len(c.Problems) > 0 {
		p.text(0, bad, p.words.Say("The drift report is incomplete: see the errors above."))
	}
	p.blank()
}
