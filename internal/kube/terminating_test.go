package kube_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/kube"
)

// Who may not look is told nothing, and a server that fails is no answer.
func TestTerminating(t *testing.T) {
	const at = "2026-11-30T06:00:00Z"
	status := func(reason string) string {
		return `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"` + reason + `"}`
	}
	answers := map[string]struct {
		code  int
		body  string
		since string
		fails bool
	}{
		"active":  {200, `{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"active"}}`, "", false},
		"going":   {200, `{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"going","deletionTimestamp":"` + at + `"}}`, at, false},
		"unread":  {403, status("Forbidden"), "", false},
		"gone":    {404, status("NotFound"), "", false},
		"unknown": {401, status("Unauthorized"), "", true},
		"odd":     {200, `{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"odd","deletionTimestamp":"soon"}}`, "", true},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, asked := answers[filepath.Base(r.URL.Path)]
		if !asked { // which kinds there are
			a.code, a.body = 200, `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[{"name":"namespaces","kind":"Namespace","verbs":["get"]}]}`
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(a.code)
		_, _ = w.Write([]byte(a.body))
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
	for namespace, want := range answers {
		since, err := c.Terminating(t.Context(), namespace)
		got := ""
		if !since.IsZero() {
			got = since.UTC().Format(time.RFC3339)
		}
		if got != want.since || (err != nil) != want.fails {
			t.Errorf("%s: %q, %v", namespace, got, err)
		}
	}
}
