// Package repository works with the stacks of a repository: it finds them, knows which of
// them a change touches, and plans them at once.
//
//	dirs, changes, gone, err := repository.Since(ctx, []string{"."}, "origin/main")
//	err = repository.Plan(ctx, dirs, repository.Options{Changes: changes, Gone: gone}, func(p repository.Planned) error { … })
package repository

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/lang"
)

// Why stacks are not found.
const (
	StacksUnread fact.Code = "stacks_not_read"
	NoStacks     fact.Code = "no_stacks"
)

// Stacks lists the directories at and below some that are stacks, in the order of their
// paths, each once. Hidden directories are not looked into, and symbolic links not followed.
func Stacks(roots []string) ([]string, error) {
	s := search{seen: map[string]bool{}}
	for _, root := range roots {
		if err := s.below(filepath.Clean(root)); err != nil {
			return nil, fact.NewError(err, StacksUnread, fact.Args{"dir": root})
		}
	}
	if len(s.found) == 0 {
		return nil, fact.NewError(nil, NoStacks, fact.Args{"dirs": strings.Join(roots, ", ")})
	}
	return s.found, nil
}

type search struct {
	found []string
	seen  map[string]bool
}

func (s *search) below(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if s.seen[dir] {
		return nil
	}
	s.seen[dir] = true
	if lang.DeclaresStack(dir) {
		s.found = append(s.found, dir)
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if err := s.below(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}
