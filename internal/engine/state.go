package engine

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/move"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

// ClusterLocks are who holds, or has held, the stack's lock on a cluster, and that of its run
// where this is its home; nil where nobody does.
type ClusterLocks struct {
	Cluster    string // as the stack declares it; empty where it declares none
	Context    string
	Stack, Run *state.Holder
}

// declaredName is the name by which the stack declares the cluster; empty where it does not.
func declaredName(c lang.Cluster) string {
	if !c.Declared {
		return ""
	}
	return c.Name
}

// Held reports whether one of them is held.
func (c ClusterLocks) Held() bool { return c.Stack != nil || c.Run != nil }

// Locks reads who holds the stack's lock on one cluster after the other, and that of its run. With
// an error come the clusters before it, and the one whose run it is about.
func (s States) Locks(ctx context.Context) ([]ClusterLocks, error) {
	return s.locks(ctx, (*state.Store).Holder, (*state.Runs).Holder)
}

// Unlock releases the locks of whoever holds them: they stop at once. With an error come the
// clusters before it, and the one whose run it is about: the stack's lock is released there.
func (s States) Unlock(ctx context.Context) ([]ClusterLocks, error) {
	return s.locks(ctx, (*state.Store).ForceUnlock, (*state.Runs).ForceUnlock)
}

func (s States) locks(ctx context.Context, ofStack func(*state.Store, context.Context) (*state.Holder, error), ofRun func(*state.Runs, context.Context) (*state.Holder, error)) ([]ClusterLocks, error) {
	var done []ClusterLocks
	for _, c := range s.stack.clusters {
		if c.err != nil {
			return done, c.err
		}
		found := ClusterLocks{Cluster: declaredName(c.Cluster), Context: c.client.Context()}
		var err error
		if found.Stack, err = ofStack(c.store, ctx); err != nil {
			return done, err
		}
		if c.store.File() == "" {
			found.Run, err = ofRun(state.OpenRuns(c.client, s.stack.Stack.ID), ctx)
		}
		if done = append(done, found); err != nil {
			return done, err
		}
	}
	return done, nil
}

// Inventory is what the state has, cluster by cluster.
type Inventory struct {
	Clusters []ClusterInventory
}

// ClusterInventory is the state on one cluster; Revision is nil where it could not be
// read, or there is none, and Error why.
type ClusterInventory struct {
	Cluster  string
	Context  string
	Revision *state.Revision // as Shown
	Error    fact.Fact
}

// Complete reports whether every cluster's state could be read.
func (i Inventory) Complete() bool {
	return !slices.ContainsFunc(i.Clusters, func(c ClusterInventory) bool { return c.Revision == nil })
}

// States are those of a stack on its clusters.
type States struct{ stack *Stack }

// States are those of the stack.
func (s *Stack) States() States { return States{s} }

// Inventory reads the state of every cluster, all at once, without its keys and
// anything sensitive.
func (s States) Inventory(ctx context.Context) Inventory {
	var all Inventory
	for _, t := range sitesOf(ctx, s.stack) {
		c := ClusterInventory{Cluster: t.Name, Context: t.way().Context}
		if t.failure != nil {
			c.Error = reason(t.failure)
		} else {
			shown := t.snapshot.Revision.Shown()
			c.Revision = &shown
		}
		all.Clusters = append(all.Clusters, c)
	}
	return all
}

// StoredObject is an object of the state, and as it is live.
type StoredObject struct {
	Cluster string
	Context string
	Entry   state.Entry
	// Live is the object in the cluster, without sensitive values; nil where it does not
	// exist.
	Live map[string]any
	// Note is that sensitive values of other objects, which it may repeat, could not be read.
	Note fact.Fact
}

// Object reads the objects that an argument means: by the address of their block, as
// Kind/name, or by name. The error is an *UnknownObjectError, or why a cluster could not
// be looked at.
func (s States) Object(ctx context.Context, argument string) ([]StoredObject, error) {
	var all []StoredObject
	var known []string
	for _, t := range sitesOf(ctx, s.stack) {
		if t.failure != nil {
			return nil, &apply.Error{Cluster: t.Name, Cause: t.failure}
		}
		var meant []state.Entry
		for _, e := range t.snapshot.Revision.Objects {
			if known = append(known, e.Address); live.Means(argument, &e) {
				meant = append(meant, e)
			}
		}
		shown, err := t.shown(ctx, s.stack.Stack.ID, meant)
		if err != nil {
			return nil, &apply.Error{Cluster: t.Name, Cause: err}
		}
		all = append(all, shown...)
	}
	if len(all) == 0 {
		slices.Sort(known)
		return nil, &UnknownObjectError{Argument: argument, Known: slices.Compact(known)}
	}
	return all, nil
}

