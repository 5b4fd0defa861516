package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// The home cluster is away from the first write to the second cluster on. What was begun there is finished, nothing
// else begins, the message names the home and the way out; when it is back, the next apply continues the same run, and
// finds what the one before could not note. A home that is back soon is waited for.
func testHomeAway(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, away := range map[string]struct {
		goes func(*faults.Way)
		back time.Duration // after the second cluster has what was begun there; 0: when wl has ended
	}{
		"refuses": {(*faults.Way).Down, 0},
		"hangs":   {(*faults.Way).Hang, 0},
		"unread":  {recordAway, 0},
		"soon":    {(*faults.Way).Down, 8 * time.Second},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, twoWaves)
			f.south.way.Meet(first(meansWrite, func() *faults.Fault {
				away.goes(f.north.way)
				return nil
			}))
			begun := time.Now()
			p := f.apply("1")
			if away.back > 0 {
				p.meanwhile(func() bool { return f.image(f.south) == "nginx:1" })
				time.AfterFunc(away.back, f.north.way.Up)
				f.must(p, 0, "The home of the run, the cluster north, does not answer", "is done: 2 clusters are healthy")
				f.done(f.run(f.north).ID, "1")
				f.unlocked()
				return
			}
			f.must(p, 1, "Error: The home of the run, the cluster north, does not answer", "run wl apply", "wl rollout recover")
			t.Logf("it has ended after %v", time.Since(begun).Round(time.Second))
			r := f.run(f.north)
			if is := r.Waves[1].Clusters[0].State; r.HasEnded() || is != journal.Applying || f.image(f.south) != "nginx:1" {
				t.Errorf("the run is %s, the second cluster %s, with %q", r.State, is, f.image(f.south))
			}
			if name == "refuses" { // one that hangs is waited for
				f.must(f.apply("1"), 1, "does not answer", "Nothing begins and nothing continues")
				for _, beside := range [][]string{{"destroy", "--auto-approve"}, {"restart", "web", "--auto-approve"}} {
					f.must(f.start(append(beside, "--cluster", "south")...), 1, "does not answer", "To run "+beside[0]+" all the same, use --outside-run REASON")
				}
			}
			f.north.way.Up()
			f.must(f.apply("1"), 0, "Run "+r.ID+" continues with the wave second", "is done: 2 clusters are healthy")
			f.done(r.ID, "1")
			f.unlocked()
			if all := f.revisions(f.south); len(all) != 1 {
				t.Errorf("%d revisions on the second cluster", len(all))
			}
		})
	}
	runs.add(t, "interrupted", func(t *testing.T) { testHomeInterrupts(t, second) })
	runs.add(t, "lost", func(t *testing.T) { testHomeLost(t, second) })
	for _, policy := range []string{"rollback_all", "rollback", "halt"} {
		runs.add(t, "lost, and "+policy, func(t *testing.T) { testHomeLostKeeps(t, second, policy) })
	}
}

// recordAway has no request of the run's record be answered, and all others: also those by which its lock is renewed.
func recordAway(w *faults.Way) {
	w.Meet(func(r *http.Request, _ faults.Class) *faults.Fault {
		if strings.Contains(r.URL.Path, "/secrets/wl-run-") {
			return &faults.Fault{Kind: faults.Dropped}
		}
		return nil
	})
}

// meansWrite is a request that may leave something behind.
func meansWrite(_ *http.Request, of faults.Class) bool { return writes(of) }

// What takes longer than the lock of the run is held without its home is left to the cluster, and continued later.
func testHomeInterrupts(t *testing.T, second *controlplane.Cluster) {
	f := newFleet(t, second, twoWaves)
	f.south.way.Meet(first(meansWrite, func() *faults.Fault { f.north.way.Down(); return nil }))
	f.configure(behaves("south", "never-ready") + twoWaves)
	f.must(f.apply("1"), 1, "Error: The home of the run, the cluster north, does not answer")
	r := f.run(f.north)
	f.north.way.Up()
	if newest := f.newest(f.south); newest.Run == nil || newest.Run.ID != r.ID {
		t.Errorf("the revision on the second cluster is %+v", newest)
	}
	p := f.apply("1", "--timeout", "4s")
	f.must(p, 1, "Run "+r.ID+" continues with the wave second", "halted")
	if now := f.run(f.north); now.ID != r.ID || now.State != journal.Halted {
		t.Errorf("the run is %s, %s", now.ID, now.State)
	}
}

