package source

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/workloadlang/wl/internal/disk"
)

// Disk is the machine's own file system. Links are followed.
type Disk struct{}

// Read implements Tree.
func (Disk) Read(name string, limit int64) ([]byte, error) { return disk.Read(name, limit) }

// Stat implements Tree.
func (Disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// ReadDir implements Tree.
func (Disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// Walk implements Tree.
func (Disk) Walk(root string, visit fs.WalkDirFunc) error {
	return filepath.WalkDir(root+string(filepath.Separator)+".", visit) // in which a link is followed
}

// Within implements Tree.
func (Disk) Within(root, name string) error { return disk.Within(root, name) }

// Real implements Tree.
func (Disk) Real(dir string) string {
	if absolute, err := filepath.Abs(dir); err == nil {
		dir = absolute
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	return dir
}
