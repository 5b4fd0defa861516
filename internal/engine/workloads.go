package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// What stands in the way of looking at workloads.
const (
	StateMissing fact.Code = "state_missing" // the stack has none on the cluster
	MaskMissing  fact.Code = "mask_missing"  // sensitive values are not known
)

// UnknownWorkloadError is an argument that means no workload of the stack, on any
// cluster.
type UnknownWorkloadError struct {
	Argument string
	Known    []string // the workloads that there are, as Kind/name, sorted
}

func (e *UnknownWorkloadError) Error() string {
	return fmt.Sprintf("the stack has no workload %s", e.Argument)
}

// site is a cluster with the state of the stack there, or why that is not known.
type site struct {
	*cluster
	snapshot state.Snapshot
	failure  error
	chosen   []state.Entry // the workloads that are meant
}

// workloads are those that are meant.
func (t *site) workloads(stack object.Stack) live.Workloads {
	return live.Workloads{Stack: stack, Entries: t.chosen}
}

// sitesOf reads the state of every cluster, all at once.
func sitesOf(ctx context.Context, s *Stack) []site {
	sites, _ := pool.Map(ctx, pool.All, s.clusters, func(ctx context.Context, c *cluster) (site, error) {
		t := site{cluster: c, failure: c.err}
		if c.err == nil {
			t.snapshot, t.failure = c.store.Read(ctx)
		}
		if t.failure == nil && t.snapshot.Revision == nil {
			t.failure = c.absent(ctx, s)
		}
		return t, nil // every failure is in its site
	})
	return sites
}

// Workloads are some of a stack's, as its state has them, whatever the configuration says
// now.
type Workloads struct {
	stack     *Stack
	arguments []string
	objects   bool // and what else becomes ready
}

// Workloads are those that arguments mean, or all. What is done with them has an error of
// the type *UnknownWorkloadError where one means none, and all clusters have told what
// they have.
func (s *Stack) Workloads(arguments ...string) Workloads { return Workloads{s, arguments, false} }

// Awaited are the workloads and other objects that arguments mean, or everything that an
// apply waits for. What is done with them has an error of the type *UnknownObjectError where
// one means none, and all clusters have told what they have.
func (s *Stack) Awaited(arguments ...string) Workloads { return Workloads{s, arguments, true} }

// choose are those of a revision that some arguments mean.
func (w Workloads) choose(r *state.Revision, arguments []string) []state.Entry {
	if w.objects {
		return live.ChooseAwaited(r, arguments)
	}
	return live.Choose(r, arguments)
}

// sites finds the workloads on every cluster.
func (w Workloads) sites(ctx context.Context) ([]site, error) {
	sites, read := sitesOf(ctx, w.stack), 0
	for i := range sites {
		if sites[i].failure == nil {
			read++
			sites[i].chosen = w.choose(sites[i].snapshot.Revision, w.arguments)
		}
	}
	if read == len(sites) {
		for _, a := range w.arguments {
			if !slices.ContainsFunc(sites, func(t site) bool { return len(w.choose(t.snapshot.Revision, []string{a})) > 0 }) {
				return nil, w.unknown(sites, a)
			}
		}
	}
	return sites, nil
}

// unknown is that an argument means nothing on any site, with what there is, as people
// write it.
func (w Workloads) unknown(sites []site, argument string) error {
	var known []string
	for _, t := range sites {
		entries, r := w.choose(t.snapshot.Revision, nil), t.snapshot.Revision
		if w.objects && r != nil { // also what is waited for only where it is named
			entries = r.Objects
		}
		for _, e := range entries {
			known = append(known, e.Ref.Kind+"/"+e.Ref.Name)
		}
	}
	slices.Sort(known)
	if known = slices.Compact(known); w.objects {
		return &UnknownObjectError{Argument: argument, Known: known}
	}
	return &UnknownWorkloadError{Argument: argument, Known: known}
}

// mask knows what must not be shown of what a cluster says of the stack. Where that may
// not be read, note is told.
func (t *site) mask(ctx context.Context, stack object.Stack, note func(fact.Fact)) (object.Mask, error) {
	mask, err := live.MaskOf(ctx, t.client, stack, t.snapshot.Revision)
	if apierrors.IsForbidden(err) {
		note(fact.NewError(err, MaskMissing, nil).What)
		err = nil
	}
	return t.masking.Note(ctx, mask), err
}

// LogsOptions are how much of the logs is read.
type LogsOptions struct {
	live.LogQuery
	ShowSensitive bool
}

// LogSink is handed the logs of all clusters, from any goroutine.
type LogSink interface {
	Line(cluster string, l live.LogLine) error
	// Note is handed what there is no log of, and Fail what could not be read.
	Note(cluster string, n fact.Fact)
	Fail(cluster string, n fact.Fact)
}

