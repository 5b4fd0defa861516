package main

import (
	"cmp"
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/lang"
)

func newHistoryCommand(a *app) *cobra.Command {
	var o planOptions
	cmd := &cobra.Command{
		Use:   "history [REVISION [REVISION]]",
		Short: "List the revisions of the stack, or show what they changed",
		Long: `Lists the revisions that the stack's state keeps on every cluster: when each was
applied, by whom, of which commit, how it ended, and what it changed. With one
REVISION, shows the changes of that revision; with two, how the objects of the second
differ from those of the first. Sensitive values are not kept, and not shown.

Exit codes: 0 success; 1 failed, or not every cluster has the revision.`,
		Example: `  wl history
  wl history 7
  wl history 5 7 --format markdown
  wl history -C ./shop --cluster prod-eu`,
		RunE: func(cmd *cobra.Command, args []string) error {
			numbers, err := revisionsOf(cmd, args, 2)
			if err := cmp.Or(err, checkState(cmd, nil, o.Options)); err != nil {
				return err
			}
			o.Dir, o.Extent = dirOf(cmd, nil), lang.Identity
			return o.history(cmd.Context(), a, numbers)
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(plans.Format{Format: &o.format}, "format", "text, json, or markdown for a pull request")
	cmd.Flags().BoolVarP(&o.Trace, "verbose", "v", false, "print everything unfolded, and list every request with its time")
	return cmd
}

// revisionsOf reads the arguments of verbs that take revisions, at most so many.
func revisionsOf(cmd *cobra.Command, args []string, most int) ([]int64, error) {
	if len(args) > most {
		return nil, fact.NewError(nil, usage.RevisionsTooMany, fact.Args{"most": most, "given": len(args), "command": cmd.CommandPath()})
	}
	var numbers []int64
	for _, arg := range args {
		n, err := strconv.ParseInt(arg, 10, 64)
		if err != nil || n < 1 {
			return nil, fact.NewError(nil, usage.RevisionUnknown, fact.Args{"given": arg})
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

func (o planOptions) history(ctx context.Context, a *app, numbers []int64) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	defer a.printRequests(s)
	complete := false
	if len(numbers) == 0 {
		h := s.History(ctx)
		complete, err = h.Complete(), plans.WriteHistory(a.streams.Out, s.Stack.ID.Name, h, a.view(o))
	} else {
		p, whole := s.Past(ctx, numbers...)
		complete, err = whole, plans.Write(a.streams.Out, p, a.view(o))
	}
	switch {
	case err != nil:
		return err
	case !complete || ctx.Err() != nil:
		return exitFailed
	}
	return nil
}
