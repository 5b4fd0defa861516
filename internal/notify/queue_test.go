package notify

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Events arrive at each receiver in their order, and nobody waits for one, nor for another receiver: not when they are
// posted, and at the end no longer than may be.
func TestQueueHoldsNothingUp(t *testing.T) {
	const hangs = time.Hour
	for name, c := range map[string]struct {
		takes map[string]time.Duration // each event, by receiver
		want  []string                 // what has arrived, in which order
		end   time.Duration
	}{
		"all answer":              {map[string]time.Duration{"a": time.Second, "b": 3 * time.Second}, []string{"a1", "a2", "b1", "a3", "b2", "b3"}, 9 * time.Second},
		"one hangs":               {map[string]time.Duration{"a": hangs, "b": time.Second}, []string{"b1", "b2", "b3"}, lastPosts},
		"all hang":                {map[string]time.Duration{"a": hangs, "b": hangs}, nil, lastPosts},
		"one is slow at each":     {map[string]time.Duration{"a": 8 * time.Second, "b": time.Second}, []string{"b1", "b2", "b3", "a1", "a2"}, lastPosts},
		"nobody wants any of all": {nil, nil, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			q, begun := NewQueue(), time.Now()
			var mu sync.Mutex
			var got []string
			for i := range 3 {
				for _, receiver := range []string{"a", "b"} {
					takes, wants := c.takes[receiver]
					if !wants {
						continue
					}
					q.Add(ctx, receiver, func(ctx context.Context) {
						select {
						case <-ctx.Done():
						case <-time.After(takes + time.Duration(i)*time.Millisecond):
							mu.Lock()
							defer mu.Unlock()
							got = append(got, fmt.Sprint(receiver, i+1))
						}
					})
				}
			}
			if time.Since(begun) != 0 {
				t.Errorf("%s: posting takes %s", name, time.Since(begun))
			}
			interrupt() // what has happened is posted all the same
			q.Finish()
			if !slices.Equal(got, c.want) || time.Since(begun).Truncate(time.Second) != c.end {
				t.Errorf("%s: after %s: %v", name, time.Since(begun), got)
			}
		})
	}
}
