package progress

import (
	"cmp"
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

// rows shows entries, one a line, in so many columns; where there are rollouts,
// below the names of their numbers.
func (b *board) rows(entries []*entry, scope Scope, columns int) []ui.Line {
	names, wide := 0, columns >= wideTable
	for _, n := range entries {
		names = max(names, typeset.Width(typeset.Clean(n.object.String())))
	}
	var lines []ui.Line
	if slices.ContainsFunc(entries, func(n *entry) bool { return n.rollout }) {
		lines = append(lines, rowHead(b.words, scope, wide))
	}
	for _, n := range entries {
		var cluster, about ui.Line
		if scope.many() {
			cluster = ui.Line{ui.Plain.Span(n.cluster)}.Pad(scope.clusterWidth())
		}
		name := ui.Line{ui.Bold.Span(n.object.String())}
		if text := n.about(b.words); text != "" {
			name, about = name.Pad(min(names, 48)), ui.Line{ui.Plain.Span(text)}
		}
		lines = append(lines, append(ui.Line{ui.Plain.Span("  ")}, ui.Join(b.rowStatus(n, wide), cluster, name, about)...))
	}
	return lines
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
		if !n.rollout {
			word = b.words.Say("failed")
		}
	}
	return rowColumns(ui.Line{s.Span(word)}, ui.Plain, ready, updated, available, words.Duration(took), wide)
}

// about returns what an entry waits for, or why it failed.
func (n *entry) about(w *words.Words) string {
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

// lastRows prints what stays on the screen: how each workload ended.
func (p table) lastRows(b *board, scope Scope) {
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
	for _, l := range b.rows(ended, scope, p.Width) {
		p.Line(0, l.Cut(p.Width-1)...)
	}
	if hidden > 0 {
		p.Line(2, ui.Faint.Span(p.Words.Say("... and %d more", hidden)))
	}
}
