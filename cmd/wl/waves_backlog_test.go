package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/controlplane"
	journal "github.com/workloadlang/wl/internal/run"
)

// slowMetric is a Prometheus that takes a while for each answer, and counts its requests and the answers that it has given.
type slowMetric struct {
	after   time.Duration
	mu      sync.Mutex
	asked   int
	answers map[string]int // by the time that was asked for
}

// is reports whether so many requests have come.
func (m *slowMetric) is(asked int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked >= asked
}

func (m *slowMetric) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	m.asked++
	m.mu.Unlock()
	select {
	case <-r.Context().Done():
		return
	case <-time.After(m.after):
	}
	m.mu.Lock()
	m.answers[r.FormValue("time")]++
	m.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprint(w, `{"status":"success","data":{"resultType":"scalar","result":[1,"0.001"]}}`)
}

// What Prometheus has answered is noted, however the apply ends that has asked: a backlog gets smaller with each, and
// no sample is asked for twice.
func testBacklog(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, c := range map[string]struct {
		ends  syscall.Signal
		slow  time.Duration // an answer
		asked int           // the requests after which the apply ends; 0 where it does when samples are noted
		least int           // samples that are noted then
		twice int           // samples that may be asked for again
	}{
		"interrupted":             {syscall.SIGINT, time.Second, 4, 4, 0},
		"terminated at the first": {syscall.SIGTERM, 3 * time.Second, 1, 1, 0},
		"killed after a few":      {syscall.SIGKILL, time.Second, 0, 1, 6},
	} {
		runs.add(t, name, func(t *testing.T) {
			const count, interval = 6, 4 // seconds, in which even a busy machine sees that no sample is due yet
			metric := &slowMetric{after: c.slow, answers: map[string]int{}}
			server := httptest.NewServer(metric)
			t.Cleanup(server.Close)
			f := newFleet(t, second, fmt.Sprintf(`
rollout {
  wave "first" {
    clusters = [cluster.north]
    analysis "errors" {
      prometheus = { address = %q, query = "errors" }
      interval   = "%ds"
      count      = %d
      success    = result < 0.01
    }
  }
  wave "second" { clusters = [cluster.south] }
}
`, server.URL, interval, count))
			f.must(f.start("apply", "--auto-approve", "--var", "tag=1"), 3, "north healthy")
			r := f.run(f.north)
			time.Sleep(time.Until(r.Waves[0].Healthy.Add((count*interval + 2) * time.Second)))
			noted := func() int {
				taken := f.run(f.north).Waves[0].Analyses[0]
				return taken.Rule().Of("north", taken.Taken).Successes
			}
			p := f.apply("1")
			p.meanwhile(func() bool { return metric.is(c.asked) && (c.asked > 0 || noted() > 0) })
			_ = p.cmd.Process.Signal(c.ends)
			if _, out := p.wait(); c.ends != syscall.SIGKILL && !strings.Contains(out, `Prometheus is being asked for the analysis "errors" of the wave first`) {
				t.Errorf("it does not say what it does:\n%s", out)
			}
			if got := noted(); got < c.least || got == count {
				t.Errorf("%d samples are noted of an apply that has ended", got)
			}
			f.must(f.start("state", "unlock", "--auto-approve"), 0)
			f.must(f.apply("1", "--timeout", "2m"), 0, "is done: 2 clusters are healthy")
			twice := 0
			for _, n := range metric.answers {
				twice += n - 1
			}
			if is := f.run(f.north); len(metric.answers) != count || twice > c.twice || is.ID != r.ID || is.State != journal.Done {
				t.Errorf("%d samples, %d of them asked for again; the run is %s", len(metric.answers), twice, is.State)
			}
		})
	}
}
