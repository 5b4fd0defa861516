package engine

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
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
}

// Complete reports whether every cluster could be looked at.
func (s Status) Complete() bool {
	return !slices.ContainsFunc(s.Clusters, func(c ClusterStatus) bool { return c.Report == nil })
}

// Healthy reports whether everything is there, and every workload as wanted.
func (s Status) Healthy() bool {
	return !slices.ContainsFunc(s.Clusters, func(c ClusterStatus) bool { return c.Report == nil || !c.Report.Healthy() })
}

// Status looks at what the stack has on every cluster, all at once.
func (s *Stack) Status(ctx context.Context) Status {
	clusters, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (ClusterStatus, error) {
		return c.status(ctx, s.Stack.ID), nil // every failure is in its cluster's status
	})
	return Status{Clusters: clusters}
}

func (c *cluster) status(ctx context.Context, stack object.Stack) ClusterStatus {
	result := ClusterStatus{Cluster: c.Name, Context: c.Context}
	if c.err != nil {
		result.Error = fact.Of(c.err)
		return result
	}
	result.Context = c.client.Context()
	snapshot, err := c.store.Read(ctx)
	if err == nil {
		result.Report, err = apply.Status(ctx, c.client, stack, snapshot)
	}
	if err != nil {
		result.Error = reason(err)
	}
	return result
}
