// Package heartbeat knows whether a server answers at all. Watches do not tell:
// they are quiet while nothing changes, and patient with a server that restarts.
package heartbeat

import (
	"context"
	"errors"
	"time"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/retry"
)

const (
	// interval is between two signs of life that a server is asked for, and timeout
	// how long each may take: a server that has gone silent is told of within
	// the sum of both.
	interval = 5 * time.Second
	timeout  = 8 * time.Second
)

// ErrSilent is that a server has not answered what it answers at once.
var ErrSilent error = fact.NewError(nil, reason.ServerSilent, fact.Args{"time": timeout})

// Ask asks a server for what it answers at once. The error is ErrSilent, without the
// words of the context that gave up, where it does not.
func Ask(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, ErrSilent)
	defer cancel()
	err := ask(ctx)
	if errors.Is(err, ErrSilent) {
		return ErrSilent
	}
	return err
}

// Server is asked for signs of life; *kube.Client is one.
type Server interface {
	Version(ctx context.Context) (string, error)
}

// Listen asks a server for signs of life until ctx ends, and passes on each answer:
// nil, or why there is none.
func Listen(ctx context.Context, s Server, heard func(error)) {
	for retry.Pause(ctx, interval) {
		err := Ask(ctx, func(ctx context.Context) error {
			_, err := s.Version(ctx)
			return err
		})
		if ctx.Err() == nil {
			heard(err)
		}
	}
}

// Pulse remembers whether a server answers.
type Pulse struct {
	silent bool
	since  time.Time // when it last did
}

// Start returns the pulse of a server that has just answered.
func Start(now time.Time) Pulse { return Pulse{since: now} }

// Beat takes in an answer, and reports whether it is news: that there is none, or one
// again. Elapsed is the time since the answer before.
func (p *Pulse) Beat(err error, now time.Time) (news bool, elapsed time.Duration) {
	news, elapsed = p.silent == (err == nil), now.Sub(p.since)
	if p.silent = err != nil; !p.silent {
		p.since = now
	}
	return news, elapsed
}
