package component

import (
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

func schedulerArgs(dir cluster.Dir) []string {
	return []string{
		"--kubeconfig=" + Kubeconfig(dir, Scheduler),
		"--secure-port=0",
		"--leader-elect=false",
		"--profiling=false",
		"--kube-api-qps=500",
		"--kube-api-burst=1000",
	}
}
