package live

import (
	"context"
	"slices"
)

// Restarts counts how often containers of the workloads' Pods were restarted, by the UIDs of those Pods that had some: also
// init containers, among which are sidecars.
func Restarts(ctx context.Context, c Cluster, w Workloads) (map[string]int64, error) {
	f, _, err := readIndex(ctx, c, &w)
	if err != nil {
		return nil, err
	}
	all := map[string]int64{}
	for _, p := range f.pods() {
		for _, s := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
			if s.RestartCount > 0 {
				all[string(p.UID)] += int64(s.RestartCount)
			}
		}
	}
	return all, nil
}
