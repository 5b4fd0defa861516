package engine_test

import (
	"context"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
)

// A status that is watched is shown once at least, as what it is: nobody takes an end before anything was read
// for health.
func TestAWatchThatIsEndedAtOnce(t *testing.T) {
	s := stack(t, arriving).on(t, "1")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	shown := 0
	last, err := s.WatchStatus(ctx, time.Millisecond, func(engine.Status) error { shown++; return nil })
	if err != nil || shown != 1 || last.Complete() {
		t.Errorf("shown %d times, complete: %t, %v", shown, last.Complete(), err)
	}
}

// Ended later, the last whole look stays the last.
func TestAWatchThatIsEndedLater(t *testing.T) {
	o := stack(t, arriving)
	rollsOut(t, planned(t, o.on(t, "1"), engine.PlanOptions{}))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	shown := 0
	last, err := o.on(t, "1").WatchStatus(ctx, time.Millisecond, func(engine.Status) error {
		if shown++; shown == 2 {
			stop()
		}
		return nil
	})
	if err != nil || shown != 2 || !last.Complete() || !last.Healthy() {
		t.Errorf("shown %d times, complete: %t, %v", shown, last.Complete(), err)
	}
}
