package removal

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/observe"
)

// ofClaim finds the volume that a claim is bound to.
func (l looker) ofClaim(ctx context.Context, ref object.Ref) (*plan.Along, error) {
	content, err := read(ctx, l.cluster, ref)
	if content == nil || err != nil {
		return nil, err
	}
	volume, err := volumeOf(ctx, l.cluster, content)
	if err != nil {
		return nil, err
	}
	return orNil(plan.Along{Volume: volume}), nil
}

// volumeOf returns the volume that a claim is bound to; nil where it is to none.
func volumeOf(ctx context.Context, c observe.Cluster, content map[string]any) (*plan.AlongVolume, error) {
	name, _ := object.At(content, "spec", "volumeName").(string)
	if name == "" {
		return nil, nil
	}
	v := &plan.AlongVolume{Name: name}
	v.Size, _ = object.At(content, "status", "capacity", "storage").(string)
	volume, err := read(ctx, c, object.NewRef(kind.Volume, "", name))
	if err != nil {
		return nil, err
	}
	v.ReclaimPolicy, _ = object.At(volume, "spec", "persistentVolumeReclaimPolicy").(string)
	return v, nil
}

// ofVolume finds the claim that uses a volume, and whether its storage may go with it.
func (l looker) ofVolume(ctx context.Context, d *decision.Decision) error {
	volume, err := read(ctx, l.cluster, d.Object)
	if volume == nil || err != nil {
		return err
	}
	d.Along, d.Impact = orNil(plan.Along{BoundTo: claim.UserOf(volume)}), impact.OfDeletion(volume)
	return nil
}

// read returns an object; nil where it is not there, or may not be read.
func read(ctx context.Context, c observe.Cluster, ref object.Ref) (map[string]any, error) {
	content, err := c.Get(ctx, ref)
	if apierrors.IsNotFound(err) || apierrors.IsForbidden(err) {
		return nil, nil
	}
	return content, err
}
