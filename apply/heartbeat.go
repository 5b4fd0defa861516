package apply

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// beatInterval is between two signs of life that a server is asked for, and
	// beatTimeout how long each may take: a server that has gone silent is told
	// of within the sum of both.
	beatInterval = 5 * time.Second
	beatTimeout  = 8 * time.Second
)

var errSilent = fmt.Errorf("no answer within %v", beatTimeout)

// listen asks a server for signs of life until ctx ends, and passes on each
// answer, nil or why there is none. Watches alone do not tell: they are quiet
// while nothing changes, and patient with a server that restarts.
func listen(ctx context.Context, c Cluster, heard func(error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(beatInterval):
		}
		asking, cancel := context.WithTimeoutCause(ctx, beatTimeout, errSilent)
		_, err := c.Version(asking)
		cancel()
		if ctx.Err() == nil {
			heard(err)
		}
	}
}

// pulse remembers whether a server answers.
type pulse struct {
	err   error     // why it does not; nil while it does
	since time.Time // when it last did
}

// beat takes in an answer, and returns the event that tells of it, nil where it
// is no news.
func (p *pulse) beat(err error, now time.Time) Event {
	silent, before := p.err != nil, p.since
	if p.err = err; err == nil {
		p.since = now
	}
	switch {
	case err != nil && !silent:
		return ServerSilent{Err: unhidden(err), Elapsed: now.Sub(before)}
	case err == nil && silent:
		return ServerBack{Elapsed: now.Sub(before)}
	}
	return nil
}

// unhidden is why there is no answer without the words of the context that gave
// up waiting for it.
func unhidden(err error) error {
	if errors.Is(err, errSilent) {
		return errSilent
	}
	return err
}
