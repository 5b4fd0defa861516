package infile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/state/internal/storage"
)

// errHeld means that another process holds a lock.
var errHeld = errors.New("another process holds the lock")

// Terms have a lock checked whenever something is to be written under it: that is a look
// at a file. The kernel keeps it, so that it needs no renewal.
func (s *Storage) Terms() storage.Terms {
	return storage.Terms{Duration: 20 * time.Second, Renewal: time.Second, Look: 50 * time.Millisecond, Answer: 20 * time.Second}
}

func (s *Storage) lockName() string { return s.name + ".lock" }

// maxLooks is how often a lock file that is held, and names nobody yet, is looked at.
const maxLooks = 20

// Lock holds the lock file. It waits for nobody: a process that has ended holds nothing,
// whatever its file says.
func (s *Storage) Lock(ctx context.Context, holder storage.Holder, notice func(fact.Fact)) (storage.Holding, error) {
	if err := s.system.MkdirAll(filepath.Dir(s.name)); err != nil {
		return nil, err
	}
	for looks := (retry.Policy{Tries: maxLooks, Pause: s.Terms().Look}).Begin(); ; {
		held, former, err := s.tryLock(holder)
		switch {
		case err == nil && held != nil:
			if former.Who != "" && notice != nil {
				notice(fact.New(storage.NoticeLockAcquired, fact.Args{"holder": former.Fact()}))
			}
			return held, nil
		case err != nil && !errors.Is(err, errHeld):
			return nil, err
		case former.Who != "" || !looks.Again(ctx):
			locked := &storage.LockedError{Stack: s.stack, Holder: former, File: s.lockName()}
			if ctx.Err() != nil {
				return nil, fmt.Errorf("%w: %w", ctx.Err(), locked)
			}
			return nil, locked
		}
	}
}

// tryLock returns no holding where the lock file is not there any more. Former is whom the
// file names: who holds the lock, if the error is errHeld, or who has held it without
// releasing it.
func (s *Storage) tryLock(holder storage.Holder) (held *holding, former storage.Holder, err error) {
	acquired := time.Now()
	file, err := s.system.Open(s.lockName(), os.O_CREATE|os.O_RDWR)
	if err != nil {
		return nil, former, err
	}
	err = flock(file)
	former = holderIn(file)
	h := &holding{storage: s, file: file, acquired: acquired}
	if err == nil {
		if h.lost() != nil { // whoever held it has released it, and removed the file
			return nil, storage.Holder{}, file.Close()
		}
		holder.Since = acquired
		err = write(file, holder)
	}
	if err != nil {
		_ = file.Close() // the first error says more
		return nil, former, err
	}
	return h, former, nil
}

// holderIn is whom a lock file names; nobody where it has not been written yet.
func holderIn(file *os.File) (h storage.Holder) {
	content, err := io.ReadAll(io.NewSectionReader(file, 0, maxHolder))
	if err == nil && json.Unmarshal(content, &h) != nil {
		return storage.Holder{}
	}
	return h
}

// maxHolder bounds what is read of a lock file.
const maxHolder = 64 << 10

func write(file *os.File, holder storage.Holder) error {
	content, err := json.Marshal(holder)
	if err == nil {
		err = file.Truncate(0)
	}
	if err == nil {
		_, err = file.WriteAt(append(content, '\n'), 0)
	}
	return err
}

// Holder is whom the lock file names.
func (s *Storage) Holder(context.Context) (*storage.Holder, error) {
	content, err := disk.Read(s.lockName(), maxHolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var h storage.Holder
	if err != nil || json.Unmarshal(content, &h) != nil || h.Who == "" {
		return nil, err
	}
	return &h, nil
}

// ForceUnlock removes the lock file, which its holder notices before it writes again.
func (s *Storage) ForceUnlock(ctx context.Context) (*storage.Holder, error) {
	h, err := s.Holder(ctx)
	if err == nil {
		err = s.system.Remove(s.lockName())
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return h, nil
}

// holding is a lock file that is held.
type holding struct {
	storage  *Storage
	file     *os.File
	acquired time.Time
}

// Acquired is when the lock file was opened.
func (h *holding) Acquired() time.Time { return h.acquired }

// Renew looks whether the lock file is still the one that is held.
func (h *holding) Renew(context.Context) error { return h.lost() }

func (h *holding) lost() error {
	now, err := os.Stat(h.storage.lockName())
	if errors.Is(err, fs.ErrNotExist) {
		return &fact.Error{What: fact.New(storage.LockDeleted, nil), Err: storage.ErrLockLost}
	}
	var own os.FileInfo
	if err == nil {
		own, err = h.file.Stat()
	}
	if err != nil || os.SameFile(now, own) {
		return err
	}
	var other storage.Holder // nobody, where it is not known yet
	if named, _ := h.storage.Holder(context.Background()); named != nil {
		other = *named
	}
	return &fact.Error{What: fact.New(storage.LockTaken, fact.Args{"holder": other.Fact()}), Err: storage.ErrLockLost}
}

// Release removes the lock file, if it is still this one.
func (h *holding) Release(context.Context) error {
	defer h.file.Close()
	if err := h.lost(); err != nil {
		if errors.Is(err, storage.ErrLockLost) {
			return nil
		}
		return err
	}
	return h.storage.system.Remove(h.storage.lockName())
}
