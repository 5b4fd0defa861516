package repository

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/lang"
)

// removed lists the directories at and below some that had a stack where the changes
// begin, and have none any more.
func removed(ctx context.Context, c *commit.Changes, roots []string) []string {
	var all []string
	for _, root := range roots {
		at, err := filepath.Rel(c.Root, absolute(root))
		if err != nil {
			continue
		}
		for _, f := range c.Files {
			below, err := filepath.Rel(at, filepath.Dir(f.Path))
			if !f.Gone || err != nil || !filepath.IsLocal(below) {
				continue
			}
			dir := filepath.Join(root, below)
			if !slices.Contains(all, dir) && lang.StackIn(c.At(ctx, f.Path), f.Path) && !lang.DeclaresStack(dir) {
				all = append(all, dir)
			}
		}
	}
	return all
}

func absolute(path string) string {
	if a, err := filepath.Abs(path); err == nil {
		path = a
	}
	return real(path)
}

// nothing is what is known of a stack that is no more.
func nothing() *engine.Stack {
	return &engine.Stack{Compiled: &engine.Compiled{Compilation: &lang.Compilation{}}}
}
