package plans

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/described"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// changeHead is what is always said of a change: what, where and with which
// effect. What stops it, or speaks against it, belongs to it.
func (d *markdownDocument) changeHead(c view.Change) string {
	w := d.words
	head := strings.Join(changeParts(c, w), " · ") + "\n\n"
	form := said.Form{Name: markdown.Code, Sentence: markdown.Prose, Words: w}
	if all := slices.Concat(said.Differing(c, d.verbose, form), said.ContentCauses(c.Change, form), said.Readers(c.Change, d.verbose, form)); len(all) > 0 {
		head += "- " + strings.Join(all, "\n- ") + "\n\n"
	}
	if c.Going {
		head += said.Going(c.Change, w) + "\n\n"
	}
	if c.Blocked != nil {
		head += d.problemBlock(*c.Blocked)
	}
	var lines []string
	for _, m := range said.Meanings(c.Change, d.verbose, w) {
		lines = append(lines, m.Label+" "+m.Text)
	}
	if len(lines) > 0 {
		head += markdown.Fenced("text", wrapped(lines), w) + "\n"
	}
	if len(c.Warnings) > 0 {
		head += w.Say("Warnings:") + "\n\n" + markdown.Fenced("text", wrapped(w.Texts(c.Warnings)), w) + "\n"
	}
	return head
}

// changeParts are what is said of a change on its line.
func changeParts(c view.Change, w *words.Words) []string {
	parts := []string{"**" + markdown.Prose(said.Action(c.Action, w)) + "** " + markdown.Code(c.Object.String())}
	if c.Impact != nil && len(c.Impact.Effects) > 0 {
		impact := markdown.Prose(w.Clauses(c.Impact.Effects))
		if c.Impact.Outage {
			impact = "**" + impact + "**"
		}
		parts = append(parts, impact)
	}
	if by, reverts := c.Reverts(); reverts {
		parts = append(parts, w.Say("reverts what %s changed", markdown.Code(said.Who(by, w))))
	}
	if c.Gone {
		parts = append(parts, w.Say("**again** (drift): it was deleted since the last apply"))
	}
	if why := said.Renewed(c.Change, w); why != "" {
		parts = append(parts, markdown.Prose(why))
	}
	for _, l := range said.Grown(c.Grows, w) {
		parts = append(parts, markdown.Prose(l))
	}
	if a := c.Adoption; a != nil {
		parts = append(parts, markdown.Prose(said.Adopted(*a, w)))
	}
	if c.Action == plan.ReleaseObject {
		parts = append(parts, markdown.Prose(said.Released(w)))
	}
	if !c.Approximate.IsZero() {
		parts = append(parts, w.Say("(approximate)"))
	}
	if source := strings.TrimSpace(c.Address + " " + c.Origin.String()); source != "" {
		parts = append(parts, markdown.Code(source))
	}
	return parts
}

// problemBlock shows a problem. Its object stands above it, or in it.
func (d *markdownDocument) problemBlock(p plan.Problem) string {
	texts := []string{d.words.Text(p.Fact)}
	if where := strings.TrimSpace(p.Path.String() + " " + p.Origin.String()); where != "" {
		texts = append(texts, where)
	}
	lines := wrapped(texts)
	if s := ui.SnippetOf(p.Origin, p.Origin, d.files[p.Origin.File]); s != nil {
		for i, text := range s.Lines {
			lines = append(lines, fmt.Sprintf("%4d | %s", s.StartLine+i, text))
		}
	}
	if detail := d.words.Detail(p.Fact); detail != "" {
		lines = append(lines, wrapped([]string{detail})...)
	}
	return markdown.Fenced("text", lines, d.words) + "\n"
}

// maxDetail bounds one text, in bytes.
const maxDetail = 4_000

// wrapped breaks texts into lines that can be read without scrolling.
func wrapped(texts []string) []string {
	var lines []string
	for _, t := range texts {
		lines = append(lines, typeset.Wrap(markdown.Shorten(t, maxDetail), 100)...)
	}
	return lines
}

// changeBody is the fields of a change, folded.
func (d *markdownDocument) changeBody(c view.Change) string {
	content := c.Content()
	lines := contentLines(content, d.words)
	title := d.words.SayN(int64(c.Count()), "%d field", "%d fields")
	if content.Described {
		lines = append(tagged(value.New, described.Lines(c.Change, d.words)), lines...)
	}
	if c.Action == plan.Create {
		title = d.words.Say("details")
	}
	if len(lines) == 0 {
		return ""
	}
	return markdown.Folded(title, markdown.Fenced("diff", lines, d.words)) + "\n"
}
