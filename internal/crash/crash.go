// Package crash brings panics to where they are reported. A panic that nobody
// recovers from ends a Go program with exit code 2, which means something else
// in wl, in the middle of whatever its other goroutines do; so every goroutine
// that does more than wait is started by a Group, or catches its own panic and
// hands it to the goroutine that waits for it.
package crash

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Panic is a panic that was caught, to be raised again on another goroutine or
// to be reported. It is an error, for those who can return nothing else.
type Panic struct {
	value any
	// Stack is where it happened. It has no values of arguments but in the form
	// of machine words.
	Stack []byte
}

// Error is what happened, without anything that may have come from input: of
// errors of the Go runtime the text, of other values the type alone.
func (p *Panic) Error() string {
	if err, ok := p.value.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a panic with a value of type %T, which is not shown because it may be a secret", p.value)
}

// Catch calls a function and returns its panic, or nil.
func Catch(do func()) (caught *Panic) {
	defer func() {
		if value := recover(); value != nil {
			caught = panicOf(value)
		}
	}()
	do()
	return nil
}

// panicOf keeps where a panic first happened when it is raised again.
func panicOf(value any) *Panic {
	if p, ok := value.(*Panic); ok {
		return p
	}
	return &Panic{value, debug.Stack()}
}

// Group is an errgroup.Group whose Wait panics if one of its functions has. The
// zero Group is ready for use.
type Group struct {
	group    errgroup.Group
	cancel   context.CancelCauseFunc // nil without a context
	panicked atomic.Pointer[Panic]
	once     sync.Once
	first    error // set once
}

// WithContext returns a new Group and a context that ends when one of its
// functions fails, and with Wait.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{cancel: cancel}, ctx
}

// SetLimit bounds how many functions run at once.
func (g *Group) SetLimit(n int) { g.group.SetLimit(n) }

// Go calls a function on a goroutine of its own, as soon as the limit lets it.
func (g *Group) Go(do func() error) {
	g.group.Go(func() (err error) {
		if p := Catch(func() { err = do() }); p != nil {
			g.panicked.CompareAndSwap(nil, p)
			err = p
		}
		if err != nil {
			g.once.Do(func() { g.fail(err) })
		}
		return err
	})
}

// fail remembers the first error before it ends the context: what fails because that has
// ended comes after it.
func (g *Group) fail(err error) {
	if g.first = err; g.cancel != nil {
		g.cancel(err)
	}
}

// Wait waits for all functions and returns the first error.
func (g *Group) Wait() error {
	_ = g.group.Wait() // which may have another first error
	if g.cancel != nil {
		g.cancel(g.first)
	}
	if p := g.panicked.Load(); p != nil {
		panic(p)
	}
	return g.first
}
