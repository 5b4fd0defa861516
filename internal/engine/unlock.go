package engine

import (
	"context"

	"github.com/workloadlang/wl/state"
)

// Unlocked is a cluster on which nobody holds the stack's lock any more.
type Unlocked struct {
	Context string
	Holder  *state.Holder // who has held it; nil where nobody did
}

// Unlock releases the stack's lock on one cluster after the other, whoever holds
// it: they stop at once. With an error come the clusters before it.
func (s *Stack) Unlock(ctx context.Context) ([]Unlocked, error) {
	var done []Unlocked
	for _, c := range s.clusters {
		if c.err != nil {
			return done, c.err
		}
		holder, err := c.store.ForceUnlock(ctx)
		if err != nil {
			return done, err
		}
		done = append(done, Unlocked{Context: c.client.Context(), Holder: holder})
	}
	return done, nil
}
