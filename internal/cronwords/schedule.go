package cronwords

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"github.com/robfig/cron/v3"
)

// A field is the set of values at which a part of a schedule matches.
type field struct {
	set      uint64
	min, max int
}

// schedule is when something runs: the fields of a cron expression, as the
// controller keeps them.
type schedule struct {
	minute, hour, day, month, weekday field
}

// starBit is how the parser notes that a field was written as "*": only then
// is the field no condition of its own.
const starBit = 1 << 63

// Parse reads an expression of five fields, or a name for one, as Kubernetes
// does, which has a field of its own for the time zone. Expressions are read
// nowhere else: the library's parser panics at some that have a zone.
func Parse(expression string) (cron.Schedule, error) {
	if strings.Contains(expression, "TZ") {
		return nil, errors.New("the time zone is set in time_zone")
	}
	schedule, err := cron.ParseStandard(expression)
	if err != nil {
		return nil, fmt.Errorf("it is not a cron expression: %w", err)
	}
	return schedule, nil
}

// interval is the duration of an "@every" expression; empty for others.
func interval(expression string) string {
	parsed, _ := Parse(expression)
	every, ok := parsed.(cron.ConstantDelaySchedule)
	if !ok {
		return ""
	}
	text := every.Delay.String()
	if rest, ok := strings.CutSuffix(text, "m0s"); ok {
		text = rest + "m"
	}
	if rest, ok := strings.CutSuffix(text, "h0m"); ok {
		text = rest + "h"
	}
	return text
}

// read parses an expression whose fields are known; false for all others.
func read(expression string) (schedule, bool) {
	parsed, err := Parse(expression)
	spec, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok {
		return schedule{}, false
	}
	s := schedule{
		minute: field{spec.Minute, 0, 59}, hour: field{spec.Hour, 0, 23},
		day: field{spec.Dom, 1, 31}, month: field{spec.Month, 1, 12}, weekday: field{spec.Dow, 0, 6},
	}
	// Days and weekdays that are both conditions are alternatives: where one of
	// them is always met, every day is one.
	if (spec.Dom|spec.Dow)&starBit == 0 && (s.day.full() || s.weekday.full()) {
		s.day.set, s.weekday.set = ^uint64(0), ^uint64(0)
	}
	empty := s.minute.empty() || s.hour.empty() || s.day.empty() || s.month.empty() || s.weekday.empty()
	return s, !empty
}

// daily reports whether the schedule has hours of its own, on every day.
func (s schedule) daily() bool {
	return s.day.full() && s.month.full() && s.weekday.full() && !strings.Contains(s.hours(), "*")
}

// String writes the schedule as an expression in the one form that is put into
// words well.
func (s schedule) String() string {
	return strings.Join([]string{s.minutes(), s.hours(), s.day.ranged(), s.month.ranged(), s.weekdays()}, " ")
}

func (s schedule) minutes() string {
	if t := s.minute.stepped(); strings.Contains(t, "*") {
		return t
	}
	return s.minute.ranged()
}

// hours are a list of times where there is one minute, and stretches of time
// where there are several.
func (s schedule) hours() string {
	times := s.minute.count() == 1 && (s.hour.count() <= fewTimes || len(s.hour.runs()) > 1)
	stretch := s.hour.count() == 1 && len(s.minute.runs()) == 1 && s.minute.count() > 2 && !s.minute.full()
	switch t := s.hour.stepped(); {
	case t == "*", strings.Contains(t, "/") && !(times && s.hour.count() <= fewTimes):
		return t
	case times, stretch:
		return s.hour.listed()
	}
	stretches := make([]string, 0, s.hour.count())
	for _, r := range s.hour.runs() {
		stretches = append(stretches, fmt.Sprintf("%d-%d", r[0], r[1]))
	}
	return strings.Join(stretches, ",")
}

// fewTimes are times of a day that are better named than counted.
const fewTimes = 6

// weekdays beside days of the month are named one by one, since the words for
// a range would not tell the alternative.
func (s schedule) weekdays() string {
	if s.day.full() {
		return s.weekday.ranged()
	}
	if s.weekday.full() {
		return "*"
	}
	return s.weekday.listed()
}

func (f field) has(v int) bool { return f.set&(1<<v) != 0 }
func (f field) full() bool     { return f.count() == f.max-f.min+1 }
func (f field) empty() bool    { return f.count() == 0 }

func (f field) count() int {
	return bits.OnesCount64(f.set & (1<<(f.max+1) - 1) &^ (1<<f.min - 1))
}

// stepped writes the field with the step that all of its range keeps to, "*/5";
// as a list where there is none.
func (f field) stepped() string {
	size := f.max - f.min + 1
	if f.empty() || size%f.count() != 0 {
		return f.listed()
	}
	step := size / f.count()
	for v := f.min; v <= f.max; v++ {
		if f.has(v) != ((v-f.min)%step == 0) {
			return f.listed()
		}
	}
	if step == 1 {
		return "*"
	}
	if f.count() == 1 {
		return f.listed()
	}
	return fmt.Sprintf("*/%d", step)
}

// ranged writes the field as few ranges: "1-5", "1,3,10-12".
func (f field) ranged() string {
	if f.full() {
		return "*"
	}
	var parts []string
	for _, r := range f.runs() {
		switch r[1] - r[0] {
		case 0:
			parts = append(parts, fmt.Sprint(r[0]))
		case 1:
			parts = append(parts, fmt.Sprint(r[0]), fmt.Sprint(r[1]))
		default:
			parts = append(parts, fmt.Sprintf("%d-%d", r[0], r[1]))
		}
	}
	return strings.Join(parts, ",")
}

// listed names every value.
func (f field) listed() string {
	var parts []string
	for v := f.min; v <= f.max; v++ {
		if f.has(v) {
			parts = append(parts, fmt.Sprint(v))
		}
	}
	return strings.Join(parts, ",")
}

// runs are the first and the last of values that follow one another.
func (f field) runs() [][2]int {
	var runs [][2]int
	for v := f.min; v <= f.max; v++ {
		switch {
		case !f.has(v):
		case len(runs) > 0 && runs[len(runs)-1][1] == v-1:
			runs[len(runs)-1][1] = v
		default:
			runs = append(runs, [2]int{v, v})
		}
	}
	return runs
}
