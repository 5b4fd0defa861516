package window

import (
	"time"

	"github.com/robfig/cron/v3"
)

// calendar has the instants of a schedule on the clock of a time zone: all at which the clock shows a
// minute that the schedule names, twice where the clock shows it twice; and for one that the clock
// skips, the instant at which it continues. The library leaves that out, and loses others where a clock
// is changed by half an hour.
type calendar struct {
	schedule *cron.SpecSchedule
	zone     *time.Location
}

// next is the first instant after another; the zero time where there is none within reach.
func (c calendar) next(after time.Time) time.Time {
	local := after.In(c.zone)
	day := time.Date(local.Year(), local.Month(), local.Day()-1, 0, 0, 0, 0, time.UTC)
	for range int(reach/(24*time.Hour)) + 2 {
		if c.hasDay(day) {
			if at := c.first(day, after); !at.IsZero() {
				return at
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return time.Time{}
}

// hasDay reports whether the schedule names a day. Of a day of the month and one of the week it takes
// either where both are given, as cron does.
func (c calendar) hasDay(day time.Time) bool {
	const any = 1 << 63 // how the library marks what an asterisk gives
	inMonth, inWeek := has(c.schedule.Dom, day.Day()), has(c.schedule.Dow, int(day.Weekday()))
	if (c.schedule.Dom|c.schedule.Dow)&any != 0 {
		return has(c.schedule.Month, int(day.Month())) && inMonth && inWeek
	}
	return has(c.schedule.Month, int(day.Month())) && (inMonth || inWeek)
}

func has(field uint64, n int) bool { return field&(1<<uint(n)) != 0 }

// first is the first instant of a day, which is one on the clock, after another; the zero time where
// the day has none. Where the clock is changed, times that it shows later may come earlier: by as much
// as it is changed.
func (c calendar) first(day, after time.Time) (first time.Time) {
	before, since := c.offset(day.Add(-24*time.Hour)), c.offset(day.Add(48*time.Hour))
	shown := day
	if passed := after.UTC().Add(min(before, since)).Truncate(time.Minute); passed.After(day) {
		shown = passed
	}
	for end := day.Add(24 * time.Hour); shown.Before(end) && (first.IsZero() || shown.Add(-max(before, since)).Before(first)); {
		switch {
		case !has(c.schedule.Hour, shown.Hour()):
			shown = shown.Truncate(time.Hour).Add(time.Hour)
			continue
		case has(c.schedule.Minute, shown.Minute()):
			first = earliest(first, c.instants(shown, before, since), after)
		}
		shown = shown.Add(time.Minute)
	}
	return first
}

// earliest is the first of some instants after another, and of one that was found before.
func earliest(found time.Time, among []time.Time, after time.Time) time.Time {
	for _, at := range among {
		if at.After(after) && (found.IsZero() || at.Before(found)) {
			found = at
		}
	}
	return found
}

// instants are those at which the clock shows a time, or continues after it has skipped that, by its
// offsets before and after.
func (c calendar) instants(shown time.Time, before, since time.Duration) []time.Time {
	early, late := shown.Add(-before).In(c.zone), shown.Add(-since).In(c.zone)
	if before == since {
		return []time.Time{early}
	}
	var at []time.Time
	for _, candidate := range []time.Time{early, late} {
		if c.offset(candidate) == shown.Sub(candidate) {
			at = append(at, candidate)
		}
	}
	if len(at) == 0 {
		resumed, _ := early.ZoneBounds()
		at = append(at, resumed)
	}
	return at
}

// offset is by how much the clock is ahead of UTC at an instant.
func (c calendar) offset(at time.Time) time.Duration {
	_, seconds := at.In(c.zone).Zone()
	return time.Duration(seconds) * time.Second
}
