package waves

import (
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/run"
)

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
