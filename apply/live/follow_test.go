package live_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// A node of the test's own, whose logs the API server asks for: the connection is lost,
// the container is restarted, and each line comes once.
func TestFollowing(t *testing.T) {
	cluster := controlplane.Shared(t)
	n := newNode(t, cluster, false)
	namespace := cluster.Namespace(t)
	stack := object.Stack{Name: "live", Namespace: namespace}
	pod := n.deploy(t, namespace, stack)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	sink := &collected{enough: cancel, want: 6}
	w := live.Workloads{Stack: stack, Entries: []state.Entry{{Ref: object.NewRef(kind.Deployment, namespace, "web")}}, Mask: object.MaskOf("hunter2")}
	done := make(chan error)
	go func() {
		_, err := live.Logs(ctx, client, w, live.LogQuery{Follow: true}, sink)
		done <- err
	}()
	sink.await(t, 5)
	n.restarted(t, pod)
	<-done
	want := []string{"one", "two", "two again", "(sensitive)", "four", "five"}
	if got := sink.texts(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q; notes %v; asked\n%s", got, want, sink.notes, strings.Join(n.asked(), "\n"))
	}
	asked := n.asked()
	if len(asked) != 3 || strings.Contains(asked[0], "sinceTime") || !strings.Contains(asked[1], "sinceTime=2026-01-02T03%3A04%3A06Z") || strings.Contains(asked[2], "sinceTime") {
		t.Errorf("asked\n%s", strings.Join(asked, "\n"))
	}
}

// answers are what the node's container logs, request by request.
var answers = [][]string{
	{"2026-01-02T03:04:05.1Z one", "2026-01-02T03:04:06.2Z two"},
	{"2026-01-02T03:04:06.2Z two", "2026-01-02T03:04:06.2Z two again", "2026-01-02T03:04:07Z hunter2", "2026-01-02T03:04:08Z four"},
	{"2026-01-02T03:04:09Z five"},
}

// node is a node that is nothing but an address for logs.
type node struct {
	name      string
	client    dynamic.Interface
	forgetful bool // it knows no Pod

	mu       sync.Mutex
	requests []string
}

func newNode(t *testing.T, cluster *controlplane.Cluster, forgetful bool) *node {
	t.Helper()
	pki := filepath.Join(filepath.Dir(cluster.Kubeconfig), "pki")
	certificate, err := tls.LoadX509KeyPair(filepath.Join(pki, "kubelet.crt"), filepath.Join(pki, "kubelet.key"))
	if os.IsNotExist(err) && os.Getenv(controlplane.RequiredEnv) == "" {
		t.Skip("the cluster is not one of wl-devcluster: its API server trusts no node of a test")
	}
	if err != nil {
		t.Fatal(err)
	}
	config, err := clientcmd.BuildConfigFromFlags("", cluster.Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	n := &node{name: fmt.Sprintf("test-%d-%d", os.Getpid(), time.Now().UnixNano()%1e9), client: dynamic.NewForConfigOrDie(config), forgetful: forgetful}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: n, TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}}, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.ServeTLS(listener, "", "") }()
	t.Cleanup(func() { _ = server.Close() })
	port := int64(listener.Addr().(*net.TCPAddr).Port)
	machine := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Node", "metadata": map[string]any{"name": n.name},
		"spec": map[string]any{"taints": []any{map[string]any{"key": "wl/test", "effect": "NoSchedule"}}}, // nobody else's Pods
		"status": map[string]any{
			"addresses":       []any{map[string]any{"type": "InternalIP", "address": "127.0.0.1"}},
			"daemonEndpoints": map[string]any{"kubeletEndpoint": map[string]any{"Port": port}},
		},
	}}
	nodes := n.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "nodes"})
	if _, err := nodes.Create(t.Context(), machine, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = nodes.Delete(context.Background(), n.name, metav1.DeleteOptions{}) })
	return n
}

func (n *node) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/containerLogs/") || n.forgetful {
		http.NotFound(w, r)
		return
	}
	n.mu.Lock()
	turn := len(n.requests)
	n.requests = append(n.requests, r.URL.RawQuery)
	n.mu.Unlock()
	if turn < len(answers) {
		for _, l := range answers[turn] {
			_, _ = fmt.Fprintln(w, l)
		}
	}
	_ = http.NewResponseController(w).Flush()
	if turn > 0 { // the first connection is lost
		<-r.Context().Done()
	}
}

func (n *node) asked() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.requests)
}

// deploy has one Pod run on the node, and returns its name.
func (n *node) deploy(t *testing.T, namespace string, stack object.Stack) string {
	t.Helper()
	labels := map[string]string{"app": "web"}
	content := map[string]any{
		"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": map[string]any{"name": "web", "namespace": namespace, "labels": map[string]any{object.LabelApplySet: stack.ApplySetID()}},
		"spec": map[string]any{
			"selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{
				"nodeName": n.name, "tolerations": []any{map[string]any{"operator": "Exists"}}, "terminationGracePeriodSeconds": 0,
				"containers": []any{map[string]any{"name": "main", "image": "web:1"}},
			}},
		},
	}
	client, err := kube.Connect(kube.Target{Kubeconfig: os.Getenv(controlplane.KubeconfigEnv)}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Create(t.Context(), object.NewRef(kind.Deployment, namespace, "web"), content); err != nil {
		t.Fatal(err)
	}
	for range 300 {
		pods, err := n.pods(namespace).List(t.Context(), metav1.ListOptions{LabelSelector: "app=web"})
		if err != nil {
			t.Fatal(err)
		}
		if len(pods.Items) > 0 {
			if phase, _, _ := unstructured.NestedString(pods.Items[0].Object, "status", "phase"); phase == "Running" {
				return namespace + "/" + pods.Items[0].GetName()
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the Deployment has no Pod that runs")
	return ""
}

func (n *node) pods(namespace string) dynamic.ResourceInterface {
	return n.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "pods"}).Namespace(namespace)
}

// restarted says that the Pod's container was.
func (n *node) restarted(t *testing.T, pod string) {
	t.Helper()
	namespace, name, _ := strings.Cut(pod, "/")
	patch := `[{"op":"replace","path":"/status/containerStatuses/0/restartCount","value":1}]`
	if _, err := n.pods(namespace).Patch(t.Context(), name, types.JSONPatchType, []byte(patch), metav1.PatchOptions{}, "status"); err != nil {
		t.Fatal(err)
	}
}

// collected is a sink that ends the reading when it has enough.
type collected struct {
	enough func()
	want   int

	mu    sync.Mutex
	lines []string
	notes []fact.Fact
}

func (c *collected) Line(l live.LogLine) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lines = append(c.lines, l.Text); len(c.lines) == c.want {
		time.AfterFunc(500*time.Millisecond, c.enough) // a line that comes twice would come by then
	}
	return nil
}

func (c *collected) Note(n fact.Fact) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.notes = append(c.notes, n)
}

func (c *collected) Fail(n fact.Fact) { c.Note(n) }

func (c *collected) texts() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.lines)
}

func (c *collected) await(t *testing.T, lines int) {
	t.Helper()
	for range 300 {
		if len(c.texts()) >= lines {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("only %q came", c.texts())
}
