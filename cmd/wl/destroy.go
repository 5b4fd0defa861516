package main

import (
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/lang"
)

func newDestroyCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "destroy [DIR]",
		Short: "Delete every object of the stack",
		Long: `Plans the deletion of every object of the stack, asks for approval, and deletes
them: only the objects in the stack's state, and the state last.

Exit codes: 0 everything is deleted; 1 failed, or not everything was done.`,
		Example: `  wl destroy
  wl destroy --cluster prod-eu --auto-approve ./shop`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir, o.Extent, o.OrIdentity, o.Destroy = dirOf(args), lang.Objects, true, true
			return a.apply(cmd.Context(), o)
		},
	}
	o.addApplyFlags(cmd)
	o.addRecheckFlag(cmd, "omit --auto-approve: wl destroy shows what would be deleted and asks for approval")
	return cmd
}
