package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/supervisor"
)

// newSuperviseCommand is the process that up starts and leaves behind.
func newSuperviseCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:    "supervise",
		Short:  "Run a cluster that up has prepared (started by up)",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := openCluster(name)
			if err != nil {
				return err
			}
			// Writing progress to an up that was killed must not kill this process too: it has to clear up.
			signal.Ignore(syscall.SIGPIPE)
			return supervisor.Run(cmd.Context(), dir, os.Stdin, os.Stdout)
		},
	}
	nameFlag(cmd, &name)
	return cmd
}

// newComponentCommand is a process that the supervisor starts.
func newComponentCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:    "component NAME",
		Short:  "Run one component of a cluster (started by its supervisor)",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := openCluster(name)
			if err != nil {
				return err
			}
			return runComponent(cmd, dir, args[0])
		},
	}
	nameFlag(cmd, &name)
	return cmd
}

func runComponent(cmd *cobra.Command, dir cluster.Dir, name string) error {
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
	return component.Run(name, dir, record.Ports)
}

// exitWithSupervisor ends this process when its standard input does, which the supervisor holds the other end of.
// There is nothing to end in good order: the cluster's data ends with it.
func exitWithSupervisor() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}
