package main

import (
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
)

// failingWave is the stack of a fleet with one wave, that fails as the policy says. How its workload behaves on each
// cluster is told by variables.
func failingWave(policy string, concurrent string) string {
	return fleetStack[:len(fleetStack)-2] + `
  advanced {
    metadata {
      pod_annotations = {
        "wl-devcluster/behaviour"     = target.name == "north" ? var.north : var.south
        "wl-devcluster/start-seconds" = "20"
      }
    }
  }
}
variable "north" { default = "healthy" }
variable "south" { default = "healthy" }
rollout {
  on_failure = "` + policy + `"
  wave "all" {
    clusters       = [cluster.north, cluster.south]
    max_concurrent = ` + concurrent + `
  }
}
`
}

// failingFleet is a fleet of which one cluster fails; tag 1 is applied to both.
func failingFleet(t *testing.T, second *controlplane.Cluster, policy, concurrent string) *fleet {
	t.Helper()
	f := newFleet(t, second, "")
	f.configure(failingWave(policy, concurrent))
	f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
	return f
}

// until waits until the run is so, which a process is to bring about before it ends: no minute passes in which nothing
// becomes of the run.
func (f *fleet) until(p *process, what string, is func(*journal.Run) bool) {
	f.Helper()
	var last *journal.Run
	moved := time.Now()
	so := func() bool {
		r := f.run(f.north)
		if !reflect.DeepEqual(r, last) {
			last, moved = r, time.Now()
		}
		return r != nil && is(r)
	}
	p.meanwhile(func() bool { return so() || f.Failed() || time.Since(moved) > time.Minute })
	if f.Failed() || !so() {
		f.Fatalf("%s: not within a minute, or before wl has ended: %+v", what, last)
	}
}

// stands are the states of the clusters of the first wave.
func stands(r *journal.Run) string {
	var all []string
	for _, c := range r.Waves[0].Clusters {
		all = append(all, string(c.State))
	}
	return strings.Join(all, " ")
}

// wl ends while one cluster is applied to and the other one has failed: what was begun is finished by the next apply,
// and then goes the way of the wave. So it is where all but the note was done.
func testBegunIsFinished(t *testing.T, second *controlplane.Cluster) {
	ofRun := func(r *http.Request, _ faults.Class) bool {
		return r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/secrets/wl-run-fleet")
	}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		policy, ends string
		state        journal.State
		clusters     string
		north        string
	}{
		"interrupted":           {"rollback", "interrupted", journal.RolledBack, "rolled_back rolled_back", "nginx:1"},
		"killed":                {"rollback_all", "killed", journal.RolledBack, "rolled_back rolled_back", "nginx:1"},
		"killed before a note":  {"rollback", "killed before a note", journal.RolledBack, "rolled_back rolled_back", "nginx:1"},
		"interrupted, and halt": {"halt", "interrupted", journal.Halted, "healthy failed", "nginx:2"},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := failingFleet(t, second, c.policy, "2")
			args := []string{"--var", "north=slow-start", "--var", "south=image-pull-failure"}
			p := f.apply("2", args...)
			f.until(p, "south has failed", func(r *journal.Run) bool { return stands(r) == "applying failed" })
			id := f.run(f.north).ID
			switch c.ends {
			case "interrupted":
				_ = p.cmd.Process.Signal(os.Interrupt)
			case "killed":
				p.kill()
			default:
				f.north.way.Meet(first(ofRun, func() *faults.Fault { return faults.At(false, p.kill) }))
			}
			p.wait()
			f.north.way.Meet(nil)
			if c.ends != "interrupted" {
				f.must(f.start("state", "unlock", "--auto-approve"), 0)
			}
			f.must(f.apply("2", args...), 1, "Run "+id+" continues")
			if r := f.run(f.north); r.ID != id || r.State != c.state || stands(r) != c.clusters {
				t.Errorf("the run %s is %s, and its clusters are %s", r.ID, r.State, stands(r))
			}
			if north := f.image(f.north); north != c.north {
				t.Errorf("north has %s", north)
			}
			if f.unlocked(); c.policy == "halt" {
				return
			}
			if south := f.image(f.south); south != "nginx:1" {
				t.Errorf("south has %s", south)
			}
		})
	}
}

