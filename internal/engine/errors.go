package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
)

// ErrInvalid is why a configuration cannot be used; its diagnostics say more.
var ErrInvalid = errors.New("the configuration is not valid")

// ErrIncomplete is why a plan is not saved: it is not complete, or something in it
// is blocked.
var ErrIncomplete = errors.New("the plan is incomplete, or something is blocked")

// What is not known of a cluster, and why.
const (
	ProblemUnplanned fact.Code = "cluster_not_planned" // nothing of what would be done
	ProblemElsewhere fact.Code = "context_of_another_cluster"
	ProblemShared    fact.Code = "cluster_declared_twice"
	ReadInterrupted  fact.Code = "read_interrupted"
	ProblemUnread    fact.Code = "history_not_read"
	StateArriving    fact.Code = "state_arriving"
	StateGoing       fact.Code = "state_namespace_goes"
	NothingApplied   fact.Code = "nothing_applied"
	NotGood          fact.Code = "revision_not_good"
	NoGood           fact.Code = "no_good_revision"
	GoalNotKept      fact.Code = "rollback_goal_not_kept"
	NoneKept         fact.Code = "revision_before_not_kept"
)

// What is left on a cluster that the stack no longer declares, and why its state says nothing.
const (
	WarnRemoved       fact.Code = "cluster_removed"
	WarnRemovedUnread fact.Code = "cluster_removed_unread"
	RemovedElsewhere  fact.Code = "removed_context_elsewhere"
	WarnRunGoes       fact.Code = "run_record_goes" // with the cluster that keeps it
)

// OnlyInRuns means that a stack with waves is applied as a whole by runs only.
const OnlyInRuns fact.Code = "stack_in_runs_only"

// Why a plan file cannot be read or written, or its cluster not be told.
const (
	PlanNotRead    fact.Code = "plan_not_read"
	PlanUnusable   fact.Code = "plan_unusable"
	PlanNotWritten fact.Code = "plan_not_written"
	PlanElsewhere  fact.Code = "plan_elsewhere"
	ClusterUnknown fact.Code = "cluster_not_identified"
)

// ClusterUndeclared means that a stack has no cluster of a name.
const ClusterUndeclared fact.Code = "cluster_undeclared"

// ContextError is why a context cannot be given: the stack declares its clusters,
// each with its own.
type ContextError struct {
	Stack    string
	Clusters []string
}

func (e *ContextError) Error() string {
	return fmt.Sprintf("the stack %q names its clusters, each with its context: choose among %s instead", e.Stack, strings.Join(e.Clusters, ", "))
}

// UnknownClusterError names a cluster that a stack does not declare.
type UnknownClusterError struct {
	Stack, Cluster string
	Clusters       []string // that it does
}

func (e *UnknownClusterError) Error() string {
	return fmt.Sprintf("the stack %q has no cluster %q: it has %s", e.Stack, e.Cluster, strings.Join(e.Clusters, ", "))
}

// Fact is which cluster there is not, and which ones there are.
func (e *UnknownClusterError) Fact() fact.Fact {
	return fact.New(ClusterUndeclared, fact.Args{"stack": e.Stack, "cluster": e.Cluster, "clusters": e.Clusters})
}

// UnknownTargetError is an address that means no block of the stack, now or when it
// was applied last, on any cluster.
type UnknownTargetError struct {
	Flag    string // by which it was given; empty of an argument, which may name an object
	Address string
	Known   []string // addresses of blocks that make objects, sorted
}

func (e *UnknownTargetError) Error() string {
	return fmt.Sprintf("no block of the address %s makes an object, and none has", e.Address)
}

// UnknownFieldError is a path by which a field is to be forced, and that is none of the
// object's kind.
type UnknownFieldError struct {
	Force plan.Force
	Kind  string
	Err   error
}

func (e *UnknownFieldError) Error() string { return fmt.Sprintf("%s: %s", e.Force, e.Err) }

// Unwrap is why the path is none.
func (e *UnknownFieldError) Unwrap() error { return e.Err }

// reason returns why a cluster could not be planned, or looked at: where no request
// at all would be answered, without the one that happened to fail first.
func reason(err error) fact.Fact {
	if errors.Is(err, context.Canceled) {
		return fact.New(ReadInterrupted, nil)
	}
	var unreachable *kube.UnreachableError
	var refused *kube.CredentialsError
	switch {
	case errors.As(err, &unreachable):
		return fact.Of(unreachable)
	case errors.As(err, &refused):
		return fact.Of(refused)
	}
	return fact.Of(err)
}

// UnknownObjectError is an argument that means no object of the state, on any cluster.
type UnknownObjectError struct {
	Argument string
	Known    []string // addresses, sorted
}

func (e *UnknownObjectError) Error() string {
	return fmt.Sprintf("the state has no object %s", e.Argument)
}

