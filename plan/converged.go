package plan

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/state"
)

// converged looks whether the live object proves that nothing has changed where
// its metadata does not, because the state was lost, say: whether the fields that
// are ours are those that we ask for, with the same values in the same order.
// What that does not prove, the server is asked.
func (p *planner) converged(ctx context.Context, s subject, r kube.ApplyRequest) (decision, bool, error) {
	if p.DryRunAll || p.ReadOnly || !s.listed || !kubeschema.Knows(s.manifest.Content) || !s.maybeConverged(p.snapshot.Key) {
		return decision{}, false, nil
	}
	live, err := p.live.hold(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return decision{}, false, nil
	}
	if err != nil {
		return decision{}, false, err
	}
	result, err := mergeLocally(live, r)
	if err != nil {
		return decision{}, false, nil // a conflict, or what the server finds wrong
	}
	c, err := p.newComparison(s, live)
	if err != nil || c.meta.Deleting || c.foreign() {
		return decision{}, false, err
	}
	if fields, err := c.fields(result); err != nil || !changesHandsOnly(fields) {
		return decision{}, false, err
	}
	d := none(s, c.meta)
	d.unrecorded = true
	return d, true, nil
}

// maybeConverged reports whether nothing is known that speaks against it: no other
// configuration was in force last, and no apply has begun and not ended.
func (s *subject) maybeConverged(key []byte) bool {
	switch {
	case s.entry == nil:
		return true
	case s.entry.Phase == state.Intended || s.entry.Phase == state.Deleting:
		return false
	case s.entry.Record == nil:
		return true
	}
	return s.entry.Record.IsOf(s.manifest, key)
}
