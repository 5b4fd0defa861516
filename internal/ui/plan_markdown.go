package ui

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// PlanMarkdown renders a plan as a comment on a pull request: what will happen
// and how risky it is in the first line, then the changes, riskiest first, with
// their fields folded. It is never longer than such a comment may be: what
// matters least is left out first, and the text says so. The last line is a
// hidden marker (PlanMarker) by which a program finds the comment again.
func PlanMarkdown(w io.Writer, pl *plan.Plan, o Options) error {
	d := &markdownDocument{verbose: o.Verbose, stack: pl.Stack.Name, words: words.In(o.Language), files: o.Files}
	groups := groupClusters(pl.Clusters)
	for _, g := range groups {
		d.group(g, len(groups) > 1)
	}
	head := firstLine(pl, d.words) + "\n\n" + clusterTable(pl.Clusters, d.words)
	tail := PlanMarker(pl) + "\n"
	_, err := io.WriteString(w, head+d.fit(markdownLimit-len(head)-len(tail))+tail)
	if err != nil {
		return fmt.Errorf("cannot write the output: %w", err)
	}
	return nil
}

// PlanMarker is the hidden comment at the end of a plan in Markdown. It is the
// same for every plan of a stack, and no line before it begins as it does.
func PlanMarker(pl *plan.Plan) string {
	id := func(text string) string {
		return shorten(strings.ReplaceAll(url.QueryEscape(text), "--", "-%2D"), maxCode)
	}
	return fmt.Sprintf("<!-- wl:plan stack=%s namespace=%s -->", id(pl.Stack.Name), id(pl.Stack.Namespace))
}

// firstLine returns what will happen and how risky it is.
func firstLine(pl *plan.Plan, w *words.Words) string {
	t := totalsOf(pl.Clusters)
	stack := code(pl.Stack.Name)
	if pl.Destroy {
		stack = w.Say("destroy %s", stack)
	}
	what := t.sentence(len(pl.Clusters), w)
	if t.changed == 0 {
		what = t.nothing(pl, len(pl.Clusters), w)
	}
	if missing := incomplete(pl, w); missing != "" {
		what = strings.TrimSpace("**" + w.Say("Incomplete: %s.", missing) + "** " + what)
	}
	if targets := targetsOf(pl); targets != nil {
		what = w.Say("**Partial: only** %s**, including dependencies.**", codes(targets[:min(len(targets), maxClusters)])) + " " + what
	}
	if level := riskLevel(pl, w); level != "" {
		what += " **" + level + "**"
	}
	return "### " + stack + ": " + what
}

// riskLevel returns in a few words how much the riskiest change may break.
func riskLevel(pl *plan.Plan, w *words.Words) string {
	worst := riskCount
	for _, c := range pl.Clusters {
		for _, change := range c.Changes {
			worst = min(worst, riskOf(change))
		}
	}
	switch worst {
	case riskBlocked:
		return w.Say("Blocked: a problem must be resolved first.")
	case riskOutage:
		return w.Say("High risk: an outage.")
	case riskDelete:
		return w.Say("High risk: an object is deleted.")
	case riskPrivilege:
		return w.Say("High risk: privilege escalation.")
	case riskReplace:
		return w.Say("High risk: an object is replaced.")
	case riskRestart:
		return w.Say("Medium risk: Pods restart.")
	case riskCount:
		return ""
	default:
		return w.Say("Low risk: no Pod restarts.")
	}
}

// maxClusters bounds how many clusters are named one by one.
const maxClusters = 30

// clusterTable names the clusters.
func clusterTable(clusters []plan.ClusterPlan, w *words.Words) string {
	var b strings.Builder
	for _, c := range clusters[:min(len(clusters), maxClusters)] {
		b.WriteString("- " + w.Say("cluster %s", code(c.Cluster)))
		if c.Context != "" {
			b.WriteString(w.Say(", context %s", code(c.Context)))
		}
		if c.ServerVersion != "" {
			b.WriteString(w.Say(", Kubernetes %s", code(c.ServerVersion)))
		}
		if unplanned(c) {
			b.WriteString(w.Say(": **could not be planned**"))
		} else if len(c.Changes) == 0 {
			b.WriteString(w.Say(": no changes"))
		}
		b.WriteByte('\n')
	}
	if rest := len(clusters) - maxClusters; rest > 0 {
		b.WriteString("- " + w.SayN(int64(rest), "and %d more cluster", "and %d more clusters") + "\n")
	}
	return b.String() + "\n"
}

