package kube

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/kube/internal/connection"
)

// A stream that was open and told nothing may have had nothing to tell: only a list with news
// says that it does not get through.
func TestQuietStreams(t *testing.T) {
	for name, c := range map[string]struct {
		began time.Duration // ago
		idle  bool
		news  bool
		told  bool
	}{
		"silent, and nothing happened":     {91 * time.Second, true, false, false},
		"silent, and something happened":   {91 * time.Second, true, true, true},
		"not begun, and nothing happened":  {8 * time.Second, false, false, true},
		"cut off at once, for the moment":  {time.Second, false, false, false},
		"cut off at once, with something":  {time.Second, false, true, false},
		"idle and cut, nothing happened":   {30 * time.Second, true, false, false},
		"idle and cut, something happened": {30 * time.Second, true, true, true},
	} {
		told := 0
		w := &watcher{version: "1", handle: func(e Event) error {
			if e.Type == Blocked {
				told++
			}
			return nil
		}}
		_ = w.fail(t.Context(), time.Now().Add(-c.began), c.idle, connection.ErrSilent)
		for range 2 {
			if err := w.suspect(t.Context(), c.news); err != nil {
				t.Fatal(err)
			}
		}
		if (told == 1) != c.told || told > 1 {
			t.Errorf("%s: told %d times", name, told)
		}
	}
}
