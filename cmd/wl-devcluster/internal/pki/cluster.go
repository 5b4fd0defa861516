package pki

import (
	"fmt"
	"os"
	"path/filepath"
)

// Names under which WriteCluster leaves certificates in a cluster's directory, as NAME.crt and NAME.key. Of the two
// authorities there is no key, and of ServiceAccount there is NAME.pub instead of a certificate.
const (
	CA               = "ca"
	EtcdCA           = "etcd-ca"
	APIServer        = "apiserver"
	APIServerEtcd    = "apiserver-etcd-client"
	APIServerKubelet = "apiserver-kubelet-client"
	Kubelet          = "kubelet"
	Etcd             = "etcd"
	ServiceAccount   = "service-account"
)

// serviceClusterIP is the address of the service "kubernetes", the first of the range that the API server is given.
const serviceClusterIP = "10.96.0.1"

// masters is the group that may do anything.
const masters = "system:masters"

// Clients are the identities that reach the API server, by the name their kubeconfig is known under.
type Clients struct {
	CA                                                    []byte
	Admin, ControllerManager, Scheduler, Kubelet, Storage Pair
}

// WriteCluster makes every key and certificate of a cluster, writes those that servers read from files into dir, and
// returns those that go into kubeconfig files.
func WriteCluster(dir string) (*Clients, error) {
	ca, err := NewAuthority("wl-devcluster")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, CA+".crt"), ca.Cert(), 0o600); err != nil {
		return nil, fmt.Errorf("write the cluster's authority: %w", err)
	}
	if err := writeServers(dir, ca); err != nil {
		return nil, err
	}
	if err := writeEtcd(dir); err != nil {
		return nil, err
	}
	if err := writeServiceAccountKey(dir); err != nil {
		return nil, err
	}
	return newClients(ca)
}

func writeServers(dir string, ca *Authority) error {
	apiServer, err := ca.Server("kube-apiserver", "127.0.0.1", serviceClusterIP, "localhost", "kubernetes",
		"kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local")
	if err != nil {
		return err
	}
	if err := apiServer.Write(dir, APIServer); err != nil {
		return err
	}
	kubelet, err := ca.Server("kubelet", "127.0.0.1")
	if err != nil {
		return err
	}
	if err := kubelet.Write(dir, Kubelet); err != nil {
		return err
	}
	client, err := ca.Client("kube-apiserver-kubelet-client")
	if err != nil {
		return err
	}
	return client.Write(dir, APIServerKubelet)
}

// writeEtcd uses an authority of etcd's own, so that no client of Kubernetes can speak to etcd directly.
func writeEtcd(dir string) error {
	ca, err := NewAuthority("wl-devcluster-etcd")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, EtcdCA+".crt"), ca.Cert(), 0o600); err != nil {
		return fmt.Errorf("write etcd's authority: %w", err)
	}
	server, err := ca.Server("etcd", "127.0.0.1", "localhost")
	if err != nil {
		return err
	}
	if err := server.Write(dir, Etcd); err != nil {
		return err
	}
	client, err := ca.Client("kube-apiserver-etcd-client")
	if err != nil {
		return err
	}
	return client.Write(dir, APIServerEtcd)
}

func writeServiceAccountKey(dir string) error {
	private, public, err := SigningKey()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, ServiceAccount+".key"), private, 0o600); err != nil {
		return fmt.Errorf("write the service account key: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, ServiceAccount+".pub"), public, 0o600); err != nil {
		return fmt.Errorf("write the service account key: %w", err)
	}
	return nil
}

func newClients(ca *Authority) (*Clients, error) {
	clients := &Clients{CA: ca.Cert()}
	for _, c := range []struct {
		pair   *Pair
		user   string
		groups []string
	}{
		{&clients.Admin, "wl-devcluster-admin", []string{masters}},
		{&clients.ControllerManager, "system:kube-controller-manager", nil},
		{&clients.Scheduler, "system:kube-scheduler", nil},
		// kwok plays the kubelet of every node and writes Events in any namespace, for which no ready-made role exists.
		{&clients.Kubelet, "wl-devcluster-kwok", []string{masters}},
		{&clients.Storage, "wl-devcluster-storage", []string{masters}},
	} {
		pair, err := ca.Client(c.user, c.groups...)
		if err != nil {
			return nil, err
		}
		*c.pair = pair
	}
	return clients, nil
}
