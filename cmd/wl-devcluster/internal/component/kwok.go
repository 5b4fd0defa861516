package component

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/pflag"
	"sigs.k8s.io/kwok/pkg/config"
	"sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/log"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// runKwok prepares the context as kwok's own main does, which reads the process's arguments while doing so.
func runKwok(args []string) error {
	os.Args = append([]string{Kwok}, args...)
	flags := pflag.NewFlagSet(Kwok, pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}

	ctx, _ := log.InitFlags(context.Background(), flags)
	ctx, err := config.InitFlags(ctx, flags)
	if err != nil {
		return fmt.Errorf("read kwok's configuration: %w", err)
	}
	command := cmd.NewCommand(ctx)
	// Kubernetes registers a --version flag for the whole process, and kwok's would clash with it.
	command.Version = ""
	command.PersistentFlags().AddFlagSet(flags)
	command.SetArgs(args)
	if err := command.ExecuteContext(ctx); err != nil {
		return fmt.Errorf("run kwok: %w", err)
	}
	return nil
}

// kwokArgs gives kwok no port: its own server would listen on every address of the machine.
func kwokArgs(dir cluster.Dir) []string {
	return []string{
		"--kubeconfig=" + Kubeconfig(dir, Kwok),
		"--config=" + StagesFile(dir),
		"--manage-all-nodes=true",
		"--cidr=10.244.0.0/16",
		"--node-ip=127.0.0.1",
		// Without leases the node controller takes a node for dead about once a minute.
		"--node-lease-duration-seconds=40",
		"--v=WARN",
	}
}

// StagesFile is where kwok finds how nodes and Pods behave.
func StagesFile(dir cluster.Dir) string { return dir.Path("stages.yaml") }