// shown reads objects of the state as they may be shown.
func (t *site) shown(ctx context.Context, stack object.Stack, entries []state.Entry) ([]StoredObject, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	var note fact.Fact
	mask, err := t.mask(ctx, stack, func(n fact.Fact) { note = n })
	if err != nil {
		return nil, err
	}
	all := make([]StoredObject, len(entries))
	for i, e := range entries {
		all[i] = StoredObject{Cluster: t.Name, Context: t.way().Context, Entry: e, Note: note}
		if all[i].Live, err = live.Shown(ctx, t.client, &e, mask); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Moved is a cluster on which a stack has been moved, or to which a move that has failed before has not come.
type Moved struct {
	Cluster string // as the stack declares it; empty where it declares none
	Context string
	Objects int  // of the stack
	Already bool // it was there before
	Left    bool // it is not moved, or not to the end
}

// Move has the stack continue as another one, on one cluster after the other: its state
// and what marks its objects as its own move, the objects stay. Notice is told what a
// person should know who waits. What is known to be in the way on any of them is found before anything is
// moved. With an error come all clusters where some were moved; the same move continues. A cluster to which
// nothing was applied has nothing to move, unless all have not. Begin is called as move.Input says.
func (s States) Move(ctx context.Context, to object.Stack, begin func() (*state.RunRef, error), notice func(fact.Fact)) ([]Moved, error) {
	in := move.Input{From: s.stack.Stack.ID, To: to, Who: s.stack.options.Program.Who, WLVersion: s.stack.options.Program.Version, Begin: begin, Notice: notice}
	check := func(c *cluster) error {
		return move.Check(ctx, c.client, c.store, s.stack.options.store(c, s.stack.Stack, to), in)
	}
	return s.moveEach(ctx, move.NoState, check, func(c *cluster) (Moved, error) {
		result, err := move.Run(ctx, c.client, c.store, s.stack.options.store(c, s.stack.Stack, to), in)
		return Moved{Objects: result.Objects}, err
	})
}

// moveEach moves something on one cluster after the other, where there is something, once all are checked: the code is
// that there is nothing.
func (s States) moveEach(ctx context.Context, nothing fact.Code, check func(*cluster) error, moves func(*cluster) (Moved, error)) (done []Moved, err error) {
	for _, c := range s.stack.clusters {
		if c.err != nil {
			return nil, c.err
		}
	}
	checked, _ := pool.Map(ctx, pool.All, s.stack.clusters, func(_ context.Context, c *cluster) (error, error) { return check(c), nil })
	for _, err := range checked {
		if err != nil && fact.Of(err).Code != nothing {
			return nil, err
		}
	}
	var without error
	for i, c := range s.stack.clusters {
		moved, err := moves(c)
		switch {
		case fact.Of(err).Code == nothing:
			without = cmp.Or(without, err)
		case err != nil:
			return unmoved(done, s.stack.clusters[i:]), err
		default:
			moved.Cluster, moved.Context = declaredName(c.Cluster), c.client.Context()
			done = append(done, moved)
		}
	}
	if len(done) > 0 {
		return done, nil
	}
	return nil, without
}

// StateDirMissing means that no directory is known for a state in a file.
const StateDirMissing fact.Code = "state_dir_missing"

// MoveState moves the state between the clusters and files, on one cluster after the other, as Move does: to
// the files in a directory, or from there to the clusters. Dir is that directory; where it
// is empty, the configuration's. Begin is called as state.Store.MoveTo says.
func (s States) MoveState(ctx context.Context, toFile bool, dir string, begin func() error, notice func(fact.Fact)) ([]Moved, error) {
	if dir == "" && s.stack.Stack.StateDir == "" {
		return nil, fact.NewError(nil, StateDirMissing, nil)
	}
	stores := func(c *cluster) (from, to *state.Store) {
		name := s.stack.options.stateFile(s.stack.Stack.StateDir, s.stack.Stack.ID, c)
		if dir != "" {
			name = filepath.Join(dir, state.FileName(s.stack.Stack.ID, c.Name))
		}
		from, to = state.Open(c.client, s.stack.Stack.ID), state.OpenFile(c.client, s.stack.Stack.ID, name)
		if !toFile {
			from, to = to, from
		}
		return from, to
	}
	check := func(c *cluster) error {
		_, err := state.Open(c.client, s.stack.Stack.ID).Read(ctx) // which either place needs
		if errors.Is(err, context.Canceled) {
			err = state.Unmoved(s.stack.Stack.ID, err)
		}
		return err
	}
	return s.moveEach(ctx, state.NothingToMove, check, func(c *cluster) (Moved, error) {
		from, to := stores(c)
		r, moved, err := moveState(ctx, s.stack.Stack.ID, from, to, begin, state.LockInfo{Operation: "move", Who: s.stack.options.Program.Who, WLVersion: s.stack.options.Program.Version, Notice: notice})
		if err != nil {
			return Moved{}, err
		}
		return Moved{Objects: len(r.Objects), Already: !moved}, nil
	})
}

// moveState moves one state, while nobody else can use it, unless it is there already and nothing is left
// of it here.
func moveState(ctx context.Context, of object.Stack, from, to *state.Store, begin func() error, info state.LockInfo) (r *state.Revision, moved bool, err error) {
	defer func() {
		if errors.Is(err, context.Canceled) {
			err = state.Unmoved(of, err)
		}
	}()
	left, err := from.Left(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, store := range []*state.Store{from, to} {
		lock, err := store.Lock(ctx, info)
		if err != nil {
			return nil, false, err
		}
		defer func() { _ = lock.UnlockWithin(ctx, 20*time.Second) }() // one that stays becomes stale
	}
	r, moved, err = from.MoveTo(ctx, to, begin)
	return r, moved || left, err
}
