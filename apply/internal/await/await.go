// Package await waits for what an apply has begun in a cluster: workloads that are
// to be rolled out, and objects that are to be gone. It sees them by watches, judges
// rollouts by package rollout, and has Pods replaced that block one.
//
// Everything in it is used by one goroutine, that of the Loop.
package await

import (
	"context"
	"errors"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// Cluster is what is needed to see what happens; *kube.Client is one.
type Cluster interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	Follow(ctx context.Context, s kube.Selection, again *kube.Again, handle func(kube.Event) error) error
	ServerTime(ctx context.Context) (time.Time, error)
	PodLogs(ctx context.Context, namespace, pod, container string, previous bool, tailLines int64) (string, error)
}

// Writer deletes Pods. Moved are those that were not, because they are not as they
// were seen.
type Writer interface {
	DeletePods(ctx context.Context, pods []rollout.Replaced) (moved []types.UID, err error)
}

// Loop is the goroutine on which everything happens.
type Loop interface {
	// Post hands it something to do.
	Post(act func())
	// Request runs do on a goroutine of its own, and what that returns on the loop,
	// which waits for it.
	Request(do func() func())
}

// Observer is told what happens meanwhile.
type Observer interface {
	RolloutStarted(o object.Ref)
	RolloutProgress(o object.Ref, s rollout.Status, elapsed time.Duration)
	PodsReplaced(o object.Ref, because rollout.ReplacedBecause, pods []string)
	DeletionProgress(o object.Ref, waits []observed.Wait, elapsed time.Duration)
	// WatchesBlocked means that the server answers and what watches tell does not get
	// through: it is read every now and then. WatchesUnblocked, that all of it does again.
	WatchesBlocked(because error)
	WatchesUnblocked()
}

// Ender is told of the end of what was waited for.
type Ender interface {
	RolloutEnded(ctx context.Context, r EndedRollout)
	// DeletionEnded means that an object is gone or, for an error, will not be.
	DeletionEnded(ctx context.Context, step int, started time.Time, err error)
}

// Config is on whose behalf is waited, and by what means.
type Config struct {
	Cluster  Cluster
	Writer   Writer // nil where nothing is to be deleted
	Loop     Loop
	Observer Observer
	Ender    Ender
	Kinds    *rollout.Kinds
	Stack    object.Stack
	Mask     func() object.Mask // of what is sensitive in the stack
	// Timeout is how long one rollout, or one deletion, may take. Without one, 0, a
	// rollout fails when there is no progress for its progress deadline.
	Timeout time.Duration
	Program step.Program // what is going to be waited for
}

// within is how long something may take of which there is no news at all.
func (c *Config) within() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return rollout.DefaultDeadline
}

// ErrUnknown is wrapped by why a rollout or a deletion counts as failed of which it is not
// known how it goes, or has gone.
var ErrUnknown = errors.New("it is not known")

// unknown is an error that wraps ErrUnknown.
func unknown(err error, code fact.Code, args fact.Args) error {
	e := fact.NewError(err, code, args)
	e.Err = errors.Join(ErrUnknown, err)
	return e
}

// New returns what waits for rollouts and for deletions. They share their watches.
func New(c Config) (*Rollouts, *Deletions) {
	c.Cluster = masked{c.Cluster, c.Mask}
	w := newWatches(&c)
	r := &Rollouts{Config: &c, watches: w, all: map[object.Ref]*watchedRollout{}}
	d := &Deletions{Config: &c, watches: w, all: map[object.Ref]*deletion{}}
	w.listeners = []listener{r, d}
	w.named = &byName{watches: w, known: map[object.Ref]named{}, awaited: func(s kube.Selection) []object.Ref {
		return slices.Concat(ofSelection(s, r.all, c.Stack), ofSelection(s, d.all, c.Stack))
	}}
	return r, d
}

// Earlier returns the earlier of two moments, of which the zero time is none.
func Earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
