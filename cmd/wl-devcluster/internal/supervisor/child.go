package supervisor

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"time"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
)

// stopGrace is how long a component has to end after its lifeline was cut.
const stopGrace = 3 * time.Second

// child is a component's process: this program, started again with the hidden verb "component". Its standard input is
// its lifeline: a pipe that the supervisor holds the other end of, so that the child sees its end and exits whichever
// way the supervisor ends.
type child struct {
	name     string
	process  *os.Process
	lifeline io.Closer
	// stopping is set when the process ends on request.
	stopping atomic.Bool
	// done is closed when the process has ended, after which err tells how.
	done chan struct{}
	err  error
}

// startChild starts a component: one of Kubernetes' with the given program, where the cluster has one of its own.
func startChild(name string, dir cluster.Dir, ofKubernetes string) (*child, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program to start %s: %w", name, err)
	}
	if ofKubernetes != "" && component.OfKubernetes(name) {
		program = ofKubernetes
	}
	log, err := os.OpenFile(dir.Log(name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the log of %s: %w", name, err)
	}
	defer func() { _ = log.Close() }()

	cmd := exec.Command(program, "component", name, "--name", dir.Name)
	cmd.Args[0] = "wl-devcluster" // by which field managers are named, whatever the version
	cmd.Env = append(os.Environ(), cluster.RootEnv+"="+string(dir.Root()))
	cmd.Env = append(cmd.Env, component.Env(name, dir)...)
	cmd.Dir = dir.Path("run")
	cmd.Stdout, cmd.Stderr = log, log
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("make the lifeline of %s: %w", name, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	c := &child{name: name, process: cmd.Process, lifeline: lifeline, done: make(chan struct{})}
	go func() {
		c.err = cmd.Wait()
		close(c.done)
	}()
	return c, nil
}

// stop ends the process, by force if it does not end by itself, and waits for that.
func (c *child) stop() {
	c.stopping.Store(true)
	_ = c.lifeline.Close()
	select {
	case <-c.done:
		return
	case <-time.After(stopGrace):
	}
	_ = c.process.Kill()
	<-c.done
}

// ending says how the process ended, which it must have.
func (c *child) ending() error {
	if c.err == nil {
		return errors.New("ended unasked")
	}
	return fmt.Errorf("ended unasked: %w", c.err)
}
