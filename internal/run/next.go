package run

import (
	"cmp"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/approval"
	"github.com/workloadlang/wl/internal/fact"
)

// Facts are what is known beside the run when it is asked what is due.
type Facts struct {
	Now time.Time // by the home cluster's clock
	// Closed reports whether the windows forbid to begin a cluster, and Opens when that
	// changes; zero where nothing says so.
	Closed bool
	Opens  time.Time
	By     *Window // which window decides; nil where none does
}

// Due is what is due: an Apply, a Check, a Query, a Judge, a Pass, a Fail, a Wait or a
// Finish.
type Due interface{ due() }

// Apply is due on the clusters of a wave, as many at a time as the wave says.
type Apply struct {
	Wave     *Wave
	Clusters []string
}

// Check is due on the clusters of a wave: its Job is to run.
type Check struct {
	Wave     *Wave
	Check    string
	Clusters []string
}

// Query is due: some samples of an analysis.
type Query struct {
	Wave     *Wave
	Analysis *Analysis
	At       []analysis.Due
}

// Judge is due: whether the clusters of a wave are healthy still, at the soak's end.
type Judge struct{ Wave *Wave }

// Pass is due: the wave has passed its gates.
type Pass struct{ Wave *Wave }

// Fail is due: the wave has failed.
type Fail struct {
	Wave *Wave
	Why  fact.Fact
}

// Wait is due: nothing can be done before something is so that is not now.
type Wait struct {
	Wave *Wave
	For  fact.Fact
	// Until is when it is so by itself; zero where only people can make it so.
	Until time.Time
}

// Finish is due: all waves have passed.
type Finish struct{}

func (Apply) due()  {}
func (Check) due()  {}
func (Query) due()  {}
func (Judge) due()  {}
func (Pass) due()   {}
func (Fail) due()   {}
func (Wait) due()   {}
func (Finish) due() {}

// Why a run waits, or a wave has failed.
const (
	WaitsForResume     fact.Code = "run_waits_for_resume"
	WaitsForWindow     fact.Code = "run_waits_for_window"
	WaitsForSoak       fact.Code = "run_waits_for_soak"
	WaitsForSamples    fact.Code = "run_waits_for_samples"
	WaitsForDecision   fact.Code = "run_waits_for_decision"
	WaitsForApproval   fact.Code = "run_waits_for_approval"
	WaveClustersFailed fact.Code = "wave_clusters_failed"
	WaveAnalysisFailed fact.Code = "wave_analysis_failed"
)

// Next is what is due of a run that has not ended. The gates of a wave come in their
// order: window, apply and health, checks, soak with its analyses, health again,
// approval.
func (r *Run) Next(f Facts) Due {
	w := r.Current()
	switch {
	case w == nil:
		return Finish{}
	case r.Pause != nil:
		return Wait{Wave: w, For: fact.New(WaitsForResume, fact.Args{"user": r.Pause.User, "reason": r.Pause.Reason})}
	case !w.Failure.IsZero():
		return Fail{w, w.Failure}
	case r.fails(w):
		if begun := w.Names(Applying); len(begun) > 0 {
			return Apply{w, begun} // what has been begun is finished, and then shares the fate of the wave
		}
		return Fail{w, fact.New(WaveClustersFailed, fact.Args{"wave": w.Name, "clusters": w.Names(Failed, ClusterBack), "allowed": w.MaxFailures})}
	}
	left := w.Names(Pending, Applying)
	if pending := w.Names(Pending); len(pending) > 0 && f.Closed && r.WindowIgnored == nil {
		if left = w.Names(Applying); len(left) == 0 { // what has been begun is finished
			return Wait{w, f.closed(w, len(pending)), f.Opens}
		}
	}
	if len(left) > 0 {
		return Apply{w, left}
	}
	if len(w.Names(Applied)) == 0 {
		return released(r, w) // nothing to judge: all failed, as they may, or were skipped
	}
	for _, name := range w.Checks {
		if left := w.unchecked(name); len(left) > 0 {
			return Check{w, name, left}
		}
	}
	return r.afterChecks(w, f.Now)
}

// closed is that the windows forbid to begin the clusters of a wave that are left.
func (f Facts) closed(w *Wave, left int) fact.Fact {
	args := fact.Args{"wave": w.Name, "clusters": left}
	if !f.Opens.IsZero() {
		args["until"] = text(f.Opens)
	}
	if f.By != nil {
		args["deny"], args["schedule"], args["time_zone"] = f.By.Deny, f.By.Schedule, cmp.Or(f.By.TimeZone, "UTC")
	}
	return fact.New(WaitsForWindow, args)
}

// fails reports whether more clusters of a wave have failed than may.
func (r *Run) fails(w *Wave) bool {
	return r.OnFailure != "continue" && len(w.Names(Failed, ClusterBack)) > w.MaxFailures // also when some are back
}

// HasFailed reports whether a wave has failed, also while what has been begun of it is still to be finished.
func HasFailed(r *Run, w *Wave) bool { return !w.Failure.IsZero() || r.fails(w) }

