// Package process is the verb with which a supervisor starts the process of one component.
package process

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// Runner runs a component of a cluster in this process and returns when it ends.
type Runner func(name string, dir cluster.Dir, record *cluster.Record) error

// NewCommand returns the verb "component", which runs one component of a cluster by the runner.
func NewCommand(run Runner) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:    "component NAME",
		Short:  "Run one component of a cluster (started by its supervisor)",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, err := cluster.DefaultRoot()
			if err != nil {
				return err
			}
			dir, err := root.Cluster(name)
			if err != nil {
				return err
			}
			return runComponent(cmd, dir, args[0], run)
		},
	}
	cmd.Flags().StringVar(&name, "name", "dev", "the cluster's `name`")
	return cmd
}

func runComponent(cmd *cobra.Command, dir cluster.Dir, name string, run Runner) error {
	lock, err := cluster.Acquire(cmd.Context(), dir.ProcessLock(name), nil)
	if err != nil {
		return err
	}
	defer func() { _ = lock.Remove() }()
	record, err := dir.Read()
	if err != nil {
		return err
	}
	go exitWithSupervisor()
	return run(name, dir, record)
}

// exitWithSupervisor ends this process when its standard input does, which the supervisor holds the other end of.
// There is nothing to end in good order: the cluster's data ends with it.
func exitWithSupervisor() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}
