package disk

import (
	"io/fs"
	"path/filepath"
)

// maxSearched bounds how many files Find looks at.
const maxSearched = 20_000

// Find returns the regular files of a name in a directory and all below it, sorted, as far
// as these may be read, and among the first twenty thousand files.
func Find(dir, name string) (found []string) {
	searched := 0
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error { // what cannot be read has none
		if searched++; searched > maxSearched {
			return fs.SkipAll
		}
		switch {
		case err != nil && entry != nil && entry.IsDir():
			return fs.SkipDir
		case err == nil && entry.Name() == name && entry.Type().IsRegular():
			found = append(found, path)
		}
		return nil
	})
	return found
}
