// Package move has a stack continue under another name, or with its state in another
// namespace: the state, the labels of its objects and the ownership of their fields move,
// and the objects stay as they are.
//
//	result, err := move.Run(ctx, client, state.Open(client, from), state.Open(client, to), move.Input{From: from, To: to})
//
// Whatever ends it on the way, the state says that the stack is being moved, and where to:
// the same move continues, and no other operation begins.
package move

import (
	"context"
	"errors"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state"
)

// Cluster is what a move needs of a cluster beside its states; *kube.Client is one.
type Cluster interface {
	Context() string
	Kubeconfig() string
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	EditMetadata(ctx context.Context, live object.Meta, e kube.MetadataEdit) (object.Meta, error)
}

// Input is what is moved, and on whose behalf.
type Input struct {
	From, To  object.Stack
	Who       string // user@host
	WLVersion string
	// Begin, unless nil, is called once nothing is in the way any more, before anything is written, on each
	// cluster. It returns the run that was under way, outside of which the stack is moved; nil where none was.
	Begin func() (*state.RunRef, error)
	// Notice, unless nil, is told what a person should know who waits for a lock.
	Notice func(fact.Fact)
}

// Result is what was moved.
type Result struct {
	Objects int   // of the stack
	Serial  int64 // of the revision that the move has ended with
}

// operation is how revisions and locks call a move.
const operation = "move"

// parallelism is how many objects are edited at once.
const parallelism = 16

// Why a stack cannot be moved.
const (
	NoState          fact.Code = "move_without_state"
	MovesElsewhere   fact.Code = "move_elsewhere_begun"
	PlaceTaken       fact.Code = "move_place_taken"
	PlaceBegun       fact.Code = "move_place_begun" // the state there has objects that are being moved
	NamespaceMissing fact.Code = "move_namespace_missing"
	Unfinished       fact.Code = "move_unfinished"
)

// Run moves a stack, or continues a move that was cut off.
func Run(ctx context.Context, c Cluster, from, to *state.Store, in Input) (result Result, err error) {
	m := mover{Input: in, cluster: c, from: from, to: to}
	defer func() {
		if errors.Is(err, context.Canceled) {
			err = m.unfinished(err)
		}
	}()
	for _, s := range []*state.Store{from, to} {
		lock, err := s.Lock(ctx, state.LockInfo{Operation: operation, Who: in.Who, WLVersion: in.WLVersion, Notice: in.Notice})
		if apierrors.IsNotFound(err) {
			return result, m.noNamespace(s == to, err)
		}
		if err != nil {
			return result, err
		}
		defer m.unlock(ctx, lock)
		m.locks = append(m.locks, lock)
	}
	return m.move(ctx)
}

// Check fails where something is known to be in the way of a move, or of what is left of one: what cannot be read,
// another state in its place, or a namespace that is not there. Nothing is locked or written.
func Check(ctx context.Context, c Cluster, from, to *state.Store, in Input) error {
	m := mover{Input: in, cluster: c, from: from, to: to}
	if _, _, err := m.read(ctx); errors.Is(err, context.Canceled) {
		return m.unfinished(err)
	} else if err != nil || to.File() != "" {
		return err
	}
	if _, err := c.Get(ctx, object.NewRef(kind.Namespace, "", in.To.Namespace)); apierrors.IsNotFound(err) {
		return m.noNamespace(true, err)
	}
	return nil // whoever may not read namespaces is told when it comes to that
}

type mover struct {
	Input
	cluster  Cluster
	from, to *state.Store
	locks    []*state.Lock
}

// args name the stacks, as the facts of a move need them.
func (m *mover) args() fact.Args {
	return fact.Args{"stack": m.From.Name, "namespace": m.From.Namespace, "to_stack": m.To.Name, "to_namespace": m.To.Namespace}
}

func (m *mover) noNamespace(target bool, err error) error {
	if target {
		return fact.NewError(err, NamespaceMissing, fact.Args{"namespace": m.To.Namespace, "context": m.cluster.Context(), "kubeconfig": m.cluster.Kubeconfig()})
	}
	return fact.NewError(err, NoState, m.args())
}

// unlock releases a lock, also when ctx has ended; one that stays becomes stale.
func (m *mover) unlock(ctx context.Context, l *state.Lock) {
	_ = l.UnlockWithin(ctx, 20*time.Second)
}

