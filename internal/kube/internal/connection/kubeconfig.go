package connection

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/nearest"
)

// inCluster is the context's name where there is no kubeconfig because wl runs
// in a Pod.
const inCluster = "in-cluster"

// Contexts lists the names of a kubeconfig's contexts, that found as by kubectl where no
// file is given; none where it cannot be read.
func Contexts(kubeconfig string) []string {
	rules := rulesOf(kubeconfig)
	raw, err := rules.Load()
	if err != nil || checkFiles(rules.GetLoadingPrecedence()...) != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(raw.Contexts))
}

// rulesOf tells which files make a kubeconfig: the one that is named, those of $KUBECONFIG, or
// that of the home directory. Where none is known, client-go would take the current directory
// for it: whoever may write there could name a program, which wl would then run.
func rulesOf(file string) *clientcmd.ClientConfigLoadingRules {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.ExplicitPath = file
	rules.WarnIfAllMissing = false // it is said as an error
	if home := clientcmd.RecommendedHomeFile; !filepath.IsAbs(home) {
		rules.MigrationRules = nil
		if os.Getenv(clientcmd.RecommendedConfigPathEnvVar) == "" {
			rules.Precedence = nil
		}
	}
	return rules
}

// Kubeconfigs are those that have been read: of one with many contexts, the clusters would
// otherwise each read all of it. The zero value has none; nil keeps none. It may be used by
// many goroutines at once.
type Kubeconfigs struct {
	mu   sync.Mutex
	read map[string]func() (*kubeconfig, error)
}

// kubeconfig is what the files of one hold together. It is not changed.
type kubeconfig struct {
	*clientcmdapi.Config
	rules *clientcmd.ClientConfigLoadingRules
}

// load reads a kubeconfig, unless it has been read. An error is kept as well.
func (k *Kubeconfigs) load(file string) (*kubeconfig, error) {
	if k == nil {
		return loadKubeconfig(file)
	}
	k.mu.Lock()
	load := k.read[file]
	if load == nil {
		load = sync.OnceValues(func() (*kubeconfig, error) { return loadKubeconfig(file) })
		if k.read == nil {
			k.read = make(map[string]func() (*kubeconfig, error))
		}
		k.read[file] = load
	}
	k.mu.Unlock()
	return load()
}

func loadKubeconfig(file string) (*kubeconfig, error) {
	rules := rulesOf(file)
	files := strings.Join(rules.GetLoadingPrecedence(), ", ")
	err := checkFiles(rules.GetLoadingPrecedence()...)
	var raw *clientcmdapi.Config
	if err == nil {
		raw, err = rules.Load()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fact.NewError(nil, reason.KubeconfigMissing, fact.Args{"file": file})
	case err != nil:
		return nil, fact.NewError(err, reason.KubeconfigUnreadable, fact.Args{"files": files})
	}
	return &kubeconfig{raw, rules}, nil
}

// loadConfig finds the target's server and credentials, without touching the
// network, and the name of the context they come from.
func loadConfig(t Target, k *Kubeconfigs) (string, *rest.Config, error) {
	raw, err := k.load(t.Kubeconfig)
	switch {
	case err != nil:
		return "", nil, err
	case len(raw.Contexts) == 0 && t.Kubeconfig == "" && t.Context == "" && insidePod():
		config, err := rest.InClusterConfig()
		if err != nil {
			return "", nil, fact.NewError(err, reason.ServiceAccountUnusable, nil)
		}
		return inCluster, config, nil
	case len(raw.Contexts) == 0:
		return "", nil, fact.NewError(nil, reason.KubeconfigEmpty, fact.Args{"files": raw.files()})
	}
	return raw.configOf(t)
}

func (k *kubeconfig) files() string { return strings.Join(k.rules.GetLoadingPrecedence(), ", ") }

// configOf is the server and the credentials of the target's context.
func (k *kubeconfig) configOf(t Target) (string, *rest.Config, error) {
	name, err := chooseContext(k.Config, t.Context, k.files())
	if err != nil {
		return "", nil, err
	}
	only := k.only(name)
	cluster, user := only.Clusters[only.Contexts[name].Cluster], only.AuthInfos[only.Contexts[name].AuthInfo]
	if user == nil {
		user = clientcmdapi.NewAuthInfo()
	}
	if err := errors.Join(checkAddress("server", cluster.Server), checkAddress("proxy-url", cluster.ProxyURL),
		checkFiles(cluster.CertificateAuthority, user.ClientCertificate, user.ClientKey, user.TokenFile)); err != nil {
		return "", nil, fact.NewError(err, reason.ContextUnusable, fact.Args{"context": name, "files": k.files()})
	}
	config, err := clientcmd.NewNonInteractiveClientConfig(*only, name, &clientcmd.ConfigOverrides{}, k.rules).ClientConfig()
	if err != nil {
		return "", nil, fact.NewError(err, reason.ContextUnusable, fact.Args{"context": name, "files": k.files()})
	}
	return name, config, nil
}

// only is a copy of what belongs to a context. client-go writes into the users' credential
// plugins for which cluster they are run.
func (k *kubeconfig) only(name string) *clientcmdapi.Config {
	only, context := clientcmdapi.NewConfig(), k.Contexts[name]
	only.Contexts[name] = context.DeepCopy()
	only.Clusters[context.Cluster] = k.Clusters[context.Cluster].DeepCopy()
	if user := k.AuthInfos[context.AuthInfo]; user != nil {
		only.AuthInfos[context.AuthInfo] = user.DeepCopy()
	}
	return only
}

// maxConfigFile bounds a kubeconfig, and each file that it names.
const maxConfigFile = 16 << 20

// checkFiles sees that client-go, which reads the files, waits for none of them
// and reads none without end. Those that are missing are its to report.
func checkFiles(names ...string) error {
	for _, name := range names {
		if name == "" || name == os.DevNull {
			continue
		}
		if _, err := disk.Read(name, maxConfigFile); errors.As(err, new(*disk.NotRegularError)) || errors.As(err, new(*disk.TooLargeError)) {
			return err
		}
	}
	return nil
}

func insidePod() bool {
	return os.Getenv("KUBERNETES_SERVICE_HOST") != "" && os.Getenv("KUBERNETES_SERVICE_PORT") != ""
}

// chooseContext takes the wanted context, or the current one, and sees that
// everything it refers to is there.
func chooseContext(raw *clientcmdapi.Config, wanted, files string) (string, error) {
	names := slices.Sorted(maps.Keys(raw.Contexts))
	name := wanted
	if name == "" {
		name = raw.CurrentContext
	}
	if name == "" {
		return "", fact.NewError(nil, reason.ContextNotChosen, fact.Args{"files": files, "known": names})
	}
	context, ok := raw.Contexts[name]
	if !ok {
		return "", fact.NewError(nil, reason.ContextUnknown, fact.Args{"context": name, "files": files, "known": names, "meant": nearest.To(name, names)})
	}
	if _, ok := raw.Clusters[context.Cluster]; !ok {
		return "", fact.NewError(nil, reason.ContextWithoutCluster, fact.Args{"context": name, "cluster": context.Cluster, "files": files})
	}
	if _, ok := raw.AuthInfos[context.AuthInfo]; !ok && context.AuthInfo != "" {
		return "", fact.NewError(nil, reason.ContextWithoutUser, fact.Args{"context": name, "user": context.AuthInfo, "files": files})
	}
	return name, nil
}
