package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/internal/ui"
)

// app is what every verb needs to know: where to write, and the flags that all
// verbs share.
type app struct {
	streams ui.Streams
	noColor bool
}

func newRootCommand(streams ui.Streams) *cobra.Command {
	a := &app{streams: streams}
	root := &cobra.Command{
		Use:   "wl",
		Short: "Describe Kubernetes workloads in HCL, plan them against live clusters, roll them out",
		Long: `wl compiles HCL descriptions of Kubernetes workloads (*.wl.hcl), plans them
against live clusters and rolls them out.

  wl plan      shows what would change, on every cluster, and which Pods restart
  wl apply     does it, and watches until it is rolled out or says why not

Every command takes the directory of a stack; the default is the current one.

Exit codes: 0 done; 1 failed; 2 done, and there is something to report, where a
command's help says so.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(*cobra.Command, []string) {
			if a.noColor {
				a.streams = a.streams.WithoutColor()
			}
		},
	}
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	root.SetIn(streams.In)
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "print without colour (also: the variable NO_COLOR)")
	root.AddCommand(
		newPlanCommand(a),
		newShowCommand(a),
		newApplyCommand(a),
		newStatusCommand(a),
		newDriftCommand(a),
		newDestroyCommand(a),
		newStateCommand(a),
		newValidateCommand(a),
		newRenderCommand(a),
		newExplainCommand(a),
		newFmtCommand(a),
		newVersionCommand(a),
	)
	return root
}

// oneDir checks the arguments of a verb that takes the directory of a stack.
func oneDir(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("one directory at most is expected, and these are %d: %s. Run %s once for each of them",
			len(args), strings.Join(args, ", "), cmd.CommandPath())
	}
	return nil
}
