package window

import (
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/robfig/cron/v3"
	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/cronwords"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestAt(t *testing.T) {
	weekend := Window{Deny: true, Schedule: "0 18 * * 5", TimeZone: "Europe/Berlin", Duration: 62 * time.Hour}
	office := Window{Schedule: "0 9 * * 1-5", TimeZone: "Europe/Berlin", Duration: 8 * time.Hour}
	lunch := Window{Deny: true, Schedule: "0 12 * * *", TimeZone: "Europe/Berlin", Duration: time.Hour}
	for name, c := range map[string]struct {
		windows      []Window
		now          string
		open         bool
		window       int
		since, until string // "" is the zero time
	}{
		"no windows":                       {nil, "2026-11-27T12:00:00Z", true, -1, "", ""},
		"before a deny":                    {[]Window{weekend}, "2026-11-27T16:59:59.5Z", true, -1, "2026-11-23T08:00:00+01:00", "2026-11-27T18:00:00+01:00"},
		"at its first instant":             {[]Window{weekend}, "2026-11-27T17:00:00Z", false, 0, "2026-11-27T18:00:00+01:00", "2026-11-30T08:00:00+01:00"},
		"at its last":                      {[]Window{weekend}, "2026-11-30T06:59:59.999Z", false, 0, "2026-11-27T18:00:00+01:00", "2026-11-30T08:00:00+01:00"},
		"after it":                         {[]Window{weekend}, "2026-11-30T07:00:00Z", true, -1, "2026-11-30T08:00:00+01:00", "2026-12-04T18:00:00+01:00"},
		"over the clock going forward":     {[]Window{weekend}, "2026-03-29T12:00:00Z", false, 0, "2026-03-27T18:00:00+01:00", "2026-03-30T09:00:00+02:00"},
		"over the clock going back":        {[]Window{weekend}, "2026-10-25T12:00:00Z", false, 0, "2026-10-23T18:00:00+02:00", "2026-10-26T07:00:00+01:00"},
		"within an allow":                  {[]Window{office}, "2026-11-27T09:00:00+01:00", true, 0, "2026-11-27T09:00:00+01:00", "2026-11-27T17:00:00+01:00"},
		"outside of an allow":              {[]Window{office}, "2026-11-27T18:30:00+01:00", false, 0, "2026-11-27T17:00:00+01:00", "2026-11-30T09:00:00+01:00"},
		"a deny within an allow":           {[]Window{office, lunch}, "2026-11-27T12:30:00+01:00", false, 1, "2026-11-27T12:00:00+01:00", "2026-11-27T13:00:00+01:00"},
		"before a deny within an allow":    {[]Window{office, lunch}, "2026-11-27T11:00:00+01:00", true, 0, "2026-11-27T09:00:00+01:00", "2026-11-27T12:00:00+01:00"},
		"a deny that ends where none is":   {[]Window{office, weekend}, "2026-11-28T12:00:00+01:00", false, 1, "2026-11-27T17:00:00+01:00", "2026-11-30T09:00:00+01:00"},
		"the longest deny":                 {[]Window{lunch, weekend}, "2026-11-28T12:30:00+01:00", false, 1, "2026-11-27T18:00:00+01:00", "2026-11-30T08:00:00+01:00"},
		"one of two that allow":            {[]Window{office, {Schedule: "0 20 * * *", Duration: time.Hour}}, "2026-11-27T19:00:00Z", false, 1, "2026-11-27T17:00:00+01:00", "2026-11-27T20:00:00Z"},
		"always open":                      {[]Window{{Schedule: "@daily", Duration: 25 * time.Hour}}, "2026-11-27T12:00:00Z", true, 0, "", ""},
		"always open, touching":            {[]Window{{Schedule: "@hourly", Duration: time.Hour}}, "2026-11-27T12:00:00Z", true, 0, "", ""},
		"always denied":                    {[]Window{{Deny: true, Schedule: "*/5 * * * *", Duration: 5 * time.Minute}}, "2026-11-27T12:00:00Z", false, 0, "", ""},
		"overlapping, with an end":         {[]Window{{Schedule: "0 8-10 * * *", Duration: 90 * time.Minute}}, "2026-11-27T09:00:00Z", true, 0, "2026-11-27T08:00:00Z", "2026-11-27T11:30:00Z"},
		"a date that does not exist":       {[]Window{{Schedule: "0 0 30 2 *", Duration: time.Hour}}, "2026-11-27T09:00:00Z", false, 0, "", ""},
		"a deny of a date that is never":   {[]Window{{Deny: true, Schedule: "0 0 30 2 *", Duration: time.Hour}}, "2026-11-27T09:00:00Z", true, -1, "", ""},
		"a leap day":                       {[]Window{{Deny: true, Schedule: "0 0 29 2 *", Duration: 24 * time.Hour}}, "2026-11-27T09:00:00Z", true, -1, "2024-03-01T00:00:00Z", "2028-02-29T00:00:00Z"},
		"an hour that the clock skips":     {[]Window{{Schedule: "30 2 * * *", TimeZone: "Europe/Berlin", Duration: time.Hour}}, "2026-03-29T12:00:00Z", false, 0, "2026-03-29T04:00:00+02:00", "2026-03-30T02:30:00+02:00"},
		"a day whose midnight there is no": {[]Window{{Schedule: "0 1 * * *", TimeZone: "America/Santiago", Duration: time.Hour}}, "2026-09-06T12:00:00Z", false, 0, "2026-09-06T02:00:00-03:00", "2026-09-07T01:00:00-03:00"},
	} {
		w, err := Read(c.windows)
		if err != nil {
			t.Fatal(err)
		}
		got := w.At(at(t, c.now))
		if got.Open != c.open || got.Window != c.window || !same(t, got.Since, c.since) || !same(t, got.Until, c.until) {
			t.Errorf("%s: open %t by %d, %s to %s", name, got.Open, got.Window, got.Since, got.Until)
		}
	}
}

