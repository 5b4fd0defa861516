package analysis

import (
	"slices"
	"time"
)

// Due is a sample that is to be taken.
type Due struct {
	Cluster string
	Number  int
	At      time.Time // of which the number is to be
}

// State is how a cluster, or an analysis, stands.
type State string

// The states, the gravest first.
const (
	Failed    State = "failed"       // more samples failed than may
	Errored   State = "errored"      // more queries gave no number than may
	Undecided State = "inconclusive" // a sample is neither success nor failure
	Pending   State = "pending"      // samples are still to be taken
	Succeeded State = "succeeded"
)

// gravest lists the states in their order.
func gravest() []State { return []State{Failed, Errored, Undecided, Pending, Succeeded} }

// Standing is how a cluster stands, and by which samples.
type Standing struct {
	State State
	Tally
}

// Of returns how a cluster stands; samples of others do not count.
func (r Rule) Of(cluster string, taken Taken) Standing {
	t := Standing{Tally: taken.of(cluster)}
	switch {
	case t.Failures > r.FailureLimit:
		t.State = Failed
	case t.Errors > r.ErrorLimit:
		t.State = Errored
	case t.Inconclusive > 0:
		t.State = Undecided
	case t.Successes+t.Failures >= r.Count:
		t.State = Succeeded
	default:
		t.State = Pending
	}
	return t
}

// State returns how the analysis of some clusters stands: as the cluster that stands
// worst.
func (r Rule) State(clusters []string, taken Taken) State {
	worst := len(gravest()) - 1
	for _, c := range clusters {
		worst = min(worst, slices.Index(gravest(), r.Of(c, taken).State))
	}
	return gravest()[worst]
}

// pauseAfterError is how long after a query without a number it is made again at least,
// unless samples are taken more often.
const pauseAfterError = time.Minute

// Due lists the samples that are due, by their time, of the clusters that are not
// decided. Those of a time that is long past are due, too.
func (r Rule) Due(begun, now time.Time, clusters []string, taken Taken) []Due {
	var all []Due
	for _, c := range clusters {
		for _, d := range r.outstanding(begun, c, taken) {
			if !r.when(d, taken.of(c)).After(now) {
				all = append(all, d)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int { return a.At.Compare(b.At) })
	return all
}

// Next is when the next sample is due: the zero time where none will be.
func (r Rule) Next(begun time.Time, clusters []string, taken Taken) time.Time {
	var next time.Time
	for _, c := range clusters {
		for _, d := range r.outstanding(begun, c, taken) {
			if at := r.when(d, taken.of(c)); next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next
}

// End is when the last sample is due.
func (r Rule) End(begun time.Time) time.Time { return begun.Add(time.Duration(r.Count) * r.Interval) }

// outstanding are the samples of a cluster that are still to be taken.
func (r Rule) outstanding(begun time.Time, cluster string, taken Taken) []Due {
	of := r.Of(cluster, taken)
	if of.State != Pending {
		return nil
	}
	var all []Due
	for n := of.To + 1; n <= r.Count; n++ {
		if !of.has(n) {
			all = append(all, Due{cluster, n, begun.Add(time.Duration(n) * r.Interval)})
		}
	}
	return all
}

// when is when a sample is due: after a query of its cluster in vain, somewhat later.
func (r Rule) when(d Due, of Tally) time.Time {
	if again := of.InVain.Add(min(r.Interval, pauseAfterError)); !of.InVain.IsZero() && again.After(d.At) {
		return again
	}
	return d.At
}
