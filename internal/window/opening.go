package window

import "time"

// opening is one window: open from each instant of its schedule on for its duration.
// Where these overlap or touch, they are one.
type opening struct {
	deny     bool
	calendar calendar
	duration time.Duration
}

const (
	// reach is how far is looked for an instant of a schedule.
	reach = 5 * 366 * 24 * time.Hour
	// mostJoined is how many openings without a gap between them are followed, and
	// longestJoined how far.
	mostJoined    = 2000
	longestJoined = 35 * 24 * time.Hour
)

func (o opening) open(at time.Time) bool {
	first := o.calendar.next(at.Add(-o.duration)) // of those that could still be open
	return !first.IsZero() && !first.After(at)
}

// since is when the window has become what it is at an instant.
func (o opening) since(at time.Time) time.Time {
	last := o.last(at)
	if last.IsZero() {
		return time.Time{}
	}
	if closed := last.Add(o.duration); !at.Before(closed) {
		return closed
	}
	for n := 0; n < mostJoined && at.Sub(last) < longestJoined+o.duration; n++ {
		before := o.last(last.Add(-1))
		if before.IsZero() || before.Add(o.duration).Before(last) {
			return last
		}
		last = before
	}
	return time.Time{}
}

// until is when it will no longer be what it is at an instant.
func (o opening) until(at time.Time) time.Time {
	if !o.open(at) {
		return o.calendar.next(at)
	}
	until := o.last(at).Add(o.duration)
	for n := 0; n < mostJoined && until.Sub(at) < longestJoined+o.duration; n++ {
		later := o.last(until).Add(o.duration)
		if !later.After(until) {
			return until
		}
		until = later
	}
	return time.Time{}
}

// last is the last instant of the schedule until another, which may be that itself; the
// zero time where there is none. A calendar looks only ahead: what it finds from some
// way back is searched for the nearest.
func (o opening) last(until time.Time) time.Time {
	is := func(back time.Duration) (time.Time, bool) {
		n := o.calendar.next(until.Add(-back))
		return n, !n.IsZero() && !n.After(until)
	}
	near, far := time.Duration(0), time.Minute
	found, ok := is(far)
	for !ok {
		if far > reach {
			return time.Time{}
		}
		near, far = far, 2*far
		found, ok = is(far)
	}
	for far-near > time.Second {
		middle := near + (far-near)/2
		if n, ok := is(middle); ok {
			found, far = n, middle
		} else {
			near = middle
		}
	}
	return found
}
