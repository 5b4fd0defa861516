package main

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/usage"
)

// severalStacks are the stacks that a verb is about, where there may be several.
type severalStacks struct {
	dirs      []string // as they were given
	recursive bool
	since     string
}

// addFlags registers the flags that choose them.
func (s *severalStacks) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.recursive, "recursive", false, "every stack in and below the directory: each directory whose files have a stack block")
}

// addSince registers the flag that leaves out what no change touches.
func (s *severalStacks) addSince(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.since, "changed-since", "", "only the stacks that the changes since the merge base with this git `revision` touch, by the files that they read")
}

// several reports whether there may be several.
func (s *severalStacks) several() bool { return len(s.dirs) > 1 || s.recursive || s.since != "" }

// find lists them, in the order of their paths.
func (s *severalStacks) find() ([]string, error) {
	if s.recursive {
		return repository.Stacks(s.dirs)
	}
	dirs := make([]string, len(s.dirs))
	for i, dir := range s.dirs {
		dirs[i] = filepath.Clean(dir)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs), nil
}

// findSince lists those that are to be planned, and notes what has changed in them.
func (s *severalStacks) findSince(ctx context.Context, how *repository.Options) (dirs []string, err error) {
	if s.recursive && s.since != "" {
		dirs, how.Changes, how.Gone, err = repository.Since(ctx, s.dirs, s.since)
		return dirs, err
	}
	if dirs, err = s.find(); err != nil || s.since == "" {
		return dirs, err
	}
	dirs, how.Changes, how.Gone, err = repository.SinceIn(ctx, dirs, s.since)
	return dirs, err
}

// checkMany refuses what is of one stack only.
func (o *planOptions) checkMany() error {
	switch {
	case o.out != "":
		return fact.NewError(nil, usage.OutOfSeveral, nil)
	case o.order:
		return fact.NewError(nil, usage.OrderOfSeveral, nil)
	}
	return nil
}

// planMany plans several stacks at once.
func (o planOptions) planMany(ctx context.Context, a *app) error {
	if err := cmp.Or(o.checkReadOnly(), o.checkMany()); err != nil {
		return err
	}
	how := repository.Options{Stack: a.engineOptions(o.Options), Plan: o.PlanOptions}
	dirs, err := o.stacks.findSince(ctx, &how)
	if err != nil {
		return err
	}
	selection := plans.Selection{Dirs: repository.Paths(o.stacks.dirs), Recursive: o.stacks.recursive, Since: o.stacks.since}
	selection.Clusters, selection.Context = o.Clusters, o.Context
	out, code := plans.NewMany(a.streams.Out, selection, a.view(o)), exitDone
	err = repository.Plan(ctx, dirs, how, func(p repository.Planned) error {
		a.printRequests(p.Stack)
		switch {
		case p.Result == repository.Failed:
			code = exitFailed
		case p.Result == repository.Changes && o.detailed && code == exitDone:
			code = exitFound
		}
		return cmp.Or(out.Add(p), a.tellRun(p.Dir, p.Standing, p.Unknown))
	})
	if err = cmp.Or(err, out.End()); err == nil && code != exitDone {
		return code
	}
	return err
}