func same(t *testing.T, got time.Time, want string) bool {
	t.Helper()
	if want == "" {
		return got.IsZero()
	}
	return got.Equal(at(t, want))
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		window Window
		says   string
	}{
		"no expression":   {Window{Schedule: "often", Duration: time.Hour}, "window 1"},
		"one that drifts": {Window{Schedule: "@every 1h", Duration: time.Minute}, "depends on when"},
		"a zone in it":    {Window{Schedule: "TZ=UTC 0 0 * * *", Duration: time.Minute}, "time_zone"},
		"no zone":         {Window{Schedule: "@daily", TimeZone: "Mars/Olympus", Duration: time.Hour}, "Mars"},
		"no duration":     {Window{Schedule: "@daily"}, "open for 0s"},
	} {
		if _, err := Read([]Window{c.window}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// windowed draws a window that opens once a day or more.
func windowed(t *rapid.T) Window {
	return Window{
		Deny:     rapid.Bool().Draw(t, "deny"),
		Schedule: rapid.SampledFrom([]string{"0 2 * * *", "30 2 * * *", "*/20 * * * *", "15 9-17 * * 1-5", "0 0,12 * * *", "59 23 * * *", "0 18 * * 5"}).Draw(t, "schedule"),
		TimeZone: rapid.SampledFrom([]string{"", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu", "Africa/Cairo"}).Draw(t, "zone"),
		Duration: time.Duration(rapid.IntRange(1, 3*24*60).Draw(t, "minutes")) * time.Minute,
	}
}

// What is said of an instant is what a look at all instants of the schedules finds, and
// holds between since and until, and not beyond.
func TestAtProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(windowed), 1, 3).Draw(t, "windows")
		w, err := Read(all)
		if err != nil {
			t.Fatal(err)
		}
		around := rapid.SampledFrom([]time.Time{
			time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC),
			time.Date(2026, 4, 5, 3, 0, 0, 0, time.UTC), time.Date(2026, 9, 6, 4, 0, 0, 0, time.UTC), time.Date(2026, 4, 23, 22, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
		}).Draw(t, "around")
		now := around.Add(time.Duration(rapid.IntRange(-3*24*60*60, 3*24*60*60).Draw(t, "seconds")) * time.Second)
		s := w.At(now)
		if want := looked(w, now); s.Open != want {
			t.Fatalf("at %s: open %t, but looked at one by one %t", now, s.Open, want)
		}
		if s.Window >= 0 && !s.Open && all[s.Window].Deny != w.all[s.Window].open(now) {
			t.Fatalf("window %d does not decide", s.Window)
		}
		for _, c := range []struct {
			at   time.Time
			open bool
		}{{s.Since, s.Open}, {s.Since.Add(-time.Nanosecond), !s.Open}, {s.Until.Add(-time.Nanosecond), s.Open}, {s.Until, !s.Open}} {
			if c.at.Year() > 2000 && w.decided(c.at).Open != c.open {
				t.Fatalf("at %s, from %s to %s: open %t at %s", now, s.Since, s.Until, !c.open, c.at)
			}
		}
		if !s.Since.IsZero() && s.Since.After(now) || !s.Until.IsZero() && !s.Until.After(now) {
			t.Fatalf("%s is not between %s and %s", now, s.Since, s.Until)
		}
	})
}

