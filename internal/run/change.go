package run

import (
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/approval"
	"github.com/workloadlang/wl/internal/fact"
)

// Edit is a run that may be changed: whoever has it notes what happens to it.
type Edit struct{ *Run }

// Begin notes that a cluster is applied to now, and reports whether that is news.
func (r Edit) Begin(cluster string, now time.Time) bool {
	w, c := r.cluster(cluster)
	if c == nil || c.State != Pending {
		return false
	}
	c.State, c.Since = Applying, now
	w.forgetAnnounced() // what it waits for after this is news
	return true
}

// Note notes the good revision that a cluster had before the run, where that is not known yet, and
// the newest that was found there now. It reports whether something of it is news.
func (r Edit) Note(cluster string, before, found int64) bool {
	_, c := r.cluster(cluster)
	if c == nil || c.Begun && c.Found == found {
		return false
	}
	if c.Found = found; !c.Begun {
		c.Begun, c.Before = true, before
	}
	return true
}

// Identify notes which cluster one is, where that is not known yet, and returns what is known.
func (r Edit) Identify(cluster, uid string) (known string) {
	_, c := r.cluster(cluster)
	if c == nil {
		return uid
	}
	known = c.UID
	if known == "" {
		c.UID = uid
	}
	return known
}

// Remove notes that a cluster is not declared any more, where its wave has not passed: it is
// not checked and judged either.
func (r Edit) Remove(cluster string, why fact.Fact, now time.Time) {
	w, c := r.cluster(cluster)
	if c == nil || !w.Passed.IsZero() || !slices.Contains([]ClusterState{Pending, Applying, Applied}, c.State) {
		return
	}
	c.State, c.Since, c.Reason = Skipped, now, kept(why)
}

// Leave notes that a cluster which was healthy, or to which nothing is known to be applied, gives no answer, and is left behind.
func (r Edit) Leave(cluster string, why fact.Fact, now time.Time) {
	if _, c := r.cluster(cluster); c != nil && (c.State == Applied || c.State == Pending) {
		c.State, c.Since, c.Reason = Skipped, now, kept(why)
	}
}

// Conclude notes what came of applying to a cluster. The soak of its wave begins when the
// last is healthy.
func (r Edit) Conclude(cluster string, s ClusterState, revision int64, restarts Restarts, why fact.Fact, now time.Time) {
	w, c := r.cluster(cluster)
	if c == nil {
		return
	}
	c.State, c.Since, c.Reason = s, now, kept(why)
	c.had(restarts)
	if revision != 0 {
		c.Revision = revision
	}
	if s == Applied {
		w.Healthy = now
	}
}

// Succeed notes that a check has succeeded on a cluster. The soak begins after the last.
func (r Edit) Succeed(cluster, check string, now time.Time) {
	if w, c := r.cluster(cluster); c != nil && !slices.Contains(c.Checked, check) {
		c.Checked = append(c.Checked, check)
		w.Healthy = now
	}
}

// Fail notes that a cluster which was healthy is not any more, or that a check has failed.
func (r Edit) Fail(cluster string, why fact.Fact, now time.Time) {
	if _, c := r.cluster(cluster); c != nil {
		c.State, c.Since, c.Reason = Failed, now, kept(why)
	}
}

// Sampled adds samples to an analysis of a wave. Those that it has already are not added again.
func (r Edit) Sampled(wave, analysis string, samples ...analysis.Sample) {
	w := r.Wave(wave)
	if w == nil {
		return
	}
	if i := slices.IndexFunc(w.Analyses, func(a Analysis) bool { return a.Name == analysis }); i >= 0 {
		w.Analyses[i].Add(samples...)
	}
}

// Judge notes that a wave was healthy still at the end of its soak.
func (r Edit) Judge(wave string, now time.Time) {
	if w := r.Wave(wave); w != nil {
		w.Judged = now
	}
}

// Pass notes that a wave has passed its gates.
func (r Edit) Pass(wave string, now time.Time) {
	if w := r.Wave(wave); w != nil {
		w.Passed = now
		for i := range w.Analyses {
			w.Analyses[i].Pass()
		}
		for i := range w.Clusters {
			w.Clusters[i].had(nil)
		}
	}
}

// Break notes that a wave has failed, before anything follows from it: clusters that are rolled back are
// not judged any more. It reports whether that is news.
func (r Edit) Break(wave string, why fact.Fact) bool {
	w := r.Wave(wave)
	if w == nil || !w.Failure.IsZero() {
		return false
	}
	w.Failure = kept(why)
	return true
}

// End ends a run.
func (r Edit) End(s State, why fact.Fact, now time.Time) {
	if !r.HasEnded() {
		r.State, r.Why, r.Ended, r.Pause = s, kept(why), now, nil
	}
}

