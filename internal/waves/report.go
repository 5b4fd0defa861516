package waves

import (
	"context"

	"github.com/workloadlang/wl/internal/run"
)

// Report is how a stack's run stands.
type Report struct {
	Stack string
	Run   *run.Run  // nil where there was none
	Facts run.Facts // as it was looked at
	// Waits is what it waits for; nil where it does not wait.
	Waits *run.Wait
}

// Report is how the run stands now.
func (r *Rollout) Report(ctx context.Context) (*Report, error) {
	rep := &Report{Stack: r.stack.Stack.ID.Name, Run: r.Run()}
	now, err := r.now(ctx)
	if err != nil || rep.Run == nil {
		return rep, err
	}
	rep.Facts = r.facts(rep.Run, now)
	if !rep.Run.HasEnded() {
		if wait, ok := rep.Run.Next(rep.Facts).(run.Wait); ok {
			rep.Waits = &wait
		}
	}
	return rep, nil
}

// State is how a wave of the run stands.
func (r *Report) State(w *run.Wave) run.WaveState { return r.Run.StateOf(w, r.Facts) }