// looked finds whether it is open: by the instants of each schedule as
// the library gives them, from long before on.
func looked(w Windows, now time.Time) bool {
	allows, allowed := false, false
	for _, o := range w.all {
		open := false
		for at := now.Add(-8 * 24 * time.Hour).Truncate(time.Minute); !at.After(now); at = at.Add(time.Minute) {
			if begins(o.calendar, at) {
				open = open || now.Before(at.Add(o.duration))
			}
		}
		if open && o.deny {
			return false
		}
		allows, allowed = allows || !o.deny, allowed || open
	}
	return allowed || !allows
}

// begins reports whether an instant is one of a calendar: the clock shows a minute of the schedule, or
// has skipped one just now.
func begins(c calendar, at time.Time) bool {
	shows := func(t time.Time) time.Time {
		t = t.In(c.zone)
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
	}
	for shown := shows(at.Add(-time.Minute)).Add(time.Minute); shown.Before(shows(at)); shown = shown.Add(time.Minute) {
		if c.hasDay(shown) && has(c.schedule.Hour, shown.Hour()) && has(c.schedule.Minute, shown.Minute()) {
			return true
		}
	}
	shown := shows(at)
	return c.hasDay(shown) && has(c.schedule.Hour, shown.Hour()) && has(c.schedule.Minute, shown.Minute())
}

// The library agrees where no clock is changed.
func TestCalendarAgreesWithTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		field := func(name, all string, least, most int) string {
			if rapid.Bool().Draw(t, name+" any") {
				return all
			}
			n := rapid.IntRange(least, most).Draw(t, name)
			return rapid.SampledFrom([]string{strconv.Itoa(n), "*/" + strconv.Itoa(max(n, 1)), strconv.Itoa(n) + "-" + strconv.Itoa(most)}).Draw(t, name+" form")
		}
		text := strings.Join([]string{field("minute", "*", 0, 59), field("hour", "*", 0, 23), field("day", "*", 1, 31), field("month", "*", 1, 12), field("weekday", "?", 0, 6)}, " ")
		schedule, err := cronwords.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		c := calendar{schedule.(*cron.SpecSchedule), time.UTC}
		after := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "after"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds"))
		want := schedule.Next(after.UTC())
		if got := c.next(after); !got.Equal(want) && !(want.Year() < 1970 && got.After(after.Add(reach-48*time.Hour))) {
			t.Fatalf("%s after %s: %s, and the library has %s", text, after.UTC(), got, want)
		}
	})
}

