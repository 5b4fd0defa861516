package state

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/state/internal/incluster"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Cluster is what a state needs of the cluster it is about, and mostly lives in;
// *kube.Client is one.
type Cluster = incluster.Cluster

// Store is the state of one stack in one cluster: in the cluster itself, or in a file.
// Its head names the current revision and its predecessors, and usually holds the current
// one's bytes, so that reading takes one request. Everything becomes true at once, by
// a compare-and-swap of the head. A Store may be used by several goroutines at
// once.
type Store struct {
	// Keep is how many revisions are kept, the current one included; 0 is ten, and
	// KeepAsBefore as many as there are. It is to be set before anything is written.
	Keep int

	arrivals
	in        place
	heads     *heads
	revisions revisions
}

// Open returns the stack's state in a cluster: Secrets of the type wl/state in the
// stack's namespace, and a Lease that locks them. Nothing is read yet.
func Open(c Cluster, s object.Stack) *Store {
	store := openIn(incluster.New(c, s, incluster.Usual()), s)
	store.arrivals = func(ctx context.Context, strays bool) ([]object.Stack, error) {
		return movingTo(ctx, c, s, strays)
	}
	return store
}

func openIn(in storage.Storage, s object.Stack) *Store {
	p := place{in, s}
	return &Store{in: p, heads: &heads{place: p, unsure: map[string]bool{}}, revisions: revisions{p}}
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
	return s.head.version == other.head.version
}

// Read returns the current revision. A state that is damaged, of another stack
// or of a newer wl is an error and never an empty state.
func (s *Store) Read(ctx context.Context) (read Snapshot, err error) {
	err = s.steadily(ctx, func() error {
		h, err := s.heads.read(ctx)
		switch {
		case err != nil:
			return err
		case h == nil:
			read = snapshot(nil, nil)
			return nil
		}
		r, err := s.revisions.read(ctx, h, h.Current)
		if err == nil {
			read = snapshot(r, h)
		}
		return err
	})
	return read, err
}

// Remove deletes the state and its whole history; the lock stays, until its
// holder releases it. It can be repeated after an error, and of a state of which
// only parts are left: the current revision stays readable until the head goes, and
// names nothing that is gone.
func (s *Store) Remove(ctx context.Context) error {
	h, err := s.heads.read(ctx)
	if err == nil && h != nil {
		err = s.forget(ctx, h)
	} else {
		err = nil // what cannot be read can be removed
	}
	var found map[string]int64
	if err == nil {
		found, err = s.in.Parts(ctx)
	}
	var current []string
	if err == nil && h != nil {
		current = h.Current.names()
	}
	for _, name := range current {
		delete(found, name)
	}
	if err == nil {
		err = s.in.Persist(ctx, func() error { return s.in.DeleteParts(ctx, slices.Sorted(maps.Keys(found))...) })
	}
	if err == nil {
		err = s.in.Persist(ctx, func() error { return s.in.DeleteHead(ctx) })
	}
	if err == nil {
		err = s.in.Persist(ctx, func() error { return s.in.DeleteParts(ctx, current...) })
	}
	if err != nil {
		return s.in.fail(Unremoved, err)
	}
	return nil
}

// Left reports whether something is left of a state whose removal was cut off when its head
// was gone: parts, or the lock, which is stale then unless another operation holds it.
func (s *Store) Left(ctx context.Context) (bool, error) {
	parts, err := s.in.Parts(ctx)
	if err != nil {
		return false, s.in.unread(err)
	}
	if len(parts) > 0 {
		return true, nil
	}
	holder, err := s.Holder(ctx)
	return holder != nil, err
}

// forget has the head name no revision but the current one, and of that no objects as they
// were applied: so nothing has to be deleted after the head, unless the revision is too large for it.
func (s *Store) forget(ctx context.Context, h *head) error {
	if len(h.History) == 0 && h.Current.Applied == nil {
		return nil
	}
	r, err := s.revisions.read(ctx, h, h.Current)
	if err != nil {
		return nil // nothing of it can be read
	}
	h.History, h.Token, h.Current.Applied, h.Current.Good = nil, rand.Text(), nil, false
	return s.heads.commit(ctx, h, r)
}

// History lists the revisions that are kept, the newest first; none where there is no
// state. It takes one request.
func (s *Store) History(ctx context.Context) ([]Summary, error) {
	h, err := s.heads.read(ctx)
	if err != nil || h == nil {
		return nil, err
	}
	return h.summaries(), nil
}

// Revision returns a revision that is kept, with its objects as applied: none where it
// is of a wl that kept none. One that there is not is an error with the fact NoRevision.
func (s *Store) Revision(ctx context.Context, serial int64) (found *Revision, err error) {
	var intact bool // what wl goes by: the current revision
	err = s.steadily(ctx, func() error {
		intact = false
		h, err := s.heads.read(ctx)
		if err != nil {
			return err
		}
		p, err := h.find(serial)
		if err != nil {
			return err
		}
		intact = p.Serial != h.Current.Serial
		if found, err = s.revisions.read(ctx, h, p); err == nil {
			intact = true
			found.Applied, err = s.revisions.readApplied(ctx, p)
		}
		return err
	})
	switch {
	case intact && fact.Of(err).Code == Damaged:
		return nil, s.in.revisionDamaged(serial, errors.Unwrap(err))
	case err != nil:
		return nil, err
	}
	return found, nil
}

// Applied returns the objects of the revision of a snapshot as they were applied; none
// where it has none.
func (s *Store) Applied(ctx context.Context, of Snapshot) (objects []AppliedObject, err error) {
	if of.head == nil {
		return nil, nil
	}
	return s.revisions.readApplied(ctx, of.head.Current)
}

// IsGood reports whether the revision of a snapshot can be gone back to.
func (s Snapshot) IsGood() bool { return s.head != nil && s.head.Current.Good }

// LastGood is that of the revisions that are kept.
func (s Snapshot) LastGood() int64 {
	if s.head == nil {
		return 0
	}
	return LastGood(s.head.summaries())
}

// LastGood is the revision to which a history, the newest first, is gone back where what is there is not
// to stay: the newest good one or, where a rollback was not finished since, the one to which that was
// going. It is 0 where there is none, or that is not kept.
func LastGood(all []Summary) int64 {
	for _, s := range all {
		to := s.LeadsTo()
		switch {
		case to == 0:
		case slices.ContainsFunc(all, func(s Summary) bool { return s.Serial == to && s.Good }):
			return to
		default:
			return 0
		}
	}
	return 0
}

// steadily repeats a reading of several parts while the head moves meanwhile.
func (s *Store) steadily(ctx context.Context, read func() error) error {
	for tries := retry.ChangedState().Begin(); ; {
		err := read()
		switch {
		case !errors.As(err, new(*storage.MissingError)):
			return err
		case !tries.Again(ctx): // it was no head that moved while its parts were collected
			return s.in.damaged(fact.NewError(err, PartMissing, nil))
		}
	}
}
