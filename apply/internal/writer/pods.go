package writer

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
)

// DeletePods deletes Pods, some at once. Those that are gone, or whose name another
// bears, count as deleted. One that blocks is deleted only as it was seen, for it
// may have become ready; moved are those that were not.
func (w Writer) DeletePods(ctx context.Context, pods []rollout.Replaced) (moved []types.UID, err error) {
	kept, err := pool.Map(ctx, w.Parallelism, pods, func(ctx context.Context, p rollout.Replaced) (bool, error) {
		if err := w.Check(); err != nil {
			return false, err
		}
		return w.deletePod(ctx, p)
	})
	for i, p := range pods {
		if kept[i] {
			moved = append(moved, p.Pod.UID)
		}
	}
	return moved, err
}

// deletePod reports whether a Pod was not deleted because it is not as it was seen.
func (w Writer) deletePod(ctx context.Context, p rollout.Replaced) (moved bool, err error) {
	ref, asSeen := object.NewRef(kind.Pod, p.Pod.Namespace, p.Pod.Name), p.Because == rollout.Blocking
	if asSeen {
		err = w.Cluster.DeleteVersion(ctx, ref, string(p.Pod.UID), p.Pod.ResourceVersion)
	} else {
		err = w.Cluster.Delete(ctx, ref, string(p.Pod.UID), kube.Background)
	}
	switch {
	case apierrors.IsConflict(err):
		return asSeen, nil
	case apierrors.IsNotFound(err):
		return false, nil
	}
	return false, err
}
