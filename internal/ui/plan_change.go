package ui

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// actionSymbol is an action's sign and colour; its word is the action itself.
func actionSymbol(a plan.Action) (string, style) {
	switch a {
	case plan.Create:
		return "+", good
	case plan.Update:
		return "~", caution
	case plan.Replace, plan.Rerun:
		return "±", caution
	case plan.Adopt:
		return "»", caution
	case plan.Delete:
		return "-", bad
	case plan.Blocked:
		return "!", bad
	default:
		return " ", plain
	}
}

// actionWord is an action's word: in English the action itself.
func actionWord(a plan.Action, w *words.Words) string {
	switch a {
	case plan.Create:
		return w.Say("create")
	case plan.Update:
		return w.Say("update")
	case plan.Replace:
		return w.Say("replace")
	case plan.Rerun:
		return w.Say("rerun")
	case plan.Adopt:
		return w.Say("adopt")
	case plan.Delete:
		return w.Say("delete")
	case plan.Blocked:
		return w.Say("blocked")
	}
	return string(a)
}

const actionColumn = len("blocked")

// risk sorts changes by what they may break, worst first.
type risk int

const (
	riskBlocked risk = iota
	riskOutage
	riskDelete
	riskPrivilege
	riskReplace
	riskRestart
	riskAdopt
	riskUpdate
	riskCreate
	riskCount
)

func (r risk) title(w *words.Words) string {
	switch r {
	case riskBlocked:
		return w.Say("Blocked")
	case riskOutage:
		return w.Say("Outages")
	case riskDelete:
		return w.Say("Deletions")
	case riskPrivilege:
		return w.Say("Privilege escalation")
	case riskReplace:
		return w.Say("Replacements")
	case riskRestart:
		return w.Say("Updates that restart Pods")
	case riskAdopt:
		return w.Say("Adopted")
	case riskUpdate:
		return w.Say("Updates")
	default:
		return w.Say("Creations")
	}
}

func riskOf(c plan.Change) risk {
	switch {
	case c.Action == plan.Blocked:
		return riskBlocked
	case c.Impact != nil && c.Impact.Outage:
		return riskOutage
	case c.Action == plan.Delete, endangers(c):
		return riskDelete
	case escalates(c):
		return riskPrivilege
	case c.Action.Renews():
		return riskReplace
	case c.Action == plan.Create:
		return riskCreate
	case c.Impact != nil && c.Impact.Restarts > 0:
		return riskRestart
	case c.Action == plan.Adopt:
		return riskAdopt
	default:
		return riskUpdate
	}
}

// changes prints changes by risk.
func (p *printer) changes(changes []plan.Change) {
	var byRisk [riskCount][]plan.Change
	for _, c := range changes {
		r := riskOf(c)
		byRisk[r] = append(byRisk[r], c)
	}
	for r, some := range byRisk {
		if len(some) == 0 {
			continue
		}
		p.line(0, bold.span(risk(r).title(p.words)))
		column := 0
		for _, c := range some {
			if w := width(clean(c.Object.String())); w <= maxLabel {
				column = max(column, w)
			}
		}
		for _, c := range some {
			p.change(c, column)
		}
		p.blank()
	}
}

// change prints one change. The object's name takes column columns, so that
// what follows stands below each other.
func (p *printer) change(c plan.Change, column int) {
	symbol, s := actionSymbol(c.Action)
	head := line{s.span(symbol + " " + actionWord(c.Action, p.words))}.pad(actionColumn + 2)
	name := line{bold.span(c.Object.String())}.pad(column)
	var source line
	if c.Address != "" {
		source = append(source, accent.span(c.Address))
	}
	if c.Origin.File != "" {
		source = join(source, line{faint.span(c.Origin.String())})
	}
	if !c.Approximate.IsZero() {
		source = join(source, line{faint.span(p.words.Say("(approximate)"))})
	}
	p.lineWith(2, join(head, name), source)

	if c.Gone {
		p.labelled(fieldIndent, caution.span(p.words.Say("Drift:")), plain, p.words.Say("It was deleted since the last apply. Apply creates it again."))
	}
	p.impact(c)
	p.contentCauses(c)
	if c.Going {
		p.text(fieldIndent, plain, going(p.words))
	}
	if r := c.Replacement; r != nil {
		p.text(fieldIndent, plain, cannotChange(r.Because, p.words))
	}
	for _, l := range grown(c.Grows, p.words) {
		p.text(fieldIndent, plain, l)
	}
	if a := c.Adoption; a != nil {
		p.text(fieldIndent, plain, adopted(*a, p.words))
	}
	if c.Blocked != nil {
		p.problem(fieldIndent, *c.Blocked)
	}
	for _, w := range p.words.Texts(c.Warnings) {
		p.labelled(fieldIndent, caution.span(p.words.Say("Warning:")), plain, w)
	}
	p.content(c)
}

