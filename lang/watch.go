package lang

import (
	"maps"
	"runtime/metrics"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// A watch is what one expression may take. Loops within loops can ask for more
// than any machine has, and HCL does not let go of an expression once begun.
type watch struct {
	time   time.Duration
	memory uint64 // bytes that the heap may grow by
}

// patience is what nothing that people write comes near to.
func patience() watch { return watch{time: 30 * time.Second, memory: 2 << 30} }

// over runs a compilation to its end, or gives it up: what is left of it then
// goes on until the process ends, and its result must not be looked at.
func (w watch) over(files map[string]*hcl.File, p *eval.Progress, run func() *Compilation) *Compilation {
	files = maps.Clone(files) // the run adds to them
	done := make(chan *Compilation, 1)
	failed := make(chan *crash.Panic, 1)
	go func() {
		if p := crash.Catch(func() { done <- run() }); p != nil {
			failed <- p
		}
	}()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	var number int64
	var begun time.Time
	var heap uint64
	for {
		select {
		case c := <-done:
			return c
		case p := <-failed:
			panic(p)
		case now := <-tick.C:
			a, n := p.Current()
			if a == nil || n != number {
				number, begun, heap = n, now, heapSize()
				continue
			}
			if d := w.exceeded(a, now.Sub(begun), int64(heapSize()-heap)); d != nil {
				return &Compilation{Files: files, Diagnostics: hcl.Diagnostics{d}}
			}
		}
	}
}

func (w watch) exceeded(a *syntax.Attribute, took time.Duration, grown int64) *hcl.Diagnostic {
	switch {
	case took > w.time:
		return diag.Error(a.Expr.Range(), "Expression takes too long",
			"%s has been evaluated for %s and is not done. Use fewer loops within each other, over smaller collections.", a.Name, w.time)
	case grown > int64(w.memory):
		return diag.Error(a.Expr.Range(), "Expression too large",
			"Evaluating %s takes more than %d MiB of memory. Use fewer loops within each other, over smaller collections.", a.Name, w.memory>>20)
	}
	return nil
}

func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
