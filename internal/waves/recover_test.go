package waves

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// A run that revisions name is not lost where its home has had it. What has ended is the last one of that home, which
// need not be the one that they name.
func TestHasEnded(t *testing.T) {
	past := []run.Past{{ID: "two", State: run.Aborted}, {ID: "one", State: run.Done}}
	for name, c := range map[string]struct {
		last       *run.Run
		named      string
		run, state string // of the error; "" where there is none
	}{
		"no run there":           {nil, "one", "", ""},
		"another one":            {&run.Run{ID: "other", State: run.Done}, "one", "", ""},
		"the last one":           {&run.Run{ID: "one", State: run.Halted}, "one", "one", "halted"},
		"one that was aborted":   {&run.Run{ID: "three", State: run.Aborted, Past: past}, "two", "three", "aborted"},
		"after one that is done": {&run.Run{ID: "three", State: run.RolledBack, Past: past}, "one", "three", "rolled_back"},
	} {
		said := fact.Of(has(c.last, &state.RunRef{ID: c.named}))
		if said.Text("run") != c.run || said.Text("state") != c.state || c.run != "" && said.Code != NotUnderWay {
			t.Errorf("%s: %v", name, said)
		}
	}
}