// search is whether objects of a stack that has no state were looked for, and what came of it.
type search struct {
	mu   sync.Mutex
	done bool
	err  error
}

// unknown is the error that there is no state of a stack that is known by its state alone.
func (c *cluster) unknown(s *Stack) error {
	if s.options.State == (object.Stack{}) {
		return nil
	}
	return fact.NewError(nil, StateMissing, c.missing(s))
}

// missing is what is said of a state that is not there.
func (c *cluster) missing(s *Stack) fact.Args {
	args := fact.Args{"stack": s.Stack.ID.Name, "namespace": s.Stack.ID.Namespace}
	if file := c.store.File(); file != "" {
		args["file"] = file
	}
	if s.options.State != (object.Stack{}) {
		args["named"] = true // without its directory, which alone knows of a file
	}
	return args
}

// absent is the error that the stack has no state on the cluster, that another is being moved to be it, or that the
// namespace goes in which it was.
func (c *cluster) absent(ctx context.Context, s *Stack) error {
	if err := cmp.Or(c.arriving(ctx, s.Stack.ID, false), going(ctx, c, s.Stack.ID)); err != nil {
		return err
	}
	return fact.NewError(nil, StateMissing, c.missing(s))
}

// going is the error that a stack without a state is to have it in a namespace that is being deleted: it may have had one
// there, as where a destroy was cut off. It is nil where that is not so, or not known.
func going(ctx context.Context, c *cluster, of object.Stack) error {
	if c.store.File() != "" {
		return nil
	}
	since, err := c.client.Terminating(ctx, of.Namespace)
	if err != nil || since.IsZero() {
		return nil
	}
	args := fact.Args{"stack": of.Name, "namespace": of.Namespace, "since": since.UTC().Format(time.RFC3339)}
	if made, err := c.client.Get(ctx, of.StateNamespace()); err == nil {
		meta, err := object.MetaOf(made)
		args["own"] = err == nil && meta.Labels[object.LabelApplySet] == of.ApplySetID() // then a destroy waits for it
	}
	return fact.NewError(nil, StateGoing, args)
}

// arriving is the error that a stack is being moved to be this one, which has no state yet; nil where none is, or
// that is not known. Strays are objects of this one that there are.
func (c *cluster) arriving(ctx context.Context, to object.Stack, strays bool) error {
	all, err := c.store.MovingHere(ctx, strays)
	if err != nil || len(all) == 0 {
		return nil
	}
	args := c.way().Args()
	args["stack"], args["namespace"], args["to_stack"], args["to_namespace"] = all[0].Name, all[0].Namespace, to.Name, to.Namespace
	return fact.NewError(nil, StateArriving, args)
}

// lost is the error that the stack has no state on the cluster although it has been applied there, or is known by that
// alone, or the namespace of its state goes; nil where nothing has been applied. The cluster is asked once, for objects that bear the stack's label.
func (c *cluster) lost(ctx context.Context, s *Stack) error {
	if err := cmp.Or(c.arriving(ctx, s.Stack.ID, false), going(ctx, c, s.Stack.ID), c.unknown(s)); err != nil {
		return err
	}
	c.strays.mu.Lock()
	defer c.strays.mu.Unlock()
	if !c.strays.done {
		c.strays.err = c.findStray(ctx, s)
		c.strays.done = ctx.Err() == nil
	}
	return c.strays.err
}

// kindsAtOnce is of how many kinds objects are looked for at a time.
const kindsAtOnce = 8

// findStray is the error that there is an object of the stack, of any kind that every cluster has. Of what cannot be
// listed nothing is known.
func (c *cluster) findStray(ctx context.Context, s *Stack) error {
	var kinds []*kind.Kind
	for k := range kind.All() {
		if !k.FollowsOthers {
			kinds = append(kinds, k)
		}
	}
	_, err := pool.Map(ctx, kindsAtOnce, kinds, func(ctx context.Context, k *kind.Kind) (struct{}, error) {
		selection := kube.Selection{Kind: k.GroupKind, LabelSelector: s.Stack.ID.MemberSelector()}
		metas, err := c.client.ListMeta(ctx, selection)
		if apierrors.IsForbidden(err) && k.Namespaced {
			selection.Namespace = s.Stack.ID.Namespace
			metas, err = c.client.ListMeta(ctx, selection)
		}
		switch {
		case apierrors.IsForbidden(err), apierrors.IsNotFound(err), apierrors.IsMethodNotSupported(err), kube.IsServerFailure(err), errors.As(err, new(*kube.NoKindError)):
			return struct{}{}, nil
		case err == nil && slices.ContainsFunc(metas, func(m object.Meta) bool { return !m.Deleting }):
			err = fact.NewError(nil, StateMissing, c.missing(s))
		}
		return struct{}{}, err
	})
	if fact.Of(err).Code == StateMissing {
		return cmp.Or(c.arriving(ctx, s.Stack.ID, true), err)
	}
	return err
}
