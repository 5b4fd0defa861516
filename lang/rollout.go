package lang

import (
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/eval"
)

// Rollout is how a stack is rolled out over its clusters: the block rollout.
type Rollout struct {
	// Home is the cluster where the run is kept: the one that the configuration names,
	// or the first of the first wave that has one.
	Home string
	// OnFailure is what an apply does when it fails: "halt", "rollback",
	// "rollback_all" or "continue".
	OnFailure string
	// Waves are in their order, those without clusters left out. Every cluster of the
	// stack is in exactly one. There are none where the configuration has none: then
	// there is no run.
	Waves   []Wave
	Windows []Window
	Notify  []Notification // by name
}

// Wave is a part of a stack's clusters, and what must hold before the next begins.
type Wave struct {
	Name     string
	Clusters []string // in the order of their declaration
	// MaxConcurrent is how many clusters are applied to at a time: at least 1.
	MaxConcurrent int
	// Concurrency is that as it is written: a number, or a percentage of the clusters.
	Concurrency string
	// MaxFailures is how many clusters may fail.
	MaxFailures     int
	SkipUnreachable bool          // a cluster that cannot be reached is left behind
	Soak            time.Duration // from when the last cluster is healthy
	Checks          []Check       // by name
	Analyses        []Analysis    // by name
	Approval        *Approval     // nil where none is needed
	Origin          object.Range  // the block's first line
}

// Check is a Job of the stack that must succeed on each cluster of a wave once it is
// healthy. It is run by checks only, once a wave and cluster.
type Check struct {
	Name     string
	Workload string // the Job's address: workload.smoke
}

// Analysis asks Prometheus how the clusters of a wave fare.
type Analysis struct {
	Name         string
	Address      string            // of Prometheus, without the API's path
	BearerToken  string            `json:"-"` // sent as its credentials; "" where there is none. It is never shown, and in no digest
	Queries      map[string]string // by cluster
	Interval     time.Duration     // between two samples
	Count        int               // of samples
	FailureLimit int               // so many samples may fail
	ErrorLimit   int               // so many queries may fail
	// Success and Failure are conditions on a sample. A sample for which neither holds
	// is inconclusive. Failure may be none: then what is no success is a failure.
	Success, Failure Condition
}

// Condition is a condition on a result: the zero one is none.
type Condition struct {
	// Text is the source of the expression.
	Text  string
	at    hcl.Range
	holds func(result float64) (bool, error)
	// canonical is the source before anything is concealed in it, and the values.
	canonical string
}

// Given reports whether there is one.
func (c Condition) Given() bool { return c.holds != nil }

// Canonical is the condition with the values of the names in it: two that have the same
// hold for the same results. It may have sensitive values in it, and is for digests only.
func (c Condition) Canonical() string { return c.canonical }

// Holds reports whether the condition holds for a result. The error is one of the
// expression, such as a result that is not a bool.
func (c Condition) Holds(result float64) (bool, error) { return c.holds(result) }

// Approval is who may let a run continue after a wave.
type Approval struct {
	Groups       []string // one of them; none means anybody
	Quorum       int      // so many people: at least 1
	NotInitiator bool     // whoever has begun the run does not count
}

// Window is when clusters may be begun, or may not. Where several are open, one that
// denies wins.
type Window struct {
	Deny     bool   // else it allows
	Schedule string // when it opens: five cron fields
	Duration time.Duration
	TimeZone string // of the IANA database; "" is UTC
	Origin   object.Range
}

// Notification is a URL to which events of a run are posted.
type Notification struct {
	Name string
	URL  string   // may be sensitive: it is never shown
	On   []string // of "begun", "wave", "waiting", "halted", "failed", "done"
}

// WaveOf is the name of the wave that a cluster is in; empty where there are none.
func (r Rollout) WaveOf(cluster string) string {
	for _, w := range r.Waves {
		if slices.Contains(w.Clusters, cluster) {
			return w.Name
		}
	}
	return ""
}

// sampleResult is the result with which conditions are evaluated at first.
const sampleResult = 0.5

// condition reads an expression over result; none where it has no value.
func (r *rolloutReader) condition(a *decode.Attribute) Condition {
	if a == nil {
		return Condition{}
	}
	f, diags := a.Scope.Function(a.Source, "result", cty.NumberFloatVal(sampleResult))
	r.Diags = append(r.Diags, diags...)
	if f == nil {
		return Condition{}
	}
	if _, err := truth(f.Sample); err != nil {
		r.fail(a.Range, "Wrong type of value", "%s must be true or false. Compare the result with a number, as in result < 0.01.", a.Schema.Name)
		return Condition{}
	}
	source := ""
	if file := r.compilation.result.Files[a.Range.Filename]; file != nil {
		source = string(a.Range.SliceBytes(file.Bytes))
	}
	return Condition{at: a.Range, canonical: source + "\n" + usesOf(f), holds: func(result float64) (bool, error) {
		if math.IsNaN(result) {
			return false, errors.New("the result is no number")
		}
		v, diags := f.Call(cty.NumberFloatVal(result))
		if diags.HasErrors() {
			return false, diags
		}
		return truth(v)
	}}
}

// usesOf writes what the names in a condition come to.
func usesOf(f *eval.Function) string {
	if len(f.Uses) == 0 {
		return ""
	}
	plain, _ := cty.ObjectVal(f.Uses).UnmarkDeep()
	text, err := ctyjson.Marshal(plain, plain.Type())
	if err != nil { // such as a number without end
		return plain.GoString()
	}
	return string(text)
}

// truth is what a condition has come to.
func truth(v cty.Value) (bool, error) {
	v, _ = v.Unmark()
	v, err := convert.Convert(v, cty.Bool)
	if err != nil || v.IsNull() || !v.IsKnown() {
		return false, errors.New("the condition is neither true nor false")
	}
	return v.True(), nil
}

// conditionTexts quotes the conditions from the source, of which nothing sensitive is
// left by now.
func (c *compilation) conditionTexts() {
	if c.result.Stack == nil {
		return
	}
	for _, w := range c.result.Stack.Rollout.Waves {
		for i := range w.Analyses {
			for _, condition := range []*Condition{&w.Analyses[i].Success, &w.Analyses[i].Failure} {
				if f := c.result.Files[condition.at.Filename]; condition.Given() && f != nil {
					text := string(condition.at.SliceBytes(f.Bytes))
					condition.Text = strings.TrimSuffix(strings.TrimPrefix(text, `"${`), `}"`) // of JSON
				}
			}
		}
	}
}
