package kube_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kube"
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
		{"a misspelt context", write("", "localhost"), "prod-eest", []string{`no context "prod-eest"`, `did you mean "prod-east"?`, "prod-east, prod-west"}},
		{"a context without its cluster", write("", "localhost"), "prod-west", []string{"prod-west", "nowhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := kube.Connect(kube.Target{Kubeconfig: c.kubeconfig, Context: c.context}, kube.Options{})
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error does not say %q: %v", want, err)
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
	for _, want := range []string{"prod-east", "https://" + address, "cannot be reached", "running"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
}
