package repository

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/plan"
)

// Options are how stacks are planned: Stack for all but the directory, which is each one's
// own.
type Options struct {
	Stack engine.Options
	Plan  engine.PlanOptions
	// Changes, unless nil, restrict it to the stacks that they touch, and to those that
	// do not compile.
	Changes Differences
	// Gone are the stacks that the changes remove, or give another name or place.
	Gone []Gone
}

// Planned is what came of one stack.
type Planned struct {
	Dir string
	// Stack has what the compiler says, and the requests that were sent.
	Stack  *engine.Stack
	Result Result
	Plan   *plan.Plan // nil without one
	Err    error      // why there is none, though there should be
	// Standing is the run of the stack that is under way; zero where none is. Unknown is why
	// that is not known.
	Standing fact.Fact
	Unknown  error
	// Was is what is known of a stack that was removed, or that was there under another name or with
	// its state in another namespace; nil of others.
	Was *Gone
}

// Result is in a word what came of a stack.
type Result string

// The results, the worst first.
const (
	Failed    Result = "failed"    // it, or a part of it, could not be planned, or is blocked
	Changes   Result = "changes"   // apply would have something to do
	Unchanged Result = "unchanged" // apply would have nothing to do
	Untouched Result = "untouched" // no change touches it, so that it was not planned
	Removed   Result = "removed"   // the changes remove it: what it has on clusters stays there
)

// atOnce is how many stacks are planned, or wait to be taken, at a time: more would not be
// faster, and each holds its objects.
const atOnce = 8

// Plan plans stacks, several at a time, and hands over what came of each, in their order:
// it keeps none. The error is the first of take.
func Plan(ctx context.Context, dirs []string, o Options, take func(Planned) error) error {
	all, was := slices.Clone(dirs), map[string]Gone{}
	for _, g := range o.Gone {
		if was[g.Dir] = g; !slices.Contains(dirs, g.Dir) {
			all = append(all, g.Dir)
		}
	}
	slices.Sort(all)
	return pool.Each(ctx, atOnce, all, func(ctx context.Context, dir string) Planned {
		g, known := was[dir]
		if known && !slices.Contains(dirs, dir) {
			return Planned{Dir: dir, Stack: nothing(), Result: Removed, Was: &g}
		}
		p := o.plan(ctx, dir)
		if known && !p.Stack.Diagnostics.HasErrors() {
			p.Was = g.replacedBy(p.Stack.Stack)
		}
		return p
	}, take)
}

func (o Options) plan(ctx context.Context, dir string) Planned {
	o.Stack.Dir = dir
	p := Planned{Dir: dir, Result: Failed}
	if p.Stack, p.Err = engine.Open(ctx, o.Stack); p.Err != nil {
		return p
	}
	if o.Changes != nil && !o.Changes.touch(p.Stack.Reads) {
		p.Result = Untouched
		return p
	}
	planned, err := p.Stack.Plan(ctx, o.Plan)
	if p.Err = err; err != nil {
		return p
	}
	p.Plan = planned.Plan
	p.Standing, p.Unknown = waves.Standing(ctx, p.Stack, planned)
	switch {
	case !planned.Complete():
	case planned.Pending(), planned.Plan.ChangesOutputs():
		p.Result = Changes
	default:
		p.Result = Unchanged
	}
	return p
}

// Compiled is what the compiler makes of a stack; Err, that it is not valid.
type Compiled struct {
	*engine.Compiled
	Err error
}

// Compile compiles stacks as Plan plans them.
func Compile(ctx context.Context, dirs []string, o engine.Sources, take func(Compiled) error) error {
	return pool.Each(ctx, atOnce, dirs, func(ctx context.Context, dir string) Compiled {
		o := o
		o.Dir = dir
		c, err := engine.Compile(ctx, o)
		return Compiled{c, err}
	}, take)
}
