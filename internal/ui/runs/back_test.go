package runs

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/ui"
)

// A run that was cut off on its way back says that it has failed, and that the rollback continues; one that does not go
// back, or has not failed, says that the run does.
func TestRollbackThatContinues(t *testing.T) {
	failure := fact.New(run.WaveClustersFailed, fact.Args{"wave": "canary", "clusters": []string{"eu-1"}, "allowed": 0})
	for name, c := range map[string]struct {
		policy string
		failed bool
		back   bool
	}{
		"rollback": {"rollback", true, true}, "of all": {"rollback_all", true, true},
		"halt": {"halt", true, false}, "has not failed": {"rollback", false, false},
	} {
		var out bytes.Buffer
		of := report(func(r run.Edit) {
			if r.OnFailure = c.policy; c.failed {
				r.Break("canary", failure)
			}
		}, 2*time.Minute)
		of.Waits = nil
		if err := Ended(&out, of, ui.Options{Width: 120}); err != nil {
			t.Fatal(err)
		}
		back := strings.Contains(out.String(), "failed on eu-1") && strings.Contains(out.String(), "wl apply continues the rollback.")
		if back != c.back || back == strings.Contains(out.String(), "wl apply continues the run.") {
			t.Errorf("%s: it goes back: %t\n%s", name, back, &out)
		}
	}
}
