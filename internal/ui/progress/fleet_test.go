package progress

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/plan"
)

// fleetNames are the names of so many clusters.
func fleetNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%s-%d", []string{"eu", "us", "asia"}[i%3], i/3+1)
	}
	return names
}

// fleetScope is the scope of an apply on so many clusters, in two waves of a run. Of the
// last one nothing would change.
func fleetScope(t *testing.T, n int) Scope {
	t.Helper()
	scope := shopScope(t, fleetNames(n)...)
	scope.Run, scope.Waves = "20261123-200000-k3x9", map[string]string{}
	for i, name := range fleetNames(n) {
		scope.Waves[name] = "rest"
		if i < 2 {
			scope.Waves[name] = "canary"
		}
	}
	scope.Plan.Clusters[n-1].Changes = nil
	return scope
}

// delayed are the events of a cluster that begins so much later.
func delayed(by time.Duration, events []moment) []moment {
	for i := range events {
		events[i].at += by
	}
	return events
}

// broken are events that end in a failure, and troubled ones that stay at one.
func broken(cluster string) []moment {
	events := sad()[:12]
	for i := range events {
		events[i].cluster = cluster
	}
	return append(events, moment{32 * time.Second, cluster, apply.ClusterEnded{Err: &apply.Error{Cluster: cluster}}})
}

func troubled(cluster string) []moment {
	var events []moment
	for _, m := range broken(cluster)[:9] {
		if _, ok := m.event.(apply.ObjectFailed); !ok {
			events = append(events, m)
		}
	}
	return events
}

func ended(cluster string) []moment {
	return append(happy(cluster)[1:], moment{12 * time.Second, cluster, apply.ClusterEnded{}})
}

// fleetCase is an apply on many clusters, looked at while it happens.
type fleetCase struct {
	clusters int
	steps    []moment
	looks    []time.Duration
}

func fleetCases() map[string]fleetCase {
	all := func(n int, each func(i int, name string) []moment) (steps []moment) {
		for i, name := range fleetNames(n)[:n-1] {
			steps = interleave(steps, each(i, name))
		}
		return steps
	}
	return map[string]fleetCase{
		// twenty at once, nothing fails
		"calm": {20, all(20, func(i int, name string) []moment {
			return delayed(time.Duration(i)*100*time.Millisecond, ended(name))
		}), []time.Duration{time.Second, 7 * time.Second, 13 * time.Second}},
		// a few at once, one fails, one does not come forward
		"mixed": {20, all(20, func(i int, name string) []moment {
			switch {
			case i == 1:
				return broken(name)
			case i == 4:
				return troubled(name)
			case i > 9:
				return nil
			}
			return delayed(time.Duration(i)*4*time.Second, ended(name))
		}), []time.Duration{10 * time.Second, 35 * time.Second, time.Minute}},
		"fifty": {50, all(50, func(i int, name string) []moment {
			if i%9 == 5 {
				return broken(name)
			}
			return delayed(time.Duration(i)*time.Second, ended(name))
		}), []time.Duration{20 * time.Second, 45 * time.Second}},
		"three": {3, all(3, func(i int, name string) []moment {
			return delayed(time.Duration(i)*2*time.Second, ended(name))
		}), []time.Duration{time.Second, 7 * time.Second}},
	}
}

// One screen shows many clusters, whatever their number and whatever fails.
func TestFleet(t *testing.T) {
	for name, c := range fleetCases() {
		for _, columns := range []int{80, 160} {
			for language, suffix := range languages() {
				t.Run(fmt.Sprintf("%s/%d%s", name, columns, suffix), func(t *testing.T) {
					film := c.film(t, columns, language)
					uitest.NoControls(t, film, false)
					uitest.Golden(t, fmt.Sprintf("fleet/%s.live.%d%s", name, columns, suffix), []byte(film))
				})
			}
		}
	}
}

