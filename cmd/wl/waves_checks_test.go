package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
)

// Who aborts or pauses a run while the check of one cluster runs has none begun on the next; nor is one where it has
// failed, as no more may.
func testSteeredChecks(t *testing.T, second *controlplane.Cluster) {
	ofJob := func(r *http.Request, _ faults.Class) bool {
		return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/jobs")
	}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		verb, job string
		code      int
		says      string
	}{
		"abort": {"abort", "", 1, "incident 4711"},
		"pause": {"pause", "", 3, "incident 4711"},
		"fails": {"", `"wl-devcluster/behaviour" = "fail"`, 1, "halted"},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, annotated(silentJob, "job { backoff_limit = 0 }", c.job)+`
rollout {
  wave "all" {
    clusters = [cluster.north, cluster.south]
    check "smoke" { workload = workload.smoke }
  }
}
`)
			if c.verb != "" {
				f.north.way.Meet(first(ofJob, func() *faults.Fault { return f.steer(c.verb) }))
			}
			f.south.way.Meet(first(ofJob, func() *faults.Fault { t.Error("the check begins on south"); return nil }))
			f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), c.code, c.says)
		})
	}
}

// annotated is the text of a workload whose Pods are annotated, with something else in its advanced block.
func annotated(workload, with, annotation string) string {
	return workload[:strings.LastIndex(workload, "}")] + "advanced {\n" + with + "\nmetadata {\npod_annotations = {" + annotation + "}\n}\n}\n}\n"
}

// A receiver of events that hangs keeps nobody waiting: a cluster's failure is noted, and the run halted, while it is
// posted still, and the receiver is told of.
func testHangingReceiver(t *testing.T, second *controlplane.Cluster) {
	const failing, check = `"wl-devcluster/behaviour" = "image-pull-failure"`, `check "smoke" { workload = workload.smoke }`
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct{ workload, job, check string }{
		"apply": {failing, "", ""},
		"check": {"", `"wl-devcluster/behaviour" = "fail"`, check},
	} {
		runs.add(t, name, func(t *testing.T) {
			var tries atomic.Int64
			ended := make(chan struct{})
			hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				tries.Add(1)
				select {
				case <-r.Context().Done():
				case <-ended:
				}
			}))
			defer hook.Close()
			defer close(ended)
			f := newFleet(t, second, "")
			f.configure(annotated(fleetStack, "", c.workload) + annotated(silentJob, "job { backoff_limit = 0 }", c.job) + `
rollout {
  wave "all" {
    clusters = [cluster.north, cluster.south]
    ` + c.check + `
  }
  notify "hook" {
    url = "` + hook.URL + `"
    on  = ["failed"]
  }
}
`)
			p := f.apply("1")
			f.until(p, "halted", func(r *journal.Run) bool { return r.State == journal.Halted })
			if n := tries.Load(); n >= 3 { // three are what an event has time for
				t.Errorf("the run waited for %d tries", n)
			}
			f.must(p, 1, "hook")
		})
	}
}
