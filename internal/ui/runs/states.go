package runs

import (
	"cmp"

	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/waves"
)

// stateWord is how a run stands, in words.
func stateWord(w *words.Words, r *waves.Report) string {
	switch {
	case r.Run.HasEnded():
		return endWord(w, r.Run.State)
	case r.Run.Pause != nil:
		return w.Say("paused")
	case r.Waits != nil:
		return w.Say("waiting")
	}
	return w.Say("under way")
}

// endWord is how a run has ended, in words.
func endWord(w *words.Words, s run.State) string {
	return cmp.Or(map[run.State]string{
		run.Done: w.Say("done"), run.Halted: w.Say("halted"), run.RolledBack: w.Say("rolled back"), run.Aborted: w.Say("aborted"), run.Superseded: w.Say("superseded"),
	}[s], string(s))
}

func stateStyle(s run.State) ui.Style {
	switch s {
	case run.Done:
		return ui.Good
	case run.Halted, run.RolledBack, run.Aborted:
		return ui.Bad
	}
	return ui.Caution
}

func waveWord(w *words.Words, s run.WaveState) string {
	return cmp.Or(map[run.WaveState]string{
		run.WavePending: w.Say("pending"), run.WaveApplying: w.Say("applying"), run.WaveChecking: w.Say("checking"), run.WaveSoaking: w.Say("soaking"),
		run.WaveWaiting: w.Say("waiting"), run.WavePassed: w.Say("passed"), run.WaveFailed: w.Say("failed"), run.WaveStopped: w.Say("stopped"),
	}[s], string(s))
}

func clusterWord(w *words.Words, s run.ClusterState) string {
	return cmp.Or(map[run.ClusterState]string{
		run.Pending: w.Say("pending"), run.Applying: w.Say("applying"), run.Applied: w.Say("healthy"), run.Failed: w.Say("failed"),
		run.Skipped: w.Say("skipped"), run.ClusterBack: w.Say("rolled back"),
	}[s], string(s))
}

func clusterStyle(s run.ClusterState) ui.Style {
	switch s {
	case run.Applied:
		return ui.Good
	case run.Failed, run.ClusterBack:
		return ui.Bad
	case run.Applying, run.Skipped:
		return ui.Caution
	}
	return ui.Faint
}
