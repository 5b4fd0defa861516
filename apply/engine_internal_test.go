package apply

import (
	"errors"
	"testing"

	"github.com/workloadlang/wl/apply/internal/journal"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Once the lock is lost, or the state, nothing is written in passing, and so nothing is due:
// the loop would do nothing else than look at the clock.
func TestNothingIsDueAfterTheLockIsLost(t *testing.T) {
	j, err := journal.New(journal.Operation{Name: "apply", Plan: &plan.ClusterPlan{}})
	if err != nil {
		t.Fatal(err)
	}
	e := &engine{saver: &journal.Saver{Journal: j, Store: &state.Store{}}}
	if e.due().IsZero() {
		t.Error("what has begun is not to be written")
	}
	e.ending.fatal = errors.New("the lock is lost")
	if at := e.due(); !at.IsZero() {
		t.Errorf("it is to be written at %v although the lock is lost", at)
	}
}
