package component

import "github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"

// kwokArgs gives kwok no port: package kubelet takes the place of its server.
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
