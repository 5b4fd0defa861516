// Package controlplane gives tests a real Kubernetes control plane: the one that WL_TEST_KUBECONFIG names, or another
// beside it, which it runs with wl-devcluster. Without the variable tests that need one are skipped, so that the others
// can be run without; make test sets it. Only tests import it.
package controlplane

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// KubeconfigEnv names the environment variable that holds the path of a kubeconfig, whose current context Shared uses.
// A run of many test binaries starts one control plane and names it there.
const KubeconfigEnv = "WL_TEST_KUBECONFIG"

// RequiredEnv names the environment variable by which tests without a control plane fail, where they would be skipped.
const RequiredEnv = "WL_TEST_CLUSTER_REQUIRED"

// Cluster is a running control plane with simulated nodes. It is safe for concurrent use.
type Cluster struct {
	// Kubeconfig is the path of a file with an administrator's credentials, and Context the context in it.
	Kubeconfig, Context string

	api *api
	// name is that of wl-devcluster, and program its path; both are empty for a cluster that Shared was given.
	name, program string
}

// Shared returns the control plane that all tests of a run share. They keep apart by namespace and must not break it.
// Where there is none the test is skipped.
func Shared(tb testing.TB) *Cluster {
	tb.Helper()
	need(tb)
	cluster, err := shared()
	if err != nil {
		tb.Fatalf("use the control plane of %s: %v", KubeconfigEnv, err)
	}
	return cluster
}

// shared holds the one control plane of this process. It is package state because a test binary has no other place
// that all its tests reach, short of every package writing a TestMain that hands it around.
var shared = sync.OnceValues(func() (*Cluster, error) { return open(os.Getenv(KubeconfigEnv)) })

// need skips a test where no control plane is named, and fails it where one must be.
func need(tb testing.TB) {
	tb.Helper()
	const missing = "needs a Kubernetes control plane: run make test, or export " + KubeconfigEnv + "=$(bin/wl-devcluster up --name dev)"
	switch {
	case os.Getenv(KubeconfigEnv) != "":
	case os.Getenv(RequiredEnv) != "":
		tb.Fatal(missing)
	default:
		tb.Skip(missing)
	}
}

// Start returns a control plane of the test's own, which is removed when the test ends; the test is skipped where Shared
// skips it. The name tells it from others that the same process starts, and may have at most 24 lower-case letters,
// digits and inner hyphens.
func Start(tb testing.TB, name string) *Cluster {
	tb.Helper()
	need(tb)
	cluster, err := start(fmt.Sprintf("test-%d-%s", os.Getpid(), name))
	if err != nil {
		tb.Fatalf("start control plane %s: %v", name, err)
	}
	tb.Cleanup(func() {
		if output, err := cluster.run("down"); err != nil {
			tb.Errorf("remove control plane %s: %v\n%s", name, err, output)
		}
	})
	return cluster
}

// StopAPIServer stops the API server, so that connections to it are refused, until StartAPIServer. Only a cluster that
// Start returned can be stopped.
func (c *Cluster) StopAPIServer(tb testing.TB) {
	tb.Helper()
	c.mustRun(tb, "stop-apiserver")
}

// StartAPIServer starts a stopped API server again at the same address and waits until it is ready.
func (c *Cluster) StartAPIServer(tb testing.TB) {
	tb.Helper()
	c.mustRun(tb, "start-apiserver")
	if err := c.api.waitReady(tb.Context()); err != nil {
		tb.Fatalf("start the API server of cluster %s again: %v", c.name, err)
	}
}

// PauseAPIServer halts the API server, so that connections to it hang, until ResumeAPIServer. Only a cluster that
// Start returned can be halted.
func (c *Cluster) PauseAPIServer(tb testing.TB) {
	tb.Helper()
	c.mustRun(tb, "pause")
}

// ResumeAPIServer lets a halted API server continue.
func (c *Cluster) ResumeAPIServer(tb testing.TB) {
	tb.Helper()
	c.mustRun(tb, "resume")
}

// start builds wl-devcluster if need be and starts the named cluster, which ends with this process.
func start(name string) (*Cluster, error) {
	program, err := build()
	if err != nil {
		return nil, err
	}
	c := &Cluster{name: name, program: program}
	output, err := c.run("up", "--exit-with", strconv.Itoa(os.Getpid()))
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, output)
	}
	started, err := open(strings.TrimSpace(output))
	if err != nil {
		return nil, err
	}
	started.name, started.program = name, program
	return started, nil
}

// open returns the cluster that a kubeconfig's current context names.
func open(kubeconfig string) (*Cluster, error) {
	path, err := filepath.Abs(kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("resolve the path of the kubeconfig: %w", err)
	}
	api, context, err := newAPI(path)
	if err != nil {
		return nil, err
	}
	return &Cluster{Kubeconfig: path, Context: context, api: api}, nil
}

func (c *Cluster) mustRun(tb testing.TB, verb string) {
	tb.Helper()
	if c.program == "" {
		tb.Fatalf("%s: only a control plane that the test started itself may be broken; use Start", verb)
	}
	if output, err := c.run(verb); err != nil {
		tb.Fatalf("%s cluster %s: %v\n%s", verb, c.name, err, output)
	}
}

// run runs a verb of wl-devcluster on this cluster and returns its standard output, or all its output if it fails.
func (c *Cluster) run(verb string, args ...string) (string, error) {
	cmd := exec.Command(c.program, append([]string{verb, "--name", c.name}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.String() + stderr.String(), fmt.Errorf("wl-devcluster %s: %w", verb, err)
	}
	return stdout.String(), nil
}
