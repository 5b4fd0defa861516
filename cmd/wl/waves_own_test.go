package main

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
)

// What whoever applies is kept from by their credentials, or by what answers on their way, is no failure of a cluster: where
// nothing was to be written any more, it is asked for again; else the run stands as it was, and the next apply continues it.
// Nothing is rolled back.
func testOwn(t *testing.T, second *controlplane.Cluster) {
	const rollout = "rollout {\non_failure = \"rollback_all\"\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" {\nclusters = [cluster.south]\nsoak = \"1s\"\n}\n}\n"
	const restarts, record, web, waits = "restarts", "record", "web", "waits" // what is asked for
	meant := func(what string, released bool, r *http.Request, of faults.Class) bool {
		switch what {
		case restarts: // once everything is rolled out
			return released && of == faults.Read && strings.HasSuffix(r.URL.Path, "/pods")
		case record:
			return released && of == faults.Read
		case web:
			return of == faults.Write && strings.HasSuffix(r.URL.Path, "/deployments/web")
		}
		return of == faults.Watch
	}
	const stands, unlearnt = "Error: The apply to the cluster south cannot be finished", "Error: Whether the cluster south is healthy still is not known"
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		at    string
		kind  faults.Kind
		stays bool
		says  []string // where the run stands
	}{
		"restarts, 401 once":          {restarts, faults.Unauthorized, false, nil},
		"restarts, a login once":      {restarts, faults.LoginPage, false, nil},
		"record, redirected once":     {record, faults.Redirected, false, nil},
		"restarts, 401 that stays":    {restarts, faults.Unauthorized, true, []string{unlearnt, "log in again", "nothing is rolled back: run wl apply again"}},
		"restarts, a login stays":     {restarts, faults.LoginPage, true, []string{unlearnt, "no proxy asks for a login", "nothing is rolled back"}},
		"write, 401 once":             {web, faults.Unauthorized, false, []string{stands, "log in again", "nothing is rolled back", "run wl apply"}},
		"write, a login once":         {web, faults.LoginPage, false, []string{stands, "no proxy asks for a login", "nothing is rolled back", "run wl apply"}},
		"write, redirected once":      {web, faults.Redirected, false, []string{stands, "redirects to 127.0.0.1:1", "nothing is rolled back", "run wl apply"}},
		"write, 401 that stays":       {web, faults.Unauthorized, true, []string{stands, "log in again", "nothing is rolled back", "run wl apply"}},
		"rollout, a login that stays": {waits, faults.LoginPage, true, []string{"under way", "nothing is rolled back"}},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, rollout)
			f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
			var met, released atomic.Bool
			f.south.way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
				if r.Method == http.MethodDelete && strings.Contains(r.URL.Path, "/leases") {
					defer released.Store(true)
				}
				if c.stays && met.Load() || meant(c.at, released.Load(), r, of) && met.CompareAndSwap(false, true) {
					return &faults.Fault{Kind: c.kind}
				}
				return nil
			})
			if c.says == nil {
				f.must(f.apply("2"), 0, "is done: 2 clusters are healthy")
				f.done(f.run(f.north).ID, "2")
				return
			}
			f.must(f.apply("2", "--timeout", "20s"), 1, c.says...)
			r := f.run(f.north)
			if is := r.Waves[1].Clusters[0].State; r.HasEnded() || is != journal.Applying || f.image(f.north) != "nginx:2" {
				t.Errorf("the run is %s, the second cluster %s, and the first has %q", r.State, is, f.image(f.north))
			}
			if c.stays {
				f.must(f.apply("2", "--timeout", "20s"), 1, stands, "nothing is rolled back")
				if r := f.run(f.north); r.HasEnded() || f.image(f.north) != "nginx:2" {
					t.Errorf("the run is %s, and the first cluster has %q", r.State, f.image(f.north))
				}
			}
			f.south.way.Up()
			f.must(f.start("state", "unlock", "--auto-approve"), 0)
			f.must(f.apply("2"), 0, "Run "+r.ID+" continues", "is done: 2 clusters are healthy")
			if r = f.run(f.north); f.image(f.south) != "nginx:2" || r.State != journal.Done {
				t.Errorf("the run is %s, and the second cluster has %q", r.State, f.image(f.south))
			}
		})
	}
}

