package state

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Cluster is what a state needs of the cluster it lives in; *kube.Client is
// one. Errors must be recognisable by k8s.io/apimachinery/pkg/api/errors: Get
// and the deletions by IsNotFound, Create by IsAlreadyExists, Update and
// DeleteVersion from an old resourceVersion by IsConflict. An error that is no
// answer of the server leaves open whether the request took effect. It may be
// used by several goroutines at once.
type Cluster interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
	Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error)
	Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error)
	Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error
	DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error
}

// Store is the state of one stack in one cluster: Secrets of type wl/state in
// the stack's namespace, and a Lease that locks them. The head Secret names the
// current revision and its predecessors, and usually holds the current one's
// bytes, so that reading costs one request. Everything becomes true at once, by
// a compare-and-swap of the head. A Store may be used by several goroutines at
// once.
type Store struct {
	cluster Cluster
	stack   object.Stack
	sizes   sizes
	terms   terms
	backoff time.Duration // before a write without an answer is tried again; doubles

	mu     sync.Mutex
	unsure map[string]bool // tokens of writes that had no answer
}

// Open returns the stack's state in a cluster. Nothing is read yet.
func Open(c Cluster, s object.Stack) *Store {
	return &Store{
		cluster: c,
		stack:   s,
		sizes:   secretSizes(),
		terms:   leaseTerms(),
		backoff: 250 * time.Millisecond,
		unsure:  map[string]bool{},
	}
}

// Snapshot is a state as it was read.
type Snapshot struct {
	Revision *Revision // nil where there is no state yet
	// Key is the revision's or, where that has none, a new one, which the next
	// write on top of this snapshot keeps.
	Key    []byte
	head   *head // nil where there is no state yet
	former bool  // it was read in a form whose digests have no key
}

// NewKey reports whether the key is not in the state yet.
func (s Snapshot) NewKey() bool { return s.Revision == nil || len(s.Revision.Key) == 0 }

// keySize is that of the hash for which the key is.
const keySize = 32

// snapshot is a state as it was read, with a key.
func snapshot(r *Revision, h *head) Snapshot {
	s := Snapshot{Revision: r, head: h}
	if s.NewKey() {
		s.Key = make([]byte, keySize)
		_, _ = rand.Read(s.Key) // it never fails
	} else {
		s.Key = r.Key
	}
	s.former = r != nil && r.upgrade(s.Key)
	return s
}

// Same reports whether both were read from the same version of the state.
func (s Snapshot) Same(other Snapshot) bool {
	if s.head == nil || other.head == nil {
		return s.head == other.head
	}
	return s.head.uid == other.head.uid && s.head.resourceVersion == other.head.resourceVersion
}

// readAttempts bounds how often a reader starts again because the head moved
// while it collected the parts.
const readAttempts = 5

// Read returns the current revision. A state that is damaged, of another stack
// or of a newer wl is an error and never an empty state.
func (s *Store) Read(ctx context.Context) (Snapshot, error) {
	var last error
	for range readAttempts {
		h, err := s.readHead(ctx)
		switch {
		case err != nil:
			return Snapshot{}, err
		case h == nil:
			return snapshot(nil, nil), nil
		}
		r, err := s.readRevision(ctx, h, h.Current)
		if err == nil {
			return snapshot(r, h), nil
		}
		if last = err; !apierrors.IsNotFound(err) {
			return Snapshot{}, err
		}
	}
	return Snapshot{}, s.damaged(fmt.Errorf("a part of it is missing: %w", last))
}

// Summary is a revision as the history lists it.
type Summary struct {
	Serial    int64     `json:"serial"`
	Operation string    `json:"operation"`
	Who       string    `json:"who"`
	Commit    string    `json:"commit,omitempty"`
	WLVersion string    `json:"wl_version"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"`
	Outcome   Outcome   `json:"outcome"`
	Objects   int       `json:"objects"`
}

// HistoryLength is how many revisions are kept, the current one included.
const HistoryLength = 10

// History lists the revisions that are kept, newest first; none where there is
// no state.
func (s *Store) History(ctx context.Context) ([]Summary, error) {
	h, err := s.readHead(ctx)
	if err != nil || h == nil {
		return nil, err
	}
	summaries := []Summary{h.Current.Summary}
	for _, p := range h.History {
		summaries = append(summaries, p.Summary)
	}
	return summaries, nil
}

// Remove deletes the state and its whole history; the lock stays, until its
// holder releases it. It can be repeated after an error: the current revision
// stays readable until the head goes.
func (s *Store) Remove(ctx context.Context) error {
	found, err := s.parts(ctx)
	if err != nil {
		return s.wrap("cannot be removed", err)
	}
	var current []string
	if h, err := s.readHead(ctx); err == nil && h != nil {
		current = h.Current.Parts
	}
	for _, name := range current {
		delete(found, name)
	}
	order := append(slices.Sorted(maps.Keys(found)), s.stack.StateName())
	for _, name := range append(order, current...) {
		if err := s.deleteSecret(ctx, name); err != nil {
			return s.wrap("cannot be removed", err)
		}
	}
	return nil
}

func (s *Store) wrap(what string, err error) error {
	return fmt.Errorf("the state of the stack %s (Secret %s/%s) %s: %w", s.stack.Name, s.stack.Namespace, s.stack.StateName(), what, err)
}

// damaged is the error that the state cannot be trusted, and what is left to do.
func (s *Store) damaged(err error) error {
	return fmt.Errorf("%w. Restore the Secrets labelled %s=%s from a backup; without a backup, delete them: wl finds the stack's objects again by their labels and field manager",
		s.wrap("is damaged", err), labelState, s.stack.Name)
}
