package live

import "context"

// Restarts counts how often the containers of the workloads' Pods were restarted.
func Restarts(ctx context.Context, c Cluster, w Workloads) (int64, error) {
	f, _, err := readIndex(ctx, c, &w)
	if err != nil {
		return 0, err
	}
	var n int64
	for _, p := range f.pods() {
		for _, s := range p.Status.ContainerStatuses {
			n += int64(s.RestartCount)
		}
	}
	return n, nil
}
