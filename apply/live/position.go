package live

import (
	"time"

	"github.com/workloadlang/wl/internal/kube"
)

// position is how far a log was read.
type position struct {
	at      time.Time // the latest of all lines
	lines   int       // that were passed on since the first of that time, this included
	skipped int       // of these, since the log is read anew; as many as lines otherwise
	behind  bool      // the log is read anew, and the first of these has not come again
}

// resume begins to read the log anew, from the time of the latest line at the latest.
func (p *position) resume() { p.skipped, p.behind = 0, true }

// pass reports whether a line is to be passed on: it is none that was before. The times
// of lines need not be in order: those of both outputs of a container are not.
func (p *position) pass(line kube.LogLine) bool {
	switch {
	case line.Time.IsZero(): // the rest of a long one
	case line.Time.After(p.at):
		*p = position{at: line.Time}
	case line.Time.Equal(p.at):
		p.behind = false
	}
	switch {
	case p.behind:
		return false
	case p.skipped < p.lines:
		p.skipped++
		return false
	}
	p.lines++
	p.skipped++
	return true
}
