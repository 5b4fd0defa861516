package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/util/duration"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
)

func newStatusCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show a cluster with its processes; exit code 1 unless it is running",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := openCluster(name)
			if err != nil {
				return err
			}
			one, err := read(dir)
			if errors.Is(err, cluster.ErrNoCluster) {
				return fmt.Errorf("there is no cluster %s; \"wl-devcluster up --name %s\" starts one", name, name)
			}
			if err != nil {
				return err
			}
			if err := printStatus(cmd.OutOrStdout(), dir, one); err != nil {
				return err
			}
			if one.State != cluster.Running {
				return fmt.Errorf("cluster %s is %s", name, one.State)
			}
			return nil
		},
	}
	nameFlag(cmd, &name)
	return cmd
}

func printStatus(w io.Writer, dir cluster.Dir, l listing) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(label, format string, args ...any) {
		_, _ = fmt.Fprintf(table, "%s:\t%s\n", label, fmt.Sprintf(format, args...))
	}
	row("Name", "%s", l.Name)
	row("State", "%s", l.State)
	if l.Failure != "" {
		row("Because", "%s", l.Failure)
	}
	row("Version", "%s", l.Version)
	row("Nodes", "%d", l.Nodes)
	row("Age", "%s", duration.HumanDuration(time.Since(l.Created)))
	row("Address", "%s", l.Address)
	row("Context", "%s", l.Context)
	row("Kubeconfig", "%s", l.Kubeconfig)
	row("Logs", "%s", dir.Logs())
	for _, process := range slices.Concat([]string{cluster.Supervisor}, component.Names()) {
		row("Process "+process, "%s", processState(dir, l.Record, process))
	}
	return table.Flush()
}

func processState(dir cluster.Dir, record *cluster.Record, process string) string {
	if !dir.Alive(process) {
		return "not running"
	}
	return fmt.Sprintf("running, pid %d", record.PIDs[process])
}