// unchecked are the healthy clusters on which a check has not succeeded yet.
func (w *Wave) unchecked(check string) []string {
	var names []string
	for _, c := range w.Clusters {
		if c.State == Applied && !slices.Contains(c.Checked, check) {
			names = append(names, c.Name)
		}
	}
	return names
}

// afterChecks is what is due of a wave whose clusters are applied and checked.
func (r *Run) afterChecks(w *Wave, now time.Time) Due {
	next, due := w.analyses(now)
	if due != nil {
		return due
	}
	soaked := w.Healthy.Add(w.Soak)
	switch {
	case now.Before(soaked):
		until := soaked
		if !next.IsZero() && next.Before(until) {
			until = next
		}
		return Wait{w, fact.New(WaitsForSoak, fact.Args{"wave": w.Name, "until": text(soaked)}), until}
	case !next.IsZero():
		return Wait{w, fact.New(WaitsForSamples, fact.Args{"wave": w.Name, "until": text(next)}), next}
	case w.Judged.IsZero() && w.IsObserved():
		return Judge{w}
	}
	if wait := r.undecided(w); wait != nil {
		return *wait
	}
	return released(r, w)
}

// released is what is due of a wave that only people keep from passing. One without clusters asks nobody.
func released(r *Run, w *Wave) Due {
	if lacking := r.Lacking(w); !lacking.IsZero() && len(w.Clusters) > 0 {
		return Wait{Wave: w, For: lacking}
	}
	return Pass{w}
}

// IsObserved reports whether the clusters are to be judged again: time passes between their
// apply, which has found them healthy, and the end of the wave.
func (w *Wave) IsObserved() bool { return w.Soak > 0 || len(w.Analyses) > 0 }

// text is a time as facts hold it.
func text(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// analyses is what is due of a wave's analyses: a Fail or a Query; nil where nothing is.
// Next is when the next sample is; zero where none is outstanding.
func (w *Wave) analyses(now time.Time) (next time.Time, due Due) {
	clusters := w.Names(Applied)
	for i := range w.Analyses {
		a := &w.Analyses[i]
		if a.Released != nil {
			continue
		}
		rule := a.Rule()
		if rule.State(clusters, a.Taken) == analysis.Failed {
			return next, Fail{w, fact.New(WaveAnalysisFailed, fact.Args{"wave": w.Name, "analysis": a.Name, "clusters": a.standing(w, analysis.Failed), "allowed": a.FailureLimit})}
		}
		if asked := rule.Due(w.Healthy, now, clusters, a.Taken); len(asked) > 0 {
			return next, Query{w, a, asked}
		}
		if later := rule.Next(w.Healthy, clusters, a.Taken); !later.IsZero() && (next.IsZero() || later.Before(next)) {
			next = later
		}
	}
	return next, nil
}

// standing are the clusters of a wave on which an analysis stands so.
func (a *Analysis) standing(w *Wave, as analysis.State) (clusters []string) {
	for _, name := range w.Names(Applied) {
		if a.Rule().Of(name, a.Taken).State == as {
			clusters = append(clusters, name)
		}
	}
	return clusters
}

// undecided waits for people where an analysis says neither success nor failure, or could
// not be asked; nil where none does.
func (r *Run) undecided(w *Wave) *Wait {
	for i := range w.Analyses {
		a := &w.Analyses[i]
		if !a.Undecided(w) {
			continue
		}
		errored := a.standing(w, analysis.Errored)
		args := fact.Args{"wave": w.Name, "analysis": a.Name, "inconclusive": a.standing(w, analysis.Undecided), "errors": errored}
		for _, s := range a.Samples {
			if slices.Contains(errored, s.Cluster) && !s.Problem.IsZero() {
				args["said"] = s.Problem
			}
		}
		return &Wait{Wave: w, For: fact.New(WaitsForDecision, args)}
	}
	return nil
}

// Undecided reports whether people are to decide about an analysis: on some cluster it is
// inconclusive, or too many queries have failed.
func (a *Analysis) Undecided(w *Wave) bool {
	return a.Released == nil && len(a.standing(w, analysis.Undecided))+len(a.standing(w, analysis.Errored)) > 0
}

// Lacking is what a wave's approval lacks; nothing where it lacks nothing.
func (r *Run) Lacking(w *Wave) fact.Fact {
	if w.Approval == nil {
		return fact.Fact{}
	}
	given, quorum := r.Approved(w)
	if len(given) >= quorum {
		return fact.Fact{}
	}
	not := ""
	if w.Approval.NotInitiator {
		not = r.User
	}
	return fact.New(WaitsForApproval, fact.Args{
		"wave": w.Name, "given": given, "count": len(given), "quorum": quorum, "groups": w.Approval.Groups, "not": not,
	})
}

// Approved are those whose approvals of a wave count, each once, and how many are needed.
func (r *Run) Approved(w *Wave) (by []string, quorum int) {
	if w.Approval == nil {
		return nil, 0
	}
	for _, a := range w.Approval.rule().Judge(r.subject(w), r.User, w.Approvals).By {
		by = append(by, a.User)
	}
	return by, max(1, w.Approval.Quorum)
}

// subject is what is approved of a wave.
func (r *Run) subject(w *Wave) approval.Subject {
	return approval.Subject{Run: r.ID, Wave: w.Name, Digest: r.Digest}
}
