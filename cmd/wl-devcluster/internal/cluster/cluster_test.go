package cluster

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T, root Root, name string) Dir {
	t.Helper()
	dir, err := root.Cluster(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := dir.Create(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestClusterNames(t *testing.T) {
	for name, valid := range map[string]bool{
		"dev": true, "a": true, "a-1": true, strings.Repeat("x", 40): true,
		"": false, "-a": false, "a-": false, "A": false, "a.lock": false, "..": false, "a/b": false,
		strings.Repeat("x", 41): false,
	} {
		if _, err := Root(t.TempDir()).Cluster(name); (err == nil) != valid {
			t.Errorf("name %q: got error %v, want valid %v", name, err, valid)
		}
	}
}

func TestRecordOfClusterWithoutSupervisorReadsAsDead(t *testing.T) {
	dir := open(t, Root(t.TempDir()), "dev")
	written := &Record{Name: "dev", State: Running, Version: "v1.37.2", Nodes: 3, Created: time.Unix(1, 0).UTC()}
	if err := dir.Write(written); err != nil {
		t.Fatal(err)
	}
	read, err := dir.Read()
	if err != nil {
		t.Fatal(err)
	}
	if read.State != Dead || read.Failure == "" {
		t.Errorf("got state %s because %q, want dead and why", read.State, read.Failure)
	}
	lock, err := TryAcquire(dir.ProcessLock(Supervisor))
	if err != nil || lock == nil {
		t.Fatalf("take the supervisor's lock: %v, %v", lock, err)
	}
	if read, err = dir.Read(); err != nil || read.State != Running {
		t.Errorf("with a supervisor: got %+v, %v, want running", read, err)
	}
	if err := lock.Remove(); err != nil {
		t.Fatal(err)
	}
}

func TestReadOfUnknownCluster(t *testing.T) {
	dir, err := Root(t.TempDir()).Cluster("nobody")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dir.Read(); !errors.Is(err, ErrNoCluster) {
		t.Errorf("got %v, want ErrNoCluster", err)
	}
}

func TestLockIsExclusiveAndLeavesNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	first, err := TryAcquire(path)
	if err != nil || first == nil {
		t.Fatalf("got %v, %v, want a lock", first, err)
	}
	if second, err := TryAcquire(path); err != nil || second != nil {
		t.Fatalf("a second lock: got %v, %v, want none", second, err)
	}
	waiting := make(chan struct{})
	acquired := make(chan *Lock)
	go func() {
		lock, err := Acquire(context.Background(), path, func() { close(waiting) })
		if err != nil {
			t.Errorf("wait for the lock: %v", err)
		}
		acquired <- lock
	}()
	<-waiting
	if err := first.Remove(); err != nil {
		t.Fatal(err)
	}
	second := <-acquired
	if !held(path) {
		t.Error("the lock that was waited for is not held")
	}
	if err := second.Remove(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the lock's file is still there: %v", err)
	}
}

func TestAcquireEndsWithItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	first, err := TryAcquire(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := Acquire(ctx, path, cancel); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	if err := first.Remove(); err != nil {
		t.Fatal(err)
	}
}

func TestPortsDifferFromThoseOfOtherClusters(t *testing.T) {
	root := Root(t.TempDir())
	taken := map[int]string{}
	for _, name := range []string{"one", "two", "three"} {
		dir := open(t, root, name)
		record := &Record{Name: name}
		if err := dir.ReservePorts(t.Context(), record); err != nil {
			t.Fatal(err)
		}
		ports := record.Ports
		for _, port := range []int{ports.APIServer, ports.EtcdClient, ports.EtcdPeer, ports.Kubelet} {
			if port < firstPort || port > lastPort {
				t.Errorf("port %d of cluster %s is out of range", port, name)
			}
			if other := taken[port]; other != "" {
				t.Errorf("port %d belongs to both %s and %s", port, other, name)
			}
			taken[port] = name
		}
	}
	if _, err := freePort(fullRange()); err == nil {
		t.Error("a port was found where none is free")
	}
}

func fullRange() map[int]bool {
	taken := map[int]bool{}
	for port := firstPort; port <= lastPort; port++ {
		taken[port] = true
	}
	return taken
}

func TestNamesListsClustersOnly(t *testing.T) {
	root := Root(t.TempDir())
	open(t, root, "b")
	open(t, root, "a")
	if err := os.WriteFile(filepath.Join(string(root), "a.lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	names, err := root.Names()
	if err != nil || strings.Join(names, " ") != "a b" {
		t.Errorf("got %q, %v, want a and b", names, err)
	}
	if names, err := (root + "/missing").Names(); err != nil || names != nil {
		t.Errorf("a missing root: got %q, %v, want nothing", names, err)
	}
}
