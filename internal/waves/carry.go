package waves

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/notify"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// Outcome is what came of carrying a run on.
type Outcome struct {
	Run *run.Run // as it stands; nil where none was begun
	// Waits is what it waits for; nil where it does not.
	Waits    *run.Wait
	Clusters []engine.ClusterOutcome // those that were applied to, as they ended
	// Back are the clusters that were rolled back, as they ended.
	Back []engine.ClusterOutcome
	// Err is why the run was not begun (*engine.RefusedError), has failed, or could not
	// be carried on.
	Err error

	looked time.Time // when it was last found to wait
	told   []string  // the clusters that had failed before it was carried on, which was told then
}

// Done are the names of the clusters that have what the run brings, in the order of the waves.
func (o Outcome) Done() (names []string) {
	for i := range o.Run.Waves {
		names = append(names, o.Run.Waves[i].Names(run.Applied)...)
	}
	return names
}

// ErrRunFailed means that the run has ended otherwise than well, as it says.
var ErrRunFailed = errors.New("the run has failed")

func (emit Emit) note(f fact.Fact) { emit("", apply.Notice{Fact: f}) }

func (emit Emit) notes(all []fact.Fact) {
	for _, f := range all {
		emit.note(f)
	}
}

// carrier carries a run on.
type carrier struct {
	*Rollout
	options Options
	emit    Emit
	planned *engine.Planned
	stale   bool        // it has waited since the plan was made
	last    fact.Fact   // what was said last to be waited for
	held    *state.Lock // of the run
	silent  sync.Once   // it was said that the home gives no answer
	posts   *notify.Queue

	mu     sync.Mutex
	busy   map[string]bool // the clusters that are applied to now
	asked  map[string]bool // the analyses of which it was said that they are asked for
	result Outcome
}

// Carry begins the run or continues it, and does what is due until the run has ended,
// or waits. What is to be approved of is asked before anything is begun. When ctx ends,
// what is in flight is finished and noted.
func (r *Rollout) Carry(ctx context.Context, start *Start, o Options, emit Emit) (out Outcome) {
	c := &carrier{Rollout: r, options: o, emit: Emit(engine.OneByOne(emit)), planned: start.Planned, busy: map[string]bool{}, asked: map[string]bool{}, posts: notify.NewQueue()}
	if !start.GoesOn {
		asked := o.ApplyOptions
		asked.Begins = true
		asked.AllowPartial = asked.AllowPartial || r.onlySkips(start.Plan)
		if refused := start.Planned.Refusal(ctx, asked); refused != nil {
			return Outcome{Run: r.Run(), Err: refused}
		}
	}
	o.Guarded(func() {
		out = c.carry(ctx, start)
		c.posts.Finish() // nobody waits for the run's lock meanwhile
	})
	return out
}

func (c *carrier) carry(ctx context.Context, start *Start) Outcome {
	if err := c.prepare(ctx, start); err != nil {
		return c.concluded(start, err)
	}
	lock, err := c.lock(ctx, c.emit)
	if err != nil {
		return c.concluded(start, c.journal.named(err))
	}
	c.held = lock
	defer c.unlock(ctx)
	work := lock.Context(ctx)
	if err = c.open(work, start); err == nil {
		err = c.loop(work)
	}
	if cause := context.Cause(work); err != nil && errors.Is(cause, state.ErrLockLost) && ctx.Err() == nil {
		err = c.journal.named(cause) // where it was not renewed, the home gives no answer
	}
	return c.concluded(start, c.unlocked(err))
}

// unlocking is how long the release of the run's lock may take: it expires by itself.
const unlocking = 5 * time.Second

func (c *carrier) unlock(ctx context.Context) {
	_ = c.held.UnlockWithin(ctx, unlocking)
}

// prepare creates the namespace of the run where it is missing.
func (c *carrier) prepare(ctx context.Context, start *Start) error {
	if start.GoesOn {
		return nil
	}
	home := homeOf(c.stack)
	created, err := c.planned.CreateStateNamespace(ctx, home, c.emit)
	c.stale = created
	return err
}

// open begins the run, or reads it again: another wl may have carried it on before it
// released the lock.
func (c *carrier) open(ctx context.Context, start *Start) error {
	before, version := c.Run(), c.journal.at()
	if err := c.insist(ctx, func() error { return c.journal.read(ctx) }); err != nil {
		return err
	}
	now := c.Run()
	if (before == nil) != (now == nil) || before != nil && before.ID != now.ID {
		return c.journal.replaced(before, now)
	}
	c.stale = c.stale || c.journal.at() != version // who held the lock has done something
	if start.GoesOn {
		c.result.told = failedOf(now)
		start.continues(now, c.emit)
		c.emit.notes(ignored(c.options, now))
		return c.resume(ctx, start)
	}
	if err := c.begin(ctx, start, c.options); err != nil {
		return err
	}
	begun := fact.New(NoticeBegun, fact.Args{"run": c.Run().ID, "supersedes": c.Run().Supersedes})
	c.emit.note(begun)
	c.emit.notes(ignored(c.options, c.Run()))
	if !start.lost.IsZero() {
		c.emit.note(start.lost)
	}
	c.notify(ctx, notification{Event: "begun", Time: c.Run().Started, What: begun})
	return nil
}

