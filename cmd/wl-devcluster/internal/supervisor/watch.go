package supervisor

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/component"
)

// Signals by which the verbs stop-apiserver and start-apiserver reach a supervisor.
const (
	StopAPIServer  = syscall.SIGUSR1
	StartAPIServer = syscall.SIGUSR2
)

// exitWithInterval is how often a supervisor asks whether the process it ends with still lives.
const exitWithInterval = 300 * time.Millisecond

// watchLifeline ends the cluster when its start is no longer wanted.
func (s *supervisor) watchLifeline(lifeline io.Reader) {
	_, _ = io.Copy(io.Discard, lifeline)
	if !s.ready.Load() {
		s.end(errAbandoned)
	}
}

// watchProcess ends the cluster when the given process has ended, and does nothing for process 0.
func (s *supervisor) watchProcess(life context.Context, pid int) {
	if pid == 0 {
		return
	}
	ticker := time.NewTicker(exitWithInterval)
	defer ticker.Stop()
	for {
		if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			s.end(errAbandoned)
			return
		}
		select {
		case <-life.Done():
			return
		case <-ticker.C:
		}
	}
}

// serveSignals stops and starts the API server on request until the cluster's life ends.
func (s *supervisor) serveSignals(life context.Context) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, StopAPIServer, StartAPIServer)
	defer signal.Stop(signals)
	for {
		select {
		case <-life.Done():
			return
		case sig := <-signals:
			if err := s.toggleAPIServer(sig == StartAPIServer); err != nil {
				s.end(err)
				return
			}
		}
	}
}

func (s *supervisor) toggleAPIServer(start bool) error {
	running := s.children[component.APIServer]
	switch {
	case start && running == nil:
		return s.launch(component.APIServer)
	case !start && running != nil:
		running.stop()
		delete(s.children, component.APIServer)
		delete(s.record.PIDs, component.APIServer)
		return s.dir.Write(s.record)
	}
	return nil
}
