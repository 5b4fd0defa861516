package repository

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/lang"
)

// touch reports whether changes touch what a compilation has read: a file that it has
// read or looked for, or a name that is gone from a directory that it has listed (of the
// new ones it has read those that matter), or a name below one whose names it has listed
// on every level. What is outside of the repositories is not touched.
func (all Differences) touch(r lang.Reads) bool {
	return slices.ContainsFunc(all, func(c *commit.Changes) bool { return touched(c, r) })
}

func touched(c *commit.Changes, r lang.Reads) bool {
	paths := within{c.Root}
	files, directories, below := paths.all(r.Files), paths.all(r.Directories), paths.all(r.Below)
	return slices.ContainsFunc(c.Files, func(f commit.Change) bool {
		reads := func(name string) bool { return beneath(name, f.Path) }
		if slices.ContainsFunc(slices.Concat(files, directories, below), reads) {
			return true
		}
		return f.Gone && slices.Contains(directories, filepath.Dir(f.Path)) ||
			(f.New || f.Gone) && slices.ContainsFunc(below, func(dir string) bool { return beneath(f.Path, dir) })
	})
}

// within is the directory of a repository's files, without symbolic links.
type within struct{ root string }

// all are paths below the root: each as it was used, and as it is without links, which may
// have changed themselves.
func (w within) all(names []string) []string {
	var all []string
	for _, name := range names {
		absolute, err := filepath.Abs(name)
		if err != nil {
			continue
		}
		for _, at := range []string{absolute, filepath.Join(real(filepath.Dir(absolute)), filepath.Base(absolute)), real(absolute)} {
			if inside, err := filepath.Rel(w.root, at); err == nil && filepath.IsLocal(inside) && !slices.Contains(all, inside) {
				all = append(all, inside)
			}
		}
	}
	return all
}

// real is a path without symbolic links, as far as it exists.
func real(path string) string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		return resolved
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(real(parent), filepath.Base(path))
	}
	return path
}

// beneath reports whether a path is a directory or below it.
func beneath(path, dir string) bool {
	rest, found := strings.CutPrefix(path, dir)
	return dir == "." || found && (rest == "" || os.IsPathSeparator(rest[0]))
}
