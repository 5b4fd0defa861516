package state

import "github.com/workloadlang/wl/internal/fact"

// What is known of the lock of a stack.
const (
	Locked             fact.Code = "stack_locked"
	LockHolder         fact.Code = "lock_holder"
	LockLost           fact.Code = "lock_lost"
	LockDeleted        fact.Code = "lock_deleted"
	LockTaken          fact.Code = "lock_taken"
	LockNotRenewed     fact.Code = "lock_not_renewed"
	NoticeLockHeld     fact.Code = "notice_lock_held"
	NoticeLockAcquired fact.Code = "notice_lock_acquired"
)
