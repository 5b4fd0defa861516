package analysis

import (
	"math/bits"
	"slices"
	"time"
)

// Taken is what has come of the samples of an analysis. However many there are, it stays small:
// a tally of each cluster, and a few of the samples to show.
type Taken struct {
	Tallies []Tally  `json:"tallies,omitempty"`
	Samples []Sample `json:"samples,omitempty"` // to show: what the analysis comes to, the tallies say
}

// MostSamples is how many an analysis can take of each cluster.
const MostSamples = 10_000

// mostShown is how many samples are kept to show; fewer of an analysis that has passed.
const (
	mostShown  = 200
	mostPassed = 20
)

// longestProblem is how much is kept of each text in why a query gave no number.
const longestProblem = 500

// Tally is what has come of the samples of one cluster.
type Tally struct {
	Cluster      string `json:"cluster"`
	Successes    int    `json:"successes,omitempty"`
	Failures     int    `json:"failures,omitempty"`
	Inconclusive int    `json:"inconclusive,omitempty"`
	Errors       int    `json:"errors,omitempty"`
	// To is up to which number all samples were taken, and Beyond which others were: a bit
	// each, the lowest of number 1.
	To     int    `json:"to,omitempty"`
	Beyond []byte `json:"beyond,omitempty"`
	// InVain is when a query gave no number last.
	InVain time.Time `json:"in_vain,omitzero"`
}

// Add notes samples. One that was taken already is none, nor is a query that is known.
func (t *Taken) Add(samples ...Sample) {
	for _, s := range samples {
		i := slices.IndexFunc(t.Tallies, func(of Tally) bool { return of.Cluster == s.Cluster })
		if i < 0 {
			i, t.Tallies = len(t.Tallies), append(t.Tallies, Tally{Cluster: s.Cluster})
		}
		if t.Tallies[i].has(s.Number) || s.Verdict == Error && slices.ContainsFunc(t.Samples, s.is) {
			continue
		}
		t.Tallies[i].count(s)
		s.Problem = s.Problem.Short(longestProblem)
		t.Samples = append(t.Samples, s)
	}
	t.Keep(mostShown)
}

// is reports whether both are of the same query.
func (s Sample) is(other Sample) bool {
	return s.Cluster == other.Cluster && s.Number == other.Number && s.Asked.Equal(other.Asked)
}

// Pass keeps fewer samples to show: they decide nothing any more.
func (t *Taken) Pass() { t.Keep(mostPassed) }

// Keep keeps the last samples to show, so many, successes only as far as the others leave room.
func (t *Taken) Keep(most int) {
	surplus := max(0, len(t.Samples)-most)
	t.Samples = slices.DeleteFunc(t.Samples, func(s Sample) bool {
		if surplus == 0 || s.Verdict != Success {
			return false
		}
		surplus--
		return true
	})
	t.Samples = t.Samples[surplus:]
}

// Tallied is what was taken, of a form that has kept all samples and no tallies.
func (t Taken) Tallied() Taken {
	if len(t.Tallies) > 0 {
		return t
	}
	var tallied Taken
	tallied.Add(t.Samples...)
	return tallied
}

// of is the tally of a cluster.
func (t Taken) of(cluster string) Tally {
	for _, tally := range t.Tallies {
		if tally.Cluster == cluster {
			return tally
		}
	}
	return Tally{Cluster: cluster}
}

// count adds a sample, which the tally does not have yet.
func (t *Tally) count(s Sample) {
	switch s.Verdict {
	case Success:
		t.Successes++
	case Failure:
		t.Failures++
	case Inconclusive:
		t.Inconclusive++
	default:
		t.Errors++
		if s.Asked.After(t.InVain) {
			t.InVain = s.Asked
		}
		return // it is taken again
	}
	t.take(s.Number)
}

// has reports whether the sample of a number was taken; of one that cannot be, too.
func (t Tally) has(n int) bool {
	at := (n - 1) / 8
	return n <= t.To || n > MostSamples || at < len(t.Beyond) && t.Beyond[at]&(1<<((n-1)%8)) != 0
}

// take notes that the sample of a number was taken.
func (t *Tally) take(n int) {
	beyond := append(slices.Clone(t.Beyond), make([]byte, max(0, (n-1)/8+1-len(t.Beyond)))...)
	beyond[(n-1)/8] |= 1 << ((n - 1) % 8)
	for t.Beyond = beyond; t.To < MostSamples && t.has(t.To+1); {
		t.To++
	}
	if t.To >= 8*len(beyond)-bits.LeadingZeros8(beyond[len(beyond)-1]) {
		t.Beyond = nil
	}
}

// IsSound reports whether what was stored can be what Add has made.
func (t Taken) IsSound() bool {
	return !slices.ContainsFunc(t.Tallies, func(of Tally) bool {
		return of.To < 0 || of.To > MostSamples || len(of.Beyond) > MostSamples/8+1 || min(of.Successes, of.Failures, of.Inconclusive, of.Errors) < 0
	})
}
