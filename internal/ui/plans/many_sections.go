package plans

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

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
	return strings.Join(texts, "") + w.Sentences("_"+w.Say("Shortened to fit a comment.")+"_", note, w.Say("`wl plan` shows everything.")) + "\n\n"
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
