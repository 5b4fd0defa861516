package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
)

func newDownCommand() *cobra.Command {
	var name string
	var all bool
	cmd := &cobra.Command{
		Use:   "down",
		Short: "Stop a cluster and remove everything of it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if all {
				return downAll(cmd.Context(), cmd.ErrOrStderr())
			}
			dir, err := openCluster(name)
			if err != nil {
				return err
			}
			return down(cmd.Context(), dir, cmd.ErrOrStderr())
		},
	}
	nameFlag(cmd, &name)
	cmd.Flags().BoolVar(&all, "all", false, "all clusters")
	cmd.MarkFlagsMutuallyExclusive("name", "all")
	return cmd
}

func downAll(ctx context.Context, stderr io.Writer) error {
	root, err := cluster.DefaultRoot()
	if err != nil {
		return err
	}
	names, err := root.Names()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		_, _ = fmt.Fprintln(stderr, "There is no cluster")
	}
	var errs []error
	for _, name := range names {
		dir, err := root.Cluster(name)
		if err == nil {
			err = down(ctx, dir, stderr)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func down(ctx context.Context, dir cluster.Dir, stderr io.Writer) error {
	lock, err := dir.Lock(ctx, func() {
		_, _ = fmt.Fprintf(stderr, "Waiting: cluster %s is being started or removed by someone else\n", dir.Name)
	})
	if err != nil {
		return err
	}
	if !dir.Exists() {
		err = fmt.Errorf("there is no cluster %s; \"wl-devcluster list\" shows those there are", dir.Name)
		return errors.Join(err, lock.Remove())
	}
	if err := errors.Join(remove(dir), lock.Remove()); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(stderr, "Cluster %s is gone\n", dir.Name)
	return nil
}

// Times to wait for a process to end, before and after it is forced to.
const (
	terminateTimeout = 15 * time.Second
	killTimeout      = 5 * time.Second
)

// remove ends every process of the cluster and deletes its directory. The caller holds the cluster's lock.
func remove(dir cluster.Dir) error {
	record, err := dir.Read()
	if errors.Is(err, cluster.ErrNoCluster) {
		return nil
	}
	if err != nil {
		// A record that cannot be read names no process to stop; those that live end when their supervisor does.
		return errors.Join(err, dir.Remove())
	}
	if err := endProcess(dir, record, cluster.Supervisor, syscall.SIGTERM); err != nil {
		return err
	}
	// The supervisor ends the others. Those that it could not, because it was killed while they were halted, are left.
	for _, name := range component.Names() {
		if err := endProcess(dir, record, name, syscall.SIGKILL); err != nil {
			return err
		}
	}
	return dir.Remove()
}

// endProcess ends one process of the cluster and waits for it.
func endProcess(dir cluster.Dir, record *cluster.Record, name string, sig syscall.Signal) error {
	for _, attempt := range []struct {
		sig     syscall.Signal
		timeout time.Duration
	}{{sig, terminateTimeout}, {syscall.SIGKILL, killTimeout}} {
		pid := record.PIDs[name]
		if pid == 0 || !dir.Alive(name) {
			return nil
		}
		if err := syscall.Kill(pid, attempt.sig); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop %s of cluster %s (process %d): %w", name, dir.Name, pid, err)
		}
		for deadline := time.Now().Add(attempt.timeout); dir.Alive(name) && time.Now().Before(deadline); {
			time.Sleep(20 * time.Millisecond)
		}
	}
	if dir.Alive(name) {
		return fmt.Errorf("stop %s of cluster %s: process %d does not end; end it by hand and try again",
			name, dir.Name, record.PIDs[name])
	}
	return nil
}
