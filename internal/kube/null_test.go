package kube_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/kube"
)

// An answer of no object is told to be one, whatever was asked for.
func TestNullIsNoObject(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte("null"))
	}))
	defer server.Close()
	config := api.NewConfig()
	config.Clusters["it"], config.AuthInfos["it"] = &api.Cluster{Server: server.URL}, &api.AuthInfo{}
	config.Contexts["it"] = &api.Context{Cluster: "it", AuthInfo: "it"}
	config.CurrentContext = "it"
	file := filepath.Join(t.TempDir(), "kubeconfig")
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		t.Fatal(err)
	}
	c, err := kube.Connect(kube.Target{Kubeconfig: file}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wanted := configMap("shop", "one", "1")
	_, applied := c.Apply(t.Context(), wanted)
	_, planned := c.DryRunApply(t.Context(), wanted)
	_, replaced := c.DryRunReplace(t.Context(), wanted.Ref, "test", wanted.Content)
	for what, err := range map[string]error{"apply": applied, "dry-run": planned, "replace": replaced} {
		if err == nil || !strings.Contains(err.Error(), "sent null") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
