// Package analysis judges how clusters fare by samples of a metric. A sample is taken of
// each cluster at set times after a beginning, whoever looks and whenever: what was due
// before is asked for with its time. A sample is a success, a failure, or neither: then a
// person has to decide. A query that gives no number is an error, never a failure, and
// its sample is asked for again.
package analysis

import (
	"strconv"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// Why a query gives no number.
const (
	NoAnswer       fact.Code = "metric_unanswered"
	NoValue        fact.Code = "metric_without_value"
	NotANumber     fact.Code = "metric_not_a_number"
	SeveralSeries  fact.Code = "metric_of_several_series"
	NoScalar       fact.Code = "metric_of_wrong_type"
	ConditionWrong fact.Code = "metric_condition_wrong"
)

// Condition is a condition on the number of a sample. It need not be given.
type Condition interface {
	Given() bool
	Holds(result float64) (bool, error)
}

// Rule is when samples are taken, and how they are judged.
type Rule struct {
	Interval     time.Duration // between two samples, and before the first
	Count        int           // of samples of each cluster
	FailureLimit int           // so many samples of a cluster may fail
	ErrorLimit   int           // so many queries for a cluster may give no number
	// Success and Failure are conditions on a sample; Failure wins. Where it is not
	// given, what is no success is a failure.
	Success, Failure Condition
}

// Verdict is what a sample is.
type Verdict string

// The verdicts.
const (
	Success      Verdict = "success"
	Failure      Verdict = "failure"
	Inconclusive Verdict = "inconclusive"
	Error        Verdict = "error" // no number came
)

// Sample is a sample that was taken, or a try to take it.
type Sample struct {
	Cluster string    `json:"cluster"`
	Number  int       `json:"number"` // of the cluster's samples, from 1
	At      time.Time `json:"at"`     // of which the number is
	Asked   time.Time `json:"asked"`  // when it was asked for
	// Value is the number, as Prometheus writes it: "0.01", "+Inf". It is "" of an error.
	Value   string    `json:"value,omitempty"`
	Verdict Verdict   `json:"verdict"`
	Problem fact.Fact `json:"problem,omitzero"` // of an error
}

// Sample judges a number that was asked for.
func (r Rule) Sample(d Due, asked time.Time, value float64) Sample {
	s := Sample{Cluster: d.Cluster, Number: d.Number, At: d.At, Asked: asked}
	if value != value {
		return s.failed(fact.New(NotANumber, nil))
	}
	s.Value = strconv.FormatFloat(value, 'g', -1, 64)
	verdict, err := r.verdict(value)
	if err != nil {
		return s.failed(fact.New(ConditionWrong, fact.Args{"value": s.Value, "said": err.Error()}))
	}
	s.Verdict = verdict
	return s
}

// Unanswered is a sample that was asked for in vain.
func (r Rule) Unanswered(d Due, asked time.Time, why error) Sample {
	return Sample{Cluster: d.Cluster, Number: d.Number, At: d.At, Asked: asked}.failed(fact.Of(why))
}

func (s Sample) failed(problem fact.Fact) Sample {
	s.Verdict, s.Problem, s.Value = Error, problem, ""
	return s
}

func (r Rule) verdict(value float64) (Verdict, error) {
	if r.Failure.Given() {
		if fails, err := r.Failure.Holds(value); err != nil || fails {
			return Failure, err
		}
	}
	succeeds, err := r.Success.Holds(value)
	switch {
	case err != nil:
		return "", err
	case succeeds:
		return Success, nil
	case r.Failure.Given():
		return Inconclusive, nil
	}
	return Failure, nil
}
