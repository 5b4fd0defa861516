package runs

import (
	"slices"

	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/waves"
)

// maxRows bounds the table of clusters: behind the result of an apply it has to fit a
// comment.
const maxRows = 100

// maxReasons is how long it may be, in bytes, before further reasons are left out.
const maxReasons = markdown.Limit / 6

// markdownOf is how a run stands, as the end of a comment on a pull request.
func markdownOf(r *waves.Report, o ui.Options) string {
	w := words.In(o.Language)
	state := stateWord(w, r)
	text := "#### " + w.Say("Run %s: %s", markdown.Code(r.Run.ID), markdown.Bold(state, r.Run.State != run.Done)) + "\n\n"
	begun := w.Say("begun %s by %s", said.Instant(r.Run.Started), markdown.Code(r.Run.Who))
	if r.Run.Commit != "" {
		begun += w.Say(", commit %s", markdown.Code(said.ShortCommit(r.Run.Commit)))
	}
	if r.Run.Supersedes != "" {
		begun += w.Say(", ") + w.Say("supersedes the run %s", markdown.Code(r.Run.Supersedes))
	}
	text += begun + "\n\n" + tableOf(r, w)
	reasons := slices.DeleteFunc(slices.Concat(r.Run.Failed(), r.Run.Left()), func(c run.Cluster) bool { return c.Reason.IsZero() })
	for i, c := range reasons {
		if len(text) > maxReasons {
			text += w.SayN(int64(len(reasons)-i), "and %d more cluster", "and %d more clusters") + "\n\n"
			break
		}
		text += markdown.Paragraph(markdown.Code(c.Name)+w.Say(":"), w.Ended(w.Text(c.Reason)), w)
	}
	for _, line := range foot(w, r) {
		text += markdown.Paragraph("", line, w)
	}
	return text
}

// tableOf are the clusters, by wave.
func tableOf(r *waves.Report, w *words.Words) string {
	text := markdown.Row([]string{w.Say("Wave"), w.Say("Gate"), w.Say("Cluster"), w.Say("State")}) + "|---|---|---|---|\n"
	rows, hidden := 0, 0
	for i := range r.Run.Waves {
		wave := &r.Run.Waves[i]
		for j, c := range wave.Clusters {
			if rows++; rows > maxRows {
				hidden++
				continue
			}
			cells := []string{"", "", markdown.CodeCell(c.Name), markdown.Bold(clusterWord(w, c.State), c.State == run.Failed || c.State == run.ClusterBack)}
			if j == 0 {
				cells[0], cells[1] = markdown.CodeCell(wave.Name), waveWord(w, r.State(wave))
			}
			text += markdown.Row(cells)
		}
	}
	if hidden > 0 {
		text += "\n" + w.SayN(int64(hidden), "and %d more cluster", "and %d more clusters") + "\n"
	}
	return text + "\n"
}
