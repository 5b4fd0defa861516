package component

import (
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/pki"
)

func etcdArgs(dir cluster.Dir, ports cluster.Ports) []string {
	client, peer := localURL(ports.EtcdClient), localURL(ports.EtcdPeer)
	cert, key, ca := PKIFile(dir, pki.Etcd, "crt"), PKIFile(dir, pki.Etcd, "key"), PKIFile(dir, pki.EtcdCA, "crt")
	return []string{
		"--name=" + dir.Name,
		"--data-dir=" + dir.Path("etcd"),
		"--listen-client-urls=" + client,
		"--advertise-client-urls=" + client,
		"--listen-peer-urls=" + peer,
		"--initial-advertise-peer-urls=" + peer,
		"--initial-cluster=" + dir.Name + "=" + peer,
		"--cert-file=" + cert,
		"--key-file=" + key,
		"--trusted-ca-file=" + ca,
		"--client-cert-auth=true",
		"--peer-cert-file=" + cert,
		"--peer-key-file=" + key,
		"--peer-trusted-ca-file=" + ca,
		"--peer-client-cert-auth=true",
		// The data does not outlive the cluster, so that nothing is lost with a write that a power failure eats.
		"--unsafe-no-fsync=true",
		"--log-level=warn",
	}
}
