// Package infile keeps a stack's state in a file of the machine that runs wl. The file is
// replaced as a whole and made durable, so that whatever ends a process leaves the former
// content or the new one; a lock file beside it is held by flock, which means nothing on
// another machine.
package infile

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Cluster is what of a cluster tells it from others.
type Cluster interface {
	// UID is that of the cluster's Namespace kube-system.
	UID(ctx context.Context) (string, error)
}

// Storage is the file of a stack's state on one cluster.
type Storage struct {
	name    string
	stack   object.Stack
	cluster Cluster
	system  System

	mu     sync.Mutex
	staged map[string]part // parts that no head names yet
}

// New returns the place of a stack's state in a file. Nothing is read yet.
func New(name string, s object.Stack, c Cluster, system System) *Storage {
	return &Storage{name: name, stack: s, cluster: c, system: system, staged: map[string]part{}}
}

// Sizes have no limits: there is one file.
func (s *Storage) Sizes() storage.Sizes {
	return storage.Sizes{Inline: math.MaxInt, Part: math.MaxInt}
}

// Place is the file.
func (s *Storage) Place() fact.Args { return fact.Args{"file": s.name} }

// Persist writes once: a file system answers.
func (s *Storage) Persist(_ context.Context, write func() error) error { return write() }

// limit bounds what is read of a file.
const limit = 1 << 30

// read returns no document where there is no file.
func (s *Storage) read() (*document, error) {
	info, err := os.Lstat(s.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &disk.NotRegularError{Name: s.name, Mode: info.Mode()}
	}
	content, err := disk.Read(s.name, limit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return decode(content)
}

// readOwn is read, of a file that is the state on this cluster and on no other.
func (s *Storage) readOwn(ctx context.Context) (*document, error) {
	d, err := s.read()
	if d == nil || err != nil {
		return nil, err
	}
	uid, err := s.cluster.UID(ctx)
	if err != nil {
		return nil, err
	}
	if d.Cluster != uid {
		return nil, &storage.UnusableError{Err: fact.NewError(nil, storage.OfOtherCluster, fact.Args{"uid": d.Cluster, "uid_now": uid})}
	}
	return d, nil
}

// Head reads the file.
func (s *Storage) Head(ctx context.Context) (storage.Head, error) {
	d, err := s.readOwn(ctx)
	if d == nil || err != nil {
		return storage.Head{}, err
	}
	return storage.Head{Version: d.version(), Index: d.Head, Revision: d.Revision}, nil
}

// errMoved is why a swap is refused.
var errMoved = errors.New("the file has been written since it was read")

// Swap replaces the file.
func (s *Storage) Swap(ctx context.Context, next storage.Head) (version storage.Version, err error) {
	uid, err := s.cluster.UID(ctx)
	if err != nil {
		return version, err
	}
	if err := s.system.MkdirAll(filepath.Dir(s.name)); err != nil {
		return version, err
	}
	err = s.exclusively(ctx, func() error {
		d, err := s.readOwn(ctx)
		if err != nil {
			return err
		}
		if d.version() != next.Version {
			return &storage.RacedError{Err: errMoved}
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		now := &document{FormatVersion: formatVersion, Cluster: uid, Head: next.Index, Revision: next.Revision, Parts: maps.Clone(s.staged)}
		if d != nil {
			maps.Copy(now.Parts, d.Parts)
		}
		if err := s.replace(now); err != nil {
			return err
		}
		version = now.version()
		clear(s.staged)
		return nil
	})
	return version, err
}

// DeleteHead deletes the file, with all parts.
func (s *Storage) DeleteHead(ctx context.Context) error {
	return present(s.exclusively(ctx, func() error {
		err := s.system.Remove(s.name)
		if err == nil {
			err = s.system.Sync(filepath.Dir(s.name))
		}
		return err
	}))
}

// present is content with what is not there.
func present(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Part reads a part of the file.
func (s *Storage) Part(ctx context.Context, name string) ([]byte, error) {
	d, err := s.readOwn(ctx)
	if err != nil {
		return nil, err
	}
	if d != nil {
		if p, ok := d.Parts[name]; ok {
			return p.Bytes, nil
		}
	}
	return nil, &storage.MissingError{Err: fact.NewError(nil, storage.KeyMissing, fact.Args{"key": name})}
}

// WritePart remembers a part until the next Swap.
func (s *Storage) WritePart(_ context.Context, p storage.Part) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.staged[p.Name] = part{Serial: p.Serial, Bytes: bytes.Clone(p.Bytes)}
	return nil
}

// Parts are those in the file.
func (s *Storage) Parts(ctx context.Context) (map[string]int64, error) {
	d, err := s.readOwn(ctx)
	if d == nil || err != nil {
		return nil, err
	}
	found := make(map[string]int64, len(d.Parts))
	for name, p := range d.Parts {
		found[name] = p.Serial
	}
	return found, nil
}

// DeleteParts replaces the file by one without them.
func (s *Storage) DeleteParts(ctx context.Context, names ...string) error {
	return present(s.exclusively(ctx, func() error {
		d, err := s.readOwn(ctx)
		if d == nil || err != nil {
			return err
		}
		before := len(d.Parts)
		for _, name := range names {
			delete(d.Parts, name)
		}
		if len(d.Parts) == before {
			return nil
		}
		return s.replace(d)
	}))
}

// replace makes a document the content of the file: all of it, or nothing. Its caller is
// alone, so that what an earlier one has left beside the file is nobody's any more.
func (s *Storage) replace(d *document) error {
	content, err := d.encode()
	if err != nil {
		return err
	}
	dir, base := filepath.Split(s.name)
	temporary := filepath.Join(dir, "."+base+".tmp")
	if err = present(s.system.Remove(temporary)); err == nil {
		err = s.system.Write(temporary, content)
	}
	if err == nil {
		err = s.system.Sync(temporary)
	}
	if err == nil {
		err = s.system.Rename(temporary, s.name)
	}
	if err != nil {
		_ = s.system.Remove(temporary) // the first error says more
		return err
	}
	return s.system.Sync(filepath.Dir(s.name))
}

// mutexLook is how often it is looked whether another writer of the file has done.
const mutexLook = 5 * time.Millisecond

// exclusively does something while no other process does so in the file's directory; that
// takes as long as writing a file, whoever holds the stack's lock.
func (s *Storage) exclusively(ctx context.Context, do func() error) error {
	dir, err := s.system.Open(filepath.Dir(s.name), os.O_RDONLY)
	if err != nil {
		return err
	}
	defer dir.Close()
	for {
		err := flock(dir)
		if err == nil {
			return do()
		}
		if !errors.Is(err, errHeld) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(mutexLook):
		}
	}
}
