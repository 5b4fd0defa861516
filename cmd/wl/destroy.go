package main

import (
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/lang"
)

func newDestroyCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "destroy [DIR]",
		Short: "Remove everything that the stack has made",
		Long: `Plans the removal of everything that the stack has made, asks, and does it: only
the objects that its state names, and its state last.

Exit codes: 0 everything is gone; 1 failed, or not everything was done.`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir, o.Extent, o.OrIdentity, o.Destroy = dirOf(args), lang.Objects, true, true
			return a.apply(cmd.Context(), o)
		},
	}
	o.addApplyFlags(cmd)
	o.addRecheckFlag(cmd, "leave --auto-approve out, and wl destroy shows what would be deleted and asks before it does anything")
	return cmd
}
