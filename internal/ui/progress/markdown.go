package progress

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// markdownResult writes what came of an apply as a comment on a pull request, when it has
// ended. What happens meanwhile, another progress shows.
type markdownResult struct {
	Progress
	out     io.Writer
	options ui.Options
	scope   Scope

	mu    sync.Mutex
	board *board
}

func (m *markdownResult) Event(cluster string, e apply.Event) {
	m.mu.Lock()
	m.board.record(cluster, e)
	m.mu.Unlock()
	m.Progress.Event(cluster, e)
}

func (m *markdownResult) Fail(why error) {
	m.mu.Lock()
	m.board.failure = why
	m.mu.Unlock()
	m.Progress.Fail(why)
}

func (m *markdownResult) Close(left ...engine.Leftover) error {
	if err := m.Progress.Close(left...); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return ui.Write(m.out, []byte(resultDocument{m.board.words, m.options, m.scope, m.board, left}.text()))
}

// resultDocument is what came of an apply, in Markdown: in the first line in all, then by
// cluster, what failed and what to do, what was not done, and at the end what was done.
type resultDocument struct {
	words   *words.Words
	options ui.Options
	scope   Scope
	board   *board
	left    []engine.Leftover
}

// maxResult bounds it, in bytes: how the run stands may follow in the same comment, or its rollback.
const maxResult = markdown.Limit * 2 / 3

func (d resultDocument) text() string {
	text := d.head() + d.clusters() + d.leftovers()
	done := d.done()
	tail, most := d.scope.marker(), maxResult
	if d.scope.Part {
		tail = ""
	}
	if d.scope.Failed != nil {
		most = markdown.Limit - maxResult - len(d.scope.marker())
	}
	return text + d.problems(most-len(text)-len(done)-len(tail)) + done + tail
}

// marker is the hidden comment by which the result is found again.
func (s Scope) marker() string {
	return markdown.Marker(cmp.Or(s.Verb, "apply"), s.Plan.Stack, s.Plan.Selection) + "\n"
}

// Mark ends the comment of which what was shown was a part; it does nothing but in Markdown.
func Mark(out io.Writer, o ui.Options, s Scope) error {
	if o.Format != markdown.Format {
		return nil
	}
	return ui.Write(out, []byte(s.marker()))
}

// head says what came of it in all.
func (d resultDocument) head() string {
	v := view.Of(d.scope.Plan, false)
	title := "### " + said.ShortTitle(v, markdown.Code(d.scope.Plan.Stack.Name), d.words) + ": "
	if len(d.board.entries) == 0 && (len(d.left) == 0 || d.board.started.IsZero()) {
		what := d.words.Say("Nothing was changed.")
		switch {
		case d.scope.Failed != nil:
			what = d.scope.notRolledBack(d.words, d.left)
		case len(d.left) == 0 && d.scope.Run == "":
			what = said.Nothing(v, v.Totals, d.words)
		}
		return title + markdown.Bold(what, len(d.left) > 0 || d.scope.Failed != nil) + "\n\n"
	}
	label, how, text := d.board.verdict(d.scope, d.left)
	return title + markdown.Bold(label, how != ui.Good) + ui.Gap(label) + text + "\n\n"
}

// maxRows bounds the table of clusters.
const maxRows = 100

// clusters says how each cluster did: several in a table.
func (d resultDocument) clusters() string {
	all, w := d.board.clusters(d.scope), d.words
	if len(all) == 1 {
		text := "- " + w.Say("cluster %s", markdown.Code(all[0].plan.Cluster))
		if context := all[0].plan.Context; context != "" {
			text += w.Say(", context %s", markdown.Code(context))
		}
		return text + "\n\n"
	}
	waves := slices.ContainsFunc(all, func(c *cluster) bool { return d.waveOf(c) != "" })
	titles, line := []string{w.Say("Cluster")}, "|---|"
	if waves {
		titles, line = append(titles, w.Say("Wave")), line+"---|"
	}
	text := markdown.Row(append(titles, w.Say("Result"), "")) + line + "---|---|\n"
	for _, c := range all[:min(len(all), maxRows)] {
		cells := []string{markdown.CodeCell(c.plan.Cluster)}
		if waves {
			cells = append(cells, markdown.CodeCell(d.waveOf(c)))
		}
		text += markdown.Row(append(cells, d.result(c), d.on(c)))
	}
	if rest := len(all) - maxRows; rest > 0 {
		text += "\n" + w.SayN(int64(rest), "and %d more cluster", "and %d more clusters") + "\n"
	}
	return text + "\n"
}

