package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"k8s.io/client-go/kubernetes"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/bootstrap"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// beProgram makes the test binary be wl-devcluster, so that the tests run the real program, its processes included,
// without building it a second time.
const beProgram = "WL_DEVCLUSTER_TEST_BE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(beProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// program runs wl-devcluster with a root directory of the test's own.
type program struct {
	root cluster.Root
}

func newProgram(t *testing.T) program {
	t.Helper()
	p := program{root: cluster.Root(t.TempDir())}
	t.Cleanup(func() {
		if entries, err := os.ReadDir(string(p.root)); err != nil || len(entries) == 0 {
			return
		}
		if r := p.run("down", "--all"); r.err != nil {
			t.Errorf("clear up: %s", r.stderr)
		}
	})
	return p
}

type result struct {
	stdout, stderr string
	err            error
}

func (p program) command(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), beProgram+"=1", cluster.RootEnv+"="+string(p.root))
	return cmd
}

func (p program) run(args ...string) result {
	cmd := p.command(args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	return result{stdout.String(), stderr.String(), err}
}

func (p program) mustRun(t *testing.T, args ...string) result {
	t.Helper()
	r := p.run(args...)
	if r.err != nil {
		t.Fatalf("wl-devcluster %s: %v\n%s", strings.Join(args, " "), r.err, r.stderr)
	}
	return r
}

// mustFail runs a command that has to fail with an error that contains the given text.
func (p program) mustFail(t *testing.T, want string, args ...string) result {
	t.Helper()
	r := p.run(args...)
	if r.err == nil || !strings.Contains(r.stderr, want) {
		t.Fatalf("wl-devcluster %s: got %v and %q, want a failure that says %q", strings.Join(args, " "), r.err, r.stderr, want)
	}
	return r
}

// up starts a cluster and returns its directory and a client for it.
func (p program) up(t *testing.T, name string, args ...string) (cluster.Dir, *kubernetes.Clientset) {
	t.Helper()
	r := p.mustRun(t, append([]string{"up", "--name", name}, args...)...)
	dir, err := p.root.Cluster(name)
	if err != nil {
		t.Fatal(err)
	}
	if r.stdout != dir.Kubeconfig()+"\n" {
		t.Fatalf("standard output is %q, want the path %s and nothing else", r.stdout, dir.Kubeconfig())
	}
	client, err := bootstrap.NewClient(dir.Kubeconfig())
	if err != nil {
		t.Fatal(err)
	}
	return dir, client
}

// read returns the record of a cluster that must exist.
func mustRead(t *testing.T, dir cluster.Dir) *cluster.Record {
	t.Helper()
	record, err := dir.Read()
	if err != nil {
		t.Fatal(err)
	}
	return record
}

// eventually waits until check returns nil.
func eventually(t *testing.T, check func() error) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		err := check()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("not within a minute: %v", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// checkEmpty waits until nothing is left in the root directory.
func (p program) checkEmpty(t *testing.T) {
	t.Helper()
	eventually(t, func() error {
		entries, err := os.ReadDir(string(p.root))
		if err == nil && len(entries) > 0 {
			err = fmt.Errorf("%d files are left in %s, the first is %s", len(entries), p.root, entries[0].Name())
		}
		return err
	})
}
