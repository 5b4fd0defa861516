package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
)

type validateOptions struct {
	stackOptions
	format  ui.Format
	verbose bool
}

func newValidateCommand(a *app) *cobra.Command {
	var o validateOptions
	cmd := &cobra.Command{
		Use:   "validate [DIR]",
		Short: "Check the configuration, offline",
		Long: `Checks every file of the stack: syntax, names, types, limits, references, and the
objects that come of it against Kubernetes' own schema. Nothing is asked of a
cluster. All errors are reported in one run.

Exit codes: 0 valid, perhaps with warnings; 1 not valid.`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.takeDir(args)
			return a.validate(cmd.Context(), o)
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "show every warning, list the objects by kind, and say in words when CronJobs run")
	return cmd
}

func (a *app) validate(ctx context.Context, o validateOptions) error {
	c := o.compile(ctx)
	out, options := a.streams.Err, a.streams.ErrOptions(ui.Text)
	if o.format == ui.JSON {
		out, options = a.streams.Out, a.streams.Options(ui.JSON)
	}
	options.Verbose = o.verbose
	if err := ui.Diagnostics(out, c.Diagnostics, c.Files, options); err != nil {
		return err
	}
	if c.Diagnostics.HasErrors() {
		return exitFailed
	}
	if o.format == ui.JSON {
		return nil
	}
	options = a.streams.Options(ui.Text)
	options.Verbose = o.verbose
	return ui.Valid(a.streams.Out, c.Stack.ID.Name, clusterObjects(c.Stack.Clusters), options)
}

// count is "1 object", "2 objects".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
