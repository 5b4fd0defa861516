package faults

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// patience is how long a wl may run until it counts as hung: longer than it waits for one answer, and for a
// lock to expire.
const patience = 3 * time.Minute

// program is how wl is run on one stack.
type program struct {
	path, dir string
	env       []string
}

// process is a wl that runs.
type process struct {
	args []string
	cmd  *exec.Cmd
	out  *output
	done chan struct{}
}

// output is what a process has written so far.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

func (p program) start(args ...string) (*process, error) {
	w := &process{args: args, cmd: exec.Command(p.path, args...), out: new(output), done: make(chan struct{})}
	w.cmd.Dir, w.cmd.Stdout, w.cmd.Stderr = p.dir, w.out, w.out
	w.cmd.Env = append(os.Environ(), p.env...)
	if err := w.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(w.done)
		_ = w.cmd.Wait()
	}()
	return w, nil
}

// signal sends a signal; a process that has ended gets none.
func (w *process) signal(s syscall.Signal) { _ = w.cmd.Process.Signal(s) }

// hasEnded reports whether the process has.
func (w *process) hasEnded() bool {
	select {
	case <-w.done:
		return true
	default:
		return false
	}
}

// wait waits for the end of the process.
func (w *process) wait() ended {
	e := ended{args: w.args}
	select {
	case <-w.done:
	case <-time.After(patience):
		e.hung = true
		w.signal(syscall.SIGCONT)
		w.signal(syscall.SIGQUIT)
		<-w.done
	}
	e.code, e.out = w.cmd.ProcessState.ExitCode(), w.out.String()
	return e
}

// ended is how a process ended. Its code is -1 where a signal ended it.
type ended struct {
	args []string
	code int
	hung bool
	out  string
}

func (e ended) String() string {
	return fmt.Sprintf("wl %s: exit code %d\n%s", strings.Join(e.args, " "), e.code, e.out)
}

// wrong is what is wrong with the end itself; signalled is whether it was sent a signal that may end it.
func (e ended) wrong(signalled bool) error {
	switch {
	case e.hung:
		return fmt.Errorf("it hangs: %v", e)
	case e.code == -1 && !signalled:
		return fmt.Errorf("it was ended by a signal: %v", e)
	case e.code < -1 || e.code > 1:
		return fmt.Errorf("its exit code means nothing: %v", e)
	}
	// A real server that is overloaded says so in these words.
	out := strings.ReplaceAll(strings.Join(strings.Fields(e.out), " "), "within requested timeout - context deadline exceeded", "")
	for _, sign := range []string{"panic:", "goroutine ", "bug in wl", "DATA RACE", "nil pointer", "context canceled", "context deadline exceeded"} {
		if strings.Contains(out, sign) {
			return fmt.Errorf("it says %q: %v", sign, e)
		}
	}
	return nil
}

// run runs wl, which nothing disturbs.
func (p program) run(args ...string) (ended, error) {
	w, err := p.start(args...)
	if err != nil {
		return ended{}, err
	}
	e := w.wait()
	return e, e.wrong(false)
}

// must runs wl, which must succeed, and returns what it prints.
func (p program) must(args ...string) (string, error) {
	e, err := p.run(args...)
	if err == nil && e.code != 0 {
		err = fmt.Errorf("it fails: %v", e)
	}
	return e.out, err
}
