package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/plan"
)

const failingStack = `
variable "ns" { type = string }
stack "fail" { namespace = var.ns }
config_map "first" { data = { a = "b" } }
config_map "second" { data = { a = "b" } }
`

// disturb answers in the server's place, or does not: then the real one does.
type disturb func(w http.ResponseWriter, r *http.Request) bool

// refuse answers as an API server does that cannot do what it was asked to.
func refuse(w http.ResponseWriter, code int32, reason metav1.StatusReason, message string) bool {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(int(code))
	_ = json.NewEncoder(w).Encode(metav1.Status{ // the client may be gone
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Status"}, Status: metav1.StatusFailure, Code: code, Reason: reason, Message: message,
	})
	return true
}

// Whatever goes wrong on the way, the plan fails, says why, and does not look
// whole in any format.
func TestFailedPlansDoNotLookWhole(t *testing.T) {
	throttled := func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Retry-After", "0")
		return refuse(w, http.StatusTooManyRequests, metav1.StatusReasonTooManyRequests, "too many requests")
	}
	for name, c := range map[string]struct {
		disturb disturb
		says    []string
	}{
		"credentials expire on the way": {func(w http.ResponseWriter, r *http.Request) bool {
			return r.Method == http.MethodPatch && refuse(w, http.StatusUnauthorized, metav1.StatusReasonUnauthorized, "Unauthorized")
		}, []string{"does not accept the credentials", "log in again"}},
		"throttled for ever": {func(w http.ResponseWriter, r *http.Request) bool {
			return r.Method == http.MethodPatch && throttled(w, r)
		}, []string{"overloaded", "--parallelism"}},
		"the server gives up": {func(w http.ResponseWriter, r *http.Request) bool {
			return strings.Contains(r.URL.RawQuery, "labelSelector") && refuse(w, http.StatusGatewayTimeout, metav1.StatusReasonTimeout, "request did not complete within the allotted timeout")
		}, []string{"did not complete", "try again"}},
		"the connection breaks": {func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPatch {
				panic(http.ErrAbortHandler)
			}
			return false
		}, []string{"cannot reach the API server"}},
		"no API server": {func(w http.ResponseWriter, _ *http.Request) bool {
			_, _ = fmt.Fprintln(w, "<html>It works!</html>")
			return true
		}, []string{"API server"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := failing(t, c.disturb)
			for _, format := range []string{"text", "json", "markdown"} {
				holdFailed(t, dir, format, c.says)
			}
		})
	}
}

// One object about which the server fails is that object's problem: everything else
// is planned and shown, and the exit code is 1.
func TestOneFailingObjectIsBlocked(t *testing.T) {
	dir := failing(t, func(w http.ResponseWriter, r *http.Request) bool {
		return strings.HasSuffix(r.URL.Path, "/configmaps/second") && refuse(w, http.StatusInternalServerError, metav1.StatusReasonInternalError, "etcdserver: leader changed")
	})
	for _, format := range []string{"text", "markdown"} {
		code, out, _ := runWL(t, "plan", "--format", format, dir)
		words := strings.Join(strings.Fields(out), " ")
		for _, want := range []string{"1 to create", "1 blocked", "leader changed", "stack.wl.hcl:5"} {
			if code != int(exitFailed) || !strings.Contains(words, want) {
				t.Errorf("%s: exit code %d, want 1, and %q:\n%s", format, code, want, out)
			}
		}
	}
	code, out, _ := runWL(t, "plan", "--format", "json", dir)
	var p plan.Plan
	if err := json.Unmarshal([]byte(out), &p); err != nil {
		t.Fatal(err)
	}
	c := p.Clusters[0]
	if code != int(exitFailed) || len(c.Problems) > 0 || len(c.Changes) != 2 || c.Changes[0].Action != plan.Create || c.Changes[1].Action != plan.Blocked {
		t.Errorf("exit code %d, %d problems and %v", code, len(c.Problems), c.Changes)
	}
}

