package pool_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/pool"
)

func TestMapKeepsOrderAndLimit(t *testing.T) {
	for _, limit := range []int{1, 3, 100, pool.All} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			running, most := 0, 0
			count := func(n int) {
				mu.Lock()
				defer mu.Unlock()
				running += n
				most = max(most, running)
			}
			items, want := make([]int, 40), make([]int, 40)
			for i := range items {
				items[i], want[i] = i, 2*i
			}
			doubled, err := pool.Map(t.Context(), limit, items, func(_ context.Context, i int) (int, error) {
				count(1)
				defer count(-1)
				time.Sleep(time.Duration(40-i) * time.Second) // the last one is ready first
				return 2 * i, nil
			})
			if limit == pool.All {
				limit = len(items)
			}
			if err != nil || !slices.Equal(doubled, want) || most != min(limit, len(items)) {
				t.Errorf("%d at once, of %d: %v, %v", most, limit, doubled, err)
			}
		})
	}
}

func TestMapEndsWithTheFirstError(t *testing.T) {
	failure := errors.New("failed")
	results, err := pool.Map(t.Context(), 3, []string{"succeeds", "fails", "waits"}, func(ctx context.Context, item string) (string, error) {
		switch item {
		case "fails":
			return "", failure
		case "waits":
			<-ctx.Done()
			return "", ctx.Err()
		}
		return item, nil
	})
	if !errors.Is(err, failure) || !slices.Equal(results, []string{"succeeds", "", ""}) {
		t.Errorf("%q, %v", results, err)
	}
	if p := crash.Catch(func() {
		_, _ = pool.Map(t.Context(), 1, []int{0}, func(context.Context, int) (int, error) { panic("lost") })
	}); p == nil {
		t.Error("a panic is lost")
	}
}

func TestEachTakesInOrderAndBounds(t *testing.T) {
	for _, limit := range []int{1, 3, 100} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			open, most := 0, 0
			count := func(n int) {
				mu.Lock()
				defer mu.Unlock()
				open += n
				most = max(most, open)
			}
			items := make([]int, 40)
			for i := range items {
				items[i] = i
			}
			var taken []int
			err := pool.Each(t.Context(), limit, items, func(_ context.Context, i int) int {
				count(1)
				time.Sleep(time.Duration(40-i) * time.Second) // the first one is ready last
				return i
			}, func(i int) error {
				count(-1)
				taken = append(taken, i)
				return nil
			})
			if err != nil || !slices.Equal(taken, items) || most != min(limit, len(items)) {
				t.Errorf("%d at once, of %d: %v, %v", most, limit, taken, err)
			}
		})
	}
}

func TestEachEndsWithTheFirstErrorOfTaking(t *testing.T) {
	failure, begun := errors.New("failed"), make(chan int, 100)
	err := pool.Each(t.Context(), 2, make([]int, 100), func(ctx context.Context, i int) int {
		begun <- i
		return i
	}, func(int) error { return failure })
	if !errors.Is(err, failure) || len(begun) > 4 {
		t.Errorf("%v, and %d were begun", err, len(begun))
	}
	defer func() {
		if p, is := recover().(*crash.Panic); !is {
			t.Errorf("a panic was lost: %v", p)
		}
	}()
	_ = pool.Each(t.Context(), 2, []int{1, 2}, func(context.Context, int) int { panic("lost") }, func(int) error { return nil })
}
