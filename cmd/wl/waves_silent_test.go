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
