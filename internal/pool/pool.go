// Package pool does many things of one shape, a few at a time. It is the one
// bounded worker pool of wl.
package pool

import (
	"context"

	"github.com/workloadlang/wl/internal/crash"
)

// All is the limit of what is done all at once.
const All = -1

// Map calls do for every item, at most limit at once, and returns the results in the
// items' order. The first error ends the context of the others, and is returned
// when all have ended, with the results of those that have succeeded.
func Map[T, R any](ctx context.Context, limit int, items []T, do func(context.Context, T) (R, error)) ([]R, error) {
	results := make([]R, len(items))
	group, ctx := crash.WithContext(ctx)
	group.SetLimit(limit)
	for i, item := range items {
		group.Go(func() (err error) {
			results[i], err = do(ctx, item)
			return err
		})
	}
	return results, group.Wait()
}

// Each calls do for every item and take with every result, one at a time, in the items'
// order, as soon as the result is there and those before have been taken. At most limit
// results are being made or wait to be taken. The first error of take ends it.
func Each[T, R any](ctx context.Context, limit int, items []T, do func(context.Context, T) R, take func(R) error) error {
	group, ctx := crash.WithContext(ctx)
	stop, results := make(chan struct{}), make(chan chan R, limit-1)
	group.Go(func() error {
		defer close(results)
		for _, item := range items {
			result := make(chan R, 1)
			select {
			case results <- result:
			case <-stop:
				return nil
			}
			group.Go(func() error {
				defer close(result)
				result <- do(ctx, item)
				return nil
			})
		}
		return nil
	})
	group.Go(func() error {
		defer close(stop)
		return takeEach(results, take)
	})
	return group.Wait()
}

func takeEach[R any](results <-chan chan R, take func(R) error) error {
	for result := range results {
		r, made := <-result
		if !made { // a panic, which Wait raises again
			return nil
		}
		if err := take(r); err != nil {
			return err
		}
	}
	return nil
}
