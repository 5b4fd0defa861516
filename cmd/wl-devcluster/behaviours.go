package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/loadbalancer"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/storage"
)

func newBehavioursCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "behaviours",
		Short: "List the ways in which a Pod, a claim or a load balancer can be made to fail",
		Long: `Lists the values of the annotation ` + stage.BehaviourAnnotation + `. A Pod that has it behaves accordingly; in a
workload it belongs to the Pod template. Without it a Pod becomes ready within about a second. A Pod with another value
is refused. An option is a further annotation, whose value is a string.

A PersistentVolumeClaim heeds the same annotation, with values of its own; where it has none, the parameter of the same
name of its StorageClass counts, and so with options. Without it a claim of the classes ` + storage.Standard + ` (the
default) and ` + storage.WaitForFirstConsumer + ` is bound to a volume that is made for it.

A Service of type LoadBalancer heeds it likewise. Without it an address is assigned at once, unless its loadBalancerClass
is another than ` + loadbalancer.Class + `.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := printBehaviours(cmd.OutOrStdout(), "POD", stage.Behaviours()); err != nil {
				return err
			}
			_, _ = fmt.Fprintln(cmd.OutOrStdout())
			if err := printBehaviours(cmd.OutOrStdout(), "CLAIM", storage.Behaviours()); err != nil {
				return err
			}
			_, _ = fmt.Fprintln(cmd.OutOrStdout())
			return printBehaviours(cmd.OutOrStdout(), "SERVICE", loadbalancer.Behaviours())
		},
	}
}

func printBehaviours(w io.Writer, of string, behaviours []stage.Behaviour) error {
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	_, _ = fmt.Fprintf(table, "BEHAVIOUR OF A %s\tOPTION AND ITS DEFAULT\tWHAT IS TO BE SEEN\n", of)
	for _, b := range behaviours {
		option := "none"
		if b.Option != "" {
			option = fmt.Sprintf("%s: %q", b.Option, b.Default)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", b.Name, option, b.Does)
	}
	return table.Flush()
}