// groupTitle introduces what is done on some clusters.
func groupTitle(g clusterGroup, w *words.Words) string {
	names := make([]string, 0, len(g.clusters))
	for i, c := range g.clusters {
		if i == maxClusters {
			break
		}
		names = append(names, c.Cluster)
	}
	title := "#### " + codes(names)
	if rest := len(g.clusters) - len(names); rest > 0 {
		title = w.Say("%s and %d more", title, rest)
	}
	if text := g.sameCount(false, w); text != "" {
		title += ": " + text
	}
	return title + "\n\n"
}

// changeHead is what is always said of a change: what, where and with which
// effect. What stops it, or speaks against it, belongs to it.
func changeHead(c plan.Change, w *words.Words, files map[string]*hcl.File) string {
	parts := []string{"**" + prose(actionWord(c.Action, w)) + "** " + code(c.Object.String())}
	if c.Impact != nil && len(c.Impact.Effects) > 0 {
		impact := prose(w.Clauses(c.Impact.Effects))
		if c.Impact.Outage {
			impact = "**" + impact + "**"
		}
		parts = append(parts, impact)
	}
	if shared := sharedCause(c.Fields); shared.Kind == plan.Drift && c.Action != plan.Blocked {
		parts = append(parts, w.Say("reverts what %s changed", code(who(shared, w))))
	}
	if c.Gone {
		parts = append(parts, w.Say("**again** (drift): it was deleted since the last apply"))
	}
	if r := c.Replacement; r != nil {
		parts = append(parts, prose(cannotChange(r.Because, w)))
	}
	for _, l := range grown(c.Grows, w) {
		parts = append(parts, prose(l))
	}
	if a := c.Adoption; a != nil {
		parts = append(parts, prose(adopted(*a, w)))
	}
	if !c.Approximate.IsZero() {
		parts = append(parts, w.Say("(approximate)"))
	}
	if source := strings.TrimSpace(c.Address + " " + c.Origin.String()); source != "" {
		parts = append(parts, code(source))
	}
	head := strings.Join(parts, " · ") + "\n\n"
	if said := slices.Concat(contentCauses(c, markdownWords(w)), readers(c, false, markdownWords(w))); len(said) > 0 {
		head += "- " + strings.Join(said, "\n- ") + "\n\n"
	}
	if c.Going {
		head += going(w) + "\n\n"
	}
	if c.Blocked != nil {
		head += problemBlock(*c.Blocked, w, files)
	}
	if lines := meaningLines(c, w); len(lines) > 0 {
		head += fenced("text", wrapped(lines)) + "\n"
	}
	if len(c.Warnings) > 0 {
		head += w.Say("Warnings:") + "\n\n" + fenced("text", wrapped(w.Texts(c.Warnings))) + "\n"
	}
	return head
}

// problemBlock shows a problem. Its object stands above it, or in it.
func problemBlock(p plan.Problem, w *words.Words, files map[string]*hcl.File) string {
	texts := []string{w.Text(p.Fact)}
	if where := strings.TrimSpace(p.Path.String() + " " + p.Origin.String()); where != "" {
		texts = append(texts, where)
	}
	lines := wrapped(texts)
	at := hclRange(p.Origin)
	if s := snippetOf(at, at, files[p.Origin.File]); s != nil {
		for i, text := range s.Lines {
			lines = append(lines, fmt.Sprintf("%4d | %s", s.StartLine+i, text))
		}
	}
	if detail := w.Detail(p.Fact); detail != "" {
		lines = append(lines, wrapped([]string{detail})...)
	}
	return fenced("text", lines) + "\n"
}

// wrapped breaks texts into lines that can be read without scrolling.
func wrapped(texts []string) []string {
	var lines []string
	for _, t := range texts {
		lines = append(lines, wrap(shorten(t, maxPart/2), 100)...)
	}
	return lines
}

// changeBody is the fields of a change, folded.
func changeBody(c plan.Change, verbose bool, w *words.Words) string {
	lines := diffOf(c, verbose, w)
	if len(lines) == 0 {
		return ""
	}
	title := w.SayN(int64(len(shownFields(c, verbose))), "%d field", "%d fields")
	if c.Action == plan.Create {
		title = w.Say("details")
	}
	return folded(title, fenced("diff", lines)) + "\n"
}
