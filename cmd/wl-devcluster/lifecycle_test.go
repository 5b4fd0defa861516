package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/loadbalancer"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/storage"
)

func TestClusterFromUpToDown(t *testing.T) {
	p := newProgram(t)
	dir, client := p.up(t, "one", "--nodes", "2")
	nodes, err := client.CoreV1().Nodes().List(t.Context(), metav1.ListOptions{})
	if err != nil || len(nodes.Items) != 2 {
		t.Fatalf("got %d nodes, %v, want 2", len(nodes.Items), err)
	}
	if _, err := client.CoreV1().ServiceAccounts("default").Get(t.Context(), "default", metav1.GetOptions{}); err != nil {
		t.Errorf("up did not wait for the default service account: %v", err)
	}
	checkOwnersOnly(t, dir)
	checkLoopbackOnly(t, mustRead(t, dir).Ports)
	checkListed(t, p, dir)

	again := p.mustRun(t, "up", "--name", "one")
	if again.stdout != dir.Kubeconfig()+"\n" || !strings.Contains(again.stderr, "already running") {
		t.Errorf("up of a running cluster: %q and %q", again.stdout, again.stderr)
	}
	other, _ := p.up(t, "two", "--nodes", "1")
	record := mustRead(t, dir)
	p.mustRun(t, "down", "--name", "one")
	checkGone(t, record)
	if state := mustRead(t, other).State; state != cluster.Running {
		t.Errorf("after down of its neighbour, cluster two is %s", state)
	}
	p.mustRun(t, "down", "--all")
	p.checkEmpty(t)
	p.mustFail(t, "there is no cluster one", "down", "--name", "one")
	p.mustFail(t, "there is no cluster one", "status", "--name", "one")
}

func checkListed(t *testing.T, p program, dir cluster.Dir) {
	t.Helper()
	var listings []map[string]any
	if err := json.Unmarshal([]byte(p.mustRun(t, "list", "--format", "json").stdout), &listings); err != nil {
		t.Fatal(err)
	}
	if len(listings) != 1 {
		t.Fatalf("list shows %d clusters, want 1", len(listings))
	}
	for key, want := range map[string]any{
		"name": "one", "state": "running", "nodes": 2.0, "kubeconfig": dir.Kubeconfig(), "context": "wl-one",
		"address": mustRead(t, dir).Address(),
	} {
		if got := listings[0][key]; got != want {
			t.Errorf("list says %s is %v, want %v", key, got, want)
		}
	}
	lines := strings.Split(p.mustRun(t, "list").stdout, "\n")
	if fields := strings.Fields(lines[1]); fields[0] != "one" || fields[1] != "running" {
		t.Errorf("list shows %q", lines[1])
	}
	status := p.mustRun(t, "status", "--name", "one").stdout
	for _, process := range slices.Concat([]string{cluster.Supervisor}, component.Names()) {
		if !strings.Contains(status, fmt.Sprintf("pid %d", mustRead(t, dir).PIDs[process])) {
			t.Errorf("status does not show process %s:\n%s", process, status)
		}
	}
}

func checkOwnersOnly(t *testing.T, dir cluster.Dir) {
	t.Helper()
	err := filepath.WalkDir(dir.Path(), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %s, which lets others in", path, info.Mode())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkLoopbackOnly tries each port on each address of this machine.
func checkLoopbackOnly(t *testing.T, ports cluster.Ports) {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		network, ok := address.(*net.IPNet)
		if !ok || network.IP.IsLinkLocalUnicast() {
			continue
		}
		for _, port := range []int{ports.APIServer, ports.EtcdClient, ports.EtcdPeer, ports.Kubelet} {
			target := net.JoinHostPort(network.IP.String(), fmt.Sprint(port))
			conn, err := net.DialTimeout("tcp", target, time.Second)
			if err == nil {
				_ = conn.Close()
			}
			if want := network.IP.Equal(net.IPv4(127, 0, 0, 1)); (err == nil) != want {
				t.Errorf("%s answers: %v, want %v", target, err == nil, want)
			}
		}
	}
}

// checkGone checks that no process of a cluster answers or lives.
func checkGone(t *testing.T, record *cluster.Record) {
	t.Helper()
	ports := record.Ports
	for _, port := range []int{ports.APIServer, ports.EtcdClient, ports.EtcdPeer, ports.Kubelet} {
		if conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			_ = conn.Close()
			t.Errorf("port %d still answers", port)
		}
	}
	for process, pid := range record.PIDs {
		// A process without a parent is there until the system has taken note of its end.
		eventually(t, func() error {
			if err := syscall.Kill(pid, 0); err == nil {
				return fmt.Errorf("%s, process %d, still lives", process, pid)
			}
			return nil
		})
	}
}

