package await

import (
	"context"
	"time"
)

// clock is the server's, of which it is known how far it is ahead of this machine's.
type clock struct {
	asked, known bool
	ahead        time.Duration
}

// now is the server's time; the zero time as long as that is not known. It is asked for when it
// is first of interest: that is a request only where no answer has come lately.
func (c *clock) now(ctx context.Context, w *Rollouts) time.Time {
	if c.known {
		return time.Now().Add(c.ahead)
	}
	if !c.asked {
		c.asked = true
		w.Loop.Request(func() func() {
			asking, cancel := context.WithTimeout(ctx, rereadTime)
			defer cancel()
			now, err := w.Cluster.ServerTime(asking)
			ahead := time.Until(now)
			return func() {
				if err == nil {
					c.known, c.ahead = true, ahead
					w.judgeEach(ctx, func(r *watchedRollout) bool { return r.followed })
				}
			}
		})
	}
	return time.Time{}
}
