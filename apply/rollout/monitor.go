package rollout

import (
	"strconv"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// DefaultDeadline is how long a rollout may stand without progress where
// nothing else is said: the documented longest upgrade.
const DefaultDeadline = 600 * time.Second

// mostDeadlines is how many of its deadlines an object may take in all: its status says what
// its controller likes, which may count what it has tried.
const mostDeadlines = 6

// controllerDelay is what a Deployment's own controller may take beyond the
// progress deadline to say that it is exceeded.
const controllerDelay = 30 * time.Second

// Monitor judges one rollout from its beginning to its end. It remembers since
// when something has been in the way, and when there was progress last. All
// times are the caller's, of one clock. It is not safe for concurrent use.
type Monitor struct {
	timeout  time.Duration
	started  time.Time
	progress time.Time           // when there last was some
	best     int64               // the most that was ever achieved
	told     map[uint64]bool     // what an object has said of itself
	former   bool                // there were Pods that could make room for others
	standing map[string]standing // what each finding is known for
	next     time.Time
}

// standing is since when a finding counts, and how long it may stand beyond its own
// patience.
type standing struct {
	since  time.Time
	longer patience
}

// NewMonitor begins at the given time. A timeout limits the whole rollout;
// without one, 0, it fails when nothing has come forward for the workload's
// progress deadline, or for DefaultDeadline if it has none.
func NewMonitor(timeout time.Duration, now time.Time) *Monitor {
	return &Monitor{timeout: timeout, started: now, progress: now, best: -1, told: map[uint64]bool{}}
}

// Judge returns how far the workload has come at the given time.
func (m *Monitor) Judge(now time.Time, w Workload, e Evidence) Status {
	a := assess(w, e)
	m.note(now, a)
	m.hear(now, w)
	m.next = time.Time{}
	if a.Done {
		return a.Status
	}
	if in, ok := e.leaves(); ok {
		m.ahead(now, now.Add(in))
	}
	fatal := -1
	for i, f := range a.findings {
		if f.patience == never {
			continue
		}
		known := m.standing[f.key()]
		ends := known.since.Add(time.Duration(max(f.patience, known.longer)))
		if !m.ahead(now, ends) && fatal < 0 {
			fatal = i
		}
	}
	s := a.concluded(fatal)
	if limit, why := m.limit(w); !s.Failed && !m.ahead(now, limit) {
		s.Failed = true
		s.Message = why.WithArg("awaited", s.Message)
	}
	if s.Failed {
		m.next = time.Time{}
	}
	if s.Failed && s.Word == Waiting {
		if s.Word = Abnormal; isObject(w) {
			s.Word = NotReady
		}
	}
	return s
}

// ahead reports whether a moment is still to come, and then has Next name it if it
// is the earliest.
func (m *Monitor) ahead(now, moment time.Time) bool {
	if !now.Before(moment) {
		return false
	}
	if m.next.IsZero() || moment.Before(m.next) {
		m.next = moment
	}
	return true
}

// Next is the next moment at which the verdict may change although nothing
// else does; the zero time if there is none.
func (m *Monitor) Next() time.Time { return m.next }

// Elapsed is how long the rollout has been going on.
func (m *Monitor) Elapsed(now time.Time) time.Duration { return now.Sub(m.started) }

// note remembers what is in the way, forgets what is no longer, and notices
// progress.
func (m *Monitor) note(now time.Time, a assessment) {
	all := make(map[string]standing, len(a.findings))
	for _, f := range a.findings {
		known, seen := m.standing[f.key()]
		if !seen {
			known.since = now
		}
		leaves := f.quota && f.patience == never
		m.former = m.former || a.former || leaves
		if f.quota && m.former && !a.former && !leaves && known.longer == 0 {
			known = standing{now, max(backOff, 2*patience(now.Sub(known.since)))} // there is room only now
		}
		all[f.key()] = known
	}
	m.standing, m.former = all, m.former || a.former
	if a.achieved > m.best {
		m.best, m.progress = a.achieved, now
	}
}

// reporter is what becomes ready, and is not rolled out. It has no Pods that could be counted.
type reporter interface{ news() uint64 }

func isObject(w Workload) bool {
	_, is := w.(reporter)
	return is
}

// hear notices that an object says what it has never said before, which is progress. What it
// goes back to is none: it may do so again and again.
func (m *Monitor) hear(now time.Time, w Workload) {
	if o, is := w.(reporter); is && !m.told[o.news()] {
		m.told[o.news()], m.progress = true, now
	}
}

// Limit is the moment at which the rollout's time is up unless it comes forward before.
func (m *Monitor) Limit(w Workload) time.Time {
	limit, _ := m.limit(w)
	return limit
}

// limit is the moment at which the rollout's time is up, and what that means.
func (m *Monitor) limit(w Workload) (time.Time, fact.Fact) {
	if m.timeout > 0 {
		code := OverTimeout
		if isObject(w) {
			code = OverTimeoutUnready
		}
		return m.started.Add(m.timeout), fact.New(code, fact.Args{"time": m.timeout})
	}
	deadline := progressDeadline(w)
	why := fact.New(OverDeadline, fact.Args{"time": deadline})
	if _, ok := w.(deployment); ok {
		return m.progress.Add(deadline + controllerDelay), why
	}
	most := max(deadline, deadline*mostDeadlines) // which may be more than there is time
	if last := m.started.Add(most); isObject(w) && last.Before(m.progress.Add(deadline)) {
		return last, fact.New(OverTimeoutUnready, fact.Args{"time": most})
	}
	return m.progress.Add(deadline), why
}

// progressDeadline is how long a workload may stand without progress: its field
// where it has one, else the annotation that stands for it.
func progressDeadline(w Workload) time.Duration {
	if d, ok := w.(deployment); ok && d.Spec.ProgressDeadlineSeconds != nil {
		return time.Duration(*d.Spec.ProgressDeadlineSeconds) * time.Second
	}
	if seconds, err := strconv.ParseUint(w.meta().Annotations[object.AnnotationProgressDeadline], 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	return DefaultDeadline
}
