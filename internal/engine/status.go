package engine

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/internal/roster"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Status is how a stack stands.
type Status struct {
	Clusters []ClusterStatus
	// Removed are the clusters that the stack no longer declares and that may have objects
	// of it, and Warnings what is to be said of them.
	Removed  []plan.RemovedCluster
	Warnings []plan.Problem
	// RunUnread is why the last run of the stack could not be read: then it is not known
	// whether a cluster is behind it.
	RunUnread fact.Fact
}

// ClusterStatus is how a stack stands on one cluster. Report is nil where that
// could not be learnt; Error is then why.
type ClusterStatus struct {
	Cluster string `json:"cluster"`
	Context string `json:"context,omitempty"`
	// Kubeconfig is the file that was named for the cluster.
	Kubeconfig string              `json:"kubeconfig,omitempty"`
	Report     *apply.StatusReport `json:"report,omitempty"`
	Error      fact.Fact           `json:"error,omitzero"`
	// Behind is in what it is behind the others.
	Behind fact.Fact `json:"behind,omitzero"`
	// OtherCommit is that its last revision is of another commit than that of the cluster
	// that was written to last. It need not be behind: an apply that has nothing to do on a
	// cluster leaves it at its commit, so that only a plan tells whether something is missing.
	OtherCommit fact.Fact `json:"other_commit,omitzero"`
}

// Way is the way to the cluster.
func (c *ClusterStatus) Way() plan.Way { return plan.Way{Context: c.Context, Kubeconfig: c.Kubeconfig} }

// In what a cluster is behind: the last run has not come to it, has left it out, or was rolled back there and not everywhere; or
// nothing was applied there. OtherCommit is no such thing.
const (
	BehindRun        fact.Code = "behind_run"
	BehindNotApplied fact.Code = "behind_not_applied"
	OtherCommit      fact.Code = "other_commit"
	RunUnread        fact.Code = "last_run_unread"
)

// Complete reports whether every cluster could be looked at, and the last run be read.
func (s Status) Complete() bool {
	return s.RunUnread.IsZero() && !slices.ContainsFunc(s.Clusters, func(c ClusterStatus) bool { return c.Report == nil })
}

// Healthy reports whether everything is there, and every workload as wanted, on every
// cluster.
func (s Status) Healthy() bool {
	return !slices.ContainsFunc(s.Clusters, func(c ClusterStatus) bool { return !c.Healthy() })
}

// Healthy reports whether everything is there, every workload as wanted, and the cluster not
// behind the others.
func (c ClusterStatus) Healthy() bool {
	return c.Report != nil && c.Report.Healthy() && c.Behind.IsZero()
}

// compared says of each cluster in what it is behind, or differs. The run is the stack's
// last, or nil; those beside are clusters of the run that were not chosen.
func compared(clusters []ClusterStatus, last *run.Run, beside ...ClusterStatus) []ClusterStatus {
	var newest *ClusterStatus
	kept := keepsSome(last, slices.Concat(clusters, beside))
	for i := range clusters {
		c := &clusters[i]
		if c.Report != nil && c.Report.Serial > 0 && (newest == nil || c.Report.Started.After(newest.Report.Started)) {
			newest = c
		}
	}
	if newest == nil {
		return clusters
	}
	for i := range clusters {
		c := &clusters[i]
		if c.Behind = c.behindRun(last, kept); c.Report == nil || !c.Behind.IsZero() {
			continue
		}
		commit, other := c.Report.Commit, newest.Report.Commit
		switch {
		case c.Report.Serial == 0 && len(c.Report.Terminating) == 0:
			c.Behind = fact.New(BehindNotApplied, fact.Args{"newest": newest.Cluster})
		case commit != other && commit != "" && other != "" && !c.servedBy(last, other):
			c.OtherCommit = fact.New(OtherCommit, fact.Args{"commit": commit, "newest": newest.Cluster, "newest_commit": other})
		}
	}
	return clusters
}

