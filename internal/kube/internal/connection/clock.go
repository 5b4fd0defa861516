package connection

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

// freshAnswer is how old the last answer may be of which the server's time is taken: a
// machine that sleeps does not count the time.
const freshAnswer = 10 * time.Second

// clock is the server's, as its answers have it. Only how much time has passed since is
// taken from this machine.
type clock struct {
	mu   sync.Mutex
	date time.Time // by the last answer: whole seconds
	seen time.Time // when it came, by this machine
}

// note notes the date of an answer. Dates have whole seconds, so that of two close to each
// other the one that is ahead is nearer.
func (c *clock) note(answer http.Header, now time.Time) {
	date, err := http.ParseTime(answer.Get("Date"))
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.date.Add(now.Sub(c.seen)); c.date.IsZero() || known.Sub(date).Abs() > time.Second || date.After(known) {
		c.date, c.seen = date, now
		return
	}
	c.date, c.seen = c.date.Add(now.Sub(c.seen)), now
}

// time is the server's. It reports false where no answer has told it lately.
func (c *clock) time(now time.Time) (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	passed := now.Sub(c.seen)
	return c.date.Add(passed).UTC(), !c.date.IsZero() && passed < freshAnswer
}

// dated notes the dates of answers.
type dated struct {
	next  http.RoundTripper
	clock *clock
}

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := d.next.RoundTrip(r)
	if err == nil {
		d.clock.note(answer.Header, time.Now())
	}
	return answer, err
}

// Time is the server's, to the second: by an answer that has come lately, or else by one
// that is asked for.
func (c *Connection) Time(ctx context.Context) (time.Time, error) {
	if now, ok := c.clock.time(time.Now()); ok {
		return now, nil
	}
	if _, err := c.Version(ctx); err != nil {
		return time.Time{}, err
	}
	now, ok := c.clock.time(time.Now())
	if !ok {
		return time.Time{}, fact.NewError(errors.New("no date"), reason.TimeUnknown, fact.Args{"context": c.context})
	}
	return now, nil
}
