package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/status"
	"github.com/workloadlang/wl/lang"
)

type statusOptions struct {
	engine.Options
	format ui.Format
	watch  bool
}

func newStatusCommand(a *app) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:   "status [DIR]",
		Short: "Show the status of the stack's workloads",
		Long: `Shows for every workload of the stack, on every cluster, whether it is running, its
numbers under kubectl's names, and the reason where it is not running. More than two
clusters are a line each, with those below that are not as configured, and what is
behind.

With --watch it is shown again whenever it changes, until Ctrl-C: on a terminal it is
redrawn, elsewhere only the changes are printed. The exit code is that of the last
status.

Exit codes: 0 every workload is as configured; 1 failed, or a cluster or the last run
could not be read; 2 an object is missing, a workload is not running as configured, or a
cluster is behind: the last run has not come to it, has left it out, or was rolled back
there and not everywhere, or it has nothing of the stack while another has. A revision of another commit is a note, and what is left
on clusters that are no longer declared a warning.`,
		Example: `  wl status
  wl status --cluster prod-eu --format json ./shop
  wl status --watch
  wl status --stack shop --namespace shop --context prod-eu`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkState(cmd, args, o.Options); err != nil {
				return err
			}
			o.Dir, o.Extent = dirOf(cmd, args), lang.Identity
			return o.status(cmd.Context(), a)
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVarP(&o.watch, "watch", "w", false, "continue to show the status whenever it changes")
	return cmd
}

func (o statusOptions) status(ctx context.Context, a *app) error {
	s, err := a.open(ctx, o.Options)
	if err != nil {
		return err
	}
	found, err := o.show(ctx, a, s)
	if err != nil {
		return err
	}
	if code := codeOf(found); code != exitDone {
		return code
	}
	return nil
}

func codeOf(found engine.Status) exitCode {
	switch {
	case !found.Complete():
		return exitFailed
	case !found.Healthy():
		return exitFound
	}
	return exitDone
}

// statusInterval is how often a status that is watched is read.
const statusInterval = 2 * time.Second

// show shows the status, once or for as long as it is watched, and returns the last
// one.
func (o statusOptions) show(ctx context.Context, a *app, s *engine.Stack) (engine.Status, error) {
	name, options := s.Stack.ID.Name, a.streams.Options(o.format)
	if !o.watch {
		found := s.Status(ctx)
		return found, status.Write(a.streams.Out, name, found, options)
	}
	shown := status.NewWatch(a.streams, name, options)
	return s.WatchStatus(ctx, statusInterval, func(found engine.Status) error {
		endsBySignal(ctx, codeOf(found))
		return shown.Show(found, time.Now())
	})
}
