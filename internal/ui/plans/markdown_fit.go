package plans

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
)

// markdownDocument collects the parts of a plan in the order in which they are
// read, each with its weight.
type markdownDocument struct {
	words   *words.Words
	files   map[string]*hcl.File
	verbose bool
	parts   []*markdownPart
}

// markdownPart is one change, or one remark about a cluster. Its body may be
// missing where its head is shown, and is made only if there is room for it.
type markdownPart struct {
	title  *markdownTitle
	weight int // less comes first
	head   func() string
	body   func() string // nil where there is none

	shownHead, shownBody string
}

// markdownTitle stands above the first part of a group or a section that is
// shown.
type markdownTitle struct {
	above *markdownTitle
	text  string
	taken bool
}

func (t *markdownTitle) size() int {
	if t == nil || t.taken {
		return 0
	}
	return len(t.text) + t.above.size()
}

func (t *markdownTitle) take() {
	if t != nil && !t.taken {
		t.taken = true
		t.above.take()
	}
}

// noteSize is the room that is kept for the note about what was left out.
const noteSize = 500

// fit puts as much together as there is room for: the heads of what matters
// most in one half, the bodies of that, and then further heads.
func (d *markdownDocument) fit(room int) string {
	room -= noteSize
	byWeight := slices.Clone(d.parts)
	slices.SortStableFunc(byWeight, func(a, b *markdownPart) int { return a.weight - b.weight })
	left := takeHeads(byWeight, room/2) + room - room/2
	for _, p := range byWeight {
		if p.shownHead == "" || p.body == nil || left < noteSize {
			continue
		}
		if body := p.body(); len(body) <= left {
			p.shownBody, p.body = body, nil
			left -= len(body)
		}
	}
	takeHeads(byWeight, left)
	var b strings.Builder
	for _, p := range d.parts {
		if p.shownHead == "" {
			continue
		}
		p.title.write(&b)
		b.WriteString(p.shownHead + p.shownBody)
	}
	return b.String() + d.omissions()
}

// takeHeads takes the heads that are not taken yet until one has no room, and
// returns the room that is left.
func takeHeads(parts []*markdownPart, room int) int {
	for _, p := range parts {
		if p.shownHead != "" {
			continue
		}
		head := p.head()
		if size := len(head) + p.title.size(); size <= room {
			p.shownHead = head
			p.title.take()
			room -= size
		} else {
			break
		}
	}
	return room
}

// write prints the titles that have not been printed yet.
func (t *markdownTitle) write(b *strings.Builder) {
	if t == nil || t.text == "" {
		return
	}
	t.above.write(b)
	b.WriteString(t.text)
	t.text = ""
}

// omissions returns what there was no room for, by risk.
func (d *markdownDocument) omissions() string {
	var remarks, bodies int
	var byRisk [view.RiskCount]int
	for _, p := range d.parts {
		switch {
		case p.shownHead == "" && p.weight >= 0 && p.weight < weightRemark:
			byRisk[p.weight]++
		case p.shownHead == "":
			remarks++
		case p.body != nil && p.body() != "":
			bodies++
		}
	}
	var what []string
	for r, n := range byRisk {
		if n > 0 {
			what = append(what, d.words.Say("%d %s", n, typeset.LowerFirst(said.Risk(view.Risk(r), d.words))))
		}
	}
	if remarks > 0 {
		what = append(what, d.words.SayN(int64(remarks), "%d remark", "%d remarks"))
	}
	if len(what)+bodies == 0 {
		return ""
	}
	all := []string{markdown.Emphasized(d.words.Say("Shortened to fit a comment."))}
	if len(what) > 0 {
		all = append(all, d.words.Say("Not shown: %s.", d.words.List(what)))
	}
	if bodies > 0 {
		all = append(all, d.words.SayN(int64(bodies), "Without their fields: %d change.", "Without their fields: %d changes."))
	}
	return d.words.Sentences(append(all, d.words.Say("`wl plan` shows everything."))...) + "\n\n"
}
