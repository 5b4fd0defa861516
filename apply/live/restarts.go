package live

import (
	"context"
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// Restarts counts how often containers of the workloads' Pods were restarted, by the UIDs of those Pods that had some: those
// that run as long as their Pod, among which are sidecars where that is said. An init container that tries again is none.
func Restarts(ctx context.Context, c Cluster, w Workloads, sidecars bool) (map[string]int64, error) {
	f, _, err := readIndex(ctx, c, &w)
	if err != nil {
		return nil, err
	}
	all := map[string]int64{}
	for _, p := range f.pods() {
		if n := restartsOf(p.Pod, sidecars); n > 0 {
			all[string(p.UID)] += n
		}
	}
	return all, nil
}

// restartsOf counts those of one Pod.
func restartsOf(p *corev1.Pod, sidecars bool) (n int64) {
	for _, s := range p.Status.ContainerStatuses {
		n += int64(s.RestartCount)
	}
	for _, s := range p.Status.InitContainerStatuses {
		if sidecars && slices.ContainsFunc(p.Spec.InitContainers, func(c corev1.Container) bool { return c.Name == s.Name && isSidecar(c) }) {
			n += int64(s.RestartCount)
		}
	}
	return n
}

// isSidecar reports whether an init container runs beside the others, as long as the Pod.
func isSidecar(c corev1.Container) bool {
	return c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
}
