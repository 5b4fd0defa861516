package removal

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/growth"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

// Claims finds the claims that go with StatefulSets and with Pods of them. It is safe
// for use by many goroutines.
type Claims struct {
	cluster     observe.Cluster
	grower      *growth.Grower
	parallelism int
}

// NewClaims finds claims in a cluster.
func NewClaims(c observe.Cluster, g *growth.Grower, parallelism int) *Claims {
	return &Claims{c, g, parallelism}
}

// Lost returns the claims that are deleted when a StatefulSet is changed, of which after
// is nil where it is replaced with its Pods. Nothing is asked where its retention policy
// deletes none.
func (f *Claims) Lost(ctx context.Context, set object.Ref, live, after map[string]any) (*plan.Along, error) {
	if set.GroupKind() != kind.StatefulSet || !claim.LossOf(live, after).Any() {
		return nil, nil
	}
	a, err := f.along(ctx, set, live, after)
	if a == nil || err != nil {
		return nil, err
	}
	a.Claims = slices.DeleteFunc(a.Claims, func(c plan.AlongClaim) bool { return !c.Deleted })
	return orNil(*a), nil
}

// along reports of all claims of a StatefulSet's Pods whether they are deleted.
func (f *Claims) along(ctx context.Context, set object.Ref, live, after map[string]any) (*plan.Along, error) {
	sizes, loss := claim.Sizes(live), claim.LossOf(live, after)
	if len(sizes) == 0 {
		return nil, nil
	}
	claims, err := f.grower.ClaimsOf(ctx, set, sizes)
	switch {
	case apierrors.IsForbidden(err) && loss.Any():
		return &plan.Along{Uncounted: []string{kind.Claim.Kind}, Unseen: refusal.Denial(err)}, nil
	case apierrors.IsForbidden(err):
		return nil, nil // they stay
	case err != nil:
		return nil, err
	}
	uid, _ := object.At(live, "metadata", "uid").(string)
	var a plan.Along
	a.Claims, err = pool.Map(ctx, f.parallelism, claims, func(ctx context.Context, c growth.MadeClaim) (one plan.AlongClaim, err error) {
		one = plan.AlongClaim{Name: c.Name, Size: c.Size, Deleted: loss.Takes(c.Ordinal) || after == nil && claim.OwnedBy(c.Live, uid)}
		if one.Deleted {
			one.Volume, err = volumeOf(ctx, f.cluster, c.Live)
		}
		return one, err
	})
	if err != nil {
		return nil, err
	}
	return orNil(a), nil
}
