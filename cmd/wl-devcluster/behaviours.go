package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

func newBehavioursCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "behaviours",
		Short: "List the ways in which a Pod can be made to fail",
		Long: `Lists the values of the annotation ` + stage.BehaviourAnnotation + `. A Pod that has it behaves accordingly; in a
workload it belongs to the Pod template. Without it a Pod becomes ready within about a second. A Pod with another value
is refused. An option is a further annotation, whose value is a string.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 3, ' ', 0)
			_, _ = fmt.Fprintln(table, "BEHAVIOUR\tOPTION AND ITS DEFAULT\tWHAT IS TO BE SEEN")
			for _, b := range stage.Behaviours() {
				option := "none"
				if b.Option != "" {
					option = fmt.Sprintf("%s: %q", b.Option, b.Default)
				}
				_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", b.Name, option, b.Does)
			}
			return table.Flush()
		},
	}
}
