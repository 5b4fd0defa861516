package component

import (
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/pki"
)

func controllerManagerArgs(dir cluster.Dir) []string {
	return []string{
		"--kubeconfig=" + Kubeconfig(dir, ControllerManager),
		"--secure-port=0",
		"--leader-elect=false",
		"--profiling=false",
		"--use-service-account-credentials=true",
		"--service-account-private-key-file=" + PKIFile(dir, pki.ServiceAccount, "key"),
		"--root-ca-file=" + PKIFile(dir, pki.CA, "crt"),
		// The defaults (20 requests a second) would make a thousand Pods take a minute for want of permission to ask.
		"--kube-api-qps=500",
		"--kube-api-burst=1000",
	}
}