func (d resultDocument) waveOf(c *cluster) string {
	if c.plan.Wave != "" {
		return c.plan.Wave
	}
	return d.scope.Waves[c.plan.Cluster]
}

// result is in a word how a cluster did.
func (d resultDocument) result(c *cluster) string {
	stage := c.stage()
	if (stage == clusterWaiting || stage == clusterUnchanged) && d.isLeft(c) {
		stage = clusterExcluded
	}
	if stage == clusterWaiting {
		return d.words.Say("not begun")
	}
	return markdown.Bold(stage.in(d.words, d.scope), stage == clusterFailed || stage == clusterStopped)
}

func (d resultDocument) isLeft(c *cluster) bool {
	return slices.ContainsFunc(d.left, func(l engine.Leftover) bool { return l.Cluster == c.plan.Cluster })
}

// on is what was done on a cluster.
func (d resultDocument) on(c *cluster) string {
	if c.begun == nil {
		return ""
	}
	return markdown.Cell(backward{d.board}.accounted(d.board.totalsOn(c.plan.Cluster), c.plan.Cluster, d.words.Say("nothing was changed")))
}

// leftovers says what was not done, where, and why.
func (d resultDocument) leftovers() string {
	text := ""
	told := 0
	for _, same := range together(d.left) {
		if len(text) > maxResult/4 {
			return text + d.words.SayN(int64(len(d.left)-told), "and %d more cluster", "and %d more clusters") + "\n\n"
		}
		told += len(same)
		text += markdown.Paragraph("**"+d.words.Say("Not done:")+"**", leftover(d.words, same, d.scope.many()), d.words)
		if err := same[0].Error; !err.IsZero() {
			text += markdown.Paragraph("", d.words.Ended(d.words.Text(err)), d.words)
		}
	}
	return text
}

// problems are what has failed or was blocked, each with its reason and what to do, in so
// many bytes.
func (d resultDocument) problems(room int) string {
	plain := ui.Options{Width: 100, Language: d.options.Language, Files: d.scope.Files}
	var blocks []string
	if slices.ContainsFunc(d.left, func(l engine.Leftover) bool { return l.Because == engine.LeftBlocked }) {
		var b bytes.Buffer
		if err := diagnostics.Plan(&b, d.scope.Plan, plain); err == nil && b.Len() > 0 {
			blocks = append(blocks, b.String())
		}
	}
	for _, n := range d.board.failures() {
		blocks = append(blocks, diagnostics.Text(failureFinding(d.words, n, d.board.notStarted(n, d.scope), d.scope), plain))
	}
	text := ""
	for i, block := range blocks {
		fenced := markdown.Fenced("text", typeset.SplitLines(strings.TrimRight(block, "\n")), d.words) + "\n"
		if len(text)+len(fenced) > room {
			return text + d.words.SayN(int64(len(blocks)-i), "Not shown: %d failure.", "Not shown: %d failures.") + "\n\n"
		}
		text += fenced
	}
	return text
}

// done lists the objects that were changed, folded.
func (d resultDocument) done() string {
	return d.folded(d.doneOn(false), func(n int64) string { return d.words.SayN(n, "%d change", "%d changes") }) +
		d.folded(d.doneOn(true), func(n int64) string { return d.words.SayN(n, "Rollback: %d change", "Rollback: %d changes") })
}

// doneOn lists what was changed on one of both ways.
func (d resultDocument) doneOn(back bool) (lines []string) {
	for _, n := range d.board.entries {
		if n.back != back || n.action == plan.None || n.stage == writing || n.stage == deleting || n.stage == failed && !n.rollout {
			continue
		}
		line := doneWord(d.words, n.action) + "  " + n.object.String()
		if d.scope.many() {
			line = n.cluster + "  " + line
		}
		lines = append(lines, line)
	}
	return lines
}

// folded are lines behind a title that counts them.
func (d resultDocument) folded(lines []string, title func(n int64) string) string {
	if len(lines) == 0 {
		return ""
	}
	return markdown.Folded(title(int64(len(lines))), markdown.Fenced("text", lines, d.words)) + "\n"
}