// A window whose schedule names an instant that the clock skips opens when the clock continues: one
// that denies would otherwise be open all that day.
func TestSkippedByTheClock(t *testing.T) {
	for name, c := range map[string]struct {
		schedule, zone string
		hours          int
		closed, open   []string
	}{
		"a day without midnight":        {"0 0 * * 5", "Africa/Cairo", 24, []string{"2026-04-23T22:00:00Z", "2026-04-24T20:59:59Z"}, []string{"2026-04-23T21:59:59Z", "2026-04-24T22:00:00Z"}},
		"of a month's day":              {"0 0 24 4 *", "Africa/Cairo", 1, []string{"2026-04-23T22:30:00Z"}, []string{"2026-04-23T23:00:00Z"}},
		"an hour at night":              {"30 2 * * *", "Europe/Berlin", 1, []string{"2026-03-29T01:00:00Z", "2026-03-28T01:30:00Z"}, []string{"2026-03-29T02:00:00Z", "2026-03-29T00:59:00Z"}},
		"half an hour":                  {"15 2 * * 0", "Australia/Lord_Howe", 1, []string{"2026-10-03T15:30:00Z"}, []string{"2026-10-03T15:29:00Z", "2026-10-03T16:30:00Z"}},
		"nothing of what was skipped":   {"30 4 * * *", "Europe/Berlin", 1, []string{"2026-03-29T02:30:00Z"}, []string{"2026-03-29T01:00:00Z"}},
		"the day after, by day of week": {"30 2 * * 1", "Europe/Berlin", 1, []string{"2026-03-30T00:30:00Z"}, []string{"2026-03-29T01:00:00Z"}},
	} {
		w, err := Read([]Window{{Deny: true, Schedule: c.schedule, TimeZone: c.zone, Duration: time.Duration(c.hours) * time.Hour}})
		if err != nil {
			t.Fatal(err)
		}
		for _, instant := range c.closed {
			if w.At(at(t, instant)).Open {
				t.Errorf("%s: open at %s", name, instant)
			}
		}
		for _, instant := range c.open {
			if !w.At(at(t, instant)).Open {
				t.Errorf("%s: closed at %s", name, instant)
			}
		}
	}
}

// FuzzSchedule holds whatever is given for a schedule to ending soon, with an answer that
// agrees with itself.
func FuzzSchedule(f *testing.F) {
	for _, schedule := range []string{"0 18 * * 5", "@daily", "@every 1s", "* * * * *", "0 0 31 2 *", "*/7 */5 29 2 1", "0-59/0 * * * *", "TZ=x", "CRON_TZ=UTC * * * * *", "60 * * * *", "? ? ? ? ?", "0 0 1 JAN SUN"} {
		f.Add(schedule, "Europe/Berlin", int64(90), int64(1_790_000_000))
	}
	f.Add("30 2 * * *", "Australia/Lord_Howe", int64(61), int64(1_775_000_000))
	f.Add("* * * * *", "Australia/Lord_Howe", int64(3), int64(1_775_000_068))
	f.Fuzz(func(t *testing.T, schedule, zone string, minutes, now int64) {
		if !utf8.ValidString(schedule) || now < 0 || now > 1<<33 || minutes > 1<<20 {
			t.Skip()
		}
		w, err := Read([]Window{{Schedule: schedule, TimeZone: zone, Duration: time.Duration(minutes) * time.Minute}})
		if err != nil {
			return
		}
		begun, at := time.Now(), time.Unix(now, 0)
		s := w.At(at)
		if took := time.Since(begun); took > 5*time.Second {
			t.Fatalf("%s", took)
		}
		if !s.Until.IsZero() && w.decided(s.Until).Open == s.Open || !s.Since.IsZero() && w.decided(s.Since).Open != s.Open {
			t.Fatalf("%+v", s)
		}
	})
}
