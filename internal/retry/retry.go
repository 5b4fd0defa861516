// Package retry is the one place where something is tried again, or looked at
// again and again:
//
//	for tries := retry.FailedRead().Begin(); ; {
//		answer, err := read(ctx)
//		if !failed(err) || !tries.Again(ctx) {
//			return answer, err
//		}
//	}
//
// What is worth another try is known where it is tried; how often, and after which
// pauses, is a Policy, and those of wl are all here. Of the libraries at hand,
// wait.ExponentialBackoffWithContext loses the last error, and client-go's
// retry.OnError does not end with its context.
package retry

import (
	"context"
	"math"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
)

// Policy is how often something is tried, and the pauses in between. The zero
// Policy is to try without end and without a pause.
type Policy struct {
	Tries   int           // at most so many, the first one included; 0: no limit
	Within  time.Duration // how long after the first one another may begin; 0: no limit
	Pause   time.Duration // before the second one
	Factor  float64       // how much longer each pause is than the one before; 0: as long
	Longest time.Duration // of the pauses; 0: no limit
	Jitter  float64       // by up to which part of it a pause is longer
}

// Begin returns the tries of something whose first one begins now.
func (p Policy) Begin() *Tries {
	t := &Tries{policy: p}
	t.Reset()
	return t
}

// Tries are those of one thing, by one policy.
type Tries struct {
	policy Policy
	begun  time.Time
	failed int
	pauses wait.Backoff
}

// Again is called when a try has failed, and waits until the next one is due. It
// reports whether there is to be one: the policy may have none left, or ctx end
// during the pause.
func (t *Tries) Again(ctx context.Context) bool {
	p := t.policy
	t.failed++
	if p.Tries > 0 && t.failed >= p.Tries || p.Within > 0 && time.Since(t.begun) > p.Within {
		return false
	}
	pause := t.pauses.Step()
	return pause == 0 || Pause(ctx, pause)
}

// Reset begins anew, as something does that has succeeded meanwhile.
func (t *Tries) Reset() {
	t.begun, t.failed = time.Now(), 0
	t.pauses = wait.Backoff{
		Duration: t.policy.Pause, Factor: t.policy.Factor, Cap: t.policy.Longest, Jitter: t.policy.Jitter, Steps: math.MaxInt,
	}
}

// Pause waits for so long, and reports whether ctx has not ended meanwhile.
func Pause(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
