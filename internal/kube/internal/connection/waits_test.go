package connection

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// It is said how long an answer may take: until whoever has the most patience gives it up.
func TestHowLongAnAnswerMayTake(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		patience []time.Duration // of requests that are sent one second after the other; 0: no limit of its own
		want     time.Duration
	}{
		"no limit but the usual one":                {[]time.Duration{0}, requestTimeout},
		"the last write of an apply":                {[]time.Duration{20 * time.Second}, 20 * time.Second},
		"a lock that is renewed beside it":          {[]time.Duration{20 * time.Second, 6 * time.Second}, 20 * time.Second},
		"a lock, and then what has more patience":   {[]time.Duration{6 * time.Second, 20 * time.Second}, 21 * time.Second},
		"a lock, and then what has no limit":        {[]time.Duration{6 * time.Second, 0}, requestTimeout + time.Second},
		"more patience than any request is allowed": {[]time.Duration{time.Hour}, requestTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var said []time.Duration
				w := &waits{said: map[string]time.Time{}, report: func(w Wait) { said = append(said, w.Limit) }}
				for _, patience := range c.patience {
					ctx := t.Context()
					if patience > 0 {
						var cancel func()
						ctx, cancel = context.WithTimeout(ctx, patience)
						defer cancel()
					}
					defer w.begin(Wait{Limit: limitOf(ctx, time.Now())})()
					time.Sleep(time.Second)
				}
				time.Sleep(5 * time.Second)
				synctest.Wait()
				if !slices.Equal(said, []time.Duration{c.want}) {
					t.Errorf("said %v, want %v", said, c.want)
				}
			})
		})
	}
}

// A server whose every answer is slow is said to be slow, although no single answer is
// worth a word; a quick one in between ends that.
func TestSlowAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers []time.Duration
		want    []time.Duration // for how long it had been slow when that was said
	}{
		"a few slow ones":           {[]time.Duration{4 * time.Second, 3 * time.Second}, nil},
		"just in time, every time":  {[]time.Duration{4 * time.Second, 4 * time.Second, 4 * time.Second}, []time.Duration{8 * time.Second}},
		"a quick one in between":    {[]time.Duration{4 * time.Second, time.Millisecond, 4 * time.Second, 3 * time.Second}, nil},
		"quick ones, for long":      {slices.Repeat([]time.Duration{900 * time.Millisecond}, 40), nil},
		"not again for a minute":    {slices.Repeat([]time.Duration{4 * time.Second}, 16), []time.Duration{8 * time.Second}},
		"again after a minute":      {slices.Repeat([]time.Duration{4 * time.Second}, 17), []time.Duration{8 * time.Second, 68 * time.Second}},
		"long pauses in between":    {[]time.Duration{4 * time.Second, -time.Minute, 4 * time.Second, -time.Minute, 4 * time.Second}, nil},
		"said of one answer before": {[]time.Duration{6 * time.Second, 4 * time.Second}, []time.Duration{serverPatience}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				var said []time.Duration
				w := &waits{said: map[string]time.Time{}, report: func(w Wait) {
					mu.Lock()
					defer mu.Unlock()
					said = append(said, w.For)
				}}
				for _, took := range c.answers {
					if took < 0 { // nothing is asked
						time.Sleep(-took)
						continue
					}
					asked, end := time.Now(), w.begin(Wait{Limit: requestTimeout})
					time.Sleep(took)
					w.answered(asked)
					end()
				}
				mu.Lock()
				defer mu.Unlock()
				if !slices.Equal(said, c.want) {
					t.Errorf("said after %v, want %v", said, c.want)
				}
			})
		})
	}
}
