package waves

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/run"
)

// A run is said to be under way, and not to continue, only where it is paused: whoever waits for a soak or an approval continues it.
func TestContinues(t *testing.T) {
	paused := &run.Run{ID: "k3x9d2ab", Pause: &run.Note{At: time.Unix(600, 0)}}
	going := &run.Run{ID: "k3x9d2ab"}
	for name, c := range map[string]struct {
		start  Start
		now    *run.Run
		stands bool
	}{
		"clusters are left":                {Start{Planned: &engine.Planned{}}, going, false},
		"nothing is left, and it may pass": {Start{}, going, false},
		"clusters come after a wait":       {Start{Pending: []string{"b"}}, going, false},
		"it is paused":                     {Start{}, paused, true},
		"it is paused with clusters left":  {Start{Planned: &engine.Planned{}}, paused, true},
	} {
		var told []bool
		c.start.continues(c.now, func(_ string, e apply.Event) {
			stands, _ := e.(apply.Notice).Fact.Args["stands"].(bool)
			told = append(told, stands)
		})
		if len(told) != 1 || told[0] != c.stands {
			t.Errorf("%s: under way: %v, want %v", name, told, c.stands)
		}
	}
}
