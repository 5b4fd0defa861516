package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// markdownDocument collects the parts of a plan in the order in which they are
// read, each with its weight.
type markdownDocument struct {
	verbose bool
	stack   string
	words   *words.Words
	files   map[string]*hcl.File
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

// weights of remarks: before all changes, and after them.
const (
	weightProblem = -1
	weightRemark  = int(riskCount)
)

// group adds what would be done on each of some clusters.
func (d *markdownDocument) group(g clusterGroup, titled bool) {
	first := g.clusters[0]
	if len(first.Changes) == 0 && quiet(first) {
		return
	}
	var title *markdownTitle
	if titled {
		title = &markdownTitle{text: groupTitle(g, d.words)}
	}
	for _, p := range commonProblems(g.clusters) {
		d.remark(title, weightProblem, "**"+d.words.Say("Error")+"**", p)
	}
	for _, w := range slices.Concat(formerWarnings(d.stack, first.Former), clusterWarnings(first)) {
		d.remark(title, weightRemark, "**"+d.words.Say("Warning")+"**", w)
	}
	var byRisk [riskCount][]plan.Change
	for _, c := range first.Changes {
		byRisk[riskOf(c)] = append(byRisk[riskOf(c)], c)
	}
	for r, some := range byRisk {
		section := &markdownTitle{above: title, text: "**" + risk(r).title(d.words) + "** (" + fmt.Sprint(len(some)) + ")\n\n"}
		for _, c := range some {
			d.change(section, r, c)
		}
	}
	d.additions(title, first.Additions)
	for _, a := range approximate(first.Changes) {
		d.line(title, a.sentence(prose(d.words.Text(a.reason)), d.words))
	}
	for _, r := range first.RolloutPending {
		d.line(title, d.words.Say("**wait** %s: its last rollout has not finished; apply waits for it", code(r.String())))
	}
	for _, r := range first.ReplacedPods {
		d.line(title, "**"+d.words.Say("delete")+"** "+replacedPodsText(r, code, d.words))
	}
	for _, r := range first.Missing {
		d.line(title, d.words.Say("Deleted, or without the stack's label: %s. Apply removes it from the state.", code(r.String())))
	}
}

func (d *markdownDocument) change(section *markdownTitle, weight int, c plan.Change) {
	d.parts = append(d.parts, &markdownPart{
		title: section, weight: weight,
		head: func() string { return changeHead(c, d.words, d.files) },
		body: func() string { return changeBody(c, d.verbose, d.words) },
	})
}

func (d *markdownDocument) remark(title *markdownTitle, weight int, label string, p plan.Problem) {
	d.parts = append(d.parts, &markdownPart{title: title, weight: weight, head: func() string {
		if p.Object != nil {
			label += " " + code(p.Object.String())
		}
		return label + "\n\n" + problemBlock(p, d.words, d.files)
	}})
}

// additions shows what people have added to objects by hand, folded.
func (d *markdownDocument) additions(title *markdownTitle, additions []plan.Addition) {
	for _, a := range additions {
		d.parts = append(d.parts, &markdownPart{title: title, weight: weightRemark, head: func() string {
			who := code(a.Object.String())
			if source := strings.TrimSpace(a.Address + " " + a.Origin.String()); source != "" {
				who += " · " + code(source)
			}
			return "**" + d.words.Say("added by hand") + "** " + who + "\n\n" + prose(additionNote(a.Lost, d.words)) + "\n\n"
		}, body: func() string {
			lines := diffOf(plan.Change{Action: plan.Update, Object: a.Object, Fields: a.Fields}, d.verbose, d.words)
			return folded(d.words.SayN(int64(len(a.Fields)), "%d field", "%d fields"), fenced("diff", lines)) + "\n"
		}})
	}
}

func (d *markdownDocument) line(title *markdownTitle, text string) {
	d.parts = append(d.parts, &markdownPart{title: title, weight: weightRemark, head: func() string { return text + "\n\n" }})
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
	var heads, bodies int
	var byRisk [riskCount]int
	for _, p := range d.parts {
		switch {
		case p.shownHead == "" && p.weight >= 0 && p.weight < weightRemark:
			byRisk[p.weight]++
			heads++
		case p.shownHead == "":
			heads++
		case p.body != nil && p.body() != "":
			bodies++
		}
	}
	if heads+bodies == 0 {
		return ""
	}
	said := []string{"_" + d.words.Say("Shortened to fit a comment.") + "_"}
	var what []string
	for r, n := range byRisk {
		if n > 0 {
			what = append(what, d.words.Say("%d %s", n, lowerFirst(risk(r).title(d.words))))
			heads -= n
		}
	}
	if heads > 0 {
		what = append(what, d.words.SayN(int64(heads), "%d remark", "%d remarks"))
	}
	if len(what) > 0 {
		said = append(said, d.words.Say("Not shown: %s.", d.words.List(what)))
	}
	if bodies > 0 {
		said = append(said, d.words.SayN(int64(bodies), "Without their fields: %d change.", "Without their fields: %d changes."))
	}
	return d.words.Sentences(append(said, d.words.Say("`wl plan` shows everything."))...) + "\n\n"
}