// behindRun is that a run has not been applied to the cluster, nor anything since it has
// begun, or that it was rolled back there while it is kept by another one; zero where it was
// applied, or where nothing is known.
func (c *ClusterStatus) behindRun(last *run.Run, kept bool) fact.Fact {
	if last == nil {
		return fact.Fact{}
	}
	for _, w := range last.Waves {
		for _, of := range w.Clusters {
			switch {
			case of.Name != c.Cluster:
			case of.State == run.ClusterBack && kept && c.isBack(last):
				return fact.New(BehindRun, fact.Args{"run": last.ID, "wave": w.Name, "back": true})
			case (of.State == run.Pending || of.State == run.Skipped) && (c.Report == nil || !c.Report.Started.After(last.Started)):
				return fact.New(BehindRun, fact.Args{"run": last.ID, "wave": w.Name, "skipped": of.State == run.Skipped, "removed": of.Reason.Code == run.NotDeclared})
			}
		}
	}
	return fact.Fact{}
}

// isBack reports whether nothing has come since a run rolled the cluster back, as far as that is known.
func (c *ClusterStatus) isBack(last *run.Run) bool {
	return c.Report == nil || c.Report.Operation == "rollback" && c.Report.Run == last.ID
}

// keepsSome reports whether a cluster has what a run has written there: where none has it any more, none is behind another.
func keepsSome(last *run.Run, clusters []ClusterStatus) bool {
	return last != nil && slices.ContainsFunc(clusters, func(c ClusterStatus) bool { return run.Wrote(last, c.Cluster) && c.keeps(last) })
}

// keeps reports whether nothing has come after what a run has written on the cluster, as far as that is known.
func (c *ClusterStatus) keeps(last *run.Run) bool {
	return c.Report == nil || c.Report.Operation != "rollback" && c.Report.Run == last.ID
}

// servedBy reports whether a run of a commit has found the cluster as that commit wants it.
func (c *ClusterStatus) servedBy(last *run.Run, commit string) bool {
	if last == nil || last.Commit != commit {
		return false
	}
	return slices.ContainsFunc(last.Waves, func(w run.Wave) bool { return slices.Contains(w.Names(run.Applied), c.Cluster) })
}

// Status looks at what the stack has on every cluster, all at once, and on those that it no
// longer declares.
func (s *Stack) Status(ctx context.Context) Status {
	found, revisions := look(ctx, s)
	found.Removed, found.Warnings = enrolment{stack: s}.removed(ctx, revisions)
	return found
}

// Look looks at what the stack has on every cluster that it declares, and no further.
func (s *Stack) Look(ctx context.Context) Status {
	found, _ := look(ctx, s)
	return found
}

// look looks at the clusters, and compares them. The revisions are theirs; nil where one
// has none.
func look(ctx context.Context, s *Stack) (Status, []*state.Revision) {
	type seen struct {
		ClusterStatus
		revision *state.Revision
	}
	all, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (seen, error) {
		found, revision := c.status(ctx, s)
		return seen{found, revision}, nil // every failure is in its cluster's status
	})
	var clusters []ClusterStatus
	var revisions []*state.Revision
	for _, one := range all {
		clusters, revisions = append(clusters, one.ClusterStatus), append(revisions, one.revision)
	}
	last, unread := lastRun(ctx, s, clusters, revisions)
	return Status{Clusters: compared(clusters, last, beside(ctx, s, clusters, last)...), RunUnread: unread}, revisions
}

// beside looks at the states of clusters that the stack declares and that were not chosen: of those where a run has
// written something, where it went back on a chosen one.
func beside(ctx context.Context, s *Stack, chosen []ClusterStatus, last *run.Run) []ClusterStatus {
	if last == nil || !slices.ContainsFunc(chosen, func(c ClusterStatus) bool { return c.behindRun(last, true).Args["back"] != nil }) {
		return nil
	}
	var names []string
	for _, c := range s.Stack.Clusters {
		if run.Wrote(last, c.Name) && !slices.ContainsFunc(chosen, func(one ClusterStatus) bool { return one.Cluster == c.Name }) {
			names = append(names, c.Name)
		}
	}
	found, _ := pool.Map(ctx, pool.All, names, func(ctx context.Context, name string) (ClusterStatus, error) {
		c, one := s.cluster(name), ClusterStatus{Cluster: name}
		if c.err != nil {
			return one, nil
		}
		if snapshot, err := c.store.Read(ctx); err == nil {
			one.Report = apply.LastOf(snapshot.Revision)
		}
		return one, nil
	})
	return found
}

