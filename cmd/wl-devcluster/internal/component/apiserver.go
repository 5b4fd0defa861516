package component

import (
	"strconv"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/pki"
)

// MutatingPoliciesSince is the minor version that has mutating admission policies without being asked for them; those
// before it have them as v1beta1.
const MutatingPoliciesSince = 36

func apiServerArgs(dir cluster.Dir, record *cluster.Record) []string {
	ports := record.Ports
	args := []string{
		"--bind-address=127.0.0.1",
		"--secure-port=" + strconv.Itoa(ports.APIServer),
		// A loopback address cannot be an endpoint of the service "kubernetes", and nothing here could use it: no Pod
		// really runs.
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--tls-cert-file=" + PKIFile(dir, pki.APIServer, "crt"),
		"--tls-private-key-file=" + PKIFile(dir, pki.APIServer, "key"),
		"--client-ca-file=" + PKIFile(dir, pki.CA, "crt"),
		"--etcd-servers=" + localURL(ports.EtcdClient),
		"--etcd-cafile=" + PKIFile(dir, pki.EtcdCA, "crt"),
		"--etcd-certfile=" + PKIFile(dir, pki.APIServerEtcd, "crt"),
		"--etcd-keyfile=" + PKIFile(dir, pki.APIServerEtcd, "key"),
		"--kubelet-certificate-authority=" + PKIFile(dir, pki.CA, "crt"),
		"--kubelet-client-certificate=" + PKIFile(dir, pki.APIServerKubelet, "crt"),
		"--kubelet-client-key=" + PKIFile(dir, pki.APIServerKubelet, "key"),
		"--kubelet-preferred-address-types=InternalIP",
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file=" + PKIFile(dir, pki.ServiceAccount, "pub"),
		"--service-account-signing-key-file=" + PKIFile(dir, pki.ServiceAccount, "key"),
		"--authorization-mode=RBAC",
		"--allow-privileged=true",
		"--profiling=false",
	}
	if record.Minor() < MutatingPoliciesSince {
		args = append(args, "--feature-gates=MutatingAdmissionPolicy=true", "--runtime-config=admissionregistration.k8s.io/v1beta1=true")
	}
	return args
}
