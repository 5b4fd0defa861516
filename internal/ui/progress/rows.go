package progress

import (
	"cmp"
	"math"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/rollouts"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
)

// wideTable is the number of columns from which on a table has room for all of
// kubectl's numbers.
const wideTable = 100

// aboutIndent is how far a row is indented that continues the one above it.
const aboutIndent = 6

// rows shows entries in so many columns, each on a line and those below it that it takes;
// where there are rollouts, below the names of their numbers. Those for which there is no
// room in so many lines are left out, and counted.
func (b *board) rows(entries []*entry, scope Scope, columns, room int) (lines []ui.Line, hidden int) {
	names, wide := 0, columns >= wideTable
	for _, n := range entries {
		names = max(names, typeset.Width(typeset.Clean(n.object.String())))
	}
	if slices.ContainsFunc(entries, func(n *entry) bool { return n.rollout }) {
		lines = rowHead(b.words, scope, wide).Wrap(columns, aboutIndent)
	}
	for i, n := range entries {
		var cluster, about ui.Line
		if scope.many() {
			cluster = ui.Line{ui.Plain.Span(n.cluster)}.Pad(scope.clusterWidth())
		}
		name := ui.Line{ui.Bold.Span(n.object.String())}
		if text := n.about(b.words); text != "" {
			name, about = name.Pad(min(names, 48, columns/3)), ui.Line{ui.Plain.Span(text)}
		}
		row := append(ui.Line{ui.Plain.Span("  ")}, ui.Join(b.rowStatus(n, wide), cluster, name, about)...).Wrap(columns, aboutIndent)
		if i > 0 && len(lines)+len(row) > room {
			return lines, len(entries) - i
		}
		lines = append(lines, row...)
	}
	return lines, 0
}

// rowHead names the columns of rowStatus.
func rowHead(w *words.Words, scope Scope, wide bool) ui.Line {
	var cluster ui.Line
	if scope.many() {
		cluster = ui.Line{ui.Faint.Span(w.Say("CLUSTER"))}.Pad(scope.clusterWidth())
	}
	head := rowColumns(ui.Line{ui.Faint.Span(w.Say("STATUS"))}, ui.Faint, w.Say("READY"), w.Say("UP-TO-DATE"), w.Say("AVAILABLE"), w.Say("TIME"), wide)
	return append(ui.Line{ui.Plain.Span("  ")}, ui.Join(head, cluster, ui.Line{ui.Faint.Span(w.Say("OBJECT"))})...)
}

func rowColumns(word ui.Line, s ui.Style, ready, updated, available, time string, wide bool) ui.Line {
	columns := []ui.Line{word.Pad(rollouts.WordColumn), {s.Span(typeset.PadLeft(ready, len("READY")))}}
	if wide {
		columns = append(columns, ui.Line{s.Span(typeset.PadLeft(updated, len("UP-TO-DATE")))}, ui.Line{s.Span(typeset.PadLeft(available, len("AVAILABLE")))})
	}
	return ui.Join(append(columns, ui.Line{ui.Faint.Span(typeset.PadLeft(time, 5))})...)
}

// rowStatus returns how far an entry has come, and for how long it has been at it.
func (b *board) rowStatus(n *entry, wide bool) ui.Line {
	took := n.took
	if n.stage == writing || n.stage == rolling || n.stage == deleting {
		took = b.now().Sub(n.began)
	}
	s, word := ui.Plain, doingWord(b.words, n.action)
	var ready, updated, available string
	if n.rollout {
		s, word = rollouts.Style(n.status), rollouts.Word(b.words, n.status.Word)
		ready, updated, available = rollouts.Columns(n.object, n.status)
	}
	if word == "" {
		word, ready, updated, available = b.words.Say("watching"), "", "", ""
	}
	if n.stage == failed {
		s = ui.Bad
		if !n.rollout || n.status.Word == "" {
			word = b.words.Say("failed")
		}
	}
	return rowColumns(ui.Line{s.Span(word)}, ui.Plain, ready, updated, available, words.Duration(took), wide)
}

// about returns what an entry waits for, or why it failed.
func (n *entry) about(w *words.Words) string {
	text := n.told(w)
	switch {
	case !n.back:
		return text
	case text == "":
		return w.Say("rollback")
	}
	return w.Say("%s: %s", w.Say("rollback"), text)
}

func (n *entry) told(w *words.Words) string {
	if n.err != nil && !n.status.Failed {
		return errorText(w, n)
	}
	if len(n.waits) > 0 {
		return waitsText(w, n.waits)
	}
	return rollouts.Explain(w, n.status)
}

// maxLastRows is the most workloads that are listed when an apply has ended.
const maxLastRows = 20

// lastRows prints what stays on the screen: how each workload ended; of many clusters how each
// of them did, and what has failed.
func (p table) lastRows(b *board, scope Scope) {
	if scope.fleet() {
		for _, l := range (fleetTable{p.Words, scope, p.Width - 1, true}).lines(b.clusters(scope), math.MaxInt) {
			p.Line(0, l...)
		}
	}
	var ended []*entry
	for _, n := range b.entries {
		if n.rollout && !scope.fleet() || n.stage == failed {
			ended = append(ended, n)
		}
	}
	slices.SortStableFunc(ended, func(x, y *entry) int {
		return cmp.Or(scope.compareUrgency(x, y), object.Compare(x.object, y.object))
	})
	hidden := len(ended) - maxLastRows
	if hidden > 0 {
		ended = ended[:maxLastRows]
	}
	lines, _ := b.rows(ended, scope, p.Width-1, math.MaxInt)
	for _, l := range lines {
		p.Line(0, l...)
	}
	if hidden > 0 {
		p.Line(2, ui.Faint.Span(p.Words.Say("... and %d more", hidden)))
	}
}
