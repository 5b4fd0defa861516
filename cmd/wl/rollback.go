package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/lang"
)

func newRollbackCommand(a *app) *cobra.Command {
	var o applyOptions
	cmd := &cobra.Command{
		Use:   "rollback [REVISION]",
		Short: "Apply the objects of an earlier revision again",
		Long: `Plans the way back to REVISION, asks for approval, and applies it as a new revision.
Without REVISION, it is the last revision that succeeded and differs from what is
there; a rollback that was not finished is continued. The objects are those that the
state has kept; no variables are needed.

Data stays as it is: Secrets keep their present data, and no Secret, claim, volume,
namespace or CustomResourceDefinition is deleted. Jobs are not deleted, and run again
only with --rerun-jobs: then those of the revision do. A sensitive value within a workload is taken from the ReplicaSet or
ControllerRevision that still has it. Where none does, nothing is done on that cluster.

The configuration stays as it is, too: wl plan shows what it would change again.

Exit codes: 0 everything is applied and rolled out; 1 failed, or not everything
was done.`,
		Example: `  wl rollback
  wl rollback 7
  wl rollback -C ./shop --cluster prod-eu --auto-approve`,
		RunE: func(cmd *cobra.Command, args []string) error {
			numbers, err := revisionsOf(cmd, args, 1)
			if err := cmp.Or(err, checkState(cmd, nil, o.Options)); err != nil {
				return err
			}
			o.Dir, o.Extent, o.rollback = dirOf(cmd, nil), lang.Identity, &engine.RollbackOptions{}
			if len(numbers) > 0 {
				o.rollback.To = numbers[0]
			}
			return o.apply(cmd.Context(), a)
		},
	}
	o.addApplyFlags(cmd)
	namedFlags(cmd.Flags(), &o.Options)
	o.addRecheckFlag(cmd, "")
	o.addTargetFlag(cmd)
	cmd.Flags().BoolVar(&o.RerunJobs, "rerun-jobs", false, "run the revision's Jobs again, in their order")
	return cmd
}
