// Command kubernetes is what wl-devcluster starts the API server, the controller manager and the scheduler with where a
// cluster runs another version of Kubernetes than the one that is built into it. build.sh builds it with the
// requirements of that version, which are in the files beside this one.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/kubernetes"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/process"
)

func main() {
	root := &cobra.Command{Use: "wl-devcluster-kubernetes", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(process.NewCommand(run), &cobra.Command{
		Use:  "version",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), kubernetes.Version())
			return err
		},
	})
	if err := root.Execute(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(name string, dir cluster.Dir, record *cluster.Record) error {
	return kubernetes.Run(name, component.Args(name, dir, record))
}
