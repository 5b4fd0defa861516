package notify

import (
	"context"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/crash"
)

// Queue has events on their way: to each receiver one after the other, as they have happened. It may be
// used by many goroutines at once.
type Queue struct {
	group crash.Group

	mu   sync.Mutex
	last map[string]chan struct{} // by receiver; closed when the last event has arrived there, or never will
	ends []context.CancelFunc     // of what was added
}

// lastPosts is how long the end of an apply waits for receivers that have not taken everything yet.
const lastPosts = 20 * time.Second

// NewQueue is an empty queue.
func NewQueue() *Queue { return &Queue{last: map[string]chan struct{}{}} }

// Add posts something to a receiver after what was added for it before, and waits for nothing. That ctx
// ends does not end it: what has happened is posted all the same.
func (q *Queue) Add(ctx context.Context, receiver string, post func(context.Context)) {
	ctx, end := context.WithCancel(context.WithoutCancel(ctx))
	q.mu.Lock()
	defer q.mu.Unlock()
	before, done := q.last[receiver], make(chan struct{})
	q.last[receiver], q.ends = done, append(q.ends, end)
	q.group.Go(func() error {
		defer close(done)
		if before != nil {
			<-before
		}
		post(ctx)
		return nil
	})
}

// Finish waits until everything has arrived, as long as may be. Nothing is added after it.
func (q *Queue) Finish() {
	late := time.AfterFunc(lastPosts, q.end)
	defer late.Stop()
	_ = q.group.Wait()
	q.end()
}

func (q *Queue) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, end := range q.ends {
		end()
	}
}
