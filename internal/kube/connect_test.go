package kube_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

const kubeconfigTemplate = `apiVersion: v1
kind: Config
CURRENT
clusters:
- name: east
  cluster: {server: "https://SERVER"}
contexts:
- name: prod-east
  context: {cluster: east, user: me}
- name: prod-west
  context: {cluster: nowhere, user: me}
users:
- name: me
  user: {}
`

func TestConnectSaysWhatIsWrongWithTheKubeconfig(t *testing.T) {
	write := func(current, server string) string {
		file := filepath.Join(t.TempDir(), "config")
		text := strings.NewReplacer("CURRENT", current, "SERVER", server).Replace(kubeconfigTemplate)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("apiVersion: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, kubeconfig, context string
		want                      []string
	}{
		{"no such file", "/no/such/kubeconfig", "", []string{"/no/such/kubeconfig"}},
		{"not a kubeconfig", broken, "", []string{broken}},
		{"no current context", write("", "localhost"), "", []string{"no current context", "--context", "prod-east, prod-west"}},
		{"a misspelt context", write("", "localhost"), "prod-eest", []string{`no context "prod-eest"`, `Did you mean "prod-east"?`, "prod-east, prod-west"}},
		{"a context without its cluster", write("", "localhost"), "prod-west", []string{"prod-west", "nowhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := kube.Connect(kube.Target{Kubeconfig: c.kubeconfig, Context: c.context}, kube.Options{})
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if said := words.In(words.English).Error(err); !strings.Contains(said, want) {
					t.Errorf("the error does not say %q: %s", want, said)
				}
			}
		})
	}
}

func TestUnreachableServerIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close() // nobody listens there now
	file := filepath.Join(t.TempDir(), "config")
	text := strings.NewReplacer("CURRENT", "current-context: prod-east", "SERVER", address).Replace(kubeconfigTemplate)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := kube.Connect(kube.Target{Kubeconfig: file}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Version(t.Context())
	for _, want := range []string{"prod-east", "https://" + address, "connection refused", "check that the cluster is running", "its address in the kubeconfig"} {
		if err == nil || !strings.Contains(words.In(words.English).Error(err), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	cluster := controlplane.Shared(t)
	namespace := cluster.Namespace(t)
	for name, c := range map[string]struct {
		user api.AuthInfo
		is   func(error) bool
		want []string
	}{
		"expired credentials": {api.AuthInfo{Token: "expired"}, apierrors.IsUnauthorized, []string{"log in again"}},
		"a missing role":      {api.AuthInfo{Impersonate: "nobody"}, apierrors.IsForbidden, []string{"nobody", "configmaps", "ask the cluster's administrators"}},
	} {
		t.Run(name, func(t *testing.T) {
			config, err := clientcmd.LoadFromFile(cluster.Kubeconfig)
			if err != nil {
				t.Fatal(err)
			}
			user := config.AuthInfos[config.Contexts[config.CurrentContext].AuthInfo]
			if user.Impersonate = c.user.Impersonate; user.Impersonate == "" {
				*user = c.user
			}
			file := filepath.Join(t.TempDir(), "config")
			if err := clientcmd.WriteToFile(*config, file); err != nil {
				t.Fatal(err)
			}
			client, err := kube.Connect(kube.Target{Kubeconfig: file}, kube.Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Apply(t.Context(), configMap(namespace, "one", "1"))
			if err == nil || !c.is(err) {
				t.Fatalf("the wrong error, or one that is not wrapped: %v", err)
			}
			for _, want := range []string{client.Context(), "ConfigMap " + namespace + "/one"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error does not name %q: %v", want, err)
				}
			}
			for _, want := range append(c.want, client.Context()) {
				if said := words.In(words.English).Error(err); !strings.Contains(said, want) {
					t.Errorf("it is not said %q: %s", want, said)
				}
			}
			err = client.Follow(t.Context(), kube.Selection{Kind: configMaps, Namespace: namespace}, new(kube.Again), func(kube.Event) error { return nil })
			if !c.is(err) {
				t.Errorf("a watch that is refused ends with %v", err)
			}
		})
	}
}

func TestUnknownKindsAndIncompleteNamesAreRefused(t *testing.T) {
	c, namespace := connect(t)
	for _, ref := range []object.Ref{
		{Group: "example.com", Kind: "Widget", Namespace: namespace, Name: "w"},
		{Kind: "ConfigMap", Namespace: namespace},
		{Kind: "ConfigMap", Name: "lost"},
		{Kind: "Namespace", Namespace: namespace, Name: namespace},
	} {
		if _, err := c.Get(t.Context(), ref); err == nil || !strings.Contains(err.Error(), ref.Kind) {
			t.Errorf("%+v: %v", ref, err)
		}
	}
}