// logSink hands on what one cluster has.
type logSink struct {
	cluster string
	to      LogSink
}

func (s logSink) Line(l live.LogLine) error { return s.to.Line(s.cluster, l) }
func (s logSink) Note(n fact.Fact)          { s.to.Note(s.cluster, n) }
func (s logSink) Fail(n fact.Fact)          { s.to.Fail(s.cluster, n) }

// Logs reads the logs of workloads: one cluster after the other or, where they are
// followed, of all at once, until ctx ends. Complete reports whether everything was read
// that there is; why not, the sink was told. The error may be the sink's.
func (w Workloads) Logs(ctx context.Context, o LogsOptions, to LogSink) (complete bool, err error) {
	sites, err := w.sites(ctx)
	if err != nil {
		return false, err
	}
	limit := 1
	if o.Follow {
		limit = pool.All
	}
	group, inner := crash.WithContext(ctx)
	group.SetLimit(limit)
	read := make([]bool, len(sites))
	for i := range sites {
		group.Go(func() (err error) {
			read[i], err = w.logs(inner, &sites[i], o, logSink{sites[i].Name, to})
			return err
		})
	}
	err = group.Wait()
	complete = true
	for _, r := range read {
		complete = complete && r
	}
	if o.Follow && ctx.Err() != nil {
		return true, nil // that is how following ends
	}
	return complete, err
}

// logs reads those of one cluster. What is wrong there does not concern the others.
func (w Workloads) logs(ctx context.Context, t *site, o LogsOptions, to logSink) (complete bool, err error) {
	if t.failure == nil && len(t.chosen) == 0 {
		return true, nil
	}
	stack := w.stack.Stack.ID
	meant := t.workloads(stack)
	if t.failure == nil && !o.ShowSensitive {
		meant.Mask, t.failure = t.mask(ctx, stack, to.Note)
	}
	if t.failure == nil {
		guarded := &sinkOnce{to: to}
		complete, t.failure = live.Logs(ctx, t.client, meant, o.LogQuery, guarded)
		if guarded.err != nil {
			return false, guarded.err
		}
	}
	if t.failure != nil && ctx.Err() == nil {
		to.Fail(reason(t.failure))
	}
	if errors.Is(t.failure, context.Canceled) {
		return false, t.failure
	}
	return complete && t.failure == nil, nil
}

// sinkOnce remembers that the sink has failed.
type sinkOnce struct {
	to  logSink
	err error
}

func (s *sinkOnce) Line(l live.LogLine) error {
	err := s.to.Line(l)
	if err != nil {
		s.err = err
	}
	return err
}

func (s *sinkOnce) Note(n fact.Fact) { s.to.Note(n) }
func (s *sinkOnce) Fail(n fact.Fact) { s.to.Fail(n) }

// Events are what the clusters tell of workloads.
type Events struct {
	Clusters []ClusterEvents
}

// ClusterEvents are what one cluster tells, the newest last.
type ClusterEvents struct {
	Cluster string       `json:"cluster"`
	Context string       `json:"context,omitempty"`
	Events  []live.Event `json:"events"`
	Error   fact.Fact    `json:"error,omitzero"` // why they could not be read
	Note    fact.Fact    `json:"note,omitzero"`  // what is to be known of them
}

// Complete reports whether every cluster has told.
func (e Events) Complete() bool {
	for _, c := range e.Clusters {
		if !c.Error.IsZero() {
			return false
		}
	}
	return true
}

// Events reads what the clusters tell of the workloads.
func (w Workloads) Events(ctx context.Context) (Events, error) {
	sites, err := w.sites(ctx)
	if err != nil {
		return Events{}, err
	}
	clusters, _ := pool.Map(ctx, pool.All, sites, func(ctx context.Context, t site) (ClusterEvents, error) {
		return w.events(ctx, &t), nil // every failure is in its cluster's
	})
	return Events{Clusters: clusters}, nil
}

func (w Workloads) events(ctx context.Context, t *site) ClusterEvents {
	c := ClusterEvents{Cluster: t.Name, Context: t.way().Context, Events: []live.Event{}}
	stack := w.stack.Stack.ID
	meant := t.workloads(stack)
	if t.failure == nil {
		meant.Mask, t.failure = t.mask(ctx, stack, func(n fact.Fact) { c.Note = n })
	}
	if t.failure == nil {
		var told []live.Event
		if told, t.failure = live.Events(ctx, t.client, meant); t.failure == nil {
			c.Events = told
		}
	}
	if t.failure != nil {
		c.Error = reason(t.failure)
	}
	return c
}
