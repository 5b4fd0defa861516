// Command wl-devcluster runs real Kubernetes control planes with simulated nodes, for trying wl and for testing it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/kubernetes"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/process"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/upstream"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := newCommand().ExecuteContext(ctx)
	stop()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

const about = `wl-devcluster runs a Kubernetes control plane on this machine: etcd, the API server, the controller manager and
the scheduler, all of them the real programs built into this one. Nodes are simulated by kwok: Pods are scheduled,
become ready, fail and go as on a real cluster, but no container ever runs.

It is meant for trying and testing only. Each cluster listens on 127.0.0.1, has certificates of its own and keeps
everything in one directory under $WL_DEVCLUSTER_DIR (default: wl-devcluster in the user's cache directory), which
"down" removes. Nothing outlives that.

  export KUBECONFIG=$(wl-devcluster up)
  kubectl get nodes
  wl-devcluster down`

func newCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "wl-devcluster",
		Short:         "A real Kubernetes control plane with simulated nodes, for trying and testing",
		Long:          about,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	// Kubernetes registers flags for the whole process, which cobra offers with every command; they mean nothing here.
	pflag.CommandLine.VisitAll(func(flag *pflag.Flag) { flag.Hidden = true })
	root.AddCommand(
		newUpCommand(), newDownCommand(), newStatusCommand(), newListCommand(), newBehavioursCommand(), newVersionCommand(),
		process.NewCommand(upstream.Run), newSuperviseCommand(),
		newPauseCommand(), newResumeCommand(), newStopAPIServerCommand(), newStartAPIServerCommand(),
	)
	return root
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show which Kubernetes a cluster runs",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "Kubernetes", kubernetes.Version())
			return err
		},
	}
}

// nameFlag gives a verb its --name flag.
func nameFlag(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "name", "dev", "the cluster's `name`; its context in the kubeconfig is wl-NAME")
}

// openCluster returns the directory of the named cluster, which need not exist.
func openCluster(name string) (cluster.Dir, error) {
	root, err := cluster.DefaultRoot()
	if err != nil {
		return cluster.Dir{}, err
	}
	return root.Cluster(name)
}
