package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/kubernetes"
)

type upOptions struct {
	name       string
	kubernetes string
	nodes      int
	exitWith   int
}

func newUpCommand() *cobra.Command {
	var options upOptions
	cmd := &cobra.Command{
		Use:   "up",
		Short: "Start a cluster and wait until it is ready",
		Long: `Starts a cluster and waits until it is ready: the API server answers, the nodes are ready and the namespace
"default" has its service account. The only line on standard output is the path of a kubeconfig for it; what happens
meanwhile goes to standard error. The cluster stays until "down". If it runs already, its kubeconfig is printed again.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runUp(cmd.Context(), options, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	nameFlag(cmd, &options.name)
	cmd.Flags().IntVar(&options.nodes, "nodes", 3, "how many simulated `nodes` the cluster has")
	cmd.Flags().StringVar(&options.kubernetes, "kubernetes", minor(kubernetes.Version()),
		"the `version` of Kubernetes, such as 1.36; others than the default are built with make devcluster KUBERNETES=1.36")
	cmd.Flags().IntVar(&options.exitWith, "exit-with", 0,
		"remove the cluster when the process with this `pid` has ended, so that it never outlives a test")
	return cmd
}

func runUp(ctx context.Context, options upOptions, stdout, stderr io.Writer) error {
	if options.nodes < 1 || options.nodes > 1000 {
		return fmt.Errorf("--nodes %d: a cluster has 1 to 1000 nodes", options.nodes)
	}
	if options.exitWith < 0 || options.exitWith > 0 && errors.Is(syscall.Kill(options.exitWith, 0), syscall.ESRCH) {
		return fmt.Errorf("--exit-with %d: there is no such process", options.exitWith)
	}
	version, program, err := findKubernetes(options.kubernetes)
	if err != nil {
		return err
	}
	dir, err := openCluster(options.name)
	if err != nil {
		return err
	}
	lock, err := dir.Lock(ctx, func() {
		_, _ = fmt.Fprintf(stderr, "Waiting: cluster %s is being started or removed by someone else\n", dir.Name)
	})
	if err != nil {
		return err
	}
	err = ensureUp(ctx, dir, &cluster.Record{
		Name: dir.Name, State: cluster.Starting, Version: version, Program: program, Nodes: options.nodes, ExitWith: options.exitWith,
	}, stderr)
	if err = errors.Join(err, lock.Remove()); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, dir.Kubeconfig())
	return err
}

// ensureUp starts the cluster as wanted unless it runs. The caller holds the cluster's lock.
func ensureUp(ctx context.Context, dir cluster.Dir, want *cluster.Record, stderr io.Writer) error {
	record, err := dir.Read()
	switch {
	case errors.Is(err, cluster.ErrNoCluster):
	case err == nil && record.State == cluster.Running && record.Version != want.Version:
		return fmt.Errorf("cluster %s is already running, with Kubernetes %s: remove it with wl-devcluster down --name %s, or give the new one another --name", dir.Name, record.Version, dir.Name)
	case err == nil && record.State == cluster.Running:
		_, _ = fmt.Fprintf(stderr, "Cluster %s is already running at %s, with %d nodes\n", dir.Name, record.Address(), record.Nodes)
		return nil
	default:
		_, _ = fmt.Fprintf(stderr, "Removing what is left of cluster %s\n", dir.Name)
		if err := remove(dir); err != nil {
			return err
		}
	}
	want.Created = time.Now().UTC().Truncate(time.Second)
	if err := dir.Create(); err != nil {
		return err
	}
	if err := dir.ReservePorts(ctx, want); err != nil {
		return err
	}
	return startSupervisor(ctx, dir, stderr)
}

// startSupervisor starts the process that runs the cluster, detached from this one, and follows it until the cluster is
// ready. Its standard input stays open that long: when it ends, the supervisor gives up.
func startSupervisor(ctx context.Context, dir cluster.Dir, stderr io.Writer) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program to start the cluster's supervisor: %w", err)
	}
	log, err := os.OpenFile(dir.Log(cluster.Supervisor), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open the supervisor's log: %w", err)
	}
	defer func() { _ = log.Close() }()
	cmd := exec.Command(program, "supervise", "--name", dir.Name)
	cmd.Env = append(os.Environ(), cluster.RootEnv+"="+string(dir.Root()))
	cmd.Dir = dir.Path("run")
	cmd.Stderr = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("make the supervisor's lifeline: %w", err)
	}
	progress, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("make the pipe for the supervisor's progress: %w", err)
	}
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the cluster's supervisor: %w", err)
	}
	stopFollowing := context.AfterFunc(ctx, func() { _ = lifeline.Close() })
	defer stopFollowing()
	follow(progress, started, stderr)
	return finishStart(ctx, dir, cmd, started, stderr)
}

// follow prints the supervisor's progress until it is ready or gone.
func follow(progress io.Reader, started time.Time, stderr io.Writer) {
	lines := bufio.NewScanner(progress)
	for lines.Scan() {
		printElapsed(stderr, started, lines.Text())
	}
}

func printElapsed(stderr io.Writer, started time.Time, text string) {
	_, _ = fmt.Fprintf(stderr, "%5.1fs  %s\n", time.Since(started).Seconds(), text)
}

// finishStart reports how the start went, once the supervisor has ended its progress.
func finishStart(ctx context.Context, dir cluster.Dir, supervisor *exec.Cmd, started time.Time, stderr io.Writer) error {
	record, err := dir.Read()
	if err == nil && record.State == cluster.Running && ctx.Err() == nil {
		printElapsed(stderr, started, fmt.Sprintf("Cluster %s is ready: Kubernetes %s, %d simulated nodes, context %s",
			dir.Name, record.Version, record.Nodes, dir.Context()))
		return supervisor.Process.Release()
	}
	// The supervisor has ended or is about to: it stops everything else first.
	_ = supervisor.Wait()
	if ctx.Err() != nil {
		return errors.Join(fmt.Errorf("interrupted: nothing of cluster %s is left", dir.Name), remove(dir))
	}
	if record, err = dir.Read(); err != nil {
		return fmt.Errorf("start cluster %s: its supervisor ended early: %w", dir.Name, err)
	}
	return startFailure(dir, record, stderr)
}

// startFailure prints the end of the log that tells most, and returns what failed.
func startFailure(dir cluster.Dir, record *cluster.Record, stderr io.Writer) error {
	process := record.FailedProcess
	if process == "" {
		process = cluster.Supervisor
	}
	_, _ = fmt.Fprintf(stderr, "The last lines of %s:\n%s", dir.Log(process), tail(dir.Log(process), 20))
	return fmt.Errorf("cluster %s did not start: %s; the logs are in %s", dir.Name, record.Failure, dir.Logs())
}
