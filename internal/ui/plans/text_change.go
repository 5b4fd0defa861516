package plans

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/changes"
	"github.com/workloadlang/wl/internal/ui/described"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// actionSymbol is an action's sign and colour; its word is the action itself.
func actionSymbol(a plan.Action) (string, ui.Style) {
	switch a {
	case plan.Create:
		return "+", ui.Good
	case plan.Update:
		return "~", ui.Caution
	case plan.Replace, plan.Rerun:
		return "±", ui.Caution
	case plan.Adopt:
		return "»", ui.Caution
	case plan.Delete:
		return "-", ui.Bad
	case plan.ReleaseObject:
		return ".", ui.Caution
	case plan.Blocked:
		return "!", ui.Bad
	default:
		return " ", ui.Plain
	}
}

// section prints the changes of one risk.
func (p text) section(s view.Section) {
	p.Line(0, ui.Bold.Span(said.Risk(s.Risk, p.Words)))
	column := changes.Column(s.Changes, func(c view.Change) object.Ref { return c.Object })
	for _, c := range s.Changes {
		p.change(c, column)
	}
	p.Blank()
}

// change prints one change, whose object's name takes column columns.
func (p text) change(c view.Change, column int) {
	symbol, s := actionSymbol(c.Action)
	o := changes.Object{Ref: c.Object, Address: c.Address, Origin: c.Origin}
	if !c.Approximate.IsZero() {
		o.Remark = p.Words.Say("(approximate)")
	}
	p.Object(s.Span(symbol+" "+said.Action(c.Action, p.Words)), o, column)
	if c.Gone {
		p.Labelled(changes.Indent, ui.Caution.Span(p.Words.Say("Drift:")), ui.Plain, p.Words.Say("It was deleted since the last apply. Apply creates it again."))
	}
	p.impact(c)
	p.contentCauses(c.Change)
	p.notes(c.Change)
	if c.Blocked != nil {
		p.Text(changes.Indent, ui.Bad, p.Words.Text(c.Blocked.Fact))
		p.Place(changes.Indent, *c.Blocked)
	}
	for _, w := range p.Words.Texts(c.Warnings) {
		p.Labelled(changes.Indent, ui.Caution.Span(p.Words.Say("Warning:")), ui.Plain, w)
	}
	p.content(c)
}

// notes prints how an object is changed, where that is in a way of its own.
func (p text) notes(c plan.Change) {
	if c.Going {
		p.Text(changes.Indent, ui.Plain, said.Going(c, p.Words))
	}
	p.Text(changes.Indent, ui.Plain, said.Renewed(c, p.Words))
	for _, l := range said.Grown(c.Grows, p.Words) {
		p.Text(changes.Indent, ui.Plain, l)
	}
	if c.Action == plan.ReleaseObject {
		p.Text(changes.Indent, ui.Plain, said.Released(p.Words))
	}
	if a := c.Adoption; a != nil {
		p.Text(changes.Indent, ui.Plain, said.Adopted(*a, p.Words))
	}
}

// impact prints what happens to a workload's Pods, and what else a change means.
// The Pods of a new workload are part of its description.
func (p text) impact(c view.Change) {
	switch {
	case c.Impact == nil || len(c.Impact.Effects) == 0:
	case c.Impact.Outage:
		p.Text(changes.Indent, ui.Bad, p.Words.Sentence(c.Impact.Effects...))
	case c.Impact.Restarts > 0:
		p.Text(changes.Indent, ui.Caution, p.Words.Sentence(c.Impact.Effects...))
	case c.Action != plan.Create || p.Verbose:
		p.Text(changes.Indent, ui.Plain, p.Words.Sentence(c.Impact.Effects...))
	}
	for _, l := range said.Differing(c, p.Verbose, said.Plainly(p.Words)) {
		p.Text(changes.Indent+2, ui.Plain, l)
	}
	for _, m := range said.Meanings(c.Change, p.Verbose, p.Words) {
		p.Labelled(changes.Indent, m.Style.Span(m.Label), ui.Plain, m.Text)
	}
}

// contentCauses prints why Pods restart that read what changes, and whose Pods read
// what does.
func (p text) contentCauses(c plan.Change) {
	for _, text := range said.ContentCauses(c, said.Plainly(p.Words)) {
		p.Text(changes.Indent, ui.Plain, text)
	}
	s := ui.Plain
	if slices.ContainsFunc(c.Readers, func(r plan.Reader) bool { return r.Restarts > 0 }) {
		s = ui.Caution
	}
	for _, text := range said.Readers(c, p.Verbose, said.Plainly(p.Words)) {
		p.Text(changes.Indent, s, text)
	}
}

// content prints what changes within an object; of a new object, unless
// everything is asked for, only what describes it.
func (p text) content(c view.Change) {
	content := c.Content()
	if content.Described {
		for _, l := range described.Lines(c.Change, p.Words) {
			p.Text(changes.Indent, ui.Plain, l)
		}
	}
	if by, reverts := c.Reverts(); reverts {
		p.Labelled(changes.Indent, ui.Caution.Span(p.Words.Say("Drift:")), ui.Plain, p.Words.Say("changed by %s. Apply reverts it.", said.Who(by, p.Words)))
	}
	p.Fields(content)
	if text := said.Unchanged(content.Unchanged, p.Words); text != "" {
		p.Line(changes.Indent, ui.Faint.Span("... "+text+" "+p.Words.Say("(-v shows them)")))
	}
}
