package await

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/plan/step"
)

// unwatched is how long what was written goes unwatched while there is more to write: a
// failure is told that much later. Watched from the first workload on, two thirds of all
// that was read until the last object was written were events, and a sixth of the client's
// time went into them (make bench).
const unwatched = 10 * time.Second

// Follow begins to look at everything that is waited for: nothing is left to be done
// until something of it has ended.
func (w *Rollouts) Follow(ctx context.Context) {
	waiting := w.unfollowed
	w.unfollowed, w.followBy = nil, time.Time{}
	for _, r := range waiting {
		w.follow(ctx, r)
	}
}

func (w *Rollouts) follow(ctx context.Context, r *watchedRollout) {
	now := time.Now()
	r.followed, r.changed, r.appears = true, now, now.Add(w.within())
	w.watches.follow(ctx, observed.Members(r.ref, w.Stack))
	for _, child := range r.kind.Children {
		w.watches.follow(ctx, w.watches.chosen.Selection(child, r.ref.Namespace))
	}
	w.judge(ctx, r.ref)
}

// gates reports whether a step waits for the end of a rollout that does something.
func (c *Config) gates(rollout int) bool {
	return slices.ContainsFunc(c.Program, func(s step.Step) bool {
		_, waits := slices.BinarySearch(s.After, rollout)
		return waits && s.Do != step.Barrier
	})
}
