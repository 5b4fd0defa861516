package upstream

import (
	"context"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/bootstrap"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/loadbalancer"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/storage"
)

// runStorage runs the driver of the simulated storage, and beside it the load balancer, which end with this process.
func runStorage(dir cluster.Dir) error {
	client, err := bootstrap.NewClient(component.Kubeconfig(dir, component.Storage))
	if err != nil {
		return err
	}
	ended := make(chan error, 2)
	go func() { ended <- storage.Run(context.Background(), client) }()
	go func() { ended <- loadbalancer.Run(context.Background(), client) }()
	return <-ended
}
