package controlplane

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/retry"
)

// Namespace creates a namespace of the test's own, in which Pods can run at once, and returns its name. The namespace
// is deleted when the test ends.
func (c *Cluster) Namespace(tb testing.TB) string {
	tb.Helper()
	name := namespaceName(tb.Name())
	body := fmt.Sprintf(`{"apiVersion":"v1","kind":"Namespace","metadata":{"name":%q}}`, name)
	if err := c.api.do(tb.Context(), http.MethodPost, "/api/v1/namespaces", body); err != nil {
		tb.Fatalf("create namespace %s: %v", name, err)
	}
	tb.Cleanup(func() {
		// The test's own context has ended by now.
		ctx, cancel := context.WithTimeout(context.Background(), readyTimeout)
		defer cancel()
		if err := c.api.do(ctx, http.MethodDelete, "/api/v1/namespaces/"+name, ""); err != nil {
			tb.Errorf("delete namespace %s: %v", name, err)
		}
	})
	if err := c.api.wait(tb.Context(), "/api/v1/namespaces/"+name+"/serviceaccounts/default"); err != nil {
		tb.Fatalf("wait for the service account of namespace %s: %v", name, err)
	}
	return name
}

// namespaceName makes a name that tells which test a namespace belongs to and that no other has.
func namespaceName(test string) string {
	label := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, test)
	label = strings.Trim(label[:min(len(label), 40)], "-")
	return label + "-" + strings.ToLower(rand.Text()[:8])
}

// readyTimeout is how long a wait may take before it counts as failed, generous enough for a loaded machine.
const readyTimeout = 2 * time.Minute

// api is the little of a client that this package needs. Tests bring their own.
type api struct {
	client *http.Client
	server string
}

func newAPI(kubeconfig string) (*api, string, error) {
	loaded, err := clientcmd.LoadFromFile(kubeconfig)
	if err != nil {
		return nil, "", fmt.Errorf("load kubeconfig %s: %w", kubeconfig, err)
	}
	config, err := clientcmd.NewDefaultClientConfig(*loaded, nil).ClientConfig()
	if err != nil {
		return nil, "", fmt.Errorf("read kubeconfig %s: %w", kubeconfig, err)
	}
	config.Timeout = 10 * time.Second
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, "", fmt.Errorf("make a client from kubeconfig %s: %w", kubeconfig, err)
	}
	return &api{client: client, server: strings.TrimRight(config.Host, "/")}, loaded.CurrentContext, nil
}

// do sends one request and returns an error unless it succeeds.
func (a *api) do(ctx context.Context, method, path, body string) error {
	request, err := http.NewRequestWithContext(ctx, method, a.server+path, strings.NewReader(body))
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s", method, path, response.Status)
	}
	return nil
}

func (a *api) waitReady(ctx context.Context) error { return a.wait(ctx, "/readyz") }

// wait asks for a path until it is there.
func (a *api) wait(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	for tries := (retry.Policy{Pause: 20 * time.Millisecond}).Begin(); ; {
		err := a.do(ctx, http.MethodGet, path, "")
		switch {
		case err == nil:
			return nil
		case !tries.Again(ctx):
			return fmt.Errorf("after %s: %w", readyTimeout, err)
		}
	}
}