func idOf(r *run.Run) string {
	if r == nil {
		return ""
	}
	return r.ID
}

// waveName is the wave that a run has come to; "" where it has passed all.
func waveName(r *run.Run) string {
	if w := r.Current(); w != nil {
		return w.Name
	}
	return ""
}

// resume notes what the options say of a run that continues: windows to ignore, and clusters that are not
// declared any more.
func (c *carrier) resume(ctx context.Context, start *Start) error {
	if c.Run().HasEnded() || c.options.IgnoreWindow == "" && len(start.Removed) == 0 {
		return nil
	}
	now, err := c.now(ctx)
	if err != nil {
		return err
	}
	who, err := c.home.Identity(ctx)
	if err != nil {
		return c.journal.named(err)
	}
	return c.update(ctx, func(r run.Edit) bool {
		if c.options.IgnoreWindow != "" {
			r.WindowIgnored = run.NoteOf(who.User, now, c.options.IgnoreWindow)
		}
		for _, gone := range start.Removed {
			r.Remove(clusterIn(gone), gone, now)
		}
		return true
	})
}

// loop does what is due, until the run has ended or waits.
func (c *carrier) loop(ctx context.Context) error {
	begun := time.Now()
	for !c.Run().HasEnded() {
		if ctx.Err() != nil {
			return &fact.Error{What: fact.New(Interrupted, fact.Args{"run": c.Run().ID}), Err: apply.ErrInterrupted}
		}
		now, err := c.now(ctx)
		if err != nil {
			return err
		}
		due := c.Run().Next(c.facts(c.Run(), now))
		if wait, waits := due.(run.Wait); waits {
			if err := c.notifyWait(ctx, wait, now); err != nil {
				return err
			}
			if c.result.Waits, c.result.looked = &wait, now; !c.options.Wait || c.options.Patience > 0 && time.Since(begun) > c.options.Patience {
				return nil
			}
			if err := c.sleep(ctx, wait, now); err != nil {
				return err
			}
			continue
		}
		c.result.Waits = nil
		if err := c.do(ctx, due, now); err != nil {
			return err
		}
	}
	return c.ended()
}

// ended is the error of a run that has not ended well.
func (c *carrier) ended() error {
	if r := c.Run(); r.State != run.Done || len(r.Failed()) > 0 {
		return ErrRunFailed
	}
	return nil
}

// do does what is due.
func (c *carrier) do(ctx context.Context, due run.Due, now time.Time) error {
	switch d := due.(type) {
	case run.Apply:
		return applying{c}.apply(ctx, d.Wave)
	case run.Check:
		return checker{c}.check(ctx, d)
	case run.Query:
		return c.query(ctx, d)
	case run.Judge:
		return c.gated(ctx, d.Wave, now, func() error { return judging{c}.judge(ctx, d.Wave, now) })
	case run.Fail:
		return failing{c}.fail(ctx, d, now)
	case run.Pass:
		return c.gated(ctx, d.Wave, now, func() error { return steered{c}.pass(ctx, d.Wave.Name, now) })
	}
	err := c.update(ctx, func(r run.Edit) bool { r.End(run.Done, fact.Fact{}, now); return true })
	if err == nil && c.Run().State == run.Done {
		c.notify(ctx, notification{Event: "done", Time: now})
	}
	return err
}

// pollEvery is how often a run that waits is looked at: a person may approve, or abort it.
const pollEvery = 5 * time.Second

// sleep waits until what is waited for may be so, and reads the run again.
func (c *carrier) sleep(ctx context.Context, w run.Wait, now time.Time) error {
	pause := pollEvery
	if left := w.Until.Sub(now); !w.Until.IsZero() && left < pause {
		pause = max(left, 100*time.Millisecond)
	}
	if c.said(w) {
		c.emit.note(w.For.WithArg("waiting", true)) // nobody needs to come back
	}
	c.stale = true
	select {
	case <-ctx.Done():
		return nil
	case <-time.After(pause):
	}
	return c.insist(ctx, func() error { return c.journal.again(ctx) })
}

// said reports whether what is waited for is news.
func (c *carrier) said(w run.Wait) bool {
	news := !c.last.Equal(w.For)
	c.last = w.For
	return news
}

// What happens to a run, beside its clusters.
const (
	NoticeBegun     fact.Code = "run_begun"
	NoticeStanding  fact.Code = "run_standing"
	NoticeContinues fact.Code = "run_continues"
	NoticePassed    fact.Code = "wave_passed"
	NoticeFailed    fact.Code = "wave_failed"
	Interrupted     fact.Code = "run_interrupted"
)
