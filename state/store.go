package state

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
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
	locks
	heads     *heads
	revisions revisions
	secrets   secrets
}

// Open returns the stack's state in a cluster. Nothing is read yet.
func Open(c Cluster, s object.Stack) *Store {
	return openWith(location{cluster: c, stack: s, lost: retry.LostAnswer()}, secretSizes(), leaseTerms())
}

func openWith(l location, sizes sizes, terms terms) *Store {
	return &Store{
		locks:     locks{leases: leases{l}, terms: terms},
		heads:     &heads{secrets: secrets{l}, unsure: map[string]bool{}},
		revisions: revisions{secrets: secrets{l}, sizes: sizes},
		secrets:   secrets{l},
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

// Read returns the current revision. A state that is damaged, of another stack
// or of a newer wl is an error and never an empty state.
func (s *Store) Read(ctx context.Context) (Snapshot, error) {
	for tries := retry.ChangedState().Begin(); ; {
		h, err := s.heads.read(ctx)
		switch {
		case err != nil:
			return Snapshot{}, err
		case h == nil:
			return snapshot(nil, nil), nil
		}
		r, err := s.revisions.read(ctx, h, h.Current)
		switch {
		case err == nil:
			return snapshot(r, h), nil
		case !apierrors.IsNotFound(err):
			return Snapshot{}, err
		case !tries.Again(ctx): // it was no head that moved while its parts were collected
			return Snapshot{}, s.secrets.damaged(fact.NewError(err, PartMissing, nil))
		}
	}
}

// Remove deletes the state and its whole history; the lock stays, until its
// holder releases it. It can be repeated after an error: the current revision
// stays readable until the head goes.
func (s *Store) Remove(ctx context.Context) error {
	found, err := s.secrets.parts(ctx)
	if err != nil {
		return s.secrets.fail(Unremoved, err)
	}
	var current []string
	if h, err := s.heads.read(ctx); err == nil && h != nil {
		current = h.Current.Parts
	}
	for _, name := range current {
		delete(found, name)
	}
	order := append(slices.Sorted(maps.Keys(found)), s.secrets.stack.StateName())
	for _, name := range append(order, current...) {
		if err := s.secrets.delete(ctx, name); err != nil {
			return s.secrets.fail(Unremoved, err)
		}
	}
	return nil
}
