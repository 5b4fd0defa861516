package removal

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

// ofClaim finds the volume that a claim is bound to.
func (l looker) ofClaim(ctx context.Context, ref object.Ref) (*plan.Along, error) {
	claim, err := l.read(ctx, ref)
	if claim == nil || err != nil {
		return nil, err
	}
	name, _ := object.At(claim, "spec", "volumeName").(string)
	if name == "" {
		return nil, nil
	}
	v := &plan.AlongVolume{Name: name}
	v.Size, _ = object.At(claim, "status", "capacity", "storage").(string)
	volume, err := l.read(ctx, object.NewRef(kind.Volume, "", name))
	if err != nil {
		return nil, err
	}
	v.ReclaimPolicy, _ = object.At(volume, "spec", "persistentVolumeReclaimPolicy").(string)
	return &plan.Along{Volume: v}, nil
}

// ofVolume finds the claim that uses a volume.
func (l looker) ofVolume(ctx context.Context, ref object.Ref) (*plan.Along, error) {
	volume, err := l.read(ctx, ref)
	if volume == nil || err != nil || object.At(volume, "status", "phase") != "Bound" {
		return nil, err
	}
	namespace, _ := object.At(volume, "spec", "claimRef", "namespace").(string)
	name, _ := object.At(volume, "spec", "claimRef", "name").(string)
	return &plan.Along{BoundTo: namespace + "/" + name}, nil
}

// read returns an object; nil where it is not there, or may not be read.
func (l looker) read(ctx context.Context, ref object.Ref) (map[string]any, error) {
	content, err := l.cluster.Get(ctx, ref)
	if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) {
		return nil, nil
	}
	return content, err
}

// claimsAlong reports for the claims of a StatefulSet that is deleted whether they
// go with it, by its retention policy.
func (r *removing) claimsAlong(ctx context.Context, set object.Ref, live map[string]any) (*plan.Along, error) {
	sizes := claim.Sizes(live)
	if len(sizes) == 0 {
		return nil, nil
	}
	claims, err := r.grower.ClaimsOf(ctx, set, sizes)
	if apierrors.IsForbidden(err) {
		return &plan.Along{Uncounted: []string{kind.Claim.Kind}, Unseen: refusal.Denial(err)}, nil
	}
	if err != nil {
		return nil, err
	}
	deleted := object.At(live, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") == "Delete"
	var a plan.Along
	for _, c := range claims {
		a.Claims = append(a.Claims, plan.AlongClaim{Name: c.Name, Size: c.Size, Deleted: deleted})
	}
	return orNil(a), nil
}
