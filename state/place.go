package state

import (
	"errors"
	"maps"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

// place is where a state is kept, and whose it is.
type place struct {
	storage.Storage
	stack object.Stack
}

// args name the place in facts.
func (p place) args() fact.Args {
	args := fact.Args{"stack": p.stack.Name}
	maps.Copy(args, p.Place())
	return args
}

// fail is what could not be done with the state, and why.
func (p place) fail(code fact.Code, err error) error { return fact.NewError(err, code, p.args()) }

// damaged is the error that the state cannot be trusted.
func (p place) damaged(err error) error { return p.fail(Damaged, err) }

// revisionDamaged is the error that one revision cannot be read any more, although the state
// can.
func (p place) revisionDamaged(serial int64, err error) error {
	args := p.args()
	args["revision"] = serial
	return fact.NewError(err, RevisionDamaged, args)
}

// unread is why the state could not be read.
func (p place) unread(err error) error {
	switch {
	case errors.As(err, new(*storage.DamagedError)):
		return p.damaged(err)
	case errors.As(err, new(*storage.UnusableError)):
		return p.fail(Unusable, err)
	}
	return p.fail(Unreadable, err)
}

// What cannot be done with a state, or with its lock.
const (
	Unreadable  fact.Code = "state_unreadable"
	Unusable    fact.Code = "state_unusable"
	Unwritten   fact.Code = "state_not_written"
	Unremoved   fact.Code = "state_not_removed"
	Damaged     fact.Code = "state_damaged"
	Raced       fact.Code = "state_written_by_another"
	Unlockable  fact.Code = "stack_not_lockable"
	NotUnlocked fact.Code = "stack_not_unlocked"
	LockUnread  fact.Code = "stack_lock_unreadable"
)

// Why that is so.
const (
	PartMissing      fact.Code = "state_part_missing"
	ChecksumDiffers  fact.Code = "state_checksum_differs"
	RevisionDamaged  fact.Code = "state_revision_damaged"
	RevisionTooLarge fact.Code = "state_revision_too_large"
	NoRevision       fact.Code = "revision_not_kept"
	InCluster        fact.Code = "state_is_in_cluster"
	InFile           fact.Code = "state_is_in_file"

	OfNewerVersion  = storage.OfNewerVersion
	OfOtherStack    = storage.OfOtherStack
	OfOtherCluster  = storage.OfOtherCluster
	OtherSecret     = storage.OtherSecret
	PartUnreadable  = storage.PartUnreadable
	KeyMissing      = storage.KeyMissing
	FileUnsupported = storage.FileUnsupported
	WithoutVersion  = storage.WithoutVersion
)
