package writer

import (
	"cmp"
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan/step"
)

// grow makes the claims of a StatefulSet's Pods larger. That comes before the
// StatefulSet is written or replaced: whatever ends an apply in between, its
// templates are still the former ones, and the next plan finds what is left to
// grow by them. Each claim is tried, and the first failure is returned.
//
// The field manager is the stack's own, as that of an update. Nothing applies
// the claims, so that nothing gives the field up again, and the StatefulSet's
// controller sets a claim's size only when it makes it.
func (w Writer) grow(ctx context.Context, s *step.Step) error {
	errs, _ := pool.Map(ctx, w.Parallelism, s.Operations, func(ctx context.Context, op step.Operation) (error, error) {
		g, grows := op.(step.GrowClaim)
		if !grows {
			return nil, nil
		}
		if err := w.Check(); err != nil {
			return err, nil
		}
		claim := object.NewRef(kind.Claim, s.Object.Namespace, g.Claim)
		return explainGrowth(w.Cluster.GrowClaim(ctx, claim, g.UID, g.From, g.To, w.Manager), claim, g), nil
	})
	return cmp.Or(errs...)
}

// explainGrowth names the claim and says, where it is not as it was planned
// about, what that means.
func explainGrowth(err error, claim object.Ref, g step.GrowClaim) error {
	if err == nil {
		return nil
	}
	if isFailedTest(err) || apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return fact.NewError(err, reason.ClaimChanged, fact.Args{"claim": claim.Name, "had": g.From})
	}
	return fact.NewError(err, reason.ClaimNotExpanded, fact.Args{"claim": claim.Name, "from": g.From, "to": g.To})
}
