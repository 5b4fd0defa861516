// Package supervisor runs a cluster: it starts the components, brings the cluster to readiness, watches over the
// processes and stops them all together.
package supervisor

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// supervisor owns the processes of one cluster. Its methods run on one goroutine.
type supervisor struct {
	dir      cluster.Dir
	record   *cluster.Record
	progress io.WriteCloser
	children map[string]*child
	// end ends the cluster's life and says why; the first reason counts.
	end   context.CancelCauseFunc
	ready atomic.Bool
}

// errAbandoned is why a cluster ends that nobody wants any more: it leaves nothing behind, its directory included.
var errAbandoned = errors.New("the process that the cluster was started for is gone")

// Run brings up the cluster whose directory and record exist, and stays until the cluster ends. It reports each step
// of the start as a line on progress, which it closes when the cluster is ready. If the lifeline ends before that,
// whoever asked for the cluster is gone, and so it ends too. It also ends when ctx does. On return no process of the
// cluster lives; if it failed, the record tells why and Run returns the same, otherwise its directory is gone.
func Run(ctx context.Context, dir cluster.Dir, lifeline io.Reader, progress io.WriteCloser) error {
	lock, err := cluster.Acquire(ctx, dir.ProcessLock(cluster.Supervisor), nil)
	if err != nil {
		return err
	}
	defer func() { _ = lock.Remove() }()
	record, err := dir.Read()
	if err != nil {
		return err
	}
	life, end := context.WithCancelCause(ctx)
	defer end(nil)
	s := &supervisor{dir: dir, record: record, progress: progress, children: map[string]*child{}, end: end}
	record.State = cluster.Starting
	record.PIDs = map[string]int{cluster.Supervisor: os.Getpid()}
	if err := dir.Write(record); err != nil {
		return err
	}
	go s.watchLifeline(lifeline)
	go s.watchProcess(life, record.ExitWith)

	err = s.bringUp(life)
	if err == nil {
		err = s.stay(life)
	}
	s.stopAll()
	if life.Err() != nil {
		err = context.Cause(life)
	}
	return s.settle(err)
}

// stay declares the cluster ready and waits for its end.
func (s *supervisor) stay(life context.Context) error {
	s.record.State = cluster.Running
	if err := s.dir.Write(s.record); err != nil {
		return err
	}
	s.ready.Store(true)
	if err := s.progress.Close(); err != nil {
		return err
	}
	s.serveSignals(life)
	return nil
}

// settle decides what remains of the cluster, given why it ended.
func (s *supervisor) settle(cause error) error {
	if errors.Is(cause, errAbandoned) || errors.Is(cause, context.Canceled) {
		if removed, err := s.removeDir(); removed || err != nil {
			return err
		}
	}
	s.record.State = cluster.Failed
	s.record.Failure = cause.Error()
	s.record.PIDs = nil
	var failure *processFailure
	if errors.As(cause, &failure) {
		s.record.FailedProcess = failure.process
	}
	return errors.Join(cause, s.dir.Write(s.record))
}

// removeDir removes the cluster's directory, unless someone else holds the cluster's lock: both up and down clear away
// what a cluster without a supervisor left.
func (s *supervisor) removeDir() (bool, error) {
	lock, err := s.dir.TryLock()
	if lock == nil || err != nil {
		return false, err
	}
	return true, errors.Join(s.dir.Remove(), lock.Remove())
}

// launch starts a component; its end is the end of the cluster, unless it is stopped on request.
func (s *supervisor) launch(name string) error {
	c, err := startChild(name, s.dir, s.record.Program)
	if err != nil {
		return &processFailure{process: name, cause: err}
	}
	s.children[name] = c
	s.record.PIDs[name] = c.process.Pid
	go func() {
		<-c.done
		if !c.stopping.Load() {
			s.end(&processFailure{process: name, cause: c.ending()})
		}
	}()
	return s.dir.Write(s.record)
}

// stopAll stops every component at once: their data ends with them, so that none has to outlive another.
func (s *supervisor) stopAll() {
	var wait sync.WaitGroup
	for _, c := range s.children {
		wait.Go(c.stop)
	}
	wait.Wait()
	clear(s.children)
}

// processFailure is a failure about which a process's log tells more.
type processFailure struct {
	process string
	cause   error
}

func (f *processFailure) Error() string { return f.process + ": " + f.cause.Error() }
func (f *processFailure) Unwrap() error { return f.cause }
