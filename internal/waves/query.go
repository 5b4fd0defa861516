package waves

import (
	"context"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/prometheus"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
)

// A backlog of samples is asked for and noted bit by bit: what was answered must not be asked for again where wl
// ends meanwhile, and whoever pauses or aborts the run is heeded in between.
const (
	mostAtOnce    = 50
	longestAtOnce = 5 * time.Second
	finishing     = 5 * time.Second // how long a query may take still when wl has been asked to stop
	slowAfter     = 2 * time.Second // when it is said what is done
)

// querying asks Prometheus for samples of an analysis.
type querying struct {
	*carrier
	run.Query
	declared lang.Analysis
	client   *prometheus.Client
	unopened error // why there is no client
}

// query asks Prometheus for the samples that are due, the first of them where there are many, and notes them.
func (c *carrier) query(ctx context.Context, d run.Query) error {
	declared, err := c.declaredAnalysis(d)
	if err != nil {
		return err
	}
	a := querying{carrier: c, Query: d, declared: declared}
	a.client, a.unopened = prometheus.Open(declared.Address, declared.BearerToken)
	slow := time.AfterFunc(slowAfter, a.say)
	samples, failed := a.ask(ctx)
	slow.Stop()
	if len(samples) == 0 {
		return failed
	}
	err = c.update(ctx, func(r run.Edit) bool {
		if w := r.Wave(d.Wave.Name); w == nil || !w.Healthy.Equal(d.Wave.Healthy) {
			return false // it has begun again
		}
		r.Sampled(d.Wave.Name, d.Analysis.Name, samples...)
		return true
	})
	if err == nil {
		err = failed
	}
	return err
}

// ask returns what has come of the first samples that are due; when ctx ends, of those that were asked for.
func (a *querying) ask(ctx context.Context) (samples []analysis.Sample, err error) {
	rule := a.Analysis.Rule()
	rule.Success, rule.Failure = a.declared.Success, a.declared.Failure
	for begun := time.Now(); len(samples) < min(mostAtOnce, len(a.At)) && ctx.Err() == nil && time.Since(begun) < longestAtOnce; {
		due := a.At[len(samples)]
		now, err := a.now(ctx)
		if err != nil {
			return samples, err
		}
		value, why := 0.0, a.unopened
		if why == nil {
			value, why = a.value(ctx, due)
		}
		switch {
		case why != nil && ctx.Err() != nil:
			return samples, nil
		case why != nil:
			samples = append(samples, rule.Unanswered(due, now, why))
		default:
			samples = append(samples, rule.Sample(due, now, value))
		}
	}
	return samples, nil
}

// value asks for one number, and waits for a while longer than ctx: what was begun is finished.
func (a *querying) value(ctx context.Context, due analysis.Due) (float64, error) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		select {
		case <-longer.Done():
		case <-time.After(finishing):
			cancel()
		}
	})()
	return a.client.Value(longer, a.declared.Queries[due.Cluster], due.At)
}

// say says that Prometheus is being asked, once of each analysis.
func (a *querying) say() {
	a.mu.Lock()
	said := a.asked[a.declared.Name]
	a.asked[a.declared.Name] = true
	a.mu.Unlock()
	if !said {
		a.emit.note(fact.New(NoticeAsking, fact.Args{"wave": a.Wave.Name, "analysis": a.Analysis.Name, "samples": len(a.At)}))
	}
}

// NoticeAsking means that Prometheus is being asked for samples, which takes a while.
const NoticeAsking fact.Code = "run_asks_for_samples"

// declaredAnalysis is an analysis as the configuration has it. A run of this configuration
// names no other, unless another client has written it.
func (c *carrier) declaredAnalysis(d run.Query) (lang.Analysis, error) {
	for _, w := range c.stack.Stack.Rollout.Waves {
		for _, a := range w.Analyses {
			if w.Name == d.Wave.Name && a.Name == d.Analysis.Name {
				return a, nil
			}
		}
	}
	return lang.Analysis{}, fact.NewError(nil, run.Damaged, nil)
}
