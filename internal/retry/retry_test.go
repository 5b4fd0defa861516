package retry_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/workloadlang/wl/internal/retry"
)

// begun returns when the tries of something that always fails begin, at most ten
// of them.
func begun(ctx context.Context, p retry.Policy) []time.Duration {
	start := time.Now()
	all := []time.Duration{0}
	for tries := p.Begin(); len(all) < 10 && tries.Again(ctx); {
		all = append(all, time.Since(start))
	}
	return all
}

func TestTries(t *testing.T) {
	const s = time.Second
	for name, c := range map[string]struct {
		policy retry.Policy
		end    time.Duration // of the context; 0: never
		want   []time.Duration
	}{
		"without limit":         {retry.Policy{}, 0, make([]time.Duration, 10)},
		"three":                 {retry.Policy{Tries: 3, Pause: s}, 0, []time.Duration{0, s, 2 * s}},
		"once":                  {retry.Policy{Tries: 1, Pause: s}, 0, []time.Duration{0}},
		"within a time":         {retry.Policy{Within: 5 * s, Pause: 2 * s}, 0, []time.Duration{0, 2 * s, 4 * s, 6 * s}},
		"longer pauses":         {retry.Policy{Tries: 6, Pause: s, Factor: 2, Longest: 5 * s}, 0, []time.Duration{0, s, 3 * s, 7 * s, 12 * s, 17 * s}},
		"until its context end": {retry.Policy{Pause: 2 * s}, 5 * s, []time.Duration{0, 2 * s, 4 * s}},
		"without a pause, after its context's end": {retry.Policy{Tries: 3}, -s, []time.Duration{0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if c.end != 0 {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, c.end)
					defer cancel()
				}
				if got := begun(ctx, c.policy); !slices.Equal(got, c.want) {
					t.Errorf("tried after %v, want %v", got, c.want)
				}
			})
		})
	}
}

func TestReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := retry.Policy{Tries: 3, Within: time.Hour, Pause: time.Second, Factor: 10}.Begin()
		for range 5 {
			start := time.Now()
			for range 2 {
				if !tries.Again(t.Context()) {
					t.Fatal("no try is left")
				}
			}
			if took := time.Since(start); took != 11*time.Second {
				t.Errorf("the pauses took %v", took)
			}
			tries.Reset()
		}
	})
}

func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		start := time.Now()
		if !retry.Pause(ctx, time.Minute) || time.Since(start) != time.Minute {
			t.Errorf("ended after %v", time.Since(start))
		}
		cancel()
		if retry.Pause(ctx, time.Minute) || retry.Pause(ctx, 0) || time.Since(start) != time.Minute {
			t.Error("a pause continues after the end of its context")
		}
	})
}
