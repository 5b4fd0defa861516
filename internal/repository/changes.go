package repository

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/fact"
)

// Differences are what has changed in the repositories of some directories, each once; nil where
// that was not asked.
type Differences []*commit.Changes

// changed finds what has changed since a revision in the repositories of directories that
// were given, and of those that were found at and below them. A submodule that was found is
// known of by the repository that has it; any other repository is asked itself.
func changed(ctx context.Context, given, found []string, revision string) (Differences, error) {
	a := asking{revision: revision}
	for _, dir := range given {
		err := a.ask(ctx, existing(dir))
		if fact.Of(err).Code == commit.NoRepository && slices.ContainsFunc(found, func(f string) bool { return beneath(absolute(f), absolute(dir)) }) {
			continue // what was found there may be in one
		}
		if err != nil {
			return nil, err
		}
	}
	for _, dir := range found {
		if err := a.askOf(ctx, dir); err != nil {
			return nil, err
		}
	}
	return a.all, nil
}

// asking is repositories that were asked, and the directories with which they begin.
type asking struct {
	revision string
	all      Differences
	tops     []string
}

func (a *asking) ask(ctx context.Context, dir string) error {
	top := top(absolute(dir))
	if top != "" && slices.Contains(a.tops, top) {
		return nil
	}
	c, err := commit.Since(ctx, dir, a.revision)
	if err != nil {
		return err
	}
	a.tops = append(a.tops, top)
	if !slices.ContainsFunc(a.all, func(other *commit.Changes) bool { return other.Root == c.Root }) {
		a.all = append(a.all, c)
	}
	return nil
}

// askOf asks the repository that has a directory, itself or in submodules, unless one of these
// was asked.
func (a *asking) askOf(ctx context.Context, dir string) error {
	for at := top(absolute(dir)); at != ""; {
		if slices.Contains(a.tops, at) {
			return nil
		}
		if at = top(commit.Superproject(ctx, at)); at != "" {
			dir = at
		}
	}
	return a.ask(ctx, dir)
}

// Paths are directories as they are seen from where the repository of the working directory
// begins, so that they are the same wherever in it a command runs; as they were given where it
// is in none.
func Paths(dirs []string) []string {
	root := top(absolute("."))
	paths := make([]string, len(dirs))
	for i, dir := range dirs {
		paths[i] = filepath.ToSlash(filepath.Clean(dir))
		if below, err := filepath.Rel(root, absolute(dir)); root != "" && err == nil {
			paths[i] = filepath.ToSlash(below)
		}
	}
	return paths
}

// top is the nearest directory, of one and those above it, in which a repository begins;
// empty where none does. Git is not asked: there may be many stacks.
func top(dir string) string {
	for dir != "" {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	return ""
}
