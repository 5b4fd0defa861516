package plans

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/plan"
)

// weights of remarks: before all changes, and after them.
const (
	weightProblem = -1
	weightRemark  = int(view.RiskCount)
)

// group adds what would be done on each of some clusters.
func (d *markdownDocument) group(g view.Group, titled bool) {
	if g.Quiet() {
		return
	}
	var title *markdownTitle
	if titled {
		title = &markdownTitle{text: groupTitle(g, d.words)}
	}
	for _, p := range g.Problems {
		d.remark(title, weightProblem, "**"+d.words.Say("Error")+"**", p)
	}
	for _, w := range g.Warnings {
		d.remark(title, weightRemark, "**"+d.words.Say("Warning")+"**", w)
	}
	for _, s := range g.Sections {
		section := &markdownTitle{above: title, text: "**" + said.Risk(s.Risk, d.words) + "** (" + fmt.Sprint(len(s.Changes)) + ")\n\n"}
		for _, c := range s.Changes {
			d.add(section, int(s.Risk), func() string { return d.changeHead(c) }, func() string { return d.changeBody(c) })
		}
	}
	if outputs := g.Outputs; len(outputs) > 0 {
		d.add(title, weightRemark, func() string { return "**" + d.words.Say("Outputs") + "** (" + fmt.Sprint(len(outputs)) + ")\n\n" }, func() string {
			return markdown.Fenced("diff", contentLines(view.Fold(outputs, false), d.words), d.words) + "\n"
		})
	}
	for _, a := range g.Additions {
		d.addition(title, a)
	}
	d.lines(title, g)
}

// lines adds what is said of clusters beside their changes.
func (d *markdownDocument) lines(title *markdownTitle, g view.Group) {
	for _, a := range g.Approximations {
		d.line(title, said.Approximate(a, markdown.Prose(d.words.Text(a.Reason)), d.words))
	}
	for _, r := range g.RolloutPending {
		d.line(title, d.words.Say("**wait** %s: its last rollout has not finished; apply waits for it", markdown.Code(r.String())))
	}
	for _, r := range g.ReplacedPods {
		d.line(title, "**"+d.words.Say("delete")+"** "+said.ReplacedPods(r, said.Form{Name: markdown.Code, Sentence: markdown.Prose, Words: d.words}))
	}
	for _, text := range []string{said.Kept(g.Kept, d.words), said.KeptData(g.KeptData, d.words)} {
		if text != "" {
			d.line(title, markdown.Prose(text))
		}
	}
	for _, r := range g.Missing {
		d.line(title, d.words.Say("Deleted, never created, or without the stack's label: %s. Apply removes it from the state.", markdown.Code(r.String())))
	}
}

// add adds a part; body is nil where there is none.
func (d *markdownDocument) add(title *markdownTitle, weight int, head, body func() string) {
	d.parts = append(d.parts, &markdownPart{title: title, weight: weight, head: head, body: body})
}

func (d *markdownDocument) remark(title *markdownTitle, weight int, label string, p plan.Problem) {
	if p.Object != nil {
		label += " " + markdown.Code(p.Object.String())
	}
	d.add(title, weight, func() string {
		return label + "\n\n" + d.problemBlock(p)
	}, nil)
}

// addition shows what people have added to an object by hand, folded.
func (d *markdownDocument) addition(title *markdownTitle, a view.Addition) {
	d.add(title, weightRemark, func() string {
		who := markdown.Code(a.Object.String())
		if source := strings.TrimSpace(a.Address + " " + a.Origin.String()); source != "" {
			who += " · " + markdown.Code(source)
		}
		return "**" + d.words.Say("added by hand") + "** " + who + "\n\n" + markdown.Prose(said.AdditionNote(a.Lost, d.words)) + "\n\n"
	}, func() string {
		content := a.Content()
		content.Shared = plan.Cause{} // each field says who has added it
		return markdown.Folded(d.words.SayN(int64(len(a.Fields)), "%d field", "%d fields"), markdown.Fenced("diff", contentLines(content, d.words), d.words)) + "\n"
	})
}

func (d *markdownDocument) line(title *markdownTitle, text string) {
	d.add(title, weightRemark, func() string { return text + "\n\n" }, nil)
}