// A record that is deleted while the run is carried on is told as what it is: nothing further begins, and what was done
// is not said to be left. The run can be rebuilt.
func testRecordDeleted(t *testing.T, second *controlplane.Cluster) {
	secrets := schema.GroupVersionResource{Version: "v1", Resource: "secrets"}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		concurrent string
		args       []string
		when       string // as the clusters stand when it is deleted
		images     [2]string
	}{
		"two in flight":   {"2", []string{"--var", "north=slow-start", "--var", "south=slow-start"}, "applying applying", [2]string{"nginx:2", "nginx:2"}},
		"one in flight":   {"1", []string{"--var", "north=slow-start"}, "applying pending", [2]string{"nginx:2", "nginx:1"}},
		"before it fails": {"1", []string{"--var", "north=slow-start", "--var", "south=image-pull-failure"}, "healthy applying", [2]string{"nginx:2", "nginx:2"}},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := failingFleet(t, second, "rollback", c.concurrent)
			p := f.apply("2", c.args...)
			f.until(p, name, func(r *journal.Run) bool { return stands(r) == c.when })
			id := f.run(f.north).ID
			if err := f.north.client.Resource(secrets).Namespace(f.namespace).Delete(f.Context(), "wl-run-fleet", metav1.DeleteOptions{}); err != nil {
				t.Fatal(err)
			}
			code, out := p.wait()
			for said, says := range map[string]bool{
				"Error: The run " + id + " is not the stack's any more: its record was deleted from its home, the cluster north": true,
				"another one was begun": false, "on cluster north": false, "goes back": false, "wl has crashed": false,
			} {
				if strings.Contains(out, said) != says {
					t.Errorf("says %q: %t", said, !says)
				}
			}
			if images := [2]string{f.image(f.north), f.image(f.south)}; code != 1 || images != c.images {
				t.Errorf("it ends with %d, and there are %v", code, images)
			}
			f.must(f.start(append([]string{"rollout", "recover", "--var", "tag=2"}, c.args...)...), 0, "Run "+id)
			if t.Failed() {
				t.Log(out)
			}
		})
	}
}

// steer aborts or pauses the run, in the middle of a request, which then continues.
func (f *fleet) steer(verb string) *faults.Fault {
	if code, out := f.start("rollout", verb, "--reason", "incident 4711").wait(); code != 0 {
		f.Errorf("wl rollout %s: %s", verb, out)
	}
	return nil
}

// Who aborts or pauses a run while it is rolled back has the clusters left as they are that have not gone back yet; one
// that is resumed goes back all the same.
func testSteeredRollback(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		policy, verb string
		code         int
		state        journal.State
		resumed      bool
	}{
		"abort":                {"rollback", "abort", 1, journal.Aborted, false},
		"abort, of all":        {"rollback_all", "abort", 1, journal.Aborted, false},
		"pause":                {"rollback", "pause", 3, journal.UnderWay, true},
		"pause, then abort it": {"rollback", "pause", 3, journal.UnderWay, false},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := failingFleet(t, second, c.policy, "1")
			ofRollback := func(_ *http.Request, of faults.Class) bool {
				return writes(of) && !f.run(f.north).Waves[0].Failure.IsZero()
			}
			f.south.way.Meet(first(ofRollback, func() *faults.Fault { return f.steer(c.verb) }))
			args := []string{"apply", "--auto-approve", "--var", "tag=2", "--var", "south=image-pull-failure"}
			p := f.start(args...)
			f.must(p, c.code, "The cluster south goes back to revision 1.", "incident 4711")
			if strings.Contains(p.out.String(), "The cluster north goes back") {
				t.Errorf("north goes back:\n%s", p.out.String())
			}
			r := f.run(f.north)
			if images := f.image(f.north) + " " + f.image(f.south); r.State != c.state || stands(r) != "healthy rolled_back" || images != "nginx:2 nginx:1" {
				t.Errorf("the run is %s, its clusters are %s, and there are %s", r.State, stands(r), images)
			}
			switch {
			case c.resumed:
				f.must(f.start("rollout", "resume"), 0)
				f.must(f.start(args...), 1, "The cluster north goes back to revision 1.", "rolled back")
				if image := f.image(f.north); image != "nginx:1" || f.run(f.north).State != journal.RolledBack {
					t.Errorf("north has %s, and the run is %s", image, f.run(f.north).State)
				}
			case c.verb == "pause":
				f.must(f.start("rollout", "abort"), 0, "aborted")
			}
		})
	}
}

// What was applied to a cluster outside of the run, after the run has written to it, is not undone by the run's
// rollback; where it has gone back already, there is nothing to undo.
func testAppliedSince(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		policy  string
		outside []string
		says    string
		state   journal.State
		images  string
	}{
		"a hotfix":             {"rollback", []string{"apply", "--var", "tag=3"}, "is not rolled back: revision 3 was applied to it outside of the run", journal.Halted, "nginx:3 nginx:1"},
		"a hotfix, of all":     {"rollback_all", []string{"apply", "--var", "tag=3"}, "is not rolled back: revision 3 was applied to it outside of the run", journal.Halted, "nginx:3 nginx:1"},
		"a rollback by a hand": {"rollback", []string{"rollback"}, "goes back to revision 1", journal.RolledBack, "nginx:1 nginx:1"},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := failingFleet(t, second, c.policy, "1")
			args := []string{"--var", "south=image-pull-failure"}
			p := f.apply("2", args...)
			f.until(p, "south is applied to", func(r *journal.Run) bool { return stands(r) == "healthy applying" })
			_ = p.cmd.Process.Signal(os.Interrupt)
			p.wait()
			f.must(f.start(append(c.outside, "--auto-approve", "--cluster", "north", "--outside-run", "incident 4711")...), 0)
			f.must(f.apply("2", args...), 1, "The cluster south goes back to revision 1", "cluster north "+c.says)
			r := f.run(f.north)
			if images := f.image(f.north) + " " + f.image(f.south); r.State != c.state || images != c.images {
				t.Errorf("the run is %s, its clusters are %s, and there are %s", r.State, stands(r), images)
			}
		})
	}
}
