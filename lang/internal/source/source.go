// Package source is where the files of a stack are read: from the disk, or from
// a file system that a program brings. Nothing but regular files is read, and
// never more than a limit of one.
package source

import "io/fs"

// Tree is where the files of a stack are. Names are paths in it, as Go's package
// filepath writes them.
type Tree interface {
	// Read returns the content of a regular file of at most limit bytes.
	Read(name string, limit int64) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)
	// ReadDir lists a directory by name.
	ReadDir(name string) ([]fs.DirEntry, error)
	// Walk visits all below a directory, as fs.WalkDir does. The directory itself may be a
	// link; those below it are not followed.
	Walk(root string, visit fs.WalkDirFunc) error
	// Within reports, as a disk.OutsideError, that a path leads out of a directory,
	// by its steps or by symbolic links.
	Within(root, name string) error
	// Real is a path by which two that lead to one directory are the same.
	Real(dir string) string
}
