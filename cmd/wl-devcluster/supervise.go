package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

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
