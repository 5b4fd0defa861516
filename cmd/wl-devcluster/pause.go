package main

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/supervisor"
)

// The verbs in this file break a running cluster on purpose, for tests of what happens then.

func newPauseCommand() *cobra.Command {
	return newSignalCommand("pause", "Halt the API server, so that connections to it hang", component.APIServer, syscall.SIGSTOP, nil)
}

func newResumeCommand() *cobra.Command {
	return newSignalCommand("resume", "Resume a halted API server", component.APIServer, syscall.SIGCONT, nil)
}

func newStopAPIServerCommand() *cobra.Command {
	stopped := func(dir cluster.Dir) bool { return !dir.Alive(component.APIServer) }
	return newSignalCommand("stop-apiserver", "Stop the API server, so that connections to it are refused",
		cluster.Supervisor, supervisor.StopAPIServer, stopped)
}

func newStartAPIServerCommand() *cobra.Command {
	started := func(dir cluster.Dir) bool { return dir.Alive(component.APIServer) }
	return newSignalCommand("start-apiserver", "Start a stopped API server again, at the same address",
		cluster.Supervisor, supervisor.StartAPIServer, started)
}

// newSignalCommand is a hidden verb that sends a signal to a process of a cluster and waits until done holds.
func newSignalCommand(use, short, process string, sig syscall.Signal, done func(cluster.Dir) bool) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use: use, Short: short, Hidden: true, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			dir, err := openCluster(name)
			if err != nil {
				return err
			}
			return signalProcess(dir, process, sig, done)
		},
	}
	nameFlag(cmd, &name)
	return cmd
}

func signalProcess(dir cluster.Dir, process string, sig syscall.Signal, done func(cluster.Dir) bool) error {
	record, err := dir.Read()
	if errors.Is(err, cluster.ErrNoCluster) {
		return fmt.Errorf("there is no cluster %s; \"wl-devcluster list\" shows those there are", dir.Name)
	}
	if err != nil {
		return err
	}
	if !dir.Alive(process) || record.PIDs[process] == 0 {
		return fmt.Errorf("%s of cluster %s is not running; \"wl-devcluster status --name %s\" says why",
			process, dir.Name, dir.Name)
	}
	if err := syscall.Kill(record.PIDs[process], sig); err != nil {
		return fmt.Errorf("signal %s of cluster %s: %w", process, dir.Name, err)
	}
	for deadline := time.Now().Add(terminateTimeout); done != nil && !done(dir); {
		if time.Now().After(deadline) {
			return fmt.Errorf("%s of cluster %s did not react within %s", process, dir.Name, terminateTimeout)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}