// behaves is the stack with Pods that do something on one of its clusters.
func behaves(cluster, behaviour string) string {
	return fleetStack[:len(fleetStack)-2] + `
  advanced {
    metadata {
      pod_annotations = { "wl-devcluster/behaviour" = target.name == "` + cluster + `" ? "` + behaviour + `" : "healthy" }
    }
  }
}
`
}

// A home that is lost for good is told when the configuration names another one; there the run is rebuilt from the
// revisions, and continued without the lost cluster.
func testHomeLost(t *testing.T, second *controlplane.Cluster) {
	const soaks = `
  wave "first" {
    clusters    = [cluster.north]
    unreachable = "skip"
  }
  wave "second" {
    clusters = [cluster.south]
    soak     = "10s"
    approval {}
  }
}
`
	f := newFleet(t, second, "rollout {"+soaks)
	f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), 3, "second soaking south")
	id := f.run(f.north).ID
	f.north.way.Down()
	for _, verb := range []string{"status", "abort"} { // they have no --outside-run
		f.must(f.start("rollout", verb, "--stack", "fleet", "--namespace", f.namespace, "--kubeconfig", "south.yaml"), 1, "The run "+id+" may be under way in its home, the cluster north", "rebuild the run from the stack's directory")
	}
	f.must(f.start("destroy", "--stack", "fleet", "--namespace", f.namespace, "--kubeconfig", "south.yaml"), 1, "If its home is lost, run destroy with --outside-run REASON")
	f.configure(fleetStack + "rollout {\nhome = cluster.south\n" + soaks)
	f.must(f.apply("1"), 1, "The home of this configuration is the cluster south, and the run "+id+" may be under way in another one, the cluster north, which cannot be read", "home = cluster.north", "wl rollout recover", "--supersede")
	f.must(f.start("rollout", "recover", "--var", "tag=1"), 0, id, "north skipped")
	f.must(f.start("status", "--format", "json"), 1, `"code": "behind_run"`, id)
	f.configure(fleetStack) // where no home is named, it is found where it was rebuilt
	f.must(f.start("destroy", "--auto-approve", "--cluster", "south", "--var", "tag=1"), 1, "The run "+id+" is under way")
	f.must(f.start("status", "--format", "json"), 1, `"code": "behind_run"`, id)
	f.configure(fleetStack + "rollout {\nhome = cluster.south\n" + soaks)
	f.must(f.apply("1", "--timeout", "20s"), 3, "Run "+id+" continues", "north skipped", "second waiting south healthy")
	f.north.way.Up()
	f.must(f.start("rollout", "approve"), 0)
	f.must(f.apply("1"), 0, "is done: 1 cluster is healthy. Left behind until a later apply: north")
}

// A wave that has passed does not fail because its home is lost, whatever becomes of a wave that fails: the clusters of
// later waves keep what they have.
func testHomeLostKeeps(t *testing.T, second *controlplane.Cluster, policy string) {
	const soaks = `
  wave "first" { clusters = [cluster.north] }
  wave "second" {
    clusters = [cluster.south]
    soak     = "10s"
  }
}
`
	f := newFleet(t, second, "rollout {\non_failure = \""+policy+"\"\n"+soaks)
	f.must(f.apply("0"), 0, "is done: 2 clusters are healthy")
	f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), 3, "second soaking south")
	id := f.run(f.north).ID
	f.north.way.Down()
	f.configure(fleetStack + "rollout {\nhome = cluster.south\non_failure = \"" + policy + "\"\n" + soaks)
	f.must(f.start("rollout", "recover", "--var", "tag=1"), 0, id, "north skipped", "south healthy")
	f.must(f.apply("1"), 0, "is done: 1 cluster is healthy. Left behind until a later apply: north")
	f.must(f.start("status", "--format", "json"), 1, `"code": "behind_run"`, id)
	if image := f.image(f.south); image != "nginx:1" {
		t.Errorf("the second cluster has %s", image)
	}
	f.north.way.Up()
}