// holdFailed plans a stack that cannot be planned.
func holdFailed(t *testing.T, dir, format string, says []string) {
	t.Helper()
	code, out, _ := runWL(t, "plan", "--format", format, dir)
	if code != int(exitFailed) {
		t.Errorf("%s: exit code %d", format, code)
	}
	words := strings.Join(strings.Fields(out), " ")
	for _, want := range says {
		if !strings.Contains(words, want) {
			t.Errorf("%s does not say %q:\n%s", format, want, out)
		}
	}
	for _, wrong := range []string{"No changes", "to create", "Low risk"} {
		if strings.Contains(out, wrong) {
			t.Errorf("%s says %q:\n%s", format, wrong, out)
		}
	}
	if format != "json" {
		return
	}
	var p plan.Plan
	if err := json.Unmarshal([]byte(out), &p); err != nil {
		t.Fatal(err)
	}
	if c := p.Clusters[0]; len(c.Problems) != 1 || len(c.Changes) > 0 {
		t.Errorf("%d problems and %d changes", len(c.Problems), len(c.Changes))
	}
}

// A server's Retry-After is kept, and then the plan is complete.
func TestThrottlingIsObeyed(t *testing.T) {
	var refused atomic.Int32
	dir := failing(t, func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/configmaps/first") || refused.Add(1) > 2 {
			return false
		}
		w.Header().Set("Retry-After", "1")
		return refuse(w, http.StatusTooManyRequests, metav1.StatusReasonTooManyRequests, "too many requests")
	})
	start := time.Now()
	code, out, errs := runWL(t, "plan", dir)
	if code != 0 || !strings.Contains(out, "2 to create") {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
	if took := time.Since(start); took < 2*time.Second {
		t.Errorf("planned after %s although the server asked twice to wait a second", took)
	}
}

// The real server refuses credentials that it does not know.
func TestInvalidCredentials(t *testing.T) {
	config := sharedConfig(t)
	config.CertData, config.KeyData, config.CertFile, config.KeyFile = nil, nil, "", ""
	dir := stackDir(t, failingStack)
	writeKubeconfig(t, config.Host, string(config.CAData), "expired")
	for _, format := range []string{"text", "json", "markdown"} {
		holdFailed(t, dir, format, []string{"does not accept the credentials"})
	}
}

// An object that is more than the server reads, or than it stores, is blocked
// and named. The second a dry-run would not notice.
func TestObjectTooLarge(t *testing.T) {
	for _, size := range []int{2_000_000, 4_000_000} {
		dir := failing(t, func(http.ResponseWriter, *http.Request) bool { return false })
		if err := os.WriteFile(filepath.Join(dir, "large"), bytes.Repeat([]byte("x"), size), 0o600); err != nil {
			t.Fatal(err)
		}
		source := `
variable "ns" { type = string }
stack "fail" { namespace = var.ns }
workload "huge" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
    environment { variables = { A = file("large") } }
  }
}
`
		if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, _ := runWL(t, "plan", dir)
		for _, want := range []string{"blocked", "huge", "too large", "1 blocked"} {
			if !strings.Contains(out, want) {
				t.Errorf("of %d bytes it does not say %q:\n%.3000s", size, want, out)
			}
		}
		if code != int(exitFailed) {
			t.Errorf("exit code %d", code)
		}
	}
}

// failing makes a stack whose kubeconfig leads to the real server through a
// proxy that disturbs, and may be given the way to that server.
func failing(t *testing.T, d disturb, server ...func(http.Handler)) (dir string) {
	t.Helper()
	config := sharedConfig(t)
	transport, err := rest.TransportFor(config)
	if err != nil {
		t.Fatal(err)
	}
	host, err := url.Parse(config.Host)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Transport: transport, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(host) },
		ErrorLog: log.New(io.Discard, "", 0), // of clients that have given up
	}
	for _, take := range server {
		take(proxy)
	}
	between := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !d(w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(between.Close)
	writeKubeconfig(t, between.URL, "", "")
	return stackDir(t, failingStack)
}

func sharedConfig(t *testing.T) *rest.Config {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(t).Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	config.QPS = -1
	return config
}

func writeKubeconfig(t *testing.T, server, authority, token string) {
	t.Helper()
	config := api.NewConfig()
	config.Clusters["it"] = &api.Cluster{Server: server, CertificateAuthorityData: []byte(authority)}
	config.AuthInfos["it"] = &api.AuthInfo{Token: token}
	config.Contexts["it"] = &api.Context{Cluster: "it", AuthInfo: "it"}
	config.CurrentContext = "it"
	file := filepath.Join(t.TempDir(), "kubeconfig")
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		t.Fatal(err)
	}
	t.Setenv("KUBECONFIG", file)
}

func stackDir(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("WL_VAR_ns", controlplane.Shared(t).Namespace(t))
	return dir
}

// runWL runs one command line as main does.
func runWL(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, ui.Streams{In: strings.NewReader(""), Out: &o, Err: &e})
	return code, o.String(), e.String()
}
