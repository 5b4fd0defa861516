package waves

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/notify"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/plan"
)

// notification is the event that is posted (docs/rollouts.md).
type notification struct {
	Event string    `json:"event"`
	Time  time.Time `json:"time"`
	Stack string    `json:"stack"`
	Run   string    `json:"run"`
	State run.State `json:"state"`
	Wave  string    `json:"wave,omitempty"` // that the run has come to
	// Cluster is the one that the event is about; empty where it is about no single one.
	Cluster string    `json:"cluster,omitempty"`
	What    fact.Fact `json:"what,omitzero"`
}

// notify posts an event, which has been noted in the run, to those who want it, beside what the run does: whether they
// answer does not matter to it. What does not arrive is told.
func (c *carrier) notify(n notification) {
	r := c.Run()
	n.Stack, n.Run, n.State, n.Wave = r.Stack.Name, r.ID, r.State, cmp.Or(n.Wave, waveName(r))
	for _, hook := range c.stack.Stack.Rollout.Notify {
		c.posts.add(hook.Name, func(ctx context.Context) {
			for _, lost := range notify.Post(ctx, []notify.Hook{{Name: hook.Name, URL: hook.URL, On: hook.On}}, n.Event, n) {
				c.emit.note(lost)
			}
		})
	}
}

// notifyWait posts that the run waits, once at each gate, however many applies come to it: while it does, what is
// said of it changes.
func (c *carrier) notifyWait(ctx context.Context, w run.Wait, now time.Time) error {
	if len(c.stack.Stack.Rollout.Notify) == 0 || w.Wave.Announced == w.For.Code {
		return nil
	}
	news := false
	err := c.update(ctx, func(r run.Edit) bool {
		news = r.Announce(w.Wave.Name, w.For.Code)
		return news
	})
	if err == nil && news {
		c.notify(notification{Event: "waiting", Time: now, What: w.For})
	}
	return err
}

// posts are events on their way: to each receiver one after the other, as they have happened.
type posts struct {
	ctx    context.Context
	cancel context.CancelFunc
	group  crash.Group

	mu   sync.Mutex
	last map[string]chan struct{} // by receiver; closed when the last event has arrived there, or never will
}

// lastPosts is how long the end of an apply waits for receivers that have not taken everything yet.
const lastPosts = 20 * time.Second

func newPosts(ctx context.Context) *posts {
	p := &posts{last: map[string]chan struct{}{}}
	p.ctx, p.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return p
}

// add posts something to a receiver after what was added for it before, and waits for nothing.
func (p *posts) add(receiver string, post func(context.Context)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before, done := p.last[receiver], make(chan struct{})
	p.last[receiver] = done
	p.group.Go(func() error {
		defer close(done)
		if before != nil {
			<-before
		}
		post(p.ctx)
		return nil
	})
}

// finish waits until everything has arrived, as long as may be.
func (p *posts) finish() {
	late := time.AfterFunc(lastPosts, p.cancel)
	defer late.Stop()
	_ = p.group.Wait()
	p.cancel()
}

// onlySkips reports whether a plan lacks nothing but clusters that cannot be reached, and
// that their waves may leave behind.
func (r *Rollout) onlySkips(p *plan.Plan) bool {
	skips := map[string]bool{}
	for _, w := range r.stack.Stack.Rollout.Waves {
		for _, name := range w.Clusters {
			skips[name] = w.SkipUnreachable
		}
	}
	for _, c := range p.Clusters {
		blocked := slices.ContainsFunc(c.Changes, func(c plan.Change) bool { return c.Blocked != nil })
		if blocked || len(c.Problems) > 0 && (away(p, c.Cluster).IsZero() || !skips[c.Cluster]) {
			return false
		}
	}
	return true
}
