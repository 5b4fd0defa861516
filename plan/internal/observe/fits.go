package observe

import (
	"context"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Fits reads how live workloads choose their Pods, and returns the fits of those that do it in
// another way than wl would. Of one that cannot be read that is an error: what means its Pods
// would come to choose none.
func Fits(ctx context.Context, c Cluster, parallelism int, workloads []*object.Manifest) ([]*object.Fit, error) {
	found, err := pool.Map(ctx, parallelism, workloads, func(ctx context.Context, m *object.Manifest) (*object.Fit, error) {
		live, err := c.GetVersion(ctx, m.Ref, m.Version())
		if apierrors.IsNotFound(err) || errors.As(err, new(*kube.NoKindError)) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if fitted := wanted.Refitted(m, live); fitted != nil {
			return fitted.Fit, nil
		}
		return nil, nil
	})
	var fits []*object.Fit
	for _, f := range found {
		if f != nil {
			fits = append(fits, f)
		}
	}
	return fits, err
}
