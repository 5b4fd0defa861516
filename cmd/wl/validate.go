package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
)

type validateOptions struct {
	stackOptions
	format ui.Format
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
		RunE: func(_ *cobra.Command, args []string) error {
			o.takeDir(args)
			return a.validate(o)
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func (a *app) validate(o validateOptions) error {
	c := o.compile()
	if o.format == ui.JSON {
		if err := ui.Diagnostics(a.streams.Out, c.Diagnostics, c.Files, a.streams.Options(ui.JSON)); err != nil {
			return err
		}
	} else if err := ui.Diagnostics(a.streams.Err, c.Diagnostics, c.Files, a.streams.ErrOptions(ui.Text)); err != nil {
		return err
	}
	if c.Diagnostics.HasErrors() {
		return exitFailed
	}
	if o.format == ui.JSON {
		return nil
	}
	objects := 0
	for _, cluster := range c.Stack.Clusters {
		objects += len(cluster.Objects)
	}
	_, err := fmt.Fprintf(a.streams.Out, "The stack %s is valid: %s on %s.\n", c.Stack.ID.Name,
		count(objects, "object"), count(len(c.Stack.Clusters), "cluster"))
	return err
}

// count is "1 object", "2 objects".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
