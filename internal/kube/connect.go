package kube

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	_ "k8s.io/client-go/plugin/pkg/client/auth" // kubeconfigs name credential plugins
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// Target says which cluster is meant.
type Target struct {
	Kubeconfig string // a file; "" for $KUBECONFIG, then ~/.kube/config, then the Pod's own cluster
	Context    string // "" for the file's current context
}

// Options are how to talk to it.
type Options struct {
	// Trace, where it is not nil, is told of every HTTP request when its answer
	// has begun to arrive. It is called by many goroutines at once.
	Trace     func(Request)
	UserAgent string
}

// Connect reads the kubeconfig and prepares a client. It sends nothing: an
// error is about the kubeconfig, and says what to do.
func Connect(t Target, o Options) (*Client, error) {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	if t.Kubeconfig != "" {
		rules.ExplicitPath = t.Kubeconfig
	}
	loader := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, &clientcmd.ConfigOverrides{CurrentContext: t.Context})
	raw, err := loader.RawConfig()
	if err != nil {
		return nil, fmt.Errorf("cannot read the kubeconfig: %w", err)
	}
	name := t.Context
	if name == "" {
		name = raw.CurrentContext
	}
	if err := checkContext(raw, t, rules); err != nil {
		return nil, err
	}
	config, err := loader.ClientConfig()
	if err != nil {
		return nil, fmt.Errorf("context %s of the kubeconfig cannot be used: %w", name, err)
	}
	if name == "" {
		name = "in-cluster"
	}
	return newClient(name, config, o)
}

// checkContext says, in a way that helps, that a context is not there.
func checkContext(raw clientcmdapi.Config, t Target, rules *clientcmd.ClientConfigLoadingRules) error {
	where := strings.Join(rules.GetLoadingPrecedence(), ", ")
	if t.Kubeconfig != "" {
		where = t.Kubeconfig
	}
	name := t.Context
	if name == "" {
		name = raw.CurrentContext
	}
	if entry, ok := raw.Contexts[name]; ok {
		return checkEntry(raw, name, entry, where)
	} else if name == "" && inCluster() {
		return nil
	}
	contexts := make([]string, 0, len(raw.Contexts))
	for c := range raw.Contexts {
		contexts = append(contexts, c)
	}
	slices.Sort(contexts)
	switch {
	case len(contexts) == 0:
		return fmt.Errorf("no cluster is configured: %s holds no context; set KUBECONFIG or --kubeconfig to a kubeconfig file, or start a cluster to try wl on with wl-devcluster up", where)
	case name == "":
		return fmt.Errorf("%s has no current context: choose one with --context, or with kubectl config use-context; there are %s", where, strings.Join(contexts, ", "))
	default:
		return fmt.Errorf("%s has no context %q%s; there are %s", where, name, didYouMean(name, contexts), strings.Join(contexts, ", "))
	}
}

// checkEntry says that a context names something that is not there, which
// client-go does not.
func checkEntry(raw clientcmdapi.Config, name string, entry *clientcmdapi.Context, where string) error {
	if raw.Clusters[entry.Cluster] == nil {
		return fmt.Errorf("the context %s in %s names the cluster %q, which has no entry there: mend the file, or choose another context", name, where, entry.Cluster)
	}
	if entry.AuthInfo != "" && raw.AuthInfos[entry.AuthInfo] == nil {
		return fmt.Errorf("the context %s in %s names the user %q, who has no entry there: mend the file, or choose another context", name, where, entry.AuthInfo)
	}
	return nil
}

// inCluster says whether this process runs in a Pod that may use its own
// cluster, as client-go decides it.
func inCluster() bool {
	_, err := os.Stat("/var/run/secrets/kubernetes.io/serviceaccount/token")
	return os.Getenv("KUBERNETES_SERVICE_HOST") != "" && !errors.Is(err, os.ErrNotExist)
}

func didYouMean(given string, known []string) string {
	for _, k := range known {
		if levenshtein.Distance(given, k, nil) <= max(2, len(given)/4) {
			return fmt.Sprintf(" (did you mean %q?)", k)
		}
	}
	return ""
}
