package apply

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/plan"
)

// beginWrite creates or changes an object.
func (e *engine) beginWrite(ctx context.Context, s int) {
	step, started := &e.program[s], time.Now()
	carried := e.carried[step.Object]
	e.request(func() func() {
		var result kube.ApplyResult
		err := e.check()
		if err == nil {
			err = e.grow(ctx, step)
		}
		if err == nil {
			result, err = e.writer().write(ctx, step, carried)
		}
		return func() { e.wrote(ctx, s, result, err, time.Since(started)) }
	})
}

func (e *engine) writer() writer { return writer{e.cluster, e.in.Stack.FieldManager()} }

func (e *engine) wrote(ctx context.Context, s int, result kube.ApplyResult, err error, elapsed time.Duration) {
	step := &e.program[s]
	change := e.changes[step.Object]
	if err == nil {
		err = e.journal.landed(step.Manifest, result.Meta, e.in)
		e.journal.dropped(step.Manifest, result.Object)
	}
	if err != nil {
		e.emit(ObjectFailed{Object: step.Object, Action: change.Action, Err: err})
		e.fail(step, err)
		return
	}
	switch {
	case change.Action == plan.Create:
		e.result.Created++
	case change.Action == plan.Adopt:
		e.result.Adopted++
	case change.Action.Renews():
		e.result.Replaced++
	default:
		e.result.Updated++
	}
	if op, _ := step.Applied(); op.Force {
		e.journal.tookBack(change)
	}
	e.written[step.Object] = result.Meta
	e.warn(change, result.Warnings)
	e.emit(ObjectDone{Object: step.Object, Action: change.Action, Elapsed: elapsed})
	e.enqueue(ctx, e.run.Finish(s))
}

// warn passes on what the server warns of, unless the plan has said it.
func (e *engine) warn(c *plan.Change, warnings []string) {
	for _, w := range warnings {
		said := fact.New(plan.WarnServer, fact.Args{"said": w})
		if !slices.ContainsFunc(c.Warnings, said.Equal) {
			e.emit(Notice{Text: fmt.Sprintf("%s: the server warns: %s", c.Object, w)})
		}
	}
}

// beginRecord applies an object that is as wanted. That changes nothing, and
// the answer is the object as it is with what makes it so, seen at one moment:
// metadata read later might already hold somebody else's change and would
// vouch for it.
func (e *engine) beginRecord(ctx context.Context, s int) {
	step := &e.program[s]
	e.request(func() func() {
		var result kube.ApplyResult
		err := e.check()
		if err == nil {
			result, err = e.writer().write(ctx, step, nil)
		}
		return func() { e.recorded(ctx, s, result, err) }
	})
}

func (e *engine) recorded(ctx context.Context, s int, result kube.ApplyResult, err error) {
	step := &e.program[s]
	if err == nil {
		err = e.journal.confirmed(step.Manifest, result.Meta, e.in)
		e.journal.dropped(step.Manifest, result.Object)
	}
	if err != nil {
		e.emit(ObjectFailed{Object: step.Object, Action: plan.None, Err: err})
		e.fail(step, err)
		return
	}
	e.result.Recorded++
	e.written[step.Object] = result.Meta
	e.enqueue(ctx, e.run.Finish(s))
}
