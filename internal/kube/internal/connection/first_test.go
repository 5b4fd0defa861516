package connection

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/crash"
)

// Requests that begin together share one connection from the beginning.
func TestOneConnection(t *testing.T) {
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(50 * time.Millisecond) // so that none is answered before all have begun
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"gitVersion":"v1.37.2"}`))
	}))
	server.EnableHTTP2 = true
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.StartTLS()
	defer server.Close()
	c := api.NewConfig()
	c.Clusters["c"], c.AuthInfos["c"] = &api.Cluster{Server: server.URL, InsecureSkipTLSVerify: true}, api.NewAuthInfo()
	c.Contexts["c"], c.CurrentContext = &api.Context{Cluster: "c", AuthInfo: "c"}, "c"
	file := filepath.Join(t.TempDir(), "config")
	if err := clientcmd.WriteToFile(*c, file); err != nil {
		t.Fatal(err)
	}
	connection, err := Open(Target{Kubeconfig: file}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var group crash.Group
	for range 20 {
		group.Go(func() error {
			_, err := connection.Version(t.Context())
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	if n := connections.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

// Who waits for a first request that hangs waits no longer than they want, and a first
// request that fails holds nobody up.
func TestFirstHoldsNobodyUp(t *testing.T) {
	hang, failed := make(chan struct{}), errors.New("refused")
	f := newFirst(roundTrip(func(*http.Request) (*http.Response, error) { <-hang; return nil, failed }))
	done := make(chan error)
	go func() {
		_, err := f.RoundTrip(httptest.NewRequest(http.MethodGet, "/", nil))
		done <- err
	}()
	for !f.begun.Load() {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := withTimeout(t.Context(), 10*time.Millisecond, errNoAnswer)
	defer cancel()
	if _, err := f.RoundTrip(httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)); err == nil || errors.Is(err, failed) {
		t.Errorf("who would wait is told %v", err)
	}
	close(hang)
	if err := <-done; !errors.Is(err, failed) {
		t.Error(err)
	}
	if _, err := f.RoundTrip(httptest.NewRequest(http.MethodGet, "/", nil)); !errors.Is(err, failed) {
		t.Errorf("after it: %v", err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
