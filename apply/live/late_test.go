package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// logged is a Cluster of logs alone, each of which is read by a function.
type logged struct {
	Cluster
	reads []func(ctx context.Context, line func(string) error) error
	asked int
}

func (c *logged) Logs(ctx context.Context, _ kube.LogRequest, line func(kube.LogLine) error) error {
	read := c.reads[c.asked]
	c.asked++
	at := time.Now()
	return read(ctx, func(text string) error {
		at = at.Add(time.Millisecond)
		return line(kube.LogLine{Time: at, Text: text})
	})
}

// slowSink takes its time for each line.
type slowSink struct {
	pause time.Duration
	lines []string
}

func (s *slowSink) Line(l LogLine) error {
	time.Sleep(s.pause)
	s.lines = append(s.lines, l.Text)
	return nil
}

func (s *slowSink) Note(fact.Fact) {}
func (s *slowSink) Fail(fact.Fact) {}

// reading reads one log as it is followed, and returns how.
func reading(ctx context.Context, c Cluster, sink LogSink) (f *following, s *stream, read func() error) {
	f = newFollowing(&logs{cluster: c, sink: sink, index: newIndex(&Workloads{})})
	f.unsynced = 1 // nothing ends it but the log
	ctx, cancel := context.WithCancel(ctx)
	s = &stream{cancel: cancel}
	pod := ownedPod{object.NewRef(kind.Deployment, "shop", "web"), &corev1.Pod{}}
	return f, s, func() error { return f.read(ctx, pod, "main", kube.LogRequest{}, s) }
}

// The log of a container that has ended is read to its end, however long that takes.
func TestLateLinesAreRead(t *testing.T) {
	for name, c := range map[string]struct{ cluster, sink time.Duration }{
		"a slow cluster": {cluster: lateness - time.Millisecond}, "a slow reader": {sink: 3 * lateness},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cluster, sink := &logged{}, &slowSink{pause: c.sink}
				cluster.reads = append(cluster.reads, func(ctx context.Context, line func(string) error) error {
					for i := range 10 {
						select {
						case <-time.After(c.cluster):
						case <-ctx.Done():
							return ctx.Err()
						}
						if err := line(fmt.Sprint(i)); err != nil {
							return err
						}
					}
					<-ctx.Done() // the server forgets to end it
					return ctx.Err()
				})
				f, s, read := reading(t.Context(), cluster, sink)
				f.mu.Lock()
				f.end(s)
				f.mu.Unlock()
				if err := read(); err != nil {
					t.Fatal(err)
				}
				if len(sink.lines) != 10 {
					t.Errorf("only %q came", sink.lines)
				}
			})
		})
	}
}

// What a log is read anew for may be the next run of the container: it is not, when that
// is known after the pause.
func TestNextRunIsNotReadAsTheOneBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cluster, sink := &logged{}, &slowSink{}
		cluster.reads = []func(context.Context, func(string) error) error{
			func(_ context.Context, line func(string) error) error { return line("the first run") },
			func(context.Context, func(string) error) error { return errors.New("the connection was lost") },
			func(_ context.Context, line func(string) error) error { return line("the second run") },
		}
		f, s, read := reading(t.Context(), cluster, sink)
		time.AfterFunc(150*time.Millisecond, func() { // in the second pause
			f.mu.Lock()
			defer f.mu.Unlock()
			f.end(s)
		})
		if err := read(); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(sink.lines, []string{"the first run"}) {
			t.Errorf("got %q", sink.lines)
		}
	})
}
