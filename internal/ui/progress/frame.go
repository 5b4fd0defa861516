package progress

import (
	"slices"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// frame is the table that shows an apply at this moment: a line for each
// cluster, then what is under way, then what has failed, in at most so many
// columns and rows. What is done is only counted.
func frame(b *board, scope Scope, columns, rows int) []ui.Line {
	lines := []ui.Line{frameTitle(b, scope)}
	for _, c := range scope.Plan.Clusters {
		if scope.many() {
			lines = append(lines, append(ui.Line{ui.Plain.Span("  ")}, ui.Join(ui.Line{ui.Bold.Span(c.Cluster)}.Pad(scope.clusterWidth()), tally(b, c))...))
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
		lines = append(lines, ui.Line{ui.Faint.Span("  " + b.words.Say("... and %d more", hidden))})
	}
	for i, l := range lines {
		lines[i] = l.Cut(max(columns, 10))
	}
	return lines[:min(len(lines), max(rows, 1))]
}

func frameTitle(b *board, scope Scope) ui.Line {
	what := b.words.Say("Applying %s", scope.Plan.Stack.Name)
	if scope.Plan.Destroy {
		what = b.words.Say("Destroying %s", scope.Plan.Stack.Name)
	}
	title := ui.Line{ui.Bold.Span(what), ui.Faint.Span(" " + words.Duration(b.elapsed()))}
	if scope.many() || len(scope.Plan.Clusters) == 0 {
		return title
	}
	return ui.Join(title, tally(b, scope.Plan.Clusters[0]))
}

// tally counts how much of a cluster's plan is done.
func tally(b *board, c plan.ClusterPlan) ui.Line {
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
	return ui.Line{ui.Plain.Span(text)}
}