// What answers in the place of a cluster on which nothing was begun is not told from a cluster that is gone: it has failed as
// its wave says, and the run ends. Credentials are the asker's own there, too, and the run stands.
func testInItsPlace(t *testing.T, second *controlplane.Cluster) {
	rollout := func(of string) string {
		return "rollout {\non_failure = \"rollback_all\"\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" {\nclusters = [cluster.south]\n" + of + "}\n}\n"
	}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		kind  faults.Kind
		of    string
		code  int
		says  []string
		state journal.State
		north string
	}{
		"a login, may fail":      {faults.LoginPage, "max_failures = 1\n", 1, []string{"done", "south failed"}, journal.Done, "nginx:2"},
		"redirected, may fail":   {faults.Redirected, "max_failures = 1\n", 1, []string{"done", "south failed"}, journal.Done, "nginx:2"},
		"a login, fails":         {faults.LoginPage, "", 1, []string{"north rolled back"}, journal.RolledBack, "nginx:1"},
		"redirected, is skipped": {faults.Redirected, "unreachable = \"skip\"\n", 0, []string{"Left behind until a later apply: south"}, journal.Done, "nginx:2"},
		"401, may fail":          {faults.Unauthorized, "max_failures = 1\n", 1, []string{"Error: The cluster south cannot be applied to", "Nothing was begun there", "stands as it was"}, journal.UnderWay, "nginx:2"},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, rollout(c.of))
			f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
			var begun atomic.Bool // the first wave, by a write
			f.north.way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
				if of == faults.Write && strings.HasSuffix(r.URL.Path, "/deployments/web") {
					begun.Store(true)
				}
				return nil
			})
			f.south.way.Meet(func(*http.Request, faults.Class) *faults.Fault {
				if begun.Load() {
					return &faults.Fault{Kind: c.kind}
				}
				return nil
			})
			f.must(f.apply("2"), c.code, c.says...)
			if r := f.run(f.north); r.State != c.state || f.image(f.north) != c.north || f.image(f.south) != "nginx:1" {
				t.Errorf("the run is %s, the first cluster has %q, and the second %q", r.State, f.image(f.north), f.image(f.south))
			}
		})
	}
}

// Who is kept from a cluster on the way back, by credentials, what answers in its place or a right, has the run stand: the
// others go back, and the next apply continues the rollback there. It ends where the cluster gives no answer for other
// reasons, or its wave leaves it behind.
func testKeptFromGoingBack(t *testing.T, second *controlplane.Cluster) {
	const kept, over = "Error: The cluster south cannot be rolled back", "Error: The cluster south is not rolled back"
	web := func(r *http.Request, of faults.Class) bool {
		return of == faults.Write && strings.HasSuffix(r.URL.Path, "/deployments/web")
	}
	all := func(*http.Request, faults.Class) bool { return true }
	const missing = faults.Kind("a right is missing")
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		kind  faults.Kind
		meant func(*http.Request, faults.Class) bool
		skip  bool
		says  []string
		state journal.State
	}{
		"401":            {faults.Unauthorized, all, false, []string{kept, "log in again", "wl apply, which continues the rollback"}, journal.UnderWay},
		"401 at a write": {faults.Unauthorized, web, false, []string{kept, "log in again", "wl apply, which continues the rollback"}, journal.UnderWay},
		"a login":        {faults.LoginPage, all, false, []string{kept, "no proxy asks for a login", "wl apply, which continues the rollback"}, journal.UnderWay},
		"a right":        {missing, all, false, []string{kept, `cannot patch resource "deployments"`, "wl apply, which continues the rollback"}, journal.UnderWay},
		"admission":      {faults.Forbidden, web, false, []string{"Error: Rollback: Deployment", "halted"}, journal.Halted},
		"401, skipped":   {faults.Unauthorized, all, true, []string{over, "Correct this, and run wl rollback 1 --cluster south"}, journal.Halted},
		"no answer":      {faults.Dropped, all, false, []string{over, "When it answers again, run wl rollback 1 --cluster south"}, journal.Halted},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, "")
			stack, _, _ := strings.Cut(failingWave("", ""), "rollout {")
			skip := ""
			if c.skip {
				skip = "unreachable = \"skip\""
			}
			f.configure(stack + "rollout {\nhome = cluster.north\non_failure = \"rollback_all\"\nwave \"first\" {\nclusters = [cluster.south]\n" + skip + "\n}\nwave \"second\" { clusters = [cluster.north] }\n}\n")
			f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
			if c.kind == missing {
				f.restrict(f.south, "south.yaml", rule("*", "*", "*"))
			}
			f.south.way.Meet(f.whileGoingBack(c.kind, missing, c.meant))
			args := []string{"--var", "north=image-pull-failure", "--timeout", "20s"}
			f.must(f.apply("2", args...), 1, append([]string{"north goes back to revision 1", "Error: Deployment " + f.namespace + "/web is not rolled out"}, c.says...)...)
			r := f.run(f.north)
			if images := f.image(f.north) + " " + f.image(f.south); r.State != c.state || images != "nginx:1 nginx:2" {
				t.Errorf("the run is %s, and there are %s", r.State, images)
			}
			if f.south.way.Meet(nil); r.HasEnded() {
				return
			}
			if c.kind == missing {
				f.allow(f.south)
			}
			f.must(f.start("rollout", "status", "--var", "tag=2"), 0, "under way", "The wave second has failed on north.", "wl apply continues the rollback")
			f.must(f.start("state", "unlock", "--auto-approve"), 0)
			f.must(f.apply("2", args...), 1, "Run "+r.ID+" continues", "The cluster south goes back to revision 1", "rolled back")
			r = f.run(f.north)
			if images := f.image(f.north) + " " + f.image(f.south); r.State != journal.RolledBack || images != "nginx:1 nginx:1" {
				t.Errorf("the run is %s, and there are %s", r.State, images)
			}
		})
	}
}