// cannotChange returns why an object is replaced.
func cannotChange(paths []object.Path, w *words.Words) string {
	return w.Say("Immutable, so the object is replaced: %s.", few(object.PathTexts(paths), w))
}

// grown returns which claims grow, those of the same sizes together.
func grown(grows []step.GrowClaim, w *words.Words) []string {
	var lines []string
	for rest := grows; len(rest) > 0; {
		var names []string
		n := 0
		for ; n < len(rest) && rest[n].From == rest[0].From && rest[n].To == rest[0].To; n++ {
			names = append(names, rest[n].Claim)
		}
		if n == 1 {
			lines = append(lines, w.Say("Expands the claim %s: %s -> %s.", few(names, w), rest[0].From, rest[0].To))
		} else {
			lines = append(lines, w.Say("Expands the claims %s: %s -> %s.", few(names, w), rest[0].From, rest[0].To))
		}
		rest = rest[n:]
	}
	return lines
}

// content prints what changes within an object; of a new object, unless
// everything is asked for, only what describes it.
func (p *printer) content(c plan.Change) {
	if c.Action == plan.Create && !p.verbose {
		for _, l := range describeObject(c, p.words) {
			p.text(fieldIndent, plain, l)
		}
		p.fields(withOwnOrigins(c, admitted(c)), common{})
		return
	}
	if c.Action == plan.Delete && !p.verbose {
		return
	}
	shared := sharedCause(c.Fields)
	if shared.Kind == plan.Drift && c.Action != plan.Blocked {
		p.labelled(fieldIndent, caution.span(p.words.Say("Drift:")), plain, p.words.Say("changed by %s. Apply reverts it.", who(shared, p.words)))
	}
	var hidden int
	c.Fields, hidden = apparent(c, p.verbose)
	c.Fields = asStored(c.Fields)
	p.fields(withOwnOrigins(c, shownFields(c, p.verbose)), common{shared, !c.Approximate.IsZero()})
	if text := unseen(hidden, p.words); text != "" {
		p.line(fieldIndent, faint.span("... "+text+" "+p.words.Say("(-v shows them)")))
	}
}

// withOwnOrigins are the fields, without origins that say no more than the
// change's own.
func withOwnOrigins(c plan.Change, fields []plan.FieldChange) []plan.FieldChange {
	fields = slices.Clone(fields)
	for i := range fields {
		if fields[i].Origin.String() == c.Origin.String() {
			fields[i].Origin = object.Range{}
		}
	}
	return fields
}

// sharedCause is the cause that several fields have in common.
func sharedCause(fields []plan.FieldChange) plan.Cause {
	if len(fields) < 2 {
		return plan.Cause{}
	}
	for _, f := range fields {
		if !f.Cause.Equal(fields[0].Cause) || f.Cause.Kind != plan.Drift {
			return plan.Cause{}
		}
	}
	return fields[0].Cause
}

// problem prints a problem within a plan, where the object stands above it.
func (p *printer) problem(indent int, problem plan.Problem) {
	p.text(indent, bad, p.words.Text(problem.Fact))
	p.place(indent, problem)
}

// place prints where a problem is, and its detail.
func (p *printer) place(indent int, problem plan.Problem) {
	where := problem.Path.String()
	if problem.Origin.File != "" {
		if where != "" {
			where = p.words.Say("%s at %s", where, problem.Origin)
		} else {
			where = problem.Origin.String()
		}
	}
	p.text(indent, faint, where)
	if file := p.files[problem.Origin.File]; file != nil {
		at := hclRange(problem.Origin)
		p.snippet(indent, at, at, file)
		p.blank()
	}
	p.text(indent, plain, p.words.Detail(problem.Fact))
}
