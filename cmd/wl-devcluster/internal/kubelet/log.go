package kubelet

import (
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

// line is a line of a log.
type line struct {
	time time.Time
	text string
}

// containerLog makes up the log of a container, or of its run before the current one, from the Pod's status.
func containerLog(pod *corev1.Pod, name string, previous bool) ([]line, error) {
	status, err := containerStatus(pod, name)
	if err != nil {
		return nil, err
	}
	state := status.State
	if previous {
		if status.LastTerminationState.Terminated == nil {
			return nil, fmt.Errorf("previous terminated container %q in pod %q not found", name, pod.Name)
		}
		state = status.LastTerminationState
	}
	// A container that waits to be started again has the log of the run that ended.
	if state.Waiting != nil && status.LastTerminationState.Terminated != nil {
		state = status.LastTerminationState
	}
	switch {
	case state.Running != nil:
		return runningLog(pod, status, state.Running.StartedAt.Time), nil
	case state.Terminated != nil:
		return terminatedLog(status, state.Terminated), nil
	case state.Waiting != nil:
		return nil, fmt.Errorf("container %q in pod %q is waiting to start: %s", name, pod.Name, waitingFor(state.Waiting.Reason))
	}
	return nil, fmt.Errorf("container %q in pod %q is waiting to start", name, pod.Name)
}

// waitingFor words a reason as a kubelet does when it is asked for the log of a container that has none.
func waitingFor(reason string) string {
	switch reason {
	case "ErrImagePull", "ImagePullBackOff":
		return "trying and failing to pull image"
	}
	return reason
}

func runningLog(pod *corev1.Pod, status *corev1.ContainerStatus, started time.Time) []line {
	lines := []line{{started, fmt.Sprintf("simulated container %s of image %s started", status.Name, status.Image)}}
	if pod.Annotations[stage.BehaviourAnnotation] == stage.NeverReady {
		lines = append(lines, line{started, "readiness check: answering 503, as annotation " + stage.BehaviourAnnotation + " asks"})
	}
	return lines
}

func terminatedLog(status *corev1.ContainerStatus, state *corev1.ContainerStateTerminated) []line {
	lines := []line{{
		state.StartedAt.Time, fmt.Sprintf("simulated container %s of image %s started", status.Name, status.Image),
	}}
	if state.ExitCode == 0 {
		return append(lines, line{state.FinishedAt.Time, "done"})
	}
	return append(lines,
		line{state.FinishedAt.Time, "fatal: simulated crash, as annotation " + stage.BehaviourAnnotation + " asks"},
		line{state.FinishedAt.Time, fmt.Sprintf("exiting with code %d", state.ExitCode)},
	)
}
