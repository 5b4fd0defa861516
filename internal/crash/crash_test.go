package crash_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/crash"
)

func indexOutOfRange() {
	var list []string
	_ = list[len(list)]
}

func TestCatch(t *testing.T) {
	if p := crash.Catch(func() {}); p != nil {
		t.Errorf("caught %v", p)
	}
	p := crash.Catch(indexOutOfRange)
	if p == nil || !strings.Contains(p.Error(), "index out of range") || !strings.Contains(string(p.Stack), "indexOutOfRange") {
		t.Errorf("caught %v\n%s", p, p.Stack)
	}
	again := crash.Catch(func() { panic(p) })
	if again != p {
		t.Errorf("raised again it is %v", again)
	}
	var failed error
	if p := crash.Catch(func() { panic(failed) }); p == nil {
		t.Error("a panic with nil is none")
	}
}

func TestPanicTellsNoValue(t *testing.T) {
	for name, value := range map[string]any{
		"text": "hunter2", "error": errors.New("hunter2"), "value": struct{ password string }{"hunter2"}, "bytes": []byte("hunter2"),
	} {
		p := crash.Catch(func() { panic(value) })
		if text := p.Error() + string(p.Stack); strings.Contains(text, "hunter2") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestGroup(t *testing.T) {
	var plain crash.Group
	plain.SetLimit(1)
	for range 3 {
		plain.Go(func() error { return nil })
	}
	if err := plain.Wait(); err != nil {
		t.Error(err)
	}
	failure := errors.New("failed")
	group, ctx := crash.WithContext(context.Background())
	group.Go(func() error { return failure })
	group.Go(func() error { <-ctx.Done(); return nil })
	if err := group.Wait(); !errors.Is(err, failure) || !errors.Is(context.Cause(ctx), failure) {
		t.Errorf("%v, because of %v", err, context.Cause(ctx))
	}
	done, ctx := crash.WithContext(context.Background())
	done.Go(func() error { return nil })
	if err := done.Wait(); err != nil || ctx.Err() == nil {
		t.Errorf("after the end: %v, %v", err, ctx.Err())
	}
}

// slow is a context of which whatever ends a child waits a while when it has ended it.
type slow struct {
	context.Context
	begun atomic.Bool
}

func (s *slow) Done() <-chan struct{} {
	if s.begun.Load() {
		time.Sleep(20 * time.Millisecond)
	}
	return s.Context.Done()
}

// What fails because the context has ended is never taken for the failure that ended it.
func TestGroupsFirstError(t *testing.T) {
	failure := errors.New("failed")
	parent := &slow{Context: context.Background()}
	group, ctx := crash.WithContext(parent)
	parent.begun.Store(true)
	group.Go(func() error { <-ctx.Done(); return ctx.Err() })
	group.Go(func() error { return failure })
	if err := group.Wait(); !errors.Is(err, failure) {
		t.Error(err)
	}
}

// A panic reaches the goroutine that waits, after the others have ended.
func TestGroupPanics(t *testing.T) {
	outer, inner := new(crash.Group), new(crash.Group)
	group, ctx := crash.WithContext(context.Background())
	ended := false
	group.Go(func() error { <-ctx.Done(); ended = true; return nil })
	group.Go(func() error { indexOutOfRange(); return nil })
	inner.Go(func() error { return group.Wait() })
	outer.Go(func() error { _ = inner.Wait(); return nil })
	p := crash.Catch(func() { _ = outer.Wait() })
	if p == nil || !strings.Contains(string(p.Stack), "indexOutOfRange") {
		t.Errorf("caught %v", p)
	}
	if !ended {
		t.Error("another goroutine was left behind")
	}
}
