// Package drift renders what is not any more as it was applied.
//
//	err := drift.Write(streams.Out, stack, clusters, streams.Options(ui.Text))
package drift

import (
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/changes"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// Write renders what is not any more as it was applied. As JSON it is
// {"format_version": "1", "stack": …, "drift": true, "clusters": […]}.
func Write(w io.Writer, stack string, clusters []plan.ClusterDrift, o ui.Options) error {
	if o.Format == ui.JSON {
		r := record{FormatVersion: "1", Stack: stack, Clusters: clusters}
		for _, c := range clusters {
			r.Drift = r.Drift || len(c.Objects) > 0
		}
		return ui.WriteFacts(w, r, "  ", o)
	}
	p := text{changes.Printer{Printer: ui.NewPrinter(o)}}
	p.Line(0, ui.Bold.Span(p.Words.Say("Drift of stack %s", stack)))
	for _, c := range clusters {
		p.cluster(c, stack)
	}
	return p.Flush(w)
}

// record is the JSON form of drift.
type record struct {
	FormatVersion string              `json:"format_version"`
	Stack         string              `json:"stack"`
	Drift         bool                `json:"drift"`
	Clusters      []plan.ClusterDrift `json:"clusters"`
}

// text prints drift.
type text struct{ changes.Printer }

func (p text) cluster(c plan.ClusterDrift, stack string) {
	name := ui.Line{ui.Plain.Span(p.Words.Say("Cluster") + " "), ui.Bold.Span(c.Cluster)}
	if c.Context != "" {
		name = ui.Join(name, ui.Line{ui.Faint.Span(p.Words.Say("context %s", c.Context))})
	}
	p.Line(0, name...)
	if c.Serial > 0 {
		p.Text(0, ui.Faint, p.Words.Say("Last applied by %s, %s.", c.Who, said.When(c.When.UTC().Format("2006-01-02T15:04:05Z07:00"))))
	}
	p.Blank()
	for _, problem := range c.Problems {
		p.Problem(ui.Bad.Span(p.Words.Say("Error:")), problem)
	}
	for _, warning := range slices.Concat(view.FormerWarnings(stack, "", c.Way(), c.Former), c.Warnings) {
		p.Problem(ui.Caution.Span(p.Words.Say("Warning:")), warning)
	}
	column := changes.Column(c.Objects, func(o plan.DriftedObject) object.Ref { return o.Object })
	gone := 0
	for _, o := range c.Objects {
		p.drifted(o, column)
		if o.Gone {
			gone++
		}
	}
	if len(c.Objects) > 0 {
		p.Blank()
	}
	p.verdict(c, gone)
}

func (p text) drifted(o plan.DriftedObject, column int) {
	p.head(o, column)
	if !o.Gone && onlyAdded(o) {
		p.Added(view.Added(o.Fields, p.Verbose))
		return
	}
	content := view.Fold(o.Fields, p.Verbose)
	if content.Shared = view.SharedCause(o.Fields); content.Shared.Kind == plan.Drift {
		p.Text(changes.Indent, ui.Caution, p.Words.Say("Changed by %s.", said.Who(content.Shared, p.Words)))
	}
	p.Fields(content)
}

// head names an object that is not as it was applied.
func (p text) head(o plan.DriftedObject, column int) {
	mark := ui.Caution.Span("~ " + p.Words.Say("changed"))
	switch {
	case o.Gone:
		mark = ui.Bad.Span("- " + p.Words.Say("deleted"))
	case onlyAdded(o):
		mark = ui.Caution.Span("+ " + p.Words.Say("added"))
	}
	named := changes.Object{Ref: o.Object, Address: o.Address, Origin: o.Origin}
	if !o.Approximate.IsZero() {
		named.Remark = p.Words.Say("(approximate: %s)", p.Words.Text(o.Approximate))
	}
	p.Object(mark, named, column)
}

// onlyAdded reports whether nothing but additions was found of an object.
func onlyAdded(o plan.DriftedObject) bool {
	return !slices.ContainsFunc(o.Fields, func(f plan.FieldChange) bool { return f.Cause.Kind != plan.Added })
}

func (p text) verdict(c plan.ClusterDrift, gone int) {
	var parts []string
	added := 0
	for _, o := range c.Objects {
		if !o.Gone && onlyAdded(o) {
			added++
		}
	}
	if n := len(c.Objects) - gone - added; n > 0 {
		parts = append(parts, p.Words.SayN(int64(n), "%d object changed", "%d objects changed"))
	}
	if added > 0 {
		parts = append(parts, p.Words.SayN(int64(added), "%d object with additions", "%d objects with additions"))
	}
	if gone > 0 {
		parts = append(parts, p.Words.SayN(int64(gone), "%d object deleted", "%d objects deleted"))
	}
	switch {
	case len(parts) > 0:
		p.Labelled(0, ui.Bold.Span(p.Words.Say("Drift:")), ui.Plain, p.since(c, p.Words.Commas(parts)))
	case len(c.Problems) > 0:
	case c.Serial == 0:
		p.Text(0, ui.Bold, p.Words.Say("Nothing has been applied here yet."))
	default:
		p.Text(0, ui.Bold, p.Words.Say("No drift. The cluster matches the last apply."))
	}
	if len(c.Problems) > 0 {
		p.Text(0, ui.Bad, p.Words.Say("The drift report is incomplete: see the errors above."))
	}
	p.Blank()
}

// since says what has changed since when, and where to see what becomes of it: of nothing that the
// server refuses to change back.
func (p text) since(c plan.ClusterDrift, changed string) string {
	stays := len(c.Warnings) >= len(c.Objects)
	switch {
	case c.WithConfiguration() && stays:
		return p.Words.Say("%s, compared with the configuration.", changed)
	case c.WithConfiguration():
		return p.Words.Say("%s, compared with the configuration. wl plan shows what apply would change.", changed)
	case stays:
		return p.Words.Say("%s since the last apply.", changed)
	}
	return p.Words.Say("%s since the last apply. wl plan shows what apply would change.", changed)
}
