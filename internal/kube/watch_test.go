package kube_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

var configMaps = kind.GroupKind{Kind: "ConfigMap"}

func TestWatchDeliversWhatIsAndWhatChanges(t *testing.T) {
	c, namespace := connect(t)
	if _, err := c.Apply(t.Context(), configMap(namespace, "before", "1")); err != nil {
		t.Fatal(err)
	}
	stopped := errors.New("seen enough")
	var seen []string
	err := c.Follow(t.Context(), kube.Selection{Kind: kind.GroupKind{Kind: "ConfigMap"}, Namespace: namespace, LabelSelector: "set=a"}, new(kube.Again), func(e kube.Event) error {
		if e.Type != kube.Synced {
			meta, err := object.MetaOf(e.Object)
			if err != nil {
				return err
			}
			seen = append(seen, string(e.Type)+" "+meta.Ref.Name)
			if e.Type == kube.Deleted {
				return stopped
			}
			return nil
		}
		seen = append(seen, "synced")
		after := configMap(namespace, "after", "1")
		if _, err := c.Apply(t.Context(), after); err != nil {
			return err
		}
		return c.Delete(t.Context(), after.Ref, "", kube.Background)
	})
	if !errors.Is(err, stopped) {
		t.Fatal(err)
	}
	if got, want := strings.Join(seen, ", "), "changed before, synced, changed after, deleted after"; got != want {
		t.Errorf("saw %s; want %s", got, want)
	}
}

func TestWatchEndsWithItsContext(t *testing.T) {
	c, namespace := connect(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("no longer needed")
	err := c.Follow(ctx, kube.Selection{Kind: kind.GroupKind{Kind: "ConfigMap"}, Namespace: namespace}, new(kube.Again), func(e kube.Event) error {
		if e.Type == kube.Synced {
			time.AfterFunc(50*time.Millisecond, func() { cancel(reason) })
		}
		return nil
	})
	if !errors.Is(err, reason) {
		t.Errorf("ended with %v", err)
	}
}

// What happens while the connection is gone is delivered when it is back.
func TestWatchSurvivesALostConnection(t *testing.T) {
	direct, namespace := connect(t)
	cut := newProxy(t, direct.Server())
	through := connectThrough(t, cut)
	for _, name := range []string{"kept", "gone", "replaced"} {
		if _, err := direct.Apply(t.Context(), configMap(namespace, name, "1")); err != nil {
			t.Fatal(err)
		}
	}
	stopped := errors.New("seen enough")
	var seen []string
	err := through.Follow(t.Context(), kube.Selection{Kind: configMaps, Namespace: namespace, LabelSelector: "set=a"}, new(kube.Again), func(e kube.Event) error {
		if e.Type == kube.Synced {
			cut.close()
			defer cut.open(t)
			return errors.Join(
				direct.Delete(t.Context(), configMap(namespace, "gone", "").Ref, "", kube.Background),
				direct.Delete(t.Context(), configMap(namespace, "replaced", "").Ref, "", kube.Background),
				apply(t, direct, configMap(namespace, "replaced", "2")),
				apply(t, direct, configMap(namespace, "last", "1")),
			)
		}
		name := e.Object["metadata"].(map[string]any)["name"].(string)
		seen = append(seen, string(e.Type)+" "+name)
		if name == "last" {
			return stopped
		}
		return nil
	})
	if !errors.Is(err, stopped) {
		t.Fatal(err)
	}
	want := []string{"deleted gone", "deleted replaced", "changed replaced", "changed last"}
	if got := seen[3:]; !slices.Equal(got, want) {
		t.Errorf("saw %q after the connection was lost; want %q", got, want)
	}
}

// The API server may be restarted under a watch.
func TestWatchSurvivesARestart(t *testing.T) {
	cluster := controlplane.Start(t, "restart")
	c, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	synced, stopped := make(chan struct{}), errors.New("seen enough")
	done := make(chan error)
	go func() {
		done <- c.Follow(t.Context(), kube.Selection{Kind: configMaps, Namespace: namespace, LabelSelector: "set=a"}, new(kube.Again), func(e kube.Event) error {
			if e.Type == kube.Synced {
				close(synced)
				return nil
			}
			return stopped
		})
	}()
	select {
	case <-synced:
	case err := <-done:
		t.Fatalf("the watch ended early: %v", err)
	}
	cluster.StopAPIServer(t)
	_, err = c.Apply(t.Context(), configMap(namespace, "late", "1"))
	if unreachable := new(kube.UnreachableError); !errors.As(err, &unreachable) {
		t.Errorf("an apply to a stopped server: %v", err)
	}
	cluster.StartAPIServer(t)
	if _, err := c.Apply(t.Context(), configMap(namespace, "late", "1")); err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, stopped) {
		t.Error(err)
	}
}

func apply(t *testing.T, c *kube.Client, r kube.ApplyRequest) error {
	_, err := c.Apply(t.Context(), r)
	return err
}

func connectThrough(t *testing.T, p *proxy) *kube.Client {
	t.Helper()
	config, err := clientcmd.LoadFromFile(controlplane.Shared(t).Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	for _, cluster := range config.Clusters {
		cluster.Server = "https://" + p.address
	}
	file := filepath.Join(t.TempDir(), "kubeconfig")
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		t.Fatal(err)
	}
	c, err := kube.Connect(kube.Target{Kubeconfig: file}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// proxy passes connections on to the real API server, until it is closed.
type proxy struct {
	address, server string

	mu       sync.Mutex
	listener net.Listener
	conns    []net.Conn
}

func newProxy(t *testing.T, server string) *proxy {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{address: "127.0.0.1:0", server: u.Host}
	p.open(t)
	t.Cleanup(p.close)
	return p
}

func (p *proxy) open(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", p.address)
	if err != nil {
		t.Error(err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listener, p.address = listener, listener.Addr().String()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go p.pass(conn)
		}
	}()
}

func (p *proxy) pass(conn net.Conn) {
	onward, err := net.Dial("tcp", p.server)
	if err != nil {
		conn.Close()
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, conn, onward)
	p.mu.Unlock()
	go func() {
		_, _ = io.Copy(onward, conn)
		onward.Close()
	}()
	_, _ = io.Copy(conn, onward)
	conn.Close()
}

func (p *proxy) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listener.Close()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}
