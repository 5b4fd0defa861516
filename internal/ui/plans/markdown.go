package plans

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Markdown is for comments on pull requests.
const Markdown ui.Format = "markdown"

// writeMarkdown renders a plan as a comment on a pull request: what will happen
// and how risky it is in the first line, then the changes, riskiest first, with
// their fields folded. It is never longer than such a comment may be: what
// matters least is left out first, and the text says so. The last line is a
// hidden marker by which a program finds the comment again.
func writeMarkdown(w io.Writer, p *plan.Plan, o ui.Options) error {
	v := view.Of(p, o.Verbose)
	d := &markdownDocument{words: words.In(o.Language), files: o.Files}
	for _, g := range v.Groups {
		d.group(g, len(v.Groups) > 1)
	}
	head := firstLine(v, d.words) + "\n\n" + clusterList(v.Clusters, d.words)
	tail := marker(v.Stack) + "\n"
	return ui.Write(w, []byte(head+d.fit(markdownLimit-len(head)-len(tail))+tail))
}

// marker is the hidden comment at the end of a plan in Markdown. It is the same for
// every plan of a stack, and no line before it begins as it does.
func marker(stack object.Stack) string {
	id := func(text string) string {
		return shorten(strings.ReplaceAll(url.QueryEscape(text), "--", "-%2D"), maxCode)
	}
	return fmt.Sprintf("<!-- wl:plan stack=%s namespace=%s -->", id(stack.Name), id(stack.Namespace))
}

// firstLine returns what will happen and how risky it is.
func firstLine(v *view.Plan, w *words.Words) string {
	stack := code(v.Stack.Name)
	if v.Destroy {
		stack = w.Say("destroy %s", stack)
	}
	what := said.Total(v.Totals, w)
	if v.Totals.Changed == 0 {
		what = said.Nothing(v, v.Totals, w)
	}
	if missing := said.Incomplete(v.Gaps, w); missing != "" {
		what = strings.TrimSpace("**" + w.Say("Incomplete: %s.", missing) + "** " + what)
	}
	if v.Targets != nil {
		what = w.Say("**Partial: only** %s**, including dependencies.**", codes(v.Targets[:min(len(v.Targets), maxClusters)])) + " " + what
	}
	if level := said.Level(v.Worst, w); level != "" {
		what += " **" + level + "**"
	}
	return "### " + stack + ": " + what
}

// maxClusters bounds how many clusters are named one by one.
const maxClusters = 30

// clusterList names the clusters.
func clusterList(clusters []plan.ClusterPlan, w *words.Words) string {
	var b strings.Builder
	for _, c := range clusters[:min(len(clusters), maxClusters)] {
		b.WriteString("- " + w.Say("cluster %s", code(c.Cluster)))
		if c.Context != "" {
			b.WriteString(w.Say(", context %s", code(c.Context)))
		}
		if c.ServerVersion != "" {
			b.WriteString(w.Say(", Kubernetes %s", code(c.ServerVersion)))
		}
		if view.Unplanned(c) {
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
func groupTitle(g view.Group, w *words.Words) string {
	names := make([]string, 0, len(g.Clusters))
	for i, c := range g.Clusters {
		if i == maxClusters {
			break
		}
		names = append(names, c.Cluster)
	}
	title := "#### " + codes(names)
	if rest := len(g.Clusters) - len(names); rest > 0 {
		title = w.Say("%s and %d more", title, rest)
	}
	if text := said.SameChanges(g, false, w); text != "" {
		title += ": " + text
	}
	return title + "\n\n"
}
