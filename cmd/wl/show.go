package main

import (
	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/plans"
	"github.com/workloadlang/wl/internal/usage"
)

func newShowCommand(a *app) *cobra.Command {
	var o planOptions
	var steps bool
	cmd := &cobra.Command{
		Use:   "show FILE",
		Short: "Show a plan that wl plan --out has saved",
		Long: `Shows a saved plan as wl plan has printed it, or in another format. No cluster is
contacted.

Exit codes: 0 success; 1 failed.`,
		Example: `  wl show shop.plan
  wl show --format json shop.plan`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fact.NewError(nil, usage.PlanFileMissing, nil)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			saved, err := engine.Load(args[0])
			if err != nil {
				return err
			}
			if steps {
				return plans.Steps(a.streams.Out, &saved.Plan, a.streams.Options(ui.Text))
			}
			return plans.Write(a.streams.Out, &saved.Plan, a.view(o))
		},
	}
	cmd.Flags().Var(plans.Format{Format: &o.format}, "format", "text, json, or markdown for a pull request")
	cmd.Flags().BoolVarP(&o.Trace, "verbose", "v", false, "print everything unfolded")
	cmd.Flags().BoolVar(&steps, "steps", false, "print the steps that apply runs, in the order in which they can begin")
	exclusive(cmd, "steps", "format")
	return cmd
}
