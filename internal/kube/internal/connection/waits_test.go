package connection

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

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
