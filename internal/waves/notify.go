package waves

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/notify"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
)

// notification is the event that is posted (docs/rollouts.md).
type notification struct {
	Event string    `json:"event"`
	Time  time.Time `json:"time"`
	Stack string    `json:"stack"`
	Run   string    `json:"run"`
	State run.State `json:"state"`
	Wave  string    `json:"wave,omitempty"` // that the run has come to
	// Cluster is the one that the event is about; empty where it is about no single one.
	Cluster string    `json:"cluster,omitempty"`
	What    fact.Fact `json:"what,omitzero"`
}

// notify posts an event to those who want it, of a cluster where it is about one. What of it does not arrive is
// noted, and no more.
func (c *carrier) notify(ctx context.Context, event, cluster string, what fact.Fact) {
	var hooks []notify.Hook
	for _, n := range c.stack.Stack.Rollout.Notify {
		hooks = append(hooks, notify.Hook{Name: n.Name, URL: n.URL, On: n.On})
	}
	if len(hooks) == 0 {
		return
	}
	ctx = context.WithoutCancel(ctx)
	now, _ := c.now(ctx) // zero where it cannot be known
	r := c.Run()
	for _, lost := range notify.Post(ctx, hooks, event, notification{event, now, r.Stack.Name, r.ID, r.State, waveName(r), cluster, what}) {
		c.emit.note(lost)
	}
}

// notifyWait posts that the run waits, once at each gate, however many applies come to it: while it does, what is
// said of it changes.
func (c *carrier) notifyWait(ctx context.Context, w run.Wait) error {
	if len(c.stack.Stack.Rollout.Notify) == 0 || w.Wave.Announced == w.For.Code {
		return nil
	}
	c.notify(ctx, "waiting", "", w.For)
	return c.update(ctx, func(r run.Edit) bool { return r.Announce(w.Wave.Name, w.For.Code) })
}

// onlySkips reports whether a plan lacks nothing but clusters that cannot be reached, and
// that their waves may leave behind.
func (r *Rollout) onlySkips(p *plan.Plan) bool {
	skips := map[string]bool{}
	for _, w := range r.stack.Stack.Rollout.Waves {
		for _, name := range w.Clusters {
			skips[name] = w.SkipUnreachable
		}
	}
	for _, c := range p.Clusters {
		blocked := slices.ContainsFunc(c.Changes, func(c plan.Change) bool { return c.Blocked != nil })
		if blocked || len(c.Problems) > 0 && (away(p, c.Cluster).IsZero() || !skips[c.Cluster]) {
			return false
		}
	}
	return true
}
