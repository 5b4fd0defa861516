package connection

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// manyContexts writes a kubeconfig of n clusters, all with one user.
func manyContexts(tb testing.TB, n int) string {
	tb.Helper()
	c := api.NewConfig()
	c.AuthInfos["user"] = &api.AuthInfo{Exec: &api.ExecConfig{
		APIVersion: "client.authentication.k8s.io/v1", Command: "login", InteractiveMode: api.NeverExecInteractiveMode, ProvideClusterInfo: true,
	}}
	for i := range n {
		name := fmt.Sprintf("c%03d", i)
		about := &runtime.Unknown{Raw: fmt.Appendf(nil, `{"of":%q}`, name), ContentType: runtime.ContentTypeJSON}
		c.Clusters[name] = &api.Cluster{Server: "https://" + name, Extensions: map[string]runtime.Object{"client.authentication.k8s.io/exec": about}}
		c.Contexts[name] = &api.Context{Cluster: name, AuthInfo: "user"}
	}
	file := filepath.Join(tb.TempDir(), "config")
	if err := clientcmd.WriteToFile(*c, file); err != nil {
		tb.Fatal(err)
	}
	return file
}

// Contexts that share a user are told apart also where the file is read once.
func TestKubeconfigsAreReadOnce(t *testing.T) {
	file, read := manyContexts(t, 2), &Kubeconfigs{}
	_, first, err := loadConfig(Target{Kubeconfig: file, Context: "c000"}, read)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	_, second, err := loadConfig(Target{Kubeconfig: file, Context: "c001"}, read)
	if err != nil {
		t.Fatal(err)
	}
	for want, config := range map[string]runtime.Object{"c000": first.ExecProvider.Config, "c001": second.ExecProvider.Config} {
		if about, _ := config.(*runtime.Unknown); about == nil || string(about.Raw) != fmt.Sprintf(`{"of":%q}`, want) {
			t.Errorf("the plugin of %s is told of %+v", want, config)
		}
	}
	if first.Host != "https://c000" || second.Host != "https://c001" {
		t.Errorf("%s, %s", first.Host, second.Host)
	}
	if _, _, err := loadConfig(Target{Kubeconfig: file, Context: "c001"}, nil); err == nil {
		t.Error("a file that is gone is read")
	}
}

// BenchmarkKubeconfigs finds the way to every cluster of one kubeconfig.
func BenchmarkKubeconfigs(b *testing.B) {
	for _, n := range []int{50, 200} {
		file := manyContexts(b, n)
		for name, kept := range map[string]bool{"once": true, "each": false} {
			b.Run(fmt.Sprint(n, "-", name), func(b *testing.B) {
				for b.Loop() {
					var read *Kubeconfigs
					if kept {
						read = &Kubeconfigs{}
					}
					for i := range n {
						if _, _, err := loadConfig(Target{Kubeconfig: file, Context: fmt.Sprintf("c%03d", i)}, read); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		}
	}
}
