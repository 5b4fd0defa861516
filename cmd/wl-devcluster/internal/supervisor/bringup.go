package supervisor

import (
	"context"
	"fmt"
	"os"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/bootstrap"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/pki"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

// bringUp starts the components and returns when the cluster is ready for use.
func (s *supervisor) bringUp(ctx context.Context) error {
	s.report("Making keys and certificates")
	if err := s.writeFiles(); err != nil {
		return err
	}
	client, err := bootstrap.NewClient(s.dir.Kubeconfig())
	if err != nil {
		return err
	}
	s.report("Starting etcd and the API server at %s", s.record.Address())
	for _, name := range []string{component.Etcd, component.APIServer} {
		if err := s.launch(name); err != nil {
			return err
		}
	}
	if err := bootstrap.WaitAPIServer(ctx, client); err != nil {
		return &processFailure{process: component.APIServer, cause: err}
	}
	s.report("Starting the controller manager, the scheduler, the simulated nodes and their storage")
	for _, name := range []string{component.Kwok, component.ControllerManager, component.Scheduler, component.Storage} {
		if err := s.launch(name); err != nil {
			return err
		}
	}
	return s.populate(ctx, client)
}

// populate creates what a fresh cluster has and waits until Pods can run on it.
func (s *supervisor) populate(ctx context.Context, client kubernetes.Interface) error {
	if err := bootstrap.CreatePolicies(ctx, client, s.record.Minor()); err != nil {
		return err
	}
	if err := bootstrap.CreateStorageClasses(ctx, client); err != nil {
		return err
	}
	if err := bootstrap.CreateNodes(ctx, client, s.record.Nodes, s.record.Version, s.record.Ports.Kubelet); err != nil {
		return err
	}
	if err := bootstrap.WaitDefaultServiceAccount(ctx, client); err != nil {
		return &processFailure{process: component.ControllerManager, cause: err}
	}
	if err := bootstrap.WaitPolicies(ctx, client); err != nil {
		return &processFailure{process: component.APIServer, cause: err}
	}
	if err := bootstrap.WaitNodes(ctx, client, s.record.Nodes); err != nil {
		return &processFailure{process: component.Kwok, cause: err}
	}
	return nil
}

// report writes a line of progress. Whether anyone reads it makes no difference here: the lifeline tells.
func (s *supervisor) report(format string, args ...any) {
	_, _ = fmt.Fprintf(s.progress, format+"\n", args...)
}

// writeFiles writes the keys, the kubeconfig files and kwok's stages.
func (s *supervisor) writeFiles() error {
	clients, err := pki.WriteCluster(s.dir.PKI())
	if err != nil {
		return err
	}
	for path, pair := range map[string]pki.Pair{
		s.dir.Kubeconfig(): clients.Admin,
		component.Kubeconfig(s.dir, component.ControllerManager): clients.ControllerManager,
		component.Kubeconfig(s.dir, component.Scheduler):         clients.Scheduler,
		component.Kubeconfig(s.dir, component.Kwok):              clients.Kubelet,
		component.Kubeconfig(s.dir, component.Storage):           clients.Storage,
	} {
		if err := s.writeKubeconfig(path, clients.CA, pair); err != nil {
			return err
		}
	}
	manifest, err := stage.Manifest()
	if err != nil {
		return err
	}
	if err := os.WriteFile(component.StagesFile(s.dir), manifest, 0o600); err != nil {
		return fmt.Errorf("write the stages of nodes and Pods: %w", err)
	}
	return nil
}

// writeKubeconfig writes a kubeconfig that holds everything it needs, so that it works wherever it is copied to.
func (s *supervisor) writeKubeconfig(path string, ca []byte, pair pki.Pair) error {
	name := s.dir.Context()
	config := clientcmdapi.NewConfig()
	config.Clusters[name] = &clientcmdapi.Cluster{Server: s.record.Address(), CertificateAuthorityData: ca}
	config.AuthInfos[name] = &clientcmdapi.AuthInfo{ClientCertificateData: pair.Cert, ClientKeyData: pair.Key}
	config.Contexts[name] = &clientcmdapi.Context{Cluster: name, AuthInfo: name}
	config.CurrentContext = name
	if err := clientcmd.WriteToFile(*config, path); err != nil {
		return fmt.Errorf("write kubeconfig %s: %w", path, err)
	}
	return nil
}
