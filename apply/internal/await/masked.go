package await

import (
	"context"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// masked is a cluster of whose texts nothing is read that must not be shown. What it is asked to
// follow is masked where that is of interest: most of it is not.
type masked struct {
	Cluster
	mask func() object.Mask
}

func (m masked) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	content, err := m.Cluster.Get(ctx, ref)
	observed.MaskTexts(content, m.mask())
	return content, err
}

func (m masked) List(ctx context.Context, s kube.Selection) ([]map[string]any, error) {
	contents, err := m.Cluster.List(ctx, s)
	for _, content := range contents {
		observed.MaskTexts(content, m.mask())
	}
	return contents, err
}

func (m masked) PodLogs(ctx context.Context, namespace, pod, container string, previous bool, tailLines int64) (string, error) {
	text, err := m.Cluster.PodLogs(ctx, namespace, pod, container, previous, tailLines)
	return m.mask().Text(text), err
}