// BackFrom notes that a cluster was rolled back.
func (r Edit) BackFrom(cluster string, now time.Time) {
	if _, c := r.cluster(cluster); c != nil {
		c.State, c.Since = ClusterBack, now
	}
}

// Learn notes what the run has written to a cluster where wl ended before that was noted: a revision,
// or nothing where it is 0.
func (r Edit) Learn(cluster string, revision int64) {
	_, c := r.cluster(cluster)
	if c == nil {
		return
	}
	if c.Revision = revision; revision == 0 {
		if c.Begun, c.Before = false, 0; c.State == Applying {
			c.State = Pending
		}
	}
}

// isUnsure reports whether the run may have written to the cluster although it knows of no revision.
func (c *Cluster) isUnsure() bool {
	return c.Begun && c.Revision == 0 && slices.Contains([]ClusterState{Applying, Failed, Skipped}, c.State)
}

// Written are the clusters that the run has written to, the last first: in the wave of a
// name, or in all. One without a Revision is to be asked: it was begun, and what was written is not known.
func (r *Run) Written(wave string) []Cluster {
	var written []Cluster
	for _, w := range r.Waves {
		for _, c := range w.Clusters {
			if (wave == "" || w.Name == wave) && (c.Revision != 0 || c.isUnsure()) && c.State != ClusterBack {
				written = append(written, c)
			}
		}
	}
	slices.SortStableFunc(written, func(a, b Cluster) int { return b.Since.Compare(a.Since) })
	return written
}

// IsBack reports whether everything that the run has written was rolled back: in the wave of a name, or
// in all. Where it has written nothing, there is nothing that was.
func (r *Run) IsBack(wave string) bool {
	back := false
	for i := range r.Waves {
		back = back || (wave == "" || r.Waves[i].Name == wave) && len(r.Waves[i].Names(ClusterBack)) > 0
	}
	return back && len(r.Written(wave)) == 0
}

// Failed are the clusters that have failed, in the order of the waves.
func (r *Run) Failed() []Cluster { return in(r.Waves, Failed, ClusterBack) }

// Left are the clusters that were left behind, in the order of the waves.
func (r *Run) Left() []Cluster { return in(r.Waves, Skipped) }

func in(waves []Wave, states ...ClusterState) []Cluster {
	var all []Cluster
	for _, w := range waves {
		for _, c := range w.Clusters {
			if slices.Contains(states, c.State) {
				all = append(all, c)
			}
		}
	}
	return all
}

// Overrule lets a wave pass although its analyses have failed, because the run is to
// continue, and reports whether there was something to overrule.
func (r Edit) Overrule(wave string, now time.Time) bool {
	w, news := r.Wave(wave), false
	for i := range w.Analyses {
		if a := &w.Analyses[i]; a.Released == nil && len(a.standing(w, analysis.Failed)) > 0 {
			a.Released, news = &Note{At: now}, true
		}
	}
	return news
}

// ApprovalNotNeeded is why an approval would not count: nothing waits for it.
const ApprovalNotNeeded fact.Code = "approval_not_needed"

// Approve notes the approval of a wave by a user. What it returns, unless it is nothing,
// is why that would not count, and is not noted.
func (r Edit) Approve(wave, user string, groups []string, at time.Time) fact.Fact {
	w := r.Wave(wave)
	if w == nil || w.Approval == nil {
		return fact.New(ApprovalNotNeeded, fact.Args{"wave": wave})
	}
	a := approval.Approval{Subject: r.subject(w), User: user, Groups: groups, At: at}
	if why := w.Approval.rule().Objection(a.Subject, r.User, a); !why.IsZero() {
		return why.WithArg("wave", wave)
	}
	if by, _ := r.Approved(w); !slices.Contains(by, user) {
		w.Approvals = append(w.Approvals, a)
	}
	return fact.Fact{}
}

// mostPast bounds how many runs are kept of those that were before one.
const mostPast = 5

// Follow notes that the run begins in the place of another one, which it supersedes where
// that has not ended. The run must have its ID and its beginning.
func (r Edit) Follow(last *Run) {
	if last == nil {
		return
	}
	r.Past = slices.Clone(last.Past)
	if last.ID != r.ID { // else it is rebuilt
		r.Precede(last)
	}
}

// Precede notes that another run was before this one, the last of them: it is superseded where it has
// not ended.
func (r Edit) Precede(last *Run) {
	past := Past{ID: last.ID, State: last.State, Commit: last.Commit, Who: last.Who, User: last.User, Started: last.Started, Ended: last.Ended, Why: last.Why}
	if w := last.Current(); w != nil {
		past.Wave = w.Name
	}
	if !last.HasEnded() {
		r.Supersedes = last.ID
		past.State, past.Ended, past.SupersededBy = Superseded, r.Started, r.ID
	}
	r.Past = append([]Past{past}, r.Past...)
	r.Past = r.Past[:min(len(r.Past), mostPast)]
}
