package state

import (
	"context"
	"errors"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Cluster is what a state needs of the cluster it lives in. Errors must be
// recognisable by k8s.io/apimachinery/pkg/api/errors: Get by IsNotFound, Create
// by IsAlreadyExists, Update from an old resourceVersion by IsConflict. It may
// be used by several goroutines at once.
type Cluster interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
	Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error)
	Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error)
	Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error
}

// Store is the state of one stack in one cluster: Secrets of type wl/state in
// the stack's namespace, and a Lease that locks them. The head Secret names the
// current revision and its predecessors, and usually holds the current one's
// bytes, so that reading costs one request. Everything becomes true at once, by
// a compare-and-swap of the head.
type Store struct {
	cluster Cluster
	stack   object.Stack
}

// Open returns the stack's state in a cluster. Nothing is read yet.
func Open(c Cluster, s object.Stack) *Store { return &Store{cluster: c, stack: s} }

// Snapshot is a state as it was read.
type Snapshot struct {
	Revision *Revision // nil where there is no state yet
	head     *head     // nil likewise
}

// Same says whether both were read from the same version of the state.
func (s Snapshot) Same(other Snapshot) bool {
	if s.head == nil || other.head == nil {
		return s.head == other.head
	}
	return s.head.resourceVersion == other.head.resourceVersion
}

// ErrRaced is what a Write returns when somebody else has written meanwhile.
var ErrRaced = errors.New("the state was written by somebody else meanwhile: plan again")

// readAttempts bounds how often a reader starts again because the head moved
// while it collected the parts.
const readAttempts = 5

// Read returns the current revision. A state that is damaged, or of a newer wl,
// is an error and never an empty state.
func (s *Store) Read(ctx context.Context) (Snapshot, error) {
	var last error
	for range readAttempts {
		h, err := s.readHead(ctx)
		if err != nil || h == nil {
			return Snapshot{}, err
		}
		r, err := s.readRevision(ctx, h, h.Current)
		if err == nil {
			return Snapshot{Revision: r, head: h}, nil
		}
		if last = err; !apierrors.IsNotFound(err) {
			return Snapshot{}, err
		}
	}
	return Snapshot{}, s.wrap("is damaged: a part of it is missing", last)
}

// Write makes r the current revision. With the serial of prev's revision it
// replaces that one, as an operation does that goes on; with a higher serial, a
// first one included, prev's becomes the newest of the history, of which the
// last HistoryLength are kept. The error is ErrRaced when prev is no longer
// current.
func (s *Store) Write(ctx context.Context, prev Snapshot, r Revision) (Snapshot, error) {
	payload, err := encode(r)
	if err != nil {
		return Snapshot{}, s.wrap("cannot be written", err)
	}
	next, garbage, err := s.nextHead(ctx, prev, r)
	if err != nil {
		return Snapshot{}, err
	}
	if next.Current, err = s.writeParts(ctx, r, payload); err != nil {
		return Snapshot{}, err
	}
	if next.Current.Inline {
		next.inline = payload
	}
	if err := s.swapHead(ctx, next, r); err != nil {
		return Snapshot{}, err
	}
	for _, name := range garbage {
		if err := s.cluster.Delete(ctx, s.secret(name), "", kube.Background); err != nil && !apierrors.IsNotFound(err) {
			return Snapshot{}, s.wrap("was written, but an old revision could not be removed", err)
		}
	}
	return Snapshot{Revision: &r, head: next}, nil
}

// HistoryLength is how many revisions are kept, the current one included.
const HistoryLength = 10

// nextHead is prev's head as it is to become, and the Secrets that nothing
// names any more then.
func (s *Store) nextHead(ctx context.Context, prev Snapshot, r Revision) (next *head, garbage []string, err error) {
	next = &head{FormatVersion: FormatVersion, Lineage: r.Lineage}
	if prev.head == nil {
		return next, nil, nil
	}
	next.resourceVersion, next.uid = prev.head.resourceVersion, prev.head.uid
	next.History = prev.head.History
	if prev.head.Current.Serial == r.Serial {
		return next, prev.head.Current.Parts, nil
	}
	old := prev.head.Current
	if old.Inline {
		payload := prev.head.inline
		name := fmt.Sprintf("%s-r%d", s.stack.StateName(), old.Serial)
		if err := s.createPart(ctx, name, payload); err != nil {
			return nil, nil, err
		}
		old.Inline, old.Parts = false, []string{name}
	}
	next.History = append([]pointer{old}, next.History...)
	for len(next.History) > HistoryLength-1 {
		last := len(next.History) - 1
		garbage = append(garbage, next.History[last].Parts...)
		next.History = next.History[:last]
	}
	return next, garbage, nil
}

// Remove deletes the state and everything of its history. The lock stays: its
// holder releases it.
func (s *Store) Remove(ctx context.Context) error {
	found, err := s.cluster.List(ctx, kube.Selection{
		Kind:          object.GroupKind{Kind: "Secret"},
		Namespace:     s.stack.Namespace,
		LabelSelector: labelState + "=" + s.stack.Name,
	})
	if err != nil {
		return s.wrap("cannot be removed", err)
	}
	// The head goes last: until then it can be tried again.
	names := []string{}
	for _, o := range found {
		if meta, err := object.MetaOf(o); err == nil && meta.Ref.Name != s.stack.StateName() {
			names = append(names, meta.Ref.Name)
		}
	}
	for _, name := range append(names, s.stack.StateName()) {
		if err := s.cluster.Delete(ctx, s.secret(name), "", kube.Background); err != nil && !apierrors.IsNotFound(err) {
			return s.wrap("cannot be removed", err)
		}
	}
	return nil
}

// Summary is a revision as the history lists it.
type Summary struct {
	Serial    int64     `json:"serial"`
	Operation string    `json:"operation"`
	Who       string    `json:"who"`
	Commit    string    `json:"commit,omitempty"`
	Started   time.Time `json:"started"`
	Outcome   Outcome   `json:"outcome"`
	Objects   int       `json:"objects"`
}

func (s *Store) secret(name string) object.Ref {
	return object.Ref{Kind: "Secret", Namespace: s.stack.Namespace, Name: name}
}

func (s *Store) wrap(what string, err error) error {
	return fmt.Errorf("the state of the stack %s (Secret %s/%s) %s: %w", s.stack.Name, s.stack.Namespace, s.stack.StateName(), what, err)
}
