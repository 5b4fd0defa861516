package apply_test

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// What an apply costs is bounded by counts, which no slow machine changes much: requests and bytes by
// object, and watches that begin when all is written.
func TestTrafficOfAnApply(t *testing.T) {
	const workloads = 30
	cluster := controlplane.Shared(t)
	namespace := cluster.Namespace(t)
	through, read := counted(t, cluster)
	var mu sync.Mutex
	var requests, patches, patchesBeforeWatch int
	f := fixtureIn(t, through, namespace, func(r kube.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case strings.HasSuffix(r.Path, "/version"), strings.HasSuffix(r.Path, "/events"), strings.Contains(r.Path, "/leases/"):
			return // by the clock
		case r.Method == "PATCH" && !strings.Contains(r.Query, "dryRun"):
			patches++
		case strings.Contains(r.Query, "watch=true") && patchesBeforeWatch == 0:
			patchesBeforeWatch = patches
		}
		requests++
	})
	var all []object.Manifest
	for i := range workloads {
		name := fmt.Sprintf("front-%02d", i)
		all = append(all, f.configMap(name, "info"), f.workload("Deployment", name, pods{replicas: 1}))
	}
	f.want(all...)
	in := f.input()
	requests = 0
	before := read.Load()
	if result, err := f.run(t.Context(), in); err != nil || result.RolledOut != workloads {
		t.Fatalf("%+v, %v", result, err)
	}
	bytes := read.Load() - before
	t.Logf("%d requests, %d bytes read, %d objects written before the first watch", requests, bytes, patchesBeforeWatch)
	// Beside the objects: the state, the lock, three lists and three watches.
	if patches != len(all) || requests > len(all)+30 {
		t.Errorf("%d requests, of them %d writes of %d objects", requests, patches, len(all))
	}
	if inFlight := 16; patchesBeforeWatch < len(all)-inFlight {
		t.Errorf("watched after %d objects were written, of %d", patchesBeforeWatch, len(all))
	}
	if each := bytes / workloads; each > bytesOfWorkload {
		t.Errorf("%d bytes read of each workload and its ConfigMap", each)
	}
}

// bytesOfWorkload is the most that is read of a workload with one Pod, and of a ConfigMap: the answers
// when they are written, and what is seen of the Deployment, its ReplicaSet and its Pod until it is rolled out.
const bytesOfWorkload = 30_000

// counted is a way to a cluster that counts the bytes that come from it.
func counted(t *testing.T, c *controlplane.Cluster) (through *controlplane.Cluster, read *atomic.Int64) {
	t.Helper()
	config, err := clientcmd.LoadFromFile(c.Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	cluster := config.Clusters[config.Contexts[c.Context].Cluster]
	server, err := url.Parse(cluster.Server)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	read = new(atomic.Int64)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go pass(conn, server.Host, read)
		}
	}()
	cluster.Server = "https://" + listener.Addr().String()
	through = &controlplane.Cluster{Kubeconfig: filepath.Join(t.TempDir(), "kubeconfig"), Context: c.Context}
	if err := clientcmd.WriteToFile(*config, through.Kubeconfig); err != nil {
		t.Fatal(err)
	}
	return through, read
}

// pass passes a connection on, and counts the bytes that return.
func pass(conn net.Conn, server string, read *atomic.Int64) {
	defer conn.Close()
	onward, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(onward, conn)
		onward.Close()
	}()
	_, _ = io.Copy(io.MultiWriter(conn, counter{read}), onward)
}

type counter struct{ n *atomic.Int64 }

func (c counter) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return len(p), nil
}
