package said

import (
	"strings"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Meaning is something that a change means beside its Pods' restarts: grave, where its
// style is bad.
type Meaning struct {
	Label string
	Style ui.Style
	Text  string
}

// Meanings lists what a change means, the gravest first. What new workloads
// request is part of their description.
func Meanings(c plan.Change, verbose bool, w *words.Words) []Meaning {
	all := alongMeanings(c, w)
	i := c.Impact
	if i == nil {
		return all
	}
	for _, s := range w.Texts(i.DataAtRisk) {
		all = append(all, Meaning{w.Say("Data at risk:"), ui.Bad, s})
	}
	for _, s := range w.Texts(i.Privileges) {
		all = append(all, Meaning{w.Say("Privilege escalation:"), ui.Caution, s})
	}
	for _, g := range i.Grants {
		all = append(all, Meaning{w.Say("Privilege escalation:"), grantStyle(g), grantText(g, w)})
	}
	for _, s := range w.Texts(i.Budgets) {
		all = append(all, Meaning{w.Say("Budget:"), ui.Caution, s})
	}
	if text := requestsText(i.Requests); text != "" && (verbose || c.Action != plan.Create && c.Action != plan.Delete) {
		all = append(all, Meaning{w.Say("Total requests:"), ui.Plain, text})
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
