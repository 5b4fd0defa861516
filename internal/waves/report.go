package waves

import (
	"context"

	"github.com/workloadlang/wl/internal/engine"
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

// Left is what was not done, in the order of the waves: on the clusters that were applied
// to, and on those that a run which has failed does not come to.
func (o Outcome) Left() []engine.Leftover {
	if o.Run == nil {
		return nil
	}
	ended := map[string]*engine.Leftover{}
	for _, c := range o.Clusters {
		ended[c.Cluster] = c.Left
	}
	because := engine.LeftOtherFailed
	if o.Run.State == run.Aborted {
		because = engine.LeftAborted
	}
	var all []engine.Leftover
	for _, w := range o.Run.Waves {
		for _, c := range w.Clusters {
			switch left, applied := ended[c.Name]; {
			case applied && left != nil:
				all = append(all, *left)
			case !applied && c.State == run.Failed && !c.Reason.IsZero():
				all = append(all, engine.Leftover{Cluster: c.Name, Because: engine.LeftError, Error: c.Reason})
			case !applied && c.State == run.Pending && o.Run.HasEnded():
				all = append(all, engine.Leftover{Cluster: c.Name, Because: because})
			}
		}
	}
	return all
}
