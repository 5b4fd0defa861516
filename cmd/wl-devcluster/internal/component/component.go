// Package component holds the programs that make up a control plane, each the upstream entry point with the arguments
// that this program gives it, and the driver of its simulated storage.
package component

import (
	"fmt"

	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// Names of the components, which are those of their processes and log files.
const (
	Etcd              = "etcd"
	APIServer         = "kube-apiserver"
	ControllerManager = "kube-controller-manager"
	Scheduler         = "kube-scheduler"
	Kwok              = "kwok"
	Storage           = "storage"
)

// Names lists the components in the order in which they depend on each other.
func Names() []string {
	return []string{Etcd, APIServer, ControllerManager, Scheduler, Kwok, Storage}
}

// Run runs a component of the given cluster in this process and returns when it ends; some never return but exit. A
// process runs one component only.
func Run(name string, dir cluster.Dir, ports cluster.Ports) error {
	switch name {
	case Etcd:
		return runEtcd(etcdArgs(dir, ports))
	case APIServer:
		return runKubernetes(apiserver.NewAPIServerCommand(), apiServerArgs(dir, ports))
	case ControllerManager:
		return runKubernetes(controllermanager.NewControllerManagerCommand(), controllerManagerArgs(dir))
	case Scheduler:
		return runKubernetes(scheduler.NewSchedulerCommand(), schedulerArgs(dir))
	case Storage:
		return runStorage(dir)
	case Kwok:
		return runKwok(kwokArgs(dir), dir, ports)
	}
	return fmt.Errorf("no component is named %q", name)
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

func pkiFile(dir cluster.Dir, name, extension string) string {
	return dir.Path("pki", name+"."+extension)
}

func localURL(port int) string {
	return fmt.Sprintf("https://127.0.0.1:%d", port)
}