func TestClusterFailsAsAWhole(t *testing.T) {
	p := newProgram(t)
	dir, _ := p.up(t, "one", "--nodes", "1")
	record := mustRead(t, dir)
	if err := syscall.Kill(record.PIDs[component.Scheduler], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		if state := mustRead(t, dir).State; state != cluster.Failed {
			return fmt.Errorf("the cluster is %s", state)
		}
		return nil
	})
	eventually(t, func() error {
		if dir.Alive(cluster.Supervisor) {
			return fmt.Errorf("its supervisor lives")
		}
		return nil
	})
	checkGone(t, record)
	status := p.mustFail(t, "cluster one is failed", "status", "--name", "one")
	if !strings.Contains(status.stdout, "kube-scheduler: ended unasked: signal: killed") {
		t.Errorf("status does not say why the cluster failed:\n%s", status.stdout)
	}
	p.up(t, "one", "--nodes", "1")
}

func TestClusterEndsWithItsSupervisorEvenWhereHalted(t *testing.T) {
	p := newProgram(t)
	dir, _ := p.up(t, "one", "--nodes", "1")
	record := mustRead(t, dir)
	p.mustRun(t, "pause", "--name", "one")
	if err := syscall.Kill(record.PIDs[cluster.Supervisor], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		for _, process := range []string{component.Etcd, component.ControllerManager, component.Scheduler, component.Kwok, component.Storage} {
			if dir.Alive(process) {
				return fmt.Errorf("%s outlives its supervisor", process)
			}
		}
		return nil
	})
	p.mustFail(t, "cluster one is dead", "status", "--name", "one")
	p.mustRun(t, "down", "--name", "one")
	checkGone(t, record)
	p.checkEmpty(t)
}

func TestClusterEndsWithTheProcessItIsFor(t *testing.T) {
	p := newProgram(t)
	owner := exec.Command("sleep", "600")
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	dir, _ := p.up(t, "one", "--nodes", "1", "--exit-with", fmt.Sprint(owner.Process.Pid))
	record := mustRead(t, dir)
	if err := owner.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait()
	p.checkEmpty(t)
	checkGone(t, record)
	p.mustFail(t, "there is no such process", "up", "--exit-with", fmt.Sprint(owner.Process.Pid))
}

func TestInterruptedStartLeavesNothing(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, os.Kill} {
		t.Run(sig.String(), func(t *testing.T) {
			p := newProgram(t)
			up := p.command("up", "--name", "one")
			if err := up.Start(); err != nil {
				t.Fatal(err)
			}
			dir, err := p.root.Cluster("one")
			if err != nil {
				t.Fatal(err)
			}
			eventually(t, func() error {
				if !dir.Alive(component.APIServer) {
					return fmt.Errorf("the API server does not run yet")
				}
				return nil
			})
			record := mustRead(t, dir)
			if err := up.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if err := up.Wait(); err == nil {
				t.Error("an interrupted up reported success")
			}
			p.checkEmpty(t)
			checkGone(t, record)
		})
	}
}

func TestFailedStartShowsTheLog(t *testing.T) {
	p := newProgram(t)
	up := p.command("up", "--name", "one")
	var stderr strings.Builder
	up.Stderr = &stderr
	if err := up.Start(); err != nil {
		t.Fatal(err)
	}
	dir, err := p.root.Cluster("one")
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		if !dir.Alive(component.Etcd) {
			return fmt.Errorf("etcd does not run yet")
		}
		return nil
	})
	record := mustRead(t, dir)
	if err := syscall.Kill(record.PIDs[component.Etcd], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := up.Wait(); err == nil {
		t.Error("a failed up reported success")
	}
	for _, want := range []string{"The last lines of " + dir.Log(component.Etcd), "etcd: ended unasked: signal: killed", dir.Logs()} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("up does not say %q:\n%s", want, stderr.String())
		}
	}
	checkGone(t, record)
}

func TestWrongUseIsRefused(t *testing.T) {
	p := newProgram(t)
	p.mustFail(t, `unknown command "foo"`, "foo")
	p.mustFail(t, `unknown command "extra"`, "up", "extra")
	p.mustFail(t, `"A.b" cannot name a cluster`, "up", "--name", "A.b")
	p.mustFail(t, "--nodes 0: a cluster has 1 to 1000 nodes", "up", "--nodes", "0")
	p.mustFail(t, "--exit-with -1: there is no such process", "up", "--exit-with", "-1")
	p.mustFail(t, "--format yaml: use text or json", "list", "--format", "yaml")
	p.mustFail(t, "there is no cluster dev", "pause")
	if help := p.mustRun(t, "behaviours").stdout; strings.Count(help, "\n") != 5+len(stage.Behaviours())+len(storage.Behaviours())+len(loadbalancer.Behaviours()) {
		t.Errorf("behaviours shows:\n%s", help)
	}
	p.checkEmpty(t)
}
