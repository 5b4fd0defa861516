package main

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
)

// silentJob is the check of a wave.
const silentJob = `
workload "smoke" {
  kind = "Job"
  container "smoke" { image = "busybox:1.37" }
}
`

// A cluster that was healthy and gives no answer at a gate has not failed, and nothing is rolled back because of it: it
// is left behind where its wave may do so, and else the next apply judges again.
func testSilentAtGate(t *testing.T, second *controlplane.Cluster) {
	rollout := func(clusterAway, gate string) string {
		return silentJob + "rollout {\non_failure = \"rollback_all\"\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" {\nclusters = [cluster.south]\nunreachable = \"" + clusterAway + "\"\n" + gate + "\n}\n}\n"
	}
	const soak, check = `soak = "5s"`, `check "smoke" { workload = workload.smoke }`
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		rollout string
		atCheck bool
		code    int
		says    []string
		state   journal.ClusterState
	}{
		"soak":           {rollout("fail", soak), false, 1, []string{"under way", "Error: Whether the cluster south is healthy still is not known"}, journal.Applied},
		"soak, skipped":  {rollout("skip", soak), false, 0, []string{"is done: 1 cluster is healthy. Left behind until a later apply: south"}, journal.Skipped},
		"check":          {rollout("fail", check), true, 1, []string{"under way", "Error: Whether the check \"smoke\" has succeeded on the cluster south is not known"}, journal.Applied},
		"check, skipped": {rollout("skip", check), true, 0, []string{"is done: 1 cluster is healthy. Left behind until a later apply: south"}, journal.Skipped},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, c.rollout)
			if c.atCheck {
				f.south.way.Meet(first(afterJob(), func() *faults.Fault { f.south.way.Down(); return &faults.Fault{Kind: faults.Cut} }))
			} else {
				f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), 3, "second soaking south healthy")
				f.south.way.Down()
				time.Sleep(6 * time.Second)
			}
			f.must(f.apply("1", "--timeout", "20s"), c.code, c.says...)
			r := f.run(f.north)
			if got := r.Waves[1].Clusters[0].State; got != c.state {
				t.Errorf("the cluster is %s", got)
			}
			f.south.way.Up()
			if c.code == 1 {
				f.must(f.apply("1"), 0, "Run "+r.ID+" continues", "is done: 2 clusters are healthy")
			}
			if north, south := f.image(f.north), f.image(f.south); north != "nginx:1" || south != "nginx:1" {
				t.Errorf("%q and %q", north, south)
			}
		})
	}
}

// afterJob is a request that reads Jobs once one was created.
func afterJob() func(*http.Request, faults.Class) bool {
	var created atomic.Bool
	return func(r *http.Request, _ faults.Class) bool {
		if !strings.Contains(r.URL.Path, "/jobs") {
			return false
		}
		if r.Method == http.MethodPost {
			created.Store(true)
		}
		return r.Method == http.MethodGet && created.Load()
	}
}

// A cluster that gives no answer keeps no other from going back: it comes last, is waited for once, and what is waited for is
// said.
func testSilentLast(t *testing.T, second *controlplane.Cluster) {
	const awaited, over = "The cluster south has not answered yet", "Error: The cluster south is not rolled back"
	web := func(r *http.Request, of faults.Class) bool {
		return of == faults.Write && strings.HasSuffix(r.URL.Path, "/deployments/web")
	}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		south string
		hangs bool // or else it refuses connections
		later bool // when its wave has failed
		again bool // it answers again once the other goes back
		says  []string
	}{
		"hangs at a write":  {"healthy", true, false, false, []string{awaited, over}},
		"hangs then":        {"image-pull-failure", true, true, false, []string{awaited, over}},
		"refuses then":      {"image-pull-failure", false, true, false, []string{over}},
		"answers in turn":   {"image-pull-failure", false, true, true, []string{"south goes back to revision 1", "rolled back"}},
		"refuses the write": {"healthy", false, false, false, []string{over}},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, "")
			stack, _, _ := strings.Cut(failingWave("", ""), "rollout {")
			f.configure(stack + "rollout {\non_failure = \"rollback_all\"\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" { clusters = [cluster.south] }\n}\n")
			f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
			var failed, back atomic.Int64 // when
			var gone atomic.Bool
			f.south.way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
				switch goes := gone.Load() || c.later && !f.run(f.north).Waves[1].Failure.IsZero() || !c.later && web(r, of); {
				case !goes:
					return nil
				case !gone.Swap(true) && !c.hangs:
					go f.south.way.Down()
				}
				if c.hangs {
					return &faults.Fault{Kind: faults.Hung, For: time.Hour}
				}
				return &faults.Fault{Kind: faults.Dropped}
			})
			f.north.way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
				if web(r, of) && f.image(f.north) == "nginx:2" {
					if back.CompareAndSwap(0, time.Now().Unix()) && c.again {
						f.south.way.Up()
					}
				}
				return nil
			})
			p := f.apply("2", "--var", "south="+c.south, "--timeout", "20s")
			p.meanwhile(func() bool {
				if r := f.run(f.north); r != nil && !r.Waves[1].Failure.IsZero() {
					failed.CompareAndSwap(0, time.Now().Unix())
				}
				return failed.Load() != 0
			})
			f.must(p, 1, append([]string{"north goes back to revision 1", "north Running"}, c.says...)...)
			if after := back.Load() - failed.Load(); back.Load() == 0 || after > 60 { // what gives no answer is waited for longer
				t.Errorf("the first cluster goes back after %ds", after)
			}
			out := p.out.String()
			if _, waits, _ := strings.Cut(out, "has failed on south"); strings.Contains(waits, "waiting south: Deployment") || strings.Contains(out, awaited) != (c.says[0] == awaited) {
				t.Errorf("it tells of a rollout that has ended, or not what is waited for:\n%s", out)
			}
			t.Logf("ended %ds after the failure", time.Now().Unix()-failed.Load())
		})
	}
}
