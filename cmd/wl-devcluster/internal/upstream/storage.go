package upstream

import (
	"context"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/bootstrap"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/storage"
)

// runStorage runs the driver of the simulated storage, which ends with this process.
func runStorage(dir cluster.Dir) error {
	client, err := bootstrap.NewClient(component.Kubeconfig(dir, component.Storage))
	if err != nil {
		return err
	}
	return storage.Run(context.Background(), client)
}
