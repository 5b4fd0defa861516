package rollout

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// podFindings finds what keeps the given Pods from being ready: first what
// their own status says, and where that is silent, the latest warning.
func podFindings(pods []*corev1.Pod, e Evidence) []finding {
	latest := latestWarnings(e.Warnings)
	var found []finding
	for _, p := range pods {
		if isReady(p) || p.Status.Phase == corev1.PodSucceeded {
			continue
		}
		own := podFinding(p)
		withPullSecrets(own, p, e.Warnings)
		own = aboutClaims(own, p, claimFindings(p, own, e))
		if len(own) == 0 {
			if w := latest[string(p.UID)]; w != nil && p.DeletionTimestamp == nil {
				own = append(own, finding{
					Cause:    Cause{Reason: w.Reason, Pod: p.Name, Container: containerOf(w), Detail: w.Message},
					word:     NotReady,
					summary:  "a Pod does not become ready",
					patience: never,
				})
			}
		}
		found = append(found, own...)
	}
	return found
}

// podFinding reads a Pod that is not ready: first what is wrong with it as a
// whole, then with its containers.
func podFinding(p *corev1.Pod) []finding {
	whole := finding{Cause: Cause{Pod: p.Name}, word: NotReady, patience: never}
	scheduled := podCondition(p, corev1.PodScheduled)
	lost, detail := nodeLost(p)
	switch {
	case lost:
		whole.Reason, whole.Detail, whole.word, whole.summary = "NodeLost", detail, Abnormal, "the node of a Pod is not responding"
	case p.DeletionTimestamp != nil:
		return nil // it goes anyway
	case p.Status.Phase == corev1.PodFailed && p.Status.Reason != "":
		whole.Reason, whole.Detail, whole.summary = p.Status.Reason, p.Status.Message, "a Pod has failed"
	case scheduled.Status == corev1.ConditionFalse && scheduled.Reason == corev1.PodReasonUnschedulable:
		whole.Reason, whole.Detail, whole.summary = scheduled.Reason, scheduled.Message, "its Pods cannot be scheduled"
	default:
		return containerFindings(p)
	}
	return []finding{whole}
}

func containerFindings(p *corev1.Pod) []finding {
	var found []finding
	for _, s := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
		if f, ok := containerFinding(s); ok {
			f.Pod, f.Container = p.Name, s.Name
			found = append(found, f)
		}
	}
	return found
}

// nodeLost reports whether the node controller has taken the Pod's readiness away
// because the node does not answer: it then clears the condition Ready only,
// while the kubelet, had it a voice, would clear ContainersReady first.
func nodeLost(p *corev1.Pod) (bool, string) {
	detail := fmt.Sprintf("node %s is not responding", p.Spec.NodeName)
	ready := podCondition(p, corev1.PodReady)
	switch {
	case p.Status.Reason == "NodeLost" || p.Status.Phase == corev1.PodUnknown || ready.Status == corev1.ConditionUnknown:
		return true, detail
	case p.Spec.NodeName == "" || p.DeletionTimestamp != nil || ready.Status != corev1.ConditionFalse || ready.Reason != "":
		return false, ""
	}
	return podCondition(p, corev1.ContainersReady).Status == corev1.ConditionTrue, detail
}

// containerFinding reads why a container does not run.
func containerFinding(s corev1.ContainerStatus) (finding, bool) {
	if w := s.State.Waiting; w != nil {
		return waitingFinding(s, w)
	}
	if t := s.State.Terminated; t != nil && t.ExitCode != 0 {
		return crashed(s, t.Reason, never), true
	}
	return finding{}, false
}

func waitingFinding(s corev1.ContainerStatus, w *corev1.ContainerStateWaiting) (finding, bool) {
	f := finding{Cause: Cause{Reason: w.Reason, Detail: w.Message}, word: NotReady}
	switch w.Reason {
	case "", "ContainerCreating", "PodInitializing":
		return finding{}, false
	case crashLoop:
		if s.RestartCount >= 2 {
			return crashed(s, w.Reason, atOnce), true
		}
		return crashed(s, w.Reason, never), true
	case "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName":
		f.patience, f.summary = atOnce, "an image cannot be pulled"
		f.Detail = aboutImage(s.Image, w.Message)
	case "ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed", "ImageInspectError":
		f.patience, f.summary = never, "an image cannot be pulled"
		f.Detail = aboutImage(s.Image, w.Message)
	default: // CreateContainerConfigError, CreateContainerError, RunContainerError, ...
		f.patience, f.summary = grace, "a container cannot be started"
	}
	return f, true
}

const crashLoop = "CrashLoopBackOff"

func crashed(s corev1.ContainerStatus, reason string, p patience) finding {
	t := s.State.Terminated
	if t == nil {
		t = s.LastTerminationState.Terminated
	}
	detail := "exits right after it starts"
	if t != nil {
		detail = termination(t)
	}
	if s.RestartCount > 0 {
		detail += ", restarted " + times(s.RestartCount)
	}
	return finding{
		Cause:    Cause{Reason: reason, Detail: detail},
		word:     NotReady,
		summary:  "a container keeps crashing",
		patience: p,
		weight:   int(s.RestartCount),
	}
}

// termination returns how a container ended, with its termination message, where
// it left one.
func termination(t *corev1.ContainerStateTerminated) string {
	text := fmt.Sprintf("exit code %d", t.ExitCode)
	if t.Signal != 0 {
		text = fmt.Sprintf("signal %d", t.Signal)
	}
	if t.Reason != "" && t.Reason != "Error" {
		text += " (" + t.Reason + ")"
	}
	if m := strings.TrimSpace(t.Message); m != "" {
		text += ", saying " + fmt.Sprintf("%q", m)
	}
	return text
}

func times(n int32) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// aboutImage makes sure that a message about an image names it.
func aboutImage(image, message string) string {
	switch {
	case message == "":
		return "image " + image
	case !strings.Contains(message, image):
		return "image " + image + ": " + message
	}
	return message
}
