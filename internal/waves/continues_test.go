package waves

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/run"
)

// A run is said to be under way, and not to continue, only where it waits for something or is paused: not where nothing is
// left to plan because its last wave has only to pass.
func TestContinues(t *testing.T) {
	paused := &run.Run{ID: "k3x9d2ab", Pause: &run.Note{At: time.Unix(600, 0)}}
	going := &run.Run{ID: "k3x9d2ab"}
	for name, c := range map[string]struct {
		start  Start
		now    *run.Run
		stands bool
	}{
		"it waits":                            {Start{waits: true}, going, true},
		"clusters are left":                   {Start{Planned: &engine.Planned{}}, going, false},
		"nothing is left, and it may pass":    {Start{}, going, false},
		"it waits in a wave that is not done": {Start{waits: true, Planned: &engine.Planned{}}, going, false},
		"it is paused":                        {Start{}, paused, true},
		"it is paused with clusters left":     {Start{Planned: &engine.Planned{}}, paused, true},
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
