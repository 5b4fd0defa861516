package progress

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// frame is the table that shows an apply at this moment: a line for each
// cluster, then what is under way, then what has failed, in at most so many
// columns and rows. What is done is only counted; of many clusters what is under way is, too,
// but on those that have failed or are slow.
func frame(b *board, scope Scope, columns, rows int) []ui.Line {
	columns = max(columns, 10)
	clusters := b.clusters(scope)
	open := opened(clusters)
	lines := frameTitle(b, scope, clusters).Wrap(columns, aboutIndent)
	active := slices.DeleteFunc(slices.Clone(b.entries), func(n *entry) bool {
		return n.stage == written || n.stage == settled || scope.fleet() && !open[n.cluster]
	})
	slices.SortStableFunc(active, scope.compareUrgency)
	switch {
	case scope.fleet():
		wanted, _ := b.rows(active, scope, columns, math.MaxInt)
		room := rows - len(lines)
		kept := min(len(wanted), max(room/2, room-2-underway(clusters)))
		lines = append(lines, fleetTable{b.words, scope, columns, false}.lines(clusters, room-kept)...)
	case scope.many():
		for _, c := range clusters {
			line := append(ui.Line{ui.Plain.Span("  ")}, ui.Join(ui.Line{ui.Bold.Span(c.plan.Cluster)}.Pad(scope.clusterWidth()), c.progress(b.words, scope.Doing == Applying))...)
			lines = append(lines, line.Wrap(columns, aboutIndent)...)
		}
	}
	shown, hidden := b.rows(active, scope, columns, rows-len(lines)-1)
	lines = append(lines, shown...)
	if hidden > 0 {
		lines = append(lines, ui.Line{ui.Faint.Span("  " + b.words.Say("... and %d more", hidden))})
	}
	return lines[:min(len(lines), max(rows, 1))]
}

func frameTitle(b *board, scope Scope, clusters []*cluster) ui.Line {
	what := b.words.Say("Applying %s", scope.Plan.Stack.Name)
	switch {
	case scope.Doing == Awaiting:
		what = b.words.Say("Waiting for %s", scope.Plan.Stack.Name)
	case scope.Doing == Restarting:
		what = b.words.Say("Restarting %s", scope.Plan.Stack.Name)
	case scope.Plan.Destroy:
		what = b.words.Say("Destroying %s", scope.Plan.Stack.Name)
	}
	title := ui.Line{ui.Bold.Span(what), ui.Faint.Span(" " + words.Duration(b.elapsed()))}
	switch {
	case scope.fleet():
		return ui.Join(title, fleetProgress(b.words, clusters))
	case scope.many() || len(clusters) == 0:
		return title
	}
	return ui.Join(title, clusters[0].progress(b.words, scope.Doing == Applying))
}

// fleetProgress counts clusters.
func fleetProgress(w *words.Words, all []*cluster) ui.Line {
	done, failed := 0, 0
	for _, c := range all {
		switch c.stage() {
		case clusterDone, clusterUnchanged:
			done++
		case clusterFailed:
			failed++
		}
	}
	line := ui.Line{ui.Plain.Span(w.Say("%d of %d clusters done", done, len(all)))}
	if failed > 0 {
		line = append(line, ui.Plain.Span(w.Say(", ")), ui.Bad.Span(w.Say("%d failed", failed)))
	}
	return line
}

// stageColumn is how many columns the longest word of a stage takes.
const stageColumn = len("rolling out")

// fleetTable shows many clusters, each on a line.
type fleetTable struct {
	words   *words.Words
	scope   Scope
	columns int
	closed  bool // the apply has ended
}

// stage is how far a cluster has come, in a word.
func (t fleetTable) stage(s clusterStage) string {
	switch {
	case t.closed && s == clusterWaiting:
		return t.words.Say("not started")
	case t.closed && (s == clusterWriting || s == clusterRolling):
		return t.words.Say("stopped")
	}
	return s.in(t.words, t.scope)
}

// lines are the clusters in their order, below the names of the columns. Where there is no
// room for all in so many lines, those that are done and those that wait are only counted,
// then the less urgent ones.
func (t fleetTable) lines(all []*cluster, room int) []ui.Line {
	rows, needed := make([][]ui.Line, len(all)), 1
	for i, c := range all {
		rows[i] = t.row(c).Wrap(t.columns, aboutIndent)
		needed += len(rows[i])
	}
	shown := all
	if needed > room {
		shown = t.urgent(all, rows, room-2)
	}
	lines := []ui.Line{t.head()}
	var hidden []*cluster
	for i, c := range all {
		if slices.Contains(shown, c) {
			lines = append(lines, rows[i]...)
		} else {
			hidden = append(hidden, c)
		}
	}
	if len(hidden) > 0 {
		lines = append(lines, ui.Line{ui.Faint.Span("  " + t.hidden(hidden))})
	}
	return lines
}

