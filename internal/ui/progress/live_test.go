package progress

import (
	"bytes"
	"errors"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/uitest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// emulator is a terminal that knows just what the live table uses: line
// breaks, going up, and clearing what is below. It breaks lines anew when it
// becomes narrower, as most terminals do.
type emulator struct {
	columns int
	lines   []string // as written, each perhaps several rows
	open    string   // the line of the cursor
}

var control = regexp.MustCompile("\x1b\\[([0-9]*)([A-Za-z])")

func (e *emulator) Write(b []byte) (int, error) {
	text := string(b)
	for text != "" {
		switch loc := control.FindStringSubmatchIndex(text); {
		case text[0] == '\n':
			e.lines, e.open, text = append(e.lines, e.open), "", text[1:]
		case text[0] == '\r':
			e.open, text = "", text[1:]
		case loc != nil && loc[0] == 0:
			e.control(text[loc[2]:loc[3]], text[loc[4]:loc[5]])
			text = text[loc[1]:]
		default:
			n := strings.IndexAny(text, "\n\r\x1b")
			if n < 0 {
				n = len(text)
			}
			e.open, text = e.open+text[:n], text[n:]
		}
	}
	return len(b), nil
}

func (e *emulator) control(parameter, final string) {
	if final != "A" {
		return // colours; what is cleared has been taken away by going up
	}
	n, _ := strconv.Atoi(parameter)
	for n = max(n, 1); n > 0 && len(e.lines) > 0; {
		last := e.lines[len(e.lines)-1]
		n -= max(1, (typeset.Width(last)+e.columns-1)/e.columns)
		e.lines = e.lines[:len(e.lines)-1]
	}
	if n < 0 {
		e.lines = append(e.lines, "GARBLED: went up into a broken line")
	}
}

func (e *emulator) screen() string {
	var b strings.Builder
	for _, l := range append(e.lines[:len(e.lines):len(e.lines)], e.open) {
		if l = strings.TrimRight(l, " "); l != "" || b.Len() > 0 {
			b.WriteString(l + "\n")
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// newTestTable is a table on an emulator that redraws only when told to.
func newTestTable(t *testing.T, e *emulator, rows int, scope Scope, c *clock, l words.Language) (*liveTable, *bytes.Buffer) {
	t.Helper()
	var errs bytes.Buffer
	s := ui.Streams{Out: e, Err: &errs}.OnScreen(func() (int, int) { return e.columns, rows }).InLanguage(l)
	table := &liveTable{
		streams: s, options: ui.Options{Width: e.columns, Language: l}, scope: scope, board: newBoard(c.now, words.In(l)),
		pulse: newPulse(time.Hour, func() {}),
	}
	return table, &errs
}

func TestLiveTable(t *testing.T) {
	for name, c := range applyCases() {
		for _, columns := range []int{50, 80, 160} {
			for language, suffix := range languages() {
				if language != words.English && columns != 80 {
					continue
				}
				t.Run(fmt.Sprintf("%s/%d%s", name, columns, suffix), func(t *testing.T) {
					film := c.film(t, columns, language)
					uitest.NoControls(t, film, false)
					uitest.Golden(t, fmt.Sprintf("apply/%s.live.%d%s", name, columns, suffix), []byte(film))
				})
			}
		}
	}
}

// film is what a terminal shows of an apply, moment by moment.
func (c applyCase) film(t *testing.T, columns int, l words.Language) string {
	t.Helper()
	clock := newClock()
	start := clock.t
	e := &emulator{columns: columns}
	table, errs := newTestTable(t, e, 12, shopScope(t, c.clusters...), clock, l)
	var film strings.Builder
	last := ""
	for _, s := range c.steps {
		clock.t = start.Add(s.at)
		table.Event(s.cluster, s.event)
		table.draw()
		if now := e.screen(); now != last {
			fmt.Fprintf(&film, "--- %v\n%s", s.at, now)
			last = now
		}
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&film, "--- closed\n%s--- err\n%s", e.screen(), errs)
	return film.String()
}

// Whatever the terminal's size and however it changes, the table is replaced
// as a whole and never taller than the screen.
func TestLiveTableResized(t *testing.T) {
	clock := newClock()
	e := &emulator{columns: 120}
	rows := 10
	scope := shopScope(t, "eu", "asia")
	table, _ := newTestTable(t, e, rows, scope, clock, words.English)
	for i := range 300 {
		clock.t = clock.t.Add(100 * time.Millisecond)
		name := uitest.Ref("apps", "Deployment", fmt.Sprintf("workload-%03d", i))
		cluster := []string{"eu", "asia"}[i%2]
		table.Event(cluster, apply.ObjectStarted{Object: name, Action: plan.Create})
		table.Event(cluster, apply.RolloutProgress{Object: name, Status: uitest.NotReady()})
		if i%5 == 0 {
			table.Event(cluster, apply.RolloutEnded{Object: name, Status: uitest.ImageFailed(), Err: errors.New("failed")})
		} else if i%3 == 0 {
			table.Event(cluster, apply.RolloutEnded{Object: name, Status: uitest.Running(2)})
		}
		e.columns = 30 + (i*37)%130
		table.draw()
		screen := e.screen()
		if n := strings.Count(screen, "\n"); n >= rows {
			t.Fatalf("%d lines on %d rows:\n%s", n, rows, screen)
		}
		if n := strings.Count(screen, "Applying"); n != 1 || strings.Contains(screen, "GARBLED") {
			t.Fatalf("after event %d, %d columns:\n%s", i, e.columns, screen)
		}
	}
}

// The table's own clock draws, too, and Close waits for it.
func TestLiveTableTicks(t *testing.T) {
	e := &emulator{columns: 80}
	s := ui.Streams{Out: e, Err: &bytes.Buffer{}}.OnScreen(func() (int, int) { return 80, 24 })
	p := New(s, ui.Options{}, shopScope(t, "prod-eu"))
	p.Event("prod-eu", apply.ObjectDone{Object: uitest.NginxSet, Action: plan.Create})
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if got := e.screen(); !strings.Contains(got, "1 created.") {
		t.Errorf("screen:\n%s", got)
	}
}
