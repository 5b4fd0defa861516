package main

import (
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/lang"
)

func newStateRmCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "rm ADDRESS | KIND/NAMESPACE/NAME ...",
		Short: "Release objects: stop managing them without deleting them",
		Long: `Plans to release objects, asks for approval, and releases them: they stay in the
cluster as they are, without the labels of the stack, and nobody owns the fields that
the stack has owned. An object is named by the address of its block, which means all
objects of that block, or as KIND/NAMESPACE/NAME (KIND/NAME of one in no namespace).

What the configuration still has is not managed by the stack then, and blocks the next
plan, unless it is adopted again: remove its block, too.

Exit codes: 0 everything is released; 1 failed, or not everything was done.`,
		Example: `  wl state rm workload.web
  wl state rm -C ./shop --cluster prod-eu ConfigMap/shop/settings
  wl state rm --stack shop --namespace shop --auto-approve Deployment/shop/web`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fact.NewError(nil, usage.ObjectMissing, nil)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkState(cmd, nil, o.Options); err != nil {
				return err
			}
			o.Dir, o.Extent, o.ReleaseOnly = dirOf(cmd, nil), lang.Identity, args
			return o.apply(cmd.Context(), a)
		},
	}
	stateFlags(cmd.Flags(), &o.Options)
	o.addReadFlags(cmd)
	o.addApprovalFlags(cmd)
	addOutsideFlag(cmd, &o.outsideRun)
	return cmd
}
