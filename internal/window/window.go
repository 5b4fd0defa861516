// Package window tells whether clusters may be begun at an instant, by the windows of a
// rollout: a window that denies wins, and where any allows, one of these must be open.
//
// A window opens at the instants of its schedule, by the clock of its time zone, and
// stays open for its duration, which is time that passes: 24 hours are 24 hours on the
// day that the clock changes, too. For an instant that the clock skips it opens when the clock
// continues, so that a window that denies is not left out on that day.
package window

import (
	"fmt"
	"time"
	_ "time/tzdata" // zones are the same wherever wl runs

	"github.com/robfig/cron/v3"

	"github.com/workloadlang/wl/internal/cronwords"
)

// Window is a window as a configuration has it.
type Window struct {
	Deny     bool   // else it allows
	Schedule string // when it opens: a cron expression
	TimeZone string // of the IANA database; "" is UTC
	Duration time.Duration
}

// Windows are those of a rollout. The zero value has none, and is always open.
type Windows struct{ all []opening }

// State is what windows say of an instant.
type State struct {
	// Open reports whether clusters may be begun.
	Open bool
	// Window is the index of the window that decides: the open one that denies and stays
	// open longest; or of those that allow the one that does, or that opens next. It is
	// -1 where none does.
	Window int
	// Since and Until are when it has become so and when it will no longer be: the zero
	// time where that is farther away than is looked.
	Since, Until time.Time
}

// Read reads windows. The error names the one that is none.
func Read(windows []Window) (Windows, error) {
	var w Windows
	for i, one := range windows {
		o, err := read(one)
		if err != nil {
			return Windows{}, fmt.Errorf("window %d: %w", i+1, err)
		}
		w.all = append(w.all, o)
	}
	return w, nil
}

func read(w Window) (opening, error) {
	schedule, err := cronwords.Parse(w.Schedule)
	if err != nil {
		return opening{}, fmt.Errorf("%q: %w", w.Schedule, err)
	}
	spec, fixed := schedule.(*cron.SpecSchedule)
	if !fixed {
		return opening{}, fmt.Errorf("%q depends on when it is looked at", w.Schedule)
	}
	zone, err := time.LoadLocation(w.TimeZone)
	if err != nil {
		return opening{}, err
	}
	if w.Duration <= 0 {
		return opening{}, fmt.Errorf("it is open for %s", w.Duration)
	}
	return opening{deny: w.Deny, calendar: calendar{spec, zone}, duration: w.Duration}, nil
}

// At returns what the windows say of an instant.
func (w Windows) At(now time.Time) State {
	s := w.decided(now)
	s.Since = w.change(now, s.Open, opening.since, func(at time.Time) time.Time { return at.Add(-1) })
	s.Until = w.change(now, s.Open, opening.until, func(at time.Time) time.Time { return at })
	return s
}

// open is whether it is open at an instant.
func (w Windows) open(at time.Time) bool {
	allows, allowed := false, false
	for _, o := range w.all {
		open := o.open(at)
		if open && o.deny {
			return false
		}
		allows, allowed = allows || !o.deny, allowed || open
	}
	return allowed || !allows
}

// decided is whether it is open at an instant, and by which window.
func (w Windows) decided(now time.Time) State {
	var deny, allow, next longest
	allows := false
	for i, o := range w.all {
		allows = allows || !o.deny
		switch open := o.open(now); {
		case open && o.deny:
			deny.see(i, o.until(now))
		case open:
			allow.see(i, o.until(now))
		case !o.deny:
			next.seeFirst(i, o.until(now))
		}
	}
	switch {
	case deny.found:
		return State{Window: deny.index}
	case allow.found:
		return State{Open: true, Window: allow.index}
	case next.found:
		return State{Window: next.index}
	}
	return State{Open: !allows, Window: -1}
}

// longest is the window that stays so longest; the first of several.
type longest struct {
	found bool
	index int
	until time.Time // the zero time is the latest
}

func (l *longest) see(i int, until time.Time) {
	if !l.found || !l.until.IsZero() && (until.IsZero() || until.After(l.until)) {
		*l = longest{true, i, until}
	}
}

func (l *longest) seeFirst(i int, until time.Time) {
	if !l.found || !until.IsZero() && (l.until.IsZero() || until.Before(l.until)) {
		*l = longest{true, i, until}
	}
}

// mostChanges is how many changes of single windows are looked at for one of all of them.
const mostChanges = 400

// change is the nearest instant at which it becomes, or has become, so: of those that a
// window's own changes are, in one direction. Beyond is an instant on its far side.
func (w Windows) change(now time.Time, open bool, of func(opening, time.Time) time.Time, beyond func(time.Time) time.Time) time.Time {
	changes := make([]time.Time, len(w.all)) // the zero time where there is none
	for i, o := range w.all {
		changes[i] = of(o, now)
	}
	for range mostChanges {
		var nearest time.Time
		for _, c := range changes {
			if !c.IsZero() && (nearest.IsZero() || c.Sub(now).Abs() < nearest.Sub(now).Abs()) {
				nearest = c
			}
		}
		if nearest.IsZero() {
			return time.Time{}
		}
		at := beyond(nearest)
		if w.open(at) != open {
			return nearest
		}
		for i, o := range w.all {
			if changes[i].Equal(nearest) {
				changes[i] = of(o, at)
			}
		}
	}
	return time.Time{}
}