// whileGoingBack is a fault of what is meant once the second wave has failed; where a right is missing, no fault, but that
// Deployments cannot be written any more.
func (f *fleet) whileGoingBack(kind, missing faults.Kind, meant func(*http.Request, faults.Class) bool) faults.Meeting {
	var denied sync.Once
	return func(r *http.Request, of faults.Class) *faults.Fault {
		switch goes := meant(r, of) && !f.run(f.north).Waves[1].Failure.IsZero(); {
		case !goes:
			return nil
		case kind != missing:
			return &faults.Fault{Kind: kind}
		}
		denied.Do(func() {
			f.rules(f.south, rule("", "*", "*"), rule("coordination.k8s.io", "*", "*"), rule("apps", "*", "get", "list", "watch"))
			f.may(f.south, false, "patch", "apps", "deployments")
		})
		return nil
	}
}

// An object that is refused is a failure of the cluster, with its reason, also where another one could not be written
// because the credentials were not taken, or no answer came: the run goes the way of failures, and no cluster is left behind.
func testRefusedBeside(t *testing.T, second *controlplane.Cluster) {
	api := strings.Replace(fleetStack[strings.Index(fleetStack, "workload"):], "web", "api", 1)
	rollout := func(more string) string {
		return api + "rollout {\non_failure = \"rollback_all\"\nwave \"first\" { clusters = [cluster.north] }\nwave \"second\" {\nclusters = [cluster.south]\n" + more + "}\n}\n"
	}
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		kind faults.Kind // of web
		more string
	}{
		"401":               {faults.Unauthorized, ""},
		"401, skip":         {faults.Unauthorized, "unreachable = \"skip\"\n"},
		"no answer, skip":   {faults.Dropped, "unreachable = \"skip\"\n"},
		"a login, and skip": {faults.LoginPage, "unreachable = \"skip\"\n"},
	} {
		runs.add(t, name, func(t *testing.T) {
			f := newFleet(t, second, rollout(c.more))
			f.must(f.apply("1"), 0, "is done: 2 clusters are healthy")
			f.south.way.Meet(func(r *http.Request, of faults.Class) *faults.Fault {
				switch wave := f.run(f.north).Waves[1]; {
				case of != faults.Write || !wave.Failure.IsZero():
					return nil
				case strings.HasSuffix(r.URL.Path, "/deployments/web"):
					return &faults.Fault{Kind: c.kind}
				case strings.HasSuffix(r.URL.Path, "/deployments/api"):
					return &faults.Fault{Kind: faults.Forbidden}
				}
				return nil
			})
			f.must(f.apply("2", "--timeout", "20s"), 1, "goes back to revision 1", "rolled back", "south: Deployment "+f.namespace+"/api: ", "Forbidden")
			r := f.run(f.north)
			if images := f.image(f.north) + " " + f.image(f.south); r.State != journal.RolledBack || images != "nginx:1 nginx:1" {
				t.Errorf("the run is %s, and there are %s", r.State, images)
			}
		})
	}
}
