package decide

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// decideShared decides about an object some of whose fields are left to others.
// What of them is still ours shows in the live object only, which is read before
// the server is asked.
func (p *decider) decideShared(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		live, err := p.live.Get(ctx, s.Manifest.Ref)
		if apierrors.IsNotFound(err) {
			return p.decideNew(ctx, s)
		}
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		c, err := p.against(s, live)
		if err != nil {
			return decision.Decision{}, err
		}
		result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
			Ref: s.Manifest.Ref, FieldManager: c.Manager, Content: object.WithMetadata(c.Asked(), "uid", c.Meta.UID),
		})
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		if c.Meta.ResourceVersion == result.Meta.ResourceVersion || !tries.Again(ctx) {
			return p.compare(ctx, s, live, result)
		}
		p.live.Release(s.Manifest.Ref)
	}
}

// decideNew plans an object that does not exist, and begins with what is left to
// others then.
func (p *decider) decideNew(ctx context.Context, s compare.Subject) (decision.Decision, error) {
	result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: s.Manifest.Ref, FieldManager: p.Stack.FieldManager(), Content: p.InFull(s.Manifest).Content,
	})
	switch {
	case err != nil:
		return p.decideRefused(ctx, s, err)
	case !result.Created:
		return decision.Blocked(s.Manifest, decision.ChangedMeanwhile(s.Manifest)), nil
	}
	return p.create(s.Manifest, result), nil
}
