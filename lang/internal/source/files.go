package source

import (
	"io/fs"
	"path"
	"path/filepath"

	"github.com/workloadlang/wl/internal/disk"
)

// Files are a file system that a program brings. Symbolic links in it are not
// followed: where they lead is not to be known from here.
type Files struct{ fs.FS }

// Read implements Tree.
func (f Files) Read(name string, limit int64) ([]byte, error) {
	at, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return disk.ReadIn(f.FS, at, limit)
}

// Stat implements Tree.
func (f Files) Stat(name string) (fs.FileInfo, error) {
	at, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(f.FS, at)
}

// ReadDir implements Tree.
func (f Files) ReadDir(name string) ([]fs.DirEntry, error) {
	at, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(f.FS, at)
}

// Walk implements Tree.
func (f Files) Walk(root string, visit fs.WalkDirFunc) error {
	at, err := f.at(root)
	if err != nil {
		return err
	}
	return fs.WalkDir(f.FS, at, visit)
}

// Within implements Tree.
func (f Files) Within(root, name string) error {
	within, err := filepath.Rel(root, name)
	if err != nil || !filepath.IsLocal(within) {
		return &disk.OutsideError{Name: name}
	}
	_, err = f.at(name)
	return err
}

// Real implements Tree.
func (f Files) Real(dir string) string { return filepath.Clean(string(filepath.Separator) + dir) }

// at is a path as package fs writes it. A link on the way there is an error.
func (f Files) at(name string) (string, error) {
	at := filepath.ToSlash(filepath.Clean(name))
	if !fs.ValidPath(at) {
		return "", &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	for step := at; step != "."; step = path.Dir(step) {
		if info, err := fs.Lstat(f.FS, step); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return "", &disk.NotRegularError{Name: filepath.FromSlash(step), Mode: info.Mode()}
		}
	}
	return at, nil
}