// urgent are the most urgent clusters, as many as have room.
func (t fleetTable) urgent(all []*cluster, rows [][]ui.Line, room int) []*cluster {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	urgency := func(c *cluster) int {
		if c.slow() {
			return int(clusterFailed)
		}
		return int(c.stage())
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(urgency(all[x]), urgency(all[y])) })
	var shown []*cluster
	for _, i := range order {
		if room -= len(rows[i]); room < 0 {
			break
		}
		shown = append(shown, all[i])
	}
	return shown
}

// hidden counts clusters that have no line, by how far they have come.
func (t fleetTable) hidden(all []*cluster) string {
	counts := make([]int, clusterDone+1)
	for _, c := range all {
		counts[c.stage()]++
	}
	var parts []string
	for s, n := range slices.Backward(counts) {
		if n > 0 {
			parts = append(parts, t.words.Say("%[1]d %[2]s", n, t.stage(clusterStage(s))))
		}
	}
	return t.words.Say("... and %d more: %s", len(all), strings.Join(parts, t.words.Say(", ")))
}

func (t fleetTable) head() ui.Line {
	w, name := t.words, func(text string) ui.Line { return ui.Line{ui.Faint.Span(text)} }
	return t.line(name(w.Say("CLUSTER")), name(w.Say("WAVE")), name(w.Say("STATUS")), name(w.Say("OBJECTS")), name(w.Say("WORKLOADS")), name(w.Say("TIME")))
}

func (t fleetTable) row(c *cluster) ui.Line {
	stage, text := c.stage(), func(s string) ui.Line { return ui.Line{ui.Plain.Span(s)} }
	var objects, workloads, took string
	if len(c.plan.Changes) > 0 && stage != clusterExcluded {
		objects = strconv.Itoa(c.done) + "/" + strconv.Itoa(len(c.plan.Changes))
	}
	if c.rollouts > 0 {
		workloads = strconv.Itoa(c.settled) + "/" + strconv.Itoa(c.rollouts)
	}
	if c.begun != nil {
		took = words.Duration(c.took())
	}
	line := t.line(ui.Line{ui.Bold.Span(c.plan.Cluster)}, text(t.scope.Waves[c.plan.Cluster]), ui.Line{c.style().Span(t.stage(stage))},
		text(objects), text(workloads), ui.Line{ui.Faint.Span(took)})
	if at := t.at(c); at != "" {
		if with := ui.Join(line, text(at)); with.Width() <= t.columns {
			return with
		}
	}
	return line
}

// at is what the cluster is at, of what is under way for the longest time; "" where it is
// shown below anyway.
func (t fleetTable) at(c *cluster) string {
	if len(c.open) == 0 || c.slow() || c.stage() == clusterFailed {
		return ""
	}
	text := c.open[0].object.String()
	if about := c.open[0].still(t.words); about != "" {
		text = t.words.Say("%s: %s", text, about)
	}
	if more := len(c.open) - 1; more > 0 {
		text += t.words.Say("; ") + t.words.SayN(int64(more), "%d more object", "%d more objects")
	}
	return text
}

// line puts columns beside each other: without the waves where there are none, or no room.
func (t fleetTable) line(name, wave, status, objects, workloads, took ui.Line) ui.Line {
	right := func(l ui.Line, n int) ui.Line {
		return append(ui.Line{ui.Plain.Span(strings.Repeat(" ", max(n-l.Width(), 0)))}, l...)
	}
	names, waves := max(t.scope.clusterWidth(), len("CLUSTER")), 0
	for _, w := range t.scope.Waves {
		waves = max(waves, typeset.Width(typeset.Clean(w)), len("WAVE"))
	}
	columns := []ui.Line{name.Pad(names)}
	rest := []ui.Line{status.Pad(stageColumn), right(objects, len("OBJECTS")), right(workloads, len("WORKLOADS")), right(took, len("59m59s"))}
	if t.scope.Doing != Applying {
		rest = slices.Delete(rest, 1, 2)
	}
	if rest := stageColumn + len("OBJECTS") + len("WORKLOADS") + len("59m59s") + 6*2; waves > 0 && names+waves+rest <= t.columns {
		columns = append(columns, wave.Pad(waves))
	}
	return append(ui.Line{ui.Plain.Span("  ")}, ui.Join(append(columns, rest...)...)...)
}
