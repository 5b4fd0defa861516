package main

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
)

// asked counts how often each member is asked for the stack's run before anything is written.
type asked struct {
	mu           sync.Mutex
	written      bool
	north, south int
}

// meet counts on a way, on which a fault is met, unless that is nil.
func (a *asked) meet(of *int, is *faults.Fault) faults.Meeting {
	return func(r *http.Request, class faults.Class) *faults.Fault {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.written = a.written || writes(class)
		if !a.written && r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/secrets/wl-run-fleet") {
			*of++
		}
		return is
	}
}

// Each cluster is asked for the run once where one begins, and only the home where none does. One that does not answer is not
// asked again.
func testAskedOnce(t *testing.T, second *controlplane.Cluster) {
	f := newFleet(t, second, strings.Replace(twoWaves, "{ clusters = [cluster.south] }", "{\nclusters = [cluster.south]\nunreachable = \"skip\"\n}", 1))
	apply := func(what string, south int, is *faults.Fault, code int, args []string, says string) {
		t.Helper()
		var a asked
		f.north.way.Meet(a.meet(&a.north, nil))
		f.south.way.Meet(a.meet(&a.south, is))
		f.must(f.start(append([]string{"apply", "--auto-approve"}, args...)...), code, says)
		if a.north != 1 || a.south != south {
			t.Errorf("%s: the home is asked %d times, the other cluster %d times", what, a.north, a.south)
		}
		f.north.way.Meet(nil)
		f.south.way.Meet(nil)
	}
	for _, cluster := range []string{"north", "south"} {
		f.must(f.start("apply", "--auto-approve", "--var", "tag=1", "--cluster", cluster), 0)
	}
	apply("nothing changes, and there was no run", 0, nil, 0, []string{"--var", "tag=1"}, "No changes")
	apply("a run begins", 1, nil, 0, []string{"--var", "tag=2", "--wait"}, "is done: 2 clusters are healthy")
	apply("nothing changes after a run", 0, nil, 0, []string{"--var", "tag=2"}, "No changes")
	apply("nothing changes, to be superseded", 1, nil, 0, []string{"--var", "tag=2", "--supersede"}, "No changes")
	cut := &faults.Fault{Kind: faults.Cut, Of: faults.Any}
	apply("a cluster is away", 0, cut, 0, []string{"--var", "tag=3", "--wait"}, "Left behind until a later apply: south")
}
