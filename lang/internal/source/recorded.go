package source

import (
	"io/fs"
	"maps"
	"slices"
	"sync"
)

// Look is how something in a tree was looked at.
type Look int

// The looks: each is changed by other changes.
const (
	File      Look = iota // it was read, or looked for
	Directory             // the names in it were listed
	Below                 // all names below it were listed
)

// Recorded is a tree that takes down what of another one is looked at.
type Recorded struct {
	Tree

	mu    sync.Mutex
	names [Below + 1]map[string]bool
}

// Record returns a tree that takes down what is looked at.
func Record(t Tree) *Recorded {
	return &Recorded{Tree: t, names: [Below + 1]map[string]bool{{}, {}, {}}}
}

// Looked lists by name what was looked at so.
func (r *Recorded) Looked(l Look) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Sorted(maps.Keys(r.names[l]))
}

func (r *Recorded) note(l Look, name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[l][name] = true
}

// Read implements Tree.
func (r *Recorded) Read(name string, limit int64) ([]byte, error) {
	r.note(File, name)
	return r.Tree.Read(name, limit)
}

// Stat implements Tree.
func (r *Recorded) Stat(name string) (fs.FileInfo, error) {
	r.note(File, name)
	return r.Tree.Stat(name)
}

// ReadDir implements Tree.
func (r *Recorded) ReadDir(name string) ([]fs.DirEntry, error) {
	r.note(Directory, name)
	return r.Tree.ReadDir(name)
}

// Walk implements Tree.
func (r *Recorded) Walk(root string, visit fs.WalkDirFunc) error {
	r.note(Below, root)
	return r.Tree.Walk(root, visit)
}
