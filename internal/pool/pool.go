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
