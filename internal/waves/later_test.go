package waves

import (
	"testing"

	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// A revision that was applied after the run's is told by its number, unless it has gone back already to what was there
// before the run.
func TestLaterThan(t *testing.T) {
	of := func(operations ...string) (all []state.Summary) { // the oldest first
		for i, o := range operations {
			s := state.Summary{Serial: int64(i + 1), Operation: o}
			switch o {
			case "run":
				s.Operation, s.Run = "apply", "k3x9d2ab"
			case "back":
				s.Operation, s.RollbackTo = "rollback", 1
			case "run back":
				s.Operation, s.RollbackTo, s.Run = "rollback", 1, "k3x9d2ab"
			case "elsewhere":
				s.Operation, s.RollbackTo = "rollback", 7
			}
			all = append([]state.Summary{s}, all...)
		}
		return all
	}
	for name, c := range map[string]struct {
		written int64
		all     []state.Summary
		want    int64
	}{
		"nothing else":              {2, of("apply", "run"), 0},
		"applied since":             {2, of("apply", "run", "apply"), 3},
		"applied since, unnoted":    {0, of("apply", "run", "apply", "apply"), 4},
		"gone back since":           {2, of("apply", "run", "back"), 0},
		"applied, then gone back":   {2, of("apply", "run", "apply", "back"), 3},
		"the run has gone back":     {0, of("apply", "run", "run back"), 0},
		"applied, then it has":      {0, of("apply", "run", "apply", "run back"), 3},
		"it has, applied since":     {0, of("apply", "run", "run back", "apply"), 4},
		"gone elsewhere since":      {2, of("apply", "run", "elsewhere"), 3},
		"destroyed since":           {2, of("apply", "run", "destroy"), 3},
		"the run wrote nothing":     {0, of("apply", "apply"), 0},
		"the run's is kept no more": {2, of("apply", "apply", "apply")[:1], 3},
		"no history":                {2, nil, 0},
	} {
		if got := laterThan("k3x9d2ab", run.Cluster{Revision: c.written, Before: 1}, c.all); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
