package upstream

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/pflag"
	"sigs.k8s.io/kwok/pkg/config"
	"sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/log"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/bootstrap"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/kubelet"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/pki"
)

// runKwok runs kwok, and beside it the server of logs that completes the simulated kubelets.
func runKwok(args []string, dir cluster.Dir, ports cluster.Ports) error {
	client, err := bootstrap.NewClient(component.Kubeconfig(dir, component.Kwok))
	if err != nil {
		return err
	}
	files := kubelet.Files{
		Cert:     component.PKIFile(dir, pki.Kubelet, "crt"),
		Key:      component.PKIFile(dir, pki.Kubelet, "key"),
		ClientCA: component.PKIFile(dir, pki.CA, "crt"),
	}
	ended := make(chan error, 2)
	go func() { ended <- kubelet.Serve(fmt.Sprintf("127.0.0.1:%d", ports.Kubelet), files, client) }()
	go func() { ended <- runKwokCommand(args) }()
	return <-ended
}

// runKwokCommand prepares the context as kwok's own main does, which reads the process's arguments while doing so.
func runKwokCommand(args []string) error {
	os.Args = append([]string{component.Kwok}, args...)
	flags := pflag.NewFlagSet(component.Kwok, pflag.ContinueOnError)
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
