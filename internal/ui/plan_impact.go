package ui

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/plan"
)

// impact prints what happens to a workload's Pods, and what else a change means.
// The Pods of a new workload are part of its description.
func (p *printer) impact(c plan.Change) {
	switch {
	case c.Impact == nil || c.Impact.Summary == "":
	case c.Impact.Outage:
		p.text(fieldIndent, bad, upperFirst(c.Impact.Summary)+".")
	case c.Impact.Restarts > 0:
		p.text(fieldIndent, caution, upperFirst(c.Impact.Summary)+".")
	case c.Action != plan.Create || p.verbose:
		p.text(fieldIndent, plain, upperFirst(c.Impact.Summary)+".")
	}
	for _, f := range factsOf(c, p.verbose) {
		p.labelled(fieldIndent, f.style.span(f.label), plain, f.text)
	}
}

// fact is something that a change means beside its Pods' restarts.
type fact struct {
	label string
	style style
	text  string
}

// factsOf lists the facts of a change, the gravest first. What new workloads
// request is part of their description.
func factsOf(c plan.Change, verbose bool) []fact {
	facts := alongFacts(c)
	i := c.Impact
	if i == nil {
		return facts
	}
	for _, s := range i.DataAtRisk {
		facts = append(facts, fact{"Data at risk:", bad, s})
	}
	for _, s := range i.Privileges {
		facts = append(facts, fact{escalation, caution, s})
	}
	for _, g := range i.Grants {
		facts = append(facts, fact{escalation, grantStyle(g), grantText(g)})
	}
	for _, s := range i.Budgets {
		facts = append(facts, fact{"Budget:", caution, s})
	}
	if text := requestsText(i.Requests); text != "" && (verbose || c.Action != plan.Create && c.Action != plan.Delete) {
		facts = append(facts, fact{"Total requests:", plain, text})
	}
	return facts
}

// requestsText returns how what all Pods request together changes.
func requestsText(requests []plan.RequestChange) string {
	var parts []string
	for _, r := range requests {
		if r.Changes() {
			parts = append(parts, r.Resource+" "+r.Before+" -> "+r.After)
		}
	}
	return strings.Join(parts, ", ")
}

// endangers reports whether a change can lose stored data.
func endangers(c plan.Change) bool { return c.Impact != nil && len(c.Impact.DataAtRisk) > 0 }

// factLines are the facts of a change as plain lines.
func factLines(c plan.Change) []string {
	var lines []string
	for _, f := range factsOf(c, false) {
		lines = append(lines, f.label+" "+f.text)
	}
	return slices.Clip(lines)
}
