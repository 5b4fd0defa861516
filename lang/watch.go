package lang

import (
	"context"
	"maps"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// A watch is what one expression may take. Loops within loops can ask for more
// than any machine has, and HCL does not let go of an expression once begun.
// Watching takes less than a tenth of a compilation's CPU time (of 1,000 workloads).
type watch struct {
	time   time.Duration
	memory uint64 // bytes that the heap may grow by
}

// patience is what nothing that people write comes near to.
func patience() watch { return watch{time: 30 * time.Second, memory: 2 << 30} }

// run is a compilation under watch.
type run struct {
	progress *eval.Progress
	apart    bool                                 // everything is made again for each cluster, as tests compare it with
	files    atomic.Pointer[map[string]*hcl.File] // for snippets, once they are read
}

// read notes the files as they are now: the run adds to them.
func (r *run) read(files map[string]*hcl.File) {
	files = maps.Clone(files)
	r.files.Store(&files)
}

// givenUp is the result of a run that is not waited for.
func (r *run) givenUp(why *hcl.Diagnostic) *Compilation {
	c := &Compilation{Diagnostics: hcl.Diagnostics{why}}
	if files := r.files.Load(); files != nil {
		c.Files = *files
	}
	return c
}

// grace is how long a run that is to stop is waited for. All but a single
// expression that takes longer ends within it, and leaves nothing behind.
const grace = 300 * time.Millisecond

// over runs a compilation to its end, or gives it up: what is left of it then
// continues until the expression it is at is done, and its result must not be
// looked at.
func (w watch) over(ctx context.Context, r *run, compile func() *Compilation) *Compilation {
	done := make(chan *Compilation, 1)
	failed := make(chan *crash.Panic, 1)
	go func() {
		if p := crash.Catch(func() { done <- compile() }); p != nil {
			failed <- p
		}
	}()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	at := observed{progress: r.progress}
	for {
		select {
		case c := <-done:
			return c
		case p := <-failed:
			panic(p)
		case <-ctx.Done():
			r.progress.Stop()
			select {
			case <-done:
			case <-time.After(grace):
			}
			return r.givenUp(interrupted(context.Cause(ctx)))
		case now := <-tick.C:
			if d := w.exceeded(at.look(now)); d != nil {
				r.progress.Stop()
				return r.givenUp(d)
			}
		}
	}
}

// observed is the expression that a run is at.
type observed struct {
	progress *eval.Progress
	number   int64
	begun    time.Time
	heap     uint64 // when it was first seen
}

// look returns what it is, and what it has taken since it was first seen.
func (o *observed) look(now time.Time) (a *syntax.Attribute, took time.Duration, grown int64) {
	a, n := o.progress.Current()
	if a == nil || n != o.number {
		o.number, o.begun, o.heap = n, now, heapSize()
		return a, 0, 0
	}
	return a, now.Sub(o.begun), int64(heapSize() - o.heap)
}

// interrupted is the diagnostic that there is no result, and why.
func interrupted(cause error) *hcl.Diagnostic {
	return diag.Nowhere("Interrupted", "The configuration was not compiled completely: %s Run the command again.", message.New("%s", cause).Sentence())
}

func (w watch) exceeded(a *syntax.Attribute, took time.Duration, grown int64) *hcl.Diagnostic {
	switch {
	case took > w.time:
		return diag.Error(a.Expr.Range(), "Expression takes too long",
			"%s has been evaluated for %s and has not finished. Nest fewer loops, or loop over smaller collections.", a.Name, w.time)
	case grown > int64(w.memory):
		return diag.Error(a.Expr.Range(), "Expression too large",
			"Evaluating %s takes more than %d MiB of memory. Nest fewer loops, or loop over smaller collections.", a.Name, w.memory>>20)
	}
	return nil
}

func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
