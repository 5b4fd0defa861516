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
them: only the objects in the stack's state, and the state last. Objects whose block
has lifecycle { destroy = false } are released instead: they stay in the cluster.
With --stack and --namespace, by the state alone: of a cluster that the stack no
longer declares.

Exit codes: 0 everything is deleted; 1 failed, or not everything was done.`,
		Example: `  wl destroy
  wl destroy --cluster prod-eu --auto-approve ./shop
  wl destroy --stack shop --namespace shop --context prod-us`,
		Args: oneDir,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkState(cmd, args, o.Options); err != nil {
				return err
			}
			o.Dir, o.Extent, o.OrIdentity, o.Destroy = dirOf(cmd, args), lang.Objects, true, true
			return o.apply(cmd.Context(), a)
		},
	}
	o.addApplyFlags(cmd)
	namedFlags(cmd.Flags(), &o.Options)
	o.addRecheckFlag(cmd, "")
	return cmd
}
