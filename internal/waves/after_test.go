package waves

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// A run in another home is the stack's last one where it began after that of the home, which does not know it.
func TestIsAfter(t *testing.T) {
	at := func(minute int) time.Time { return time.Unix(int64(60*minute), 0) }
	ref := func(id string, begun time.Time) *state.RunRef { return &state.RunRef{ID: id, Begun: begun} }
	last := &run.Run{ID: "last", Started: at(5), Past: []run.Past{{ID: "before"}}}
	for name, c := range map[string]struct {
		ref  *state.RunRef
		want bool
	}{
		"it began later":        {ref("other", at(6)), true},
		"it began before":       {ref("other", at(4)), false},
		"they began at once":    {ref("other", at(5)), false},
		"it is the same":        {ref("last", at(6)), false},
		"it was before":         {ref("before", at(6)), false},
		"it is of an older wl":  {ref("other", time.Time{}), false},
		"of an older, the same": {ref("last", time.Time{}), false},
	} {
		if got := isAfter(c.ref, last); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