func (c fleetCase) film(t *testing.T, columns int, l words.Language) string {
	t.Helper()
	const rows = 24
	clock := newClock()
	start := clock.t
	e := &emulator{columns: columns}
	table, errs := newTestTable(t, e, rows, fleetScope(t, c.clusters), clock, l)
	var film strings.Builder
	looks := c.looks
	look := func(until time.Duration) {
		for ; len(looks) > 0 && looks[0] < until; looks = looks[1:] {
			clock.t = start.Add(looks[0])
			table.draw()
			if n := strings.Count(e.screen(), "\n"); n >= rows {
				t.Errorf("%d lines on %d rows:\n%s", n, rows, e.screen())
			}
			fmt.Fprintf(&film, "--- %v\n%s", looks[0], e.screen())
		}
	}
	for _, s := range c.steps {
		look(s.at)
		clock.t = start.Add(s.at)
		table.Event(s.cluster, s.event)
	}
	look(time.Hour)
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&film, "--- closed\n%s--- err\n%s", e.screen(), errs)
	return film.String()
}

// Lines and JSON of many clusters name each of them, its wave and the run, and how it ended.
func TestFleetLines(t *testing.T) {
	c := fleetCases()["mixed"]
	for language, suffix := range languages() {
		t.Run("lines"+suffix, func(t *testing.T) {
			clock := newClock()
			start := clock.t
			var out, errs, stream bytes.Buffer
			log := newEventLog(ui.Streams{Out: &out, Err: &errs}.InLanguage(language), ui.Options{Width: 160, Language: language}, fleetScope(t, c.clusters), clock.now)
			events := newEventStream(&stream, ui.Options{Language: language}, fleetScope(t, c.clusters), clock.now)
			for _, s := range c.steps {
				clock.t = start.Add(s.at)
				log.Event(s.cluster, s.event)
				events.Event(s.cluster, s.event)
			}
			left := engine.Leftover{Cluster: "us-4", Changes: 3, Because: engine.LeftOtherFailed}
			if err := errors.Join(log.Close(left), events.Close(left)); err != nil {
				t.Fatal(err)
			}
			uitest.Golden(t, "fleet/mixed.lines"+suffix, fmt.Appendf(nil, "--- out\n%s--- err\n%s", &out, &errs))
			if language == words.English {
				uitest.Golden(t, "fleet/mixed.jsonl", stream.Bytes())
			}
		})
	}
}

// However clusters, events and the terminal's size change, the table stays whole.
func TestFleetInAnyOrder(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 0))
		n := 3 + random.IntN(60)
		scope, clock := fleetScope(t, n), newClock()
		e := &emulator{columns: 80}
		rows := 10 + random.IntN(40)
		table, _ := newTestTable(t, e, rows, scope, clock, words.English)
		streams := make([][]moment, n)
		for i, name := range fleetNames(n) {
			streams[i] = [][]moment{ended(name), broken(name), troubled(name), nil}[random.IntN(4)]
		}
		for range 200 {
			clock.t = clock.t.Add(time.Duration(random.IntN(2000)) * time.Millisecond)
			i := random.IntN(n)
			if len(streams[i]) > 0 {
				table.Event(streams[i][0].cluster, streams[i][0].event)
				streams[i] = streams[i][1:]
			}
			e.columns = 60 + random.IntN(120)
			table.draw()
			screen := e.screen()
			if lines := strings.Count(screen, "\n"); lines >= rows || strings.Contains(screen, "GARBLED") {
				t.Fatalf("seed %d: %d lines on %d rows of %d columns:\n%s", seed, lines, rows, e.columns, screen)
			}
		}
	}
}

// Clusters report from a goroutine each, and one begins when others are done.
func TestFleetConcurrently(t *testing.T) {
	names := fleetNames(12)
	e := &emulator{columns: 100}
	p := New(ui.Streams{Out: e, Err: &bytes.Buffer{}}.OnScreen(func() (int, int) { return 100, 24 }), ui.Options{}, fleetScope(t, 12))
	slots := make(chan struct{}, 4)
	var all sync.WaitGroup
	for _, name := range names {
		all.Go(func() {
			slots <- struct{}{}
			for i := range 50 {
				p.Event(name, apply.ObjectDone{Object: uitest.Ref("", "ConfigMap", fmt.Sprintf("c%03d", i)), Action: plan.Create})
			}
			p.Event(name, apply.ClusterEnded{})
			<-slots
		})
	}
	all.Wait()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if screen := e.screen(); strings.Count(screen, " done ") != len(names) || !strings.Contains(screen, "600 created.") {
		t.Errorf("screen:\n%s", screen)
	}
}
