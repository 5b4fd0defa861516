package live

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// Containers and sidecars are restarted; an init container that waits for something tries again, and is not.
func TestRestartsOf(t *testing.T) {
	always, onFailure := corev1.ContainerRestartPolicyAlways, corev1.ContainerRestartPolicyOnFailure
	init := []corev1.Container{{Name: "wait"}, {Name: "side", RestartPolicy: &always}, {Name: "retry", RestartPolicy: &onFailure}}
	had := func(name string, n int32) corev1.ContainerStatus {
		return corev1.ContainerStatus{Name: name, RestartCount: n}
	}
	for name, c := range map[string]struct {
		init, main  []corev1.ContainerStatus
		with, alone int64
	}{
		"none":                      {nil, nil, 0, 0},
		"containers":                {nil, []corev1.ContainerStatus{had("a", 1), had("b", 2)}, 3, 3},
		"a sidecar":                 {[]corev1.ContainerStatus{had("side", 4)}, []corev1.ContainerStatus{had("a", 1)}, 5, 1},
		"an init container":         {[]corev1.ContainerStatus{had("wait", 3)}, nil, 0, 0},
		"one with its own policy":   {[]corev1.ContainerStatus{had("retry", 3), had("side", 1)}, nil, 1, 0},
		"one that the Pod has not":  {[]corev1.ContainerStatus{had("gone", 3)}, nil, 0, 0},
		"a container named like it": {nil, []corev1.ContainerStatus{had("wait", 2)}, 2, 2},
	} {
		p := &corev1.Pod{Spec: corev1.PodSpec{InitContainers: init}, Status: corev1.PodStatus{InitContainerStatuses: c.init, ContainerStatuses: c.main}}
		if with, alone := restartsOf(p, true), restartsOf(p, false); with != c.with || alone != c.alone {
			t.Errorf("%s: %d restarts, %d without sidecars, want %d and %d", name, with, alone, c.with, c.alone)
		}
	}
}
