package engine

import (
	"context"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// Status is how a stack stands.
type Status struct {
	Clusters []ClusterStatus
}

// ClusterStatus is how a stack stands on one cluster. Report is nil where that
// could not be learnt; Error is then why.
type ClusterStatus struct {
	Cluster string              `json:"cluster"`
	Context string              `json:"context,omitempty"`
	Report  *apply.StatusReport `json:"report,omitempty"`
	Error   fact.Fact           `json:"error,omitzero"`
	// Behind is in what it is behind the others.
	Behind fact.Fact `json:"behind,omitzero"`
}

// In what a cluster is behind: the last run has not come to it, or has left it out; or, of
// the one that was written to last, nothing was applied, or another commit. An apply that
// has nothing to do on a cluster leaves it at its commit, so that only a plan tells whether
// something is missing there.
const (
	BehindRun         fact.Code = "behind_run"
	BehindNotApplied  fact.Code = "behind_not_applied"
	BehindOtherCommit fact.Code = "behind_other_commit"
)

// Complete reports whether every cluster could be looked at.
func (s Status) Complete() bool {
	return !slices.ContainsFunc(s.Clusters, func(c ClusterStatus) bool { return c.Report == nil })
}

// Healthy reports whether everything is there, and every workload as wanted, on every
// cluster.
func (s Status) Healthy() bool {
	return !slices.ContainsFunc(s.Clusters, func(c ClusterStatus) bool { return !c.Healthy() })
}

// Healthy reports whether everything is there, and every workload as wanted.
func (c ClusterStatus) Healthy() bool {
	return c.Report != nil && c.Report.Healthy() && (c.Behind.IsZero() || c.Behind.Code == BehindOtherCommit)
}

// compared says of each cluster in what it is behind. The run is the stack's last, or nil.
func compared(clusters []ClusterStatus, last *run.Run) []ClusterStatus {
	var newest *ClusterStatus
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
		if c.Behind = c.behindRun(last); c.Report == nil || !c.Behind.IsZero() {
			continue
		}
		commit, other := c.Report.Commit, newest.Report.Commit
		switch {
		case c.Report.Serial == 0:
			c.Behind = fact.New(BehindNotApplied, fact.Args{"newest": newest.Cluster})
		case commit != other && commit != "" && other != "":
			c.Behind = fact.New(BehindOtherCommit, fact.Args{"commit": commit, "newest": newest.Cluster, "newest_commit": other})
		}
	}
	return clusters
}

// behindRun is that a run has not been applied to the cluster, nor anything since it has
// begun; zero where it has, or where nothing is known.
func (c *ClusterStatus) behindRun(last *run.Run) fact.Fact {
	if last == nil || c.Report != nil && c.Report.Started.After(last.Started) {
		return fact.Fact{}
	}
	for _, w := range last.Waves {
		for _, of := range w.Clusters {
			if of.Name == c.Cluster && (of.State == run.Pending || of.State == run.Skipped) {
				return fact.New(BehindRun, fact.Args{"run": last.ID, "wave": w.Name, "skipped": of.State == run.Skipped})
			}
		}
	}
	return fact.Fact{}
}

// lastRun reads the last run of which a cluster's revision is a part; nil where there is
// none, or where its home is not among the clusters or does not tell: then their revisions
// alone are compared.
func lastRun(ctx context.Context, s *Stack, clusters []ClusterStatus) *run.Run {
	var newest *apply.StatusReport
	for _, c := range clusters {
		if r := c.Report; r != nil && r.RunHome != "" && (newest == nil || r.Started.After(newest.Started)) {
			newest = r
		}
	}
	if newest == nil {
		return nil
	}
	i := slices.IndexFunc(s.clusters, func(c *cluster) bool { return c.Name == newest.RunHome })
	if i < 0 || s.clusters[i].client == nil {
		return nil
	}
	raw, _, err := state.OpenRuns(s.clusters[i].client, s.Stack.ID).Read(ctx)
	if err != nil || raw == nil {
		return nil
	}
	last, err := run.Decode(raw)
	if err != nil {
		return nil
	}
	return last
}

// LastRun is the run that the newest of those revisions is a part of on which a plan was made;
// nil where none is of a run.
func LastRun(p *Planned) *state.RunRef {
	var last *state.Revision
	for _, t := range p.targets {
		if r := t.result.Prior.Revision; r != nil && r.Run != nil && (last == nil || r.Started.After(last.Started)) {
			last = r
		}
	}
	if last == nil {
		return nil
	}
	return last.Run
}

// Former is the way to a cluster of the stack of a plan, also to one that it no longer declares.
func Former(p *Planned, cluster string) (*kube.Client, error) {
	for _, c := range p.former {
		if c.Name == cluster {
			former := p.stack.options.connect(p.stack.Stack, lang.Cluster{Name: c.Name, Context: c.Context, Kubeconfig: c.Kubeconfig})
			return former.client, former.err
		}
	}
	return p.stack.Client(cluster)
}

// Status looks at what the stack has on every cluster, all at once.
func (s *Stack) Status(ctx context.Context) Status {
	clusters, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (ClusterStatus, error) {
		return c.status(ctx, s), nil // every failure is in its cluster's status
	})
	return Status{Clusters: compared(clusters, lastRun(ctx, s, clusters))}
}

func (c *cluster) status(ctx context.Context, s *Stack) ClusterStatus {
	result := ClusterStatus{Cluster: c.Name, Context: c.Context}
	if c.err != nil {
		result.Error = fact.Of(c.err)
		return result
	}
	result.Context = c.client.Context()
	snapshot, err := c.store.Read(ctx)
	if err == nil && snapshot.Revision == nil {
		err = c.unknown(s)
	}
	if err == nil {
		result.Report, err = apply.Status(ctx, c.client, s.Stack.ID, snapshot)
	}
	if err != nil {
		result.Error = reason(err)
	}
	return result
}

// WatchStatus looks at it again and again, and hands on each look, until ctx ends. It
// returns the last one.
func (s *Stack) WatchStatus(ctx context.Context, every time.Duration, show func(Status) error) (Status, error) {
	var last Status
	for {
		found := s.Status(ctx)
		if ctx.Err() != nil {
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
