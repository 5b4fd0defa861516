package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
)

// Who pauses or aborts a run while a gate finds that something else was applied outside of it is not told that a wave has
// failed: the run is as they have left it. Else that is told.
func testSteeredGate(t *testing.T, second *controlplane.Cluster) {
	const failed = "would judge something else than the run brings"
	ofRun := func(r *http.Request, _ faults.Class) bool {
		return r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/secrets/wl-run-fleet")
	}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		verb  string
		code  int
		says  string
		state journal.State
	}{
		"pause":       {"pause", 3, "incident 4711", journal.UnderWay},
		"abort":       {"abort", 1, "incident 4711", journal.Aborted},
		"nobody does": {"", 1, failed, journal.Halted},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, strings.Replace(twoWaves, `"1s"`, `"8s"`, 1))
			f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), 3, "first soaking")
			f.must(f.start("apply", "--auto-approve", "--var", "tag=2", "--cluster", "north", "--outside-run", "hotfix"), 0)
			time.Sleep(time.Until(f.run(f.north).Waves[0].Healthy.Add(9 * time.Second)))
			if c.verb != "" {
				f.north.way.Meet(first(ofRun, func() *faults.Fault { return f.steer(c.verb) }))
			}
			p := f.start("apply", "--auto-approve", "--var", "tag=1")
			f.must(p, c.code, c.says)
			out := strings.Join(strings.Fields(p.out.String()), " ")
			if r := f.run(f.north); r.State != c.state || strings.Contains(out, failed) != (c.verb == "") {
				t.Errorf("the run is %s:\n%s", r.State, p.out.String())
			}
		})
	}
}
