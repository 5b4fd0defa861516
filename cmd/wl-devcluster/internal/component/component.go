// Package component is what is known of the programs that make up a control plane: their names, in the order in which
// they depend on each other, and the arguments that each is given. It runs none of them.
package component

import (
	"fmt"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// Names of the components, which are those of their processes and log files.
const (
	Etcd              = "etcd"
	APIServer         = "kube-apiserver"
	ControllerManager = "kube-controller-manager"
	Scheduler         = "kube-scheduler"
	Kwok              = "kwok"
	Storage           = "storage" // and the load balancer
)

// OfKubernetes reports whether a component is one of Kubernetes' own programs, of which there are several versions.
func OfKubernetes(name string) bool {
	return name == APIServer || name == ControllerManager || name == Scheduler
}

// Names lists the components in the order in which they depend on each other.
func Names() []string {
	return []string{Etcd, APIServer, ControllerManager, Scheduler, Kwok, Storage}
}

// Env lists what a component's environment has beyond that of its parent.
func Env(name string, dir cluster.Dir) []string {
	if name == Kwok {
		// Otherwise kwok reads the configuration in the user's home directory too.
		return []string{"KWOK_WORKDIR=" + dir.Path("run", "kwok")}
	}
	return nil
}

// Kubeconfig is the path of the kubeconfig with which a component reaches the API server.
func Kubeconfig(dir cluster.Dir, name string) string {
	return dir.Path("pki", name+".kubeconfig")
}

// PKIFile is the path of a key or certificate: of its name, with "key", "crt" or "pub".
func PKIFile(dir cluster.Dir, name, extension string) string {
	return dir.Path("pki", name+"."+extension)
}

func localURL(port int) string {
	return fmt.Sprintf("https://127.0.0.1:%d", port)
}

// Args lists the arguments of a component that is started with any.
func Args(name string, dir cluster.Dir, record *cluster.Record) []string {
	switch name {
	case Etcd:
		return etcdArgs(dir, record.Ports)
	case APIServer:
		return apiServerArgs(dir, record)
	case ControllerManager:
		return controllerManagerArgs(dir)
	case Scheduler:
		return schedulerArgs(dir)
	case Kwok:
		return kwokArgs(dir)
	}
	return nil
}
