package live

import (
	"context"
	"errors"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// sinkError ends everything because the sink takes no more.
type sinkError struct{ error }

func asSinkError(err error, as **sinkError) bool { return errors.As(err, as) }

// errAllEnded ends the following of Jobs that have all ended.
var errAllEnded = errors.New("all Jobs have ended")

// lateness is how long a log may be silent after its container has ended, until nothing
// more is expected of it: a server should end it by itself.
const lateness = 2 * time.Second

// following reads the logs of all containers that run, now and later.
type following struct {
	*logs
	group *crash.Group

	mu       sync.Mutex
	streams  map[streamKey]*stream
	away     map[kube.Selection]bool // watches to which the server does not answer
	unsynced int                     // watches that have not delivered all that there is
	unread   bool                    // a log could not be read
}

type streamKey struct {
	pod       types.UID
	container string
}

// stream is the log of one run of a container.
type stream struct {
	workload object.Ref
	run      int32
	over     bool      // the run has ended, or its Pod is gone
	closed   bool      // all of it was read
	handing  bool      // a line is being handed on, which may take its time
	last     time.Time // when one was, or when the end was seen
	cancel   context.CancelFunc
}

func newFollowing(l *logs) *following {
	return &following{logs: l, streams: map[streamKey]*stream{}, away: map[kube.Selection]bool{}}
}

// run follows until ctx ends, a watch is refused, or all that is followed are Jobs that
// have ended.
func (f *following) run(ctx context.Context, selections []kube.Selection) (complete bool, err error) {
	f.unsynced = len(selections)
	var inner context.Context
	f.group, inner = crash.WithContext(ctx)
	for _, s := range selections {
		f.group.Go(func() error {
			return f.cluster.Follow(inner, s, new(kube.Again), func(ev kube.Event) error { return f.take(inner, s, ev) })
		})
	}
	err = f.group.Wait()
	if !errors.Is(err, errAllEnded) {
		return false, err
	}
	return f.tellMissing() && !f.unread, nil
}

// tellMissing tells of which workloads there was nothing to read, and reports whether
// there was something of another.
func (f *following) tellMissing() bool {
	read := map[object.Ref]bool{}
	for _, s := range f.streams {
		read[s.workload] = true
	}
	return f.tellUnread(read)
}

// take takes in what was seen, and begins to read what there is to be read.
func (f *following) take(ctx context.Context, s kube.Selection, ev kube.Event) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch ev.Type {
	case kube.Synced:
		f.unsynced--
		return f.ended()
	case kube.Away, kube.Back:
		f.reach(s, ev)
		return nil
	case kube.Blocked, kube.Unblocked:
		return nil // it is listed meanwhile
	}
	uid, err := f.index.take(ev.Type, ev.Object)
	if err != nil {
		return err
	}
	if ev.Type == kube.Deleted {
		for key, s := range f.streams {
			if key.pod == uid {
				f.end(s)
			}
		}
	}
	for _, p := range f.index.pods() {
		for _, c := range containersOf(p.Pod) {
			if f.wants(c) {
				f.follow(ctx, p, c)
			}
		}
	}
	return f.ended()
}

// reach tells once that the server does not answer, and once that it does again: silence looks
// like nothing being logged.
func (f *following) reach(s kube.Selection, ev kube.Event) {
	before := len(f.away)
	if f.away[s] = true; ev.Type == kube.Back {
		delete(f.away, s)
	}
	switch {
	case before == 0 && len(f.away) > 0:
		f.sink.Note(fact.NewError(ev.Err, ServerAway, nil).What)
	case before > 0 && len(f.away) == 0:
		f.sink.Note(fact.New(ServerBack, nil))
	}
}

// ended reports by its error that there is nothing left to follow.
func (f *following) ended() error {
	if f.unsynced > 0 {
		return nil
	}
	for _, m := range f.index.members {
		if f.index.workloads.named(m.ref) && (m.ref.GroupKind() != kind.Job || !m.finished) {
			return nil
		}
	}
	for _, s := range f.streams {
		if !s.closed {
			return nil
		}
	}
	return errAllEnded
}

// end lets what is still to come of a log be read, however much that is, but does not wait
// for it for ever.
func (f *following) end(s *stream) {
	if !s.over {
		s.over, s.last = true, time.Now()
		time.AfterFunc(lateness, func() { f.expire(s) })
	}
}

// expire ends the reading of a log that has been silent for too long.
func (f *following) expire(s *stream) {
	f.mu.Lock()
	defer f.mu.Unlock()
	left := lateness - time.Since(s.last)
	switch {
	case s.closed:
	case s.handing:
		time.AfterFunc(lateness, func() { f.expire(s) })
	case left > 0:
		time.AfterFunc(left, func() { f.expire(s) })
	default:
		s.cancel()
	}
}

// note notes whether a line of a log is being handed on.
func (f *following) note(s *stream, handing bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s.handing, s.last = handing, time.Now()
}

// follow reads the log of a container's current run, unless that is being done.
func (f *following) follow(ctx context.Context, p ownedPod, c container) {
	key := streamKey{p.UID, c.name}
	s := f.streams[key]
	if s == nil || s.run != c.run {
		if s != nil {
			f.end(s)
		}
		s = &stream{workload: p.workload, run: c.run}
		var reading context.Context
		reading, s.cancel = context.WithCancel(ctx)
		f.streams[key] = s
		q := f.request(p, c.name)
		if f.unsynced == 0 { // it has begun since
			q.Tail, q.Since = nil, 0
		}
		f.group.Go(func() error { return f.read(reading, p, c.name, q, s) })
	}
	if c.ended || !c.begun {
		f.end(s)
	}
}

// read reads one log to its end, also over connections that are lost.
func (f *following) read(ctx context.Context, p ownedPod, container string, q kube.LogRequest, s *stream) error {
	defer s.cancel()
	place := position{}
	for tries := retry.BrokenWatch().Begin(); ; {
		err := f.cluster.Logs(ctx, q, func(line kube.LogLine) error {
			if !place.pass(line) {
				return nil
			}
			tries.Reset()
			f.note(s, true)
			defer f.note(s, false)
			return f.hand(p, container, line)
		})
		var written *sinkError
		if asSinkError(err, &written) {
			return written.error
		}
		refused := isRefusal(err)
		// What would be read after the pause may be the log of the next run.
		if f.isOver(s) || refused || ctx.Err() != nil || !tries.Again(ctx) || f.isOver(s) {
			return f.close(ctx, p, container, s, err, refused)
		}
		if !place.at.IsZero() {
			q.From, q.Tail, q.Since = place.at, nil, 0
			place.resume()
		}
	}
}

func (f *following) isOver(s *stream) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return s.over
}

// close notes that nothing more is read of a log, and tells why where it was refused.
func (f *following) close(ctx context.Context, p ownedPod, container string, s *stream, err error, refused bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	s.closed = true
	if refused && !isGone(err) && !s.over && ctx.Err() == nil { // a Pod that is gone is told by the watch, later
		f.unread = true
		if err := f.logs.failed(ctx, p, container, err); err != nil {
			return err
		}
	}
	return f.ended()
}

// isRefusal reports whether a server has answered that it does not show a log.
func isRefusal(err error) bool {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return false
	}
	code := status.Status().Code
	return code >= 400 && code < 500 && code != 408 && code != 429
}
