package storage

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// ErrLockLost is why work ends whose lock was lost: acquired by another operation, removed, or not
// renewed in time.
var ErrLockLost = errors.New("the lock of the stack was lost")

// Holding is a lock that was acquired. One goroutine at a time uses it.
type Holding interface {
	// Acquired is when it was asked for, just before it was granted.
	Acquired() time.Time
	// Renew makes sure that the lock is held still, and stays so. The error is an
	// ErrLockLost where it is not; after any other it may be.
	Renew(ctx context.Context) error
	// Release ends the lock. One that was lost is left to its new holder.
	Release(ctx context.Context) error
}

// Terms are the times of a lock.
type Terms struct {
	Duration time.Duration // not renewed for so long, it is lost
	Renewal  time.Duration // between two renewals
	Look     time.Duration // between two looks of a contender
	Answer   time.Duration // how long a renewal may wait for its answer
}

// Holder is who holds a lock. Since is by the holder's clock.
type Holder struct {
	Who       string // user@host
	Process   int    // its id on that host
	Operation string
	WLVersion string
	Since     time.Time
}

// Fact is who holds the lock, and since when. What is not known is left out, and what
// others wrote stays on one line.
func (h Holder) Fact() fact.Fact {
	args := fact.Args{"who": Printable(h.Who), "operation": Printable(h.Operation)}
	if h.Process > 0 {
		args["process"] = h.Process
	}
	if !h.Since.IsZero() {
		args["since"] = h.Since.Local().Format(time.DateTime)
	}
	return fact.New(LockHolder, args)
}

// String is the fact as code and arguments.
func (h Holder) String() string { return h.Fact().String() }

// maxPrintable is how much is shown of a text that another operation has written.
const maxPrintable = 120

// Printable is a text as it may stand in a sentence: control characters and line
// breaks are written as Go writes them, so that nobody can forge a line of output.
func Printable(text string) string {
	if runes := []rune(text); len(runes) > maxPrintable {
		text = string(runes[:maxPrintable]) + "…"
	}
	quoted := strconv.Quote(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// LockedError means that another operation holds the lock, and does something with
// it.
type LockedError struct {
	Stack  object.Stack
	Holder Holder
	File   string // the lock's, which holds on one machine only; "" where it is in the cluster
}

func (e *LockedError) Error() string { return e.Fact().String() }

// Fact is who holds the lock of which stack.
func (e *LockedError) Fact() fact.Fact {
	args := fact.Args{"stack": e.Stack.Name, "holder": e.Holder.Fact()}
	if e.File != "" {
		args["file"] = e.File
	}
	return fact.New(Locked, args)
}

// What is known of the lock of a stack.
const (
	Locked             fact.Code = "stack_locked"
	LockHolder         fact.Code = "lock_holder"
	LockDeleted        fact.Code = "lock_deleted"
	LockTaken          fact.Code = "lock_taken"
	NoticeLockHeld     fact.Code = "notice_lock_held"
	NoticeLockAcquired fact.Code = "notice_lock_acquired"
)
