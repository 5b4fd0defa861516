// Package upstream runs the components of a control plane, each the upstream entry point, and the drivers of its
// simulated storage and load balancers.
package upstream

import (
	"fmt"

	"go.etcd.io/etcd/server/v3/etcdmain"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/kubernetes"
)

// Run runs a component of the given cluster in this process and returns when it ends; some never return but exit. A
// process runs one component only.
func Run(name string, dir cluster.Dir, record *cluster.Record) error {
	switch args := component.Args(name, dir, record); {
	case component.OfKubernetes(name):
		return kubernetes.Run(name, args)
	case name == component.Etcd:
		// etcd exits by itself, whether it was asked to or not.
		etcdmain.Main(append([]string{name}, args...))
		return nil
	case name == component.Storage:
		return runStorage(dir)
	case name == component.Kwok:
		return runKwok(args, dir, record.Ports)
	}
	return fmt.Errorf("no component is named %q", name)
}
