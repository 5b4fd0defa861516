package connection

import (
	"net/http"
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	server := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	here := time.Now().Add(-1000 * time.Hour) // this machine's clock is of no account
	c := &clock{}
	if now, ok := c.time(here); ok {
		t.Errorf("no answer, but %s", now)
	}
	for _, step := range []struct {
		at    time.Duration // of this machine
		date  string
		now   time.Duration // of the server, after that
		known bool
	}{
		{0, "", 0, false},
		{0, "yesterday", 0, false},
		{0, "Sun, 29 Nov 2026 12:00:00 GMT", 0, true},
		{700 * time.Millisecond, "Sun, 29 Nov 2026 12:00:00 GMT", 700 * time.Millisecond, true},
		{900 * time.Millisecond, "Sun, 29 Nov 2026 12:00:01 GMT", time.Second, true},
		{5 * time.Second, "", 5100 * time.Millisecond, true},
		{15 * time.Second, "", 15100 * time.Millisecond, false},
		{20 * time.Second, "Sun, 29 Nov 2026 12:10:00 GMT", 10 * time.Minute, true}, // the machine has slept
		{21 * time.Second, "Sun, 29 Nov 2026 12:05:00 GMT", 5 * time.Minute, true},  // another server, whose clock is another
		{21500 * time.Millisecond, "Sun, 29 Nov 2026 12:05:00 GMT", 5*time.Minute + 500*time.Millisecond, true},
	} {
		c.note(http.Header{"Date": []string{step.date}}, here.Add(step.at))
		now, known := c.time(here.Add(step.at))
		if known != step.known || known && !now.Equal(server.Add(step.now)) {
			t.Errorf("after %s with %q: %s, %t", step.at, step.date, now, known)
		}
	}
}