// check fails where a lock is lost.
func (m *mover) check() error {
	for _, l := range m.locks {
		if err := l.Check(); err != nil {
			return err
		}
	}
	return nil
}

// move does what is left to do: the intention is written first, then the objects are
// edited, then the state becomes true at its new place, and the former one goes last.
func (m *mover) move(ctx context.Context) (Result, error) {
	before, after, err := m.read(ctx)
	if err != nil {
		return Result{}, err
	}
	if after.Revision == nil {
		if before, err = m.intend(ctx, before); err == nil {
			err = m.editAll(ctx, before.Revision.Objects)
		}
		if err == nil {
			err = m.check()
		}
		if err != nil {
			return Result{}, m.unfinished(err)
		}
		r := *before.Revision
		r.MovingTo, r.MovedFrom, r.Outcome, r.Ended = nil, &m.From, state.Succeeded, time.Now().UTC()
		if after, err = m.from.CopyTo(ctx, m.to, before, r); err != nil {
			return Result{}, m.unfinished(err)
		}
	}
	if err := m.from.Remove(ctx); err != nil {
		return Result{}, m.unfinished(err)
	}
	return Result{Objects: len(after.Revision.Objects), Serial: after.Revision.Serial}, nil
}

// read reads both states, and makes sure that the one may become the other. After has a
// revision where it has become that already.
func (m *mover) read(ctx context.Context) (before, after state.Snapshot, err error) {
	if before, err = m.from.Read(ctx); err == nil {
		after, err = m.to.Read(ctx)
	}
	if err != nil {
		return before, after, err
	}
	was, is := before.Revision, after.Revision
	switch {
	case was == nil && (is == nil || is.MovedFrom == nil || *is.MovedFrom != m.From):
		err = fact.NewError(nil, NoState, m.args())
	case was != nil && was.MovingTo != nil && *was.MovingTo != m.To:
		args := m.args()
		args["to_stack"], args["to_namespace"] = was.MovingTo.Name, was.MovingTo.Namespace
		err = fact.NewError(nil, MovesElsewhere, args)
	case was != nil && is != nil && was.Lineage != is.Lineage:
		err = m.taken(was, is)
	}
	return before, after, err
}

// taken is the error that the place has another state: of a stack of its own or, where the move has
// begun before, of what is being moved. To destroy that would delete it.
func (m *mover) taken(was, is *state.Revision) error {
	args := m.args()
	same := slices.ContainsFunc(is.Objects, func(e state.Entry) bool {
		return slices.ContainsFunc(was.Objects, func(o state.Entry) bool { return o.Ref == e.Ref })
	})
	if was.MovingTo == nil || !same {
		return fact.NewError(nil, PlaceTaken, args)
	}
	args["context"], args["kubeconfig"], args["secret"] = m.cluster.Context(), m.cluster.Kubeconfig(), m.To.StateName()
	return fact.NewError(nil, PlaceBegun, args)
}

// intend writes that the stack is being moved, unless that is written.
func (m *mover) intend(ctx context.Context, before state.Snapshot) (state.Snapshot, error) {
	if before.Revision.MovingTo != nil {
		return before, nil
	}
	r := *before.Revision
	var err error
	if r.Applied, err = m.from.Applied(ctx, before); err != nil {
		return before, err
	}
	r.Run, r.OutsideRun = nil, nil
	if m.Begin != nil {
		if r.OutsideRun, err = m.Begin(); err != nil {
			return before, err
		}
	}
	r.Serial++
	r.Operation, r.Who, r.WLVersion, r.Started, r.Ended = operation, m.Who, m.WLVersion, time.Now().UTC(), time.Time{}
	r.Outcome, r.MovingTo, r.MovedFrom, r.Changes, r.RollbackTo, r.Commit = state.Running, &m.To, nil, nil, 0, ""
	return m.from.Write(ctx, before, r)
}

func (m *mover) editAll(ctx context.Context, entries []state.Entry) error {
	_, err := pool.Map(ctx, parallelism, entries, func(ctx context.Context, e state.Entry) (struct{}, error) {
		return struct{}{}, m.edit(ctx, e)
	})
	return err
}

// unfinished is why a move has not come to its end, and how it continues.
func (m *mover) unfinished(err error) error {
	args := m.args()
	if errors.Is(err, context.Canceled) {
		return fact.NewError(nil, Unfinished, args)
	}
	args["error"] = fact.Of(err)
	return fact.NewError(err, Unfinished, args)
}