// A cluster that is not the home dies in the middle: at its first write, or while its workloads are rolled out. It has
// failed, and the run is halted; or it is left behind, and the run is done. Nothing happens to the others. When it is
// back, the next apply is another run, which brings it to where it should be.
func testClusterAway(t *testing.T, second *controlplane.Cluster) {
	rollout := func(clusterAway, failures string) string {
		return "rollout {\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" {\nclusters = [cluster.south]\nunreachable = \"" + clusterAway + "\"\n" + failures + "}\n}\n"
	}
	var runs sideBySide
	defer runs.Wait()
	runs.add(t, "when all are rolled back", func(t *testing.T) { testAwayFromRollback(t, second) })
	for name, c := range map[string]struct {
		rollout string
		meant   func(*http.Request, faults.Class) bool
		goes    func(*faults.Way)
		code    int
		says    []string
		state   journal.ClusterState
	}{
		"fails at a write":    {rollout("fail", ""), meansWrite, (*faults.Way).Down, 1, []string{"halted", "south failed", "south: Cannot reach the API server", "wave second has failed on south"}, journal.Failed},
		"may fail":            {rollout("fail", "max_failures = 1\n"), meansWrite, (*faults.Way).Down, 1, []string{"done", "south failed"}, journal.Failed},
		"skipped at a write":  {rollout("skip", ""), meansWrite, (*faults.Way).Down, 0, []string{"is done: 1 cluster is healthy. Left behind until a later apply: south"}, journal.Skipped},
		"skipped when begun":  {rollout("skip", ""), ofRollout, (*faults.Way).Down, 0, []string{"south: Cannot reach the API server", "Left behind until a later apply: south"}, journal.Skipped},
		"fails when it hangs": {rollout("fail", ""), ofRollout, (*faults.Way).Hang, 1, []string{"halted", "south failed"}, journal.Failed},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, "")
			f.configure(behaves("south", "never-ready") + c.rollout)
			f.south.way.Meet(first(c.meant, func() *faults.Fault { c.goes(f.south.way); return &faults.Fault{Kind: faults.Cut} }))
			begun := time.Now()
			f.must(f.apply("1"), c.code, c.says...)
			t.Logf("it has ended after %v", time.Since(begun).Round(time.Second))
			r, before := f.run(f.north), f.newest(f.north)
			if got := r.Waves[1].Clusters[0]; got.State != c.state {
				t.Errorf("the second cluster is %s: %v", got.State, got.Reason)
			}
			f.south.way.Up()
			f.configure(behaves("south", "healthy") + c.rollout)
			f.must(f.start("state", "unlock", "--auto-approve"), 0)
			f.must(f.apply("1"), 0, "Run ", "has begun", "is done: 2 clusters are healthy")
			now, north, south := f.run(f.north), f.newest(f.north), f.newest(f.south)
			if now.ID == r.ID || north.Serial != before.Serial {
				t.Errorf("the run %s is followed by %s; the revision on the first cluster was %d and is %d", r.ID, now.ID, before.Serial, north.Serial)
			}
			if south.Run == nil || south.Run.ID != now.ID || south.Outcome != state.Succeeded || f.image(f.south) != "nginx:1" {
				t.Errorf("the second cluster has %q by the revision %d (%s) of the run %+v", f.image(f.south), south.Serial, south.Outcome, south.Run)
			}
		})
	}
}

// A cluster that is away when all are rolled back is named, with the command; the others are back.
func testAwayFromRollback(t *testing.T, second *controlplane.Cluster) {
	rollout := strings.Replace(twoWaves, "rollout {", "rollout {\non_failure = \"rollback_all\"", 1)
	f := newFleet(t, second, rollout)
	f.must(f.apply("1"), 0, "is done")
	f.configure(behaves("south", "never-ready") + rollout)
	f.south.way.Meet(first(ofRollout, func() *faults.Fault { f.south.way.Down(); return &faults.Fault{Kind: faults.Cut} }))
	f.must(f.apply("2"), 1, "The cluster north goes back to revision 1", "halted", "north rolled back", "Error: The cluster south is not rolled back: cannot reach the API server", "wl rollback 1 --cluster south")
	if r := f.run(f.north); r.Ended.Before(r.Waves[0].Clusters[0].Since) {
		t.Errorf("the run has ended at %v, before north was back at %v", r.Ended, r.Waves[0].Clusters[0].Since)
	}
	f.south.way.Up()
	f.must(f.start("state", "unlock", "--auto-approve"), 0)
	f.must(f.start("rollback", "1", "--cluster", "south", "--auto-approve"), 0)
	if north, south := f.image(f.north), f.image(f.south); north != "nginx:1" || south != "nginx:1" {
		t.Errorf("%s and %s", north, south)
	}
}

// ofRollout is a request of who waits for a rollout, which is never one where that is over at the first look.
func ofRollout(_ *http.Request, of faults.Class) bool { return of == faults.Watch }
