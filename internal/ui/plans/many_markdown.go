package plans

import (
	"bytes"
	"strings"

	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
)

// remember keeps of a stack what its section is made of, where it has one.
func (m *Many) remember(p repository.Planned, kept *outcome) error {
	switch {
	case p.Plan != nil && (p.Result != repository.Unchanged || !quietPlan(p.Plan)):
		kept.plan = p.Plan
	case p.Result == repository.Failed:
		var b bytes.Buffer
		plain := kept.options
		plain.Color = false
		if err := compilerSays(&b, p, plain); err != nil {
			return err
		}
		kept.said = b.String()
	}
	kept.risk = levelOf(kept)
	kept.level = said.Level(kept.risk, words.In(m.options.Language))
	return nil
}

func levelOf(kept *outcome) view.Risk {
	if kept.plan == nil {
		return view.RiskCount
	}
	return view.Of(kept.plan, false).Worst
}

// writeMarkdown writes all stacks as one comment on a pull request: how many there are, a
// table of those with changes, and a section for each of these, in which what matters
// least is left out first where there is no room.
func (m *Many) writeMarkdown() error {
	w := words.In(m.options.Language)
	tail := m.marker() + "\n"
	head := "## " + m.total(w) + "\n\n" + m.table(w)
	for _, one := range []struct {
		label string
		names []string
	}{{w.Say("No changes:"), m.names(repository.Unchanged)}, {w.Say("Not touched since %s:", markdown.Code(m.selection.Since)), m.names(repository.Untouched)}} {
		if len(one.names) > 0 {
			head += one.label + ui.Gap(one.label) + listedFew(one.names, w) + w.Say(".") + "\n\n"
		}
	}
	for _, l := range m.leftovers(w, func(names []string) string { return listedFew(names, w) }, markdown.Code(m.selection.Since)) {
		head += "**" + l.label + "** " + l.note + "\n\n" + l.markdown(w) + "\n"
	}
	return ui.Write(m.to, []byte(head+m.sections(markdown.Limit-len(head)-len(tail), w)+tail))
}

// maxLeft bounds the commands for what is left, in bytes, of removed stacks and of renamed ones.
const maxLeft = markdown.Limit / 5

// markdown lists the commands for what stacks have left, and counts those that have no room.
func (l leftovers) markdown(w *words.Words) string {
	var b strings.Builder
	omitted := 0
	for _, s := range l.stacks {
		for _, command := range l.commands(&s) {
			line := "- " + s.line(markdown.Code(s.dir), markdown.Command(command), w) + "\n"
			if omitted > 0 || b.Len()+len(line) > maxLeft {
				omitted++
				continue
			}
			b.WriteString(line)
		}
	}
	if omitted > 0 {
		b.WriteString("\n" + w.SayN(int64(omitted), "And %d more command. `wl plan` shows everything.", "And %d more commands. `wl plan` shows everything.") + "\n")
	}
	return b.String()
}

// listedFew names the first of many stacks, and counts the others.
func listedFew(names []string, w *words.Words) string {
	shown := names[:min(len(names), maxClusters)]
	if rest := len(names) - len(shown); rest > 0 {
		return w.Say("%s and %d more", markdown.Codes(shown), rest)
	}
	return markdown.Codes(shown)
}

// marker is the hidden comment at the end: the same for every run with the same selection.
func (m *Many) marker() string {
	text := "stacks=" + markdown.Identifiers(m.selection.Dirs)
	if m.selection.Recursive {
		text += " recursive"
	}
	return "<!-- wl:plan " + text + markdown.Selected(m.selection.Selection) + " -->"
}

// maxTable bounds the table of stacks, in bytes: sections are worth more than its last rows.
const maxTable = markdown.Limit / 4

// table names the stacks with changes, and those that have failed.
func (m *Many) table(w *words.Words) string {
	shown := m.having(repository.Failed, repository.Changes)
	if len(shown) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(markdown.Row([]string{w.Say("Stack"), w.Say("Result"), w.Say("Plan")}) + "|---|---|---|\n")
	for i, s := range shown {
		what := markdown.Cell(s.text)
		if s.level != "" {
			what += " **" + s.level + "**"
		}
		row := markdown.Row([]string{markdown.CodeCell(s.dir), markdown.Bold(resultWord(s.result, w), s.result == repository.Failed), what})
		if b.Len()+len(row) > maxTable {
			b.WriteString("\n" + w.SayN(int64(len(shown)-i), "And %d more stack.", "And %d more stacks.") + "\n")
			break
		}
		b.WriteString(row)
	}
	return b.String() + "\n"
}
