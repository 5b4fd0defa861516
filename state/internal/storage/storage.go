// Package storage is what a state needs of the place where it is kept: bytes under
// names, one of them, the head, swapped and never overwritten, and a lock. Package
// incluster keeps them in the cluster, infile in a file.
package storage

import (
	"context"

	"github.com/workloadlang/wl/internal/fact"
)

// Storage keeps the state of one stack in one cluster. It may be used by several
// goroutines at once.
type Storage interface {
	// Head reads the head, which has no version where there is no state.
	Head(ctx context.Context) (Head, error)
	// Swap makes next the head, and returns its version, if the head has next's version
	// still; otherwise the error is a *RacedError. Another error leaves open whether it
	// took effect.
	Swap(ctx context.Context, next Head) (Version, error)
	// DeleteHead deletes the head. One that is not there is no error.
	DeleteHead(ctx context.Context) error
	// Part reads a part; the error is a *MissingError where there is none.
	Part(ctx context.Context, name string) ([]byte, error)
	// WritePart keeps a part, which may be there already. It is there at the latest when
	// a head is that is swapped afterwards.
	WritePart(ctx context.Context, p Part) error
	// Parts are the serials of the revisions to which the parts belong that there are.
	Parts(ctx context.Context) (map[string]int64, error)
	// DeleteParts deletes parts. One that is not there is no error.
	DeleteParts(ctx context.Context, names ...string) error
	// Persist repeats a write of which it is not known whether it took effect, so that a lost
	// connection, or a server that restarts or fails, does not lose what an operation did.
	Persist(ctx context.Context, write func() error) error
	// Sizes are how many bytes go where.
	Sizes() Sizes
	// Place is where the state is, as the facts about it have it.
	Place() fact.Args

	// Lock acquires the lock for a holder. Where another one holds it, the error is a
	// *LockedError; a stale one is acquired. Notice, unless nil, is told of both.
	Lock(ctx context.Context, wanted Holder, notice func(fact.Fact)) (Holding, error)
	// Holder reads who holds the lock, or left it behind; nil where nobody does.
	Holder(ctx context.Context) (*Holder, error)
	// ForceUnlock releases the lock of whoever holds it, who then loses it. It returns
	// the holder, nil where there was none.
	ForceUnlock(ctx context.Context) (*Holder, error)
	// Terms are the times of the lock.
	Terms() Terms
}

// Version is what tells a head from the one before it; zero where there is none.
type Version struct{ Object, Content string }

// Head is what names the parts of a state.
type Head struct {
	Version  Version
	Index    []byte // which revisions there are
	Revision []byte // the bytes of the current one, where they are here
	// Labels are those by which the head is found, and Annotations are for whoever looks at the
	// place without wl.
	Labels, Annotations map[string]any
}

// Part is some bytes of a revision.
type Part struct {
	Name   string
	Serial int64 // the revision's
	Bytes  []byte
}

// Sizes are how many bytes of a revision go into one place.
type Sizes struct {
	Inline int // into the head, beside its index
	Part   int
}

// RacedError means that the head is not the one that was to be swapped.
type RacedError struct{ Err error }

func (e *RacedError) Error() string { return e.Err.Error() }

// Unwrap is how the place has said so.
func (e *RacedError) Unwrap() error { return e.Err }

// MissingError means that there is no such part.
type MissingError struct{ Err error }

func (e *MissingError) Error() string { return e.Err.Error() }

// Unwrap is how the place has said so.
func (e *MissingError) Unwrap() error { return e.Err }

// DamagedError means that what is there is not what was written.
type DamagedError struct{ Err error }

func (e *DamagedError) Error() string { return e.Err.Error() }

// Unwrap is what is wrong.
func (e *DamagedError) Unwrap() error { return e.Err }

// UnusableError means that what is there is fine, and not this stack's state.
type UnusableError struct{ Err error }

func (e *UnusableError) Error() string { return e.Err.Error() }

// Unwrap is whose it is.
func (e *UnusableError) Unwrap() error { return e.Err }

// Why a state cannot be used.
const (
	OfNewerVersion  fact.Code = "state_of_newer_version"
	OfOtherStack    fact.Code = "state_of_other_stack"
	OfOtherCluster  fact.Code = "state_of_other_cluster"
	OtherSecret     fact.Code = "state_is_other_secret"
	PartUnreadable  fact.Code = "state_part_unreadable"
	KeyMissing      fact.Code = "state_without_key"
	FileUnsupported fact.Code = "state_file_unsupported"
	WithoutVersion  fact.Code = "state_without_version"
)
