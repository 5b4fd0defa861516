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
	if failed := p.Plan == nil && p.Result == repository.Failed; failed || p.Plan != nil && len(p.Stack.FailedChecks()) > 0 {
		var b bytes.Buffer
		plain := kept.options
		plain.Color = false
		if err := compilerSays(&b, p, plain); err != nil {
			return err
		}
		kept.said = b.String()
	}
	if p.Plan != nil && (p.Result != repository.Unchanged || !quietPlan(p.Plan) || kept.said != "") {
		kept.plan = p.Plan
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
	in := styled{list: func(names []string) string { return listedFew(names, w) }, code: markdown.Code, command: markdown.Command}
	for _, l := range m.leftovers(w, in, markdown.Code(m.selection.Since)) {
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
			line := "- " + l.line(&s, command, w) + "\n"
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

// minSection is the least room in which a section that is cut says anything.
const minSection = 2_000

// sections are those of the stacks that have one, each in its share of the room: what a
// short one leaves is the others'. Where not even the least of each has room, those that
// matter least are left out, and the text says so.
func (m *Many) sections(room int, w *words.Words) string {
	all := slices.DeleteFunc(slices.Clone(m.stacks), func(s outcome) bool { return s.plan == nil && s.said == "" })
	least := 0
	for i := range all {
		all[i].least = all[i].section(minSection, w)
		least += len(all[i].least)
	}
	if least <= room {
		return strings.Join(shared(all, room, w), "")
	}
	room -= noteSize
	slices.SortStableFunc(all, func(a, b outcome) int { return int(a.risk) - int(b.risk) })
	n := 0
	for left := room; n < len(all) && len(all[n].least) <= left; n++ {
		left -= len(all[n].least)
	}
	texts, rest := shared(all[:n], room, w), len(all)-n
	note := w.SayN(int64(rest), "Without the details of %d stack.", "Without the details of %d stacks.")
	return strings.Join(texts, "") + w.Sentences(markdown.Emphasized(w.Say("Shortened to fit a comment.")), note, w.Say("`wl plan` shows everything.")) + "\n\n"
}

// shared are the texts of some stacks, those that are long cut to their share of the room, and
// where that is not enough, because what a text begins with is never cut, the last ones to the least.
func shared(stacks []outcome, room int, w *words.Words) []string {
	texts := make([]string, len(stacks))
	for i := range stacks {
		texts[i] = stacks[i].section(room, w)
	}
	share := shareOf(room, texts)
	for i := range texts {
		if len(texts[i]) > share {
			texts[i] = stacks[i].section(share, w)
		}
	}
	for i := len(texts) - 1; i >= 0 && sizeOf(texts) > room; i-- {
		texts[i] = stacks[i].least
	}
	return texts
}

func sizeOf(texts []string) (size int) {
	for _, text := range texts {
		size += len(text)
	}
	return size
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
		checks := s.says(room/2, w)
		return markdownOf(s.plan, s.dir, s.options, room-len(checks)) + checks
	}
	head := "### " + markdown.Code(s.dir) + ": **" + w.Say("failed") + "**\n\n"
	return head + s.says(room-len(head), w)
}

// says is what the compiler says of the stack, cut to so many bytes where it has more than a line; "" where
// that is nothing.
func (s *outcome) says(room int, w *words.Words) string {
	if s.said == "" {
		return ""
	}
	lines := typeset.SplitLines(strings.TrimRight(s.said, "\n"))
	text := markdown.Fenced("text", lines, w) + "\n"
	for len(text) > room && len(lines) > 1 {
		lines = lines[:len(lines)/2]
		text = markdown.Fenced("text", append(slices.Clone(lines), "..."), w) + "\n"
	}
	return text
}
