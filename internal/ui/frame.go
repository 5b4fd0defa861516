package ui

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// frame is the table that shows an apply at this moment: a line for each
// cluster, then what is under way, then what has failed, in at most so many
// columns and rows. What is done is only counted.
func frame(b *board, scope Scope, columns, rows int) []line {
	lines := []line{frameTitle(b, scope)}
	for _, c := range scope.Plan.Clusters {
		if scope.many() {
			lines = append(lines, append(line{plain.span("  ")}, join(line{bold.span(c.Cluster)}.pad(scope.clusterWidth()), tally(b, c))...))
		}
	}
	active := slices.DeleteFunc(slices.Clone(b.entries), func(n *entry) bool { return n.stage == written || n.stage == settled })
	slices.SortStableFunc(active, scope.compareUrgency)
	hidden := len(active) - max(1, rows-len(lines)-2)
	if hidden > 0 {
		active = active[:len(active)-hidden]
	}
	lines = append(lines, b.rows(active, scope, columns)...)
	if hidden > 0 {
		lines = append(lines, line{faint.span("  " + b.words.Say("... and %d more", hidden))})
	}
	for i, l := range lines {
		lines[i] = l.cut(max(columns, 10))
	}
	return lines[:min(len(lines), max(rows, 1))]
}

// compareUrgency puts the urgent first, and within that clusters in the order of
// the plan.
func (s Scope) compareUrgency(x, y *entry) int {
	position := func(n *entry) int {
		return slices.IndexFunc(s.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == n.cluster })
	}
	return cmp.Or(urgency(x)-urgency(y), position(x)-position(y))
}

// urgency sorts what has failed before what is rolling out, and that before
// what is only being written.
func urgency(n *entry) int {
	switch n.stage {
	case failed:
		return 0
	case rolling:
		return 1
	default:
		return 2
	}
}

func frameTitle(b *board, scope Scope) line {
	what := b.words.Say("Applying %s", scope.Plan.Stack.Name)
	if scope.Plan.Destroy {
		what = b.words.Say("Destroying %s", scope.Plan.Stack.Name)
	}
	title := line{bold.span(what), faint.span(" " + duration(b.elapsed()))}
	if scope.many() || len(scope.Plan.Clusters) == 0 {
		return title
	}
	return join(title, tally(b, scope.Plan.Clusters[0]))
}

// tally counts how much of a cluster's plan is done.
func tally(b *board, c plan.ClusterPlan) line {
	done, rollouts, settledRollouts := 0, 0, 0
	for _, n := range b.entries {
		if n.cluster != c.Cluster {
			continue
		}
		if n.action != plan.None && n.stage != writing && n.stage != deleting && (n.stage != failed || n.rollout) {
			done++
		}
		if n.rollout {
			rollouts++
		}
		if n.stage == settled {
			settledRollouts++
		}
	}
	text := b.words.SayN(int64(len(c.Changes)), "%[2]d of %[1]d change done", "%[2]d of %[1]d changes done", done)
	if rollouts > 0 {
		text += b.words.SayN(int64(rollouts), ", %[2]d of %[1]d workload rolled out", ", %[2]d of %[1]d workloads rolled out", settledRollouts)
	}
	return line{plain.span(text)}
}

// wideTable is the number of columns from which on a table has room for all of
// kubectl's numbers.
const wideTable = 100

// rows shows entries, one a line, in so many columns; where there are rollouts,
// below the names of their numbers.
func (b *board) rows(entries []*entry, scope Scope, columns int) []line {
	names, wide := 0, columns >= wideTable
	for _, n := range entries {
		names = max(names, width(clean(n.object.String())))
	}
	var lines []line
	if slices.ContainsFunc(entries, func(n *entry) bool { return n.rollout }) {
		lines = append(lines, rowHead(b.words, scope, wide))
	}
	for _, n := range entries {
		var cluster, about line
		if scope.many() {
			cluster = line{plain.span(n.cluster)}.pad(scope.clusterWidth())
		}
		name := line{bold.span(n.object.String())}
		if text := n.about(b.words); text != "" {
			name, about = name.pad(min(names, 48)), line{plain.span(text)}
		}
		lines = append(lines, append(line{plain.span("  ")}, join(b.rowStatus(n, wide), cluster, name, about)...))
	}
	return lines
}

// rowHead names the columns of rowStatus.
func rowHead(w *words.Words, scope Scope, wide bool) line {
	var cluster line
	if scope.many() {
		cluster = line{faint.span(w.Say("CLUSTER"))}.pad(scope.clusterWidth())
	}
	head := rowColumns(line{faint.span(w.Say("STATUS"))}, faint, w.Say("READY"), w.Say("UP-TO-DATE"), w.Say("AVAILABLE"), w.Say("TIME"), wide)
	return append(line{plain.span("  ")}, join(head, cluster, line{faint.span(w.Say("OBJECT"))})...)
}

func rowColumns(word line, s style, ready, updated, available, time string, wide bool) line {
	columns := []line{word.pad(wordColumn), {s.span(padLeft(ready, len("READY")))}}
	if wide {
		columns = append(columns, line{s.span(padLeft(updated, len("UP-TO-DATE")))}, line{s.span(padLeft(available, len("AVAILABLE")))})
	}
	return join(append(columns, line{faint.span(padLeft(time, 5))})...)
}

// rowStatus returns how far an entry has come, and for how long it has been at it.
func (b *board) rowStatus(n *entry, wide bool) line {
	took := n.took
	if n.stage == writing || n.stage == rolling || n.stage == deleting {
		took = b.now().Sub(n.began)
	}
	s, word := plain, doingWord(b.words, n.action)
	var ready, updated, available string
	if n.rollout {
		s, word = wordStyle(n.status), statusWord(b.words, n.status.Word)
		ready, updated, available = podColumns(n.object, n.status)
	}
	if word == "" {
		word, ready, updated, available = b.words.Say("watching"), "", "", ""
	}
	if n.stage == failed {
		s = bad
		if !n.rollout {
			word = b.words.Say("failed")
		}
	}
	return rowColumns(line{s.span(word)}, plain, ready, updated, available, duration(took), wide)
}

// about returns what an entry waits for, or why it failed.
func (n *entry) about(w *words.Words) string {
	if n.err != nil && !n.status.Failed {
		return errorText(w, n)
	}
	if len(n.waits) > 0 {
		return waitsText(w, n.waits)
	}
	return explainStatus(w, n.status)
}

// maxLastRows is the most workloads that are listed when an apply has ended.
const maxLastRows = 20

// lastRows prints what stays on the screen: how each workload ended.
func (p *printer) lastRows(b *board, scope Scope) {
	var ended []*entry
	for _, n := range b.entries {
		if n.rollout || n.stage == failed {
			ended = append(ended, n)
		}
	}
	slices.SortFunc(ended, func(x, y *entry) int {
		return cmp.Or(scope.compareUrgency(x, y), object.Compare(x.object, y.object))
	})
	hidden := len(ended) - maxLastRows
	if hidden > 0 {
		ended = ended[:maxLastRows]
	}
	for _, l := range b.rows(ended, scope, p.width) {
		p.line(0, l.cut(p.width-1)...)
	}
	if hidden > 0 {
		p.line(2, faint.span(p.words.Say("... and %d more", hidden)))
	}
}
