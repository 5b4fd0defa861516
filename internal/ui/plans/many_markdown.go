package plans

import (
	"bytes"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
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
	kept.level = said.Level(levelOf(kept), words.In(m.options.Language))
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
		head += "**" + l.label + "** " + l.note + "\n\n" + l.markdown(w)
	}
	return ui.Write(m.to, []byte(head+m.sections(markdown.Limit-len(head)-len(tail), w)+tail))
}

// markdown lists the commands for what stacks have left.
func (l leftovers) markdown(w *words.Words) (text string) {
	for _, s := range l.stacks[:min(len(l.stacks), maxClusters)] {
		commands := l.commands(&s)
		for _, command := range commands[:min(len(commands), maxClusters)] {
			text += "- " + w.Say("%s: %s", markdown.Code(s.dir), markdown.Code(command)) + "\n"
		}
	}
	return text + "\n"
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

// minSection is the least room in which a section says anything.
const minSection = 2_000

// sections are those of the stacks that have one, each in its share of the room: what a
// short one leaves is the others'.
func (m *Many) sections(room int, w *words.Words) string {
	shown := slices.DeleteFunc(slices.Clone(m.stacks), func(s outcome) bool { return s.plan == nil && s.said == "" })
	note := ""
	if most := max((room-noteSize)/minSection, 0); len(shown) > most {
		note = "_" + w.Say("Shortened to fit a comment.") + "_ " + w.SayN(int64(len(shown)-most), "Not shown: %d stack of the table.", "Not shown: %d stacks of the table.") + "\n\n"
		slices.SortStableFunc(shown, func(a, b outcome) int { return int(levelOf(&a)) - int(levelOf(&b)) })
		shown = shown[:most]
		room -= noteSize
	}
	texts := make([]string, len(shown))
	for i := range shown {
		texts[i] = shown[i].section(room, w)
	}
	share := shareOf(room, texts)
	for i := range texts {
		if len(texts[i]) > share {
			texts[i] = shown[i].section(share, w)
		}
	}
	return strings.Join(texts, "") + note
}

// shareOf is how long each of some texts may be, so that all of them have room.
func shareOf(room int, texts []string) int {
	sizes := make([]int, len(texts))
	for i, text := range texts {
		sizes[i] = len(text)
	}
	slices.Sort(sizes)
	for i, size := range sizes {
		if share := room / (len(sizes) - i); size > share {
			return share
		}
		room -= size
	}
	return markdown.Limit
}

// section is what is said of one stack.
func (s *outcome) section(room int, w *words.Words) string {
	if s.plan != nil {
		return markdownOf(s.plan, s.dir, s.options, room)
	}
	head := "### " + markdown.Code(s.dir) + ": **" + w.Say("failed") + "**\n\n"
	lines := typeset.SplitLines(strings.TrimRight(s.said, "\n"))
	text := markdown.Fenced("text", lines) + "\n"
	for len(head)+len(text) > room && len(lines) > 1 {
		lines = lines[:len(lines)/2]
		text = markdown.Fenced("text", append(slices.Clone(lines), "...")) + "\n"
	}
	return head + text
}
