package ui

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// impact prints what happens to a workload's Pods, and what else a change means.
// The Pods of a new workload are part of its description.
func (p *printer) impact(c plan.Change) {
	switch {
	case c.Impact == nil || len(c.Impact.Effects) == 0:
	case c.Impact.Outage:
		p.text(fieldIndent, bad, p.words.Sentence(c.Impact.Effects...))
	case c.Impact.Restarts > 0:
		p.text(fieldIndent, caution, p.words.Sentence(c.Impact.Effects...))
	case c.Action != plan.Create || p.verbose:
		p.text(fieldIndent, plain, p.words.Sentence(c.Impact.Effects...))
	}
	for _, f := range meaningsOf(c, p.verbose, p.words) {
		p.labelled(fieldIndent, f.style.span(f.label), plain, f.text)
	}
}

// meaning is something that a change means beside its Pods' restarts.
type meaning struct {
	label string
	style style
	text  string
}

// meaningsOf lists what a change means, the gravest first. What new workloads
// request is part of their description.
func meaningsOf(c plan.Change, verbose bool, w *words.Words) []meaning {
	all := alongMeanings(c, w)
	i := c.Impact
	if i == nil {
		return all
	}
	for _, s := range w.Texts(i.DataAtRisk) {
		all = append(all, meaning{w.Say("Data at risk:"), bad, s})
	}
	for _, s := range w.Texts(i.Privileges) {
		all = append(all, meaning{w.Say("Privilege escalation:"), caution, s})
	}
	for _, g := range i.Grants {
		all = append(all, meaning{w.Say("Privilege escalation:"), grantStyle(g), grantText(g, w)})
	}
	for _, s := range w.Texts(i.Budgets) {
		all = append(all, meaning{w.Say("Budget:"), caution, s})
	}
	if text := requestsText(i.Requests); text != "" && (verbose || c.Action != plan.Create && c.Action != plan.Delete) {
		all = append(all, meaning{w.Say("Total requests:"), plain, text})
	}
	return all
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

// meaningLines are what a change means as plain lines.
func meaningLines(c plan.Change, w *words.Words) []string {
	var lines []string
	for _, f := range meaningsOf(c, false, w) {
		lines = append(lines, f.label+" "+f.text)
	}
	return slices.Clip(lines)
}