// Left is what the stack has left on the clusters that it no longer declares, as far as there is
// something, or it is not known.
func (t Trace) Left(ctx context.Context) []plan.RemovedCluster {
	left, _ := enrolment{stack: t.stack}.removed(ctx, t.revisions)
	return left
}

// removed are the clusters that the stack no longer declares, by the revisions of those
// that it does, and what is to be said of them.
func (e enrolment) removed(ctx context.Context, revisions []*state.Revision) ([]plan.RemovedCluster, []plan.Problem) {
	declared := e.declared()
	if len(declared) == 0 {
		return nil, nil
	}
	removed, _, asked := e.absent(ctx, roster.Of(revisions...), declared)
	left := e.left(ctx, removed, asked)
	return left, removedWarnings(e.stack, left)
}

// FormerWay is the way that is taken to a cluster which the stack no longer declares, by what is known of it.
func FormerWay(s *Stack, context, kubeconfig string) plan.Way {
	return plan.Way{Context: context, Kubeconfig: s.options.kubeconfig(kubeconfig)}
}

// removedWarnings are what is told of clusters that the stack no longer declares.
func removedWarnings(s *Stack, removed []plan.RemovedCluster) []plan.Problem {
	var all []plan.Problem
	for _, l := range removed {
		args := FormerWay(s, l.Context, l.Kubeconfig).Args()
		args["cluster"], args["stack"], args["namespace"] = l.Cluster, s.Stack.ID.Name, s.Stack.ID.Namespace
		if l.Error.IsZero() {
			args["objects"] = l.Objects
			all = append(all, plan.NewProblem(WarnRemoved, args))
		} else {
			args["error"] = l.Error
			all = append(all, plan.NewProblem(WarnRemovedUnread, args))
		}
	}
	return all
}

func (c *cluster) status(ctx context.Context, s *Stack) (ClusterStatus, *state.Revision) {
	result := ClusterStatus{Cluster: c.Name, Context: c.way().Context, Kubeconfig: c.way().Kubeconfig}
	if c.err != nil {
		result.Error = fact.Of(c.err)
		return result, nil
	}
	snapshot, err := c.store.Read(ctx)
	if err == nil && snapshot.Revision == nil {
		err = c.lost(ctx, s)
	}
	if err == nil {
		result.Report, err = apply.Status(ctx, c.client, s.Stack.ID, snapshot)
	}
	switch {
	case fact.Of(err).Code == StateGoing:
		result.Report = &apply.StatusReport{Workloads: []apply.WorkloadStatus{}, Terminating: []fact.Fact{fact.Of(err)}}
	case err != nil:
		result.Error = reason(err)
	}
	return result, snapshot.Revision
}

// WatchStatus looks at it again and again, and hands on each look, until ctx ends. It
// returns the last one. What is on clusters that are no longer declared is looked at once.
func (s *Stack) WatchStatus(ctx context.Context, every time.Duration, show func(Status) error) (Status, error) {
	var last Status
	for first := true; ; first = false {
		found, revisions := look(ctx, s)
		if first {
			found.Removed, found.Warnings = enrolment{stack: s}.removed(ctx, revisions)
		} else {
			found.Removed, found.Warnings = last.Removed, last.Warnings
		}
		if ctx.Err() != nil && !first { // one that was read in part says less than the last one
			return last, nil
		}
		last = found
		if err := show(last); err != nil {
			return last, err
		}
		if !retry.Pause(ctx, every) {
			return last, nil
		}
	}
}
