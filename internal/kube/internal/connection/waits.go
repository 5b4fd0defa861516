package connection

import (
	"context"
	"sync"
	"time"
)

// Wait is something that a client has been waiting for, for longer than one
// would think.
type Wait struct {
	Context string
	Server  string
	Plugin  string        // the credential plugin; "": the server's answer
	For     time.Duration // so far
	Limit   time.Duration // after which it is given up
	// Postponed is for how long the server has a request wait that it refuses for now.
	Postponed time.Duration
	// Slow is that the server does answer, but has been slow about it every time since For.
	Slow bool
}

const (
	pluginPatience = 3 * time.Second
	serverPatience = 5 * time.Second
	// slowAnswer is how long an answer takes that is slow, and slowPatience for how long
	// nothing but slow answers is borne in silence.
	slowAnswer   = time.Second
	slowPatience = 8 * time.Second
	// silence is how long nothing is said again of the same kind.
	silence = time.Minute
)

// waits reports what takes long. Many requests may wait for the same thing: it
// is reported once in a while.
type waits struct {
	context, server string
	report          func(Wait) // nil where nobody wants to know

	mu   sync.Mutex
	said map[string]time.Time // when, by plugin
	slow slowness
	ends map[*Wait]time.Time // when what is being waited for of the server is given up at the latest
}

// begin notes that a wait begins, and returns the function that ends it.
func (w *waits) begin(what Wait) (end func()) {
	if w.report == nil {
		return func() {}
	}
	what.Context, what.Server, what.For = w.context, w.server, serverPatience
	begun := time.Now()
	if what.Plugin != "" {
		what.For = pluginPatience
	} else {
		w.note(&what, begun.Add(what.Limit))
	}
	timer := time.AfterFunc(what.For, func() {
		if w.due(what.Plugin) {
			w.report(w.longest(what, begun))
		}
	})
	return func() { timer.Stop(); w.note(&what, time.Time{}) }
}

// note notes when a wait for the server is given up; the zero time where it has ended.
func (w *waits) note(wait *Wait, end time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if end.IsZero() {
		delete(w.ends, wait)
		return
	}
	if w.ends == nil {
		w.ends = map[*Wait]time.Time{}
	}
	w.ends[wait] = end
}

// longest is a wait that stands for all that wait for the same: it may take as long as the longest of them.
func (w *waits) longest(what Wait, begun time.Time) Wait {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, end := range w.ends {
		if limit := end.Sub(begun).Round(time.Second); what.Plugin == "" && limit > what.Limit {
			what.Limit = limit
		}
	}
	return what
}

// answered notes that the server has answered what it was asked at a time. Where every
// answer comes just in time, no single one is worth a word, and all of them are.
func (w *waits) answered(asked time.Time) {
	if w.report == nil {
		return
	}
	w.mu.Lock()
	since := w.slow.since(asked, time.Now())
	w.mu.Unlock()
	if since >= slowPatience && w.due("") {
		w.report(Wait{Context: w.context, Server: w.server, Slow: true, For: since})
	}
}

// slowness is from when to when a server has given slow answers only; zero: it has not.
type slowness struct{ from, until time.Time }

// since notes an answer, and returns for how long it has been so by then. What was asked much
// later than the last answer came begins anew: nobody has waited in between.
func (s *slowness) since(asked, answered time.Time) time.Duration {
	if answered.Sub(asked) < slowAnswer {
		*s = slowness{}
		return 0
	}
	if s.from.IsZero() || asked.Sub(s.until) > slowPatience {
		s.from = asked
	}
	s.until = answered
	return answered.Sub(s.from)
}

// postponed notes that the server has a request wait.
func (w *waits) postponed(after time.Duration) {
	if w.report != nil && w.due(postponement) {
		w.report(Wait{Context: w.context, Server: w.server, Postponed: after, Limit: requestTimeout})
	}
}

// postponement stands for a plugin's name among what was said; none has it.
const postponement = "\x00postponed"

func (w *waits) due(plugin string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if last, ok := w.said[plugin]; ok && time.Since(last) < silence {
		return false
	}
	w.said[plugin] = time.Now()
	return true
}

type timeoutKey struct{}

// timeout is how long a server may take to answer one request.
type timeout struct {
	timer *time.Timer
	after time.Duration
}

// withTimeout bounds the time that a server may take to answer. Waiting for
// credentials does not count.
func withTimeout(parent context.Context, after time.Duration, cause error) (ctx context.Context, cancel func()) {
	ctx, end := context.WithCancelCause(parent)
	t := timeout{time.AfterFunc(after, func() { end(cause) }), after}
	return context.WithValue(ctx, timeoutKey{}, t), func() {
		t.timer.Stop()
		end(nil)
	}
}

func pauseTimeout(ctx context.Context) {
	if t, ok := ctx.Value(timeoutKey{}).(timeout); ok {
		t.timer.Stop()
	}
}

func resumeTimeout(ctx context.Context) {
	if t, ok := ctx.Value(timeoutKey{}).(timeout); ok && ctx.Err() == nil {
		t.timer.Reset(t.after)
	}
}
