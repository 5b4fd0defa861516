package rollout

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// podFindings finds what keeps the given Pods from being ready: first what
// their own status says, and where that is silent, the latest warning.
func podFindings(pods []*corev1.Pod, e Evidence) []finding {
	latest := latestWarnings(e.Warnings)
	var found []finding
	for _, p := range pods {
		if isReady(p) || p.Status.Phase == corev1.PodSucceeded || e.overdue(p) {
			continue
		}
		own := podFinding(p)
		withPullSecrets(own, p, e.Warnings)
		own = aboutClaims(own, p, claimFindings(p, own, e))
		if len(own) == 0 {
			if w := latest[string(p.UID)]; w != nil && p.DeletionTimestamp == nil {
				own = append(own, finding{
					Cause:    Cause{Reason: w.Reason, Pod: p.Name, Container: containerOf(w), Detail: warned(w)},
					word:     NotReady,
					summary:  WrongPodUnready,
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
	switch {
	case nodeLost(p):
		whole.Reason, whole.Detail, whole.word, whole.summary = "NodeLost", fact.New(KnownNode, fact.Args{"node": p.Spec.NodeName}), Abnormal, WrongNode
	case p.DeletionTimestamp != nil:
		return nil // it goes anyway
	case p.Status.Phase == corev1.PodFailed && p.Status.Reason != "":
		whole.Reason, whole.Detail, whole.summary = p.Status.Reason, said(p.Status.Message), WrongPodFailed
	case scheduled.Status == corev1.ConditionFalse && scheduled.Reason == corev1.PodReasonUnschedulable:
		whole.Reason, whole.Detail, whole.summary = scheduled.Reason, said(scheduled.Message), WrongUnscheduled
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
func nodeLost(p *corev1.Pod) bool {
	ready := podCondition(p, corev1.PodReady)
	switch {
	case p.Status.Reason == "NodeLost" || p.Status.Phase == corev1.PodUnknown || ready.Status == corev1.ConditionUnknown:
		return true
	case p.Spec.NodeName == "" || p.DeletionTimestamp != nil || ready.Status != corev1.ConditionFalse || ready.Reason != "":
		return false
	}
	return podCondition(p, corev1.ContainersReady).Status == corev1.ConditionTrue
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
	f := finding{Cause: Cause{Reason: w.Reason, Detail: said(w.Message)}, word: NotReady}
	switch w.Reason {
	case "", "ContainerCreating", "PodInitializing":
		return finding{}, false
	case crashLoop:
		if s.RestartCount >= 2 {
			return crashed(s, w.Reason, atOnce), true
		}
		return crashed(s, w.Reason, never), true
	case "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName":
		f.patience, f.summary = atOnce, WrongImage
		f.Detail = aboutImage(s.Image, w.Message)
	case "ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed", "ImageInspectError":
		f.patience, f.summary = never, WrongImage
		f.Detail = aboutImage(s.Image, w.Message)
	default: // CreateContainerConfigError, CreateContainerError, RunContainerError, ...
		f.patience, f.summary = grace, WrongContainer
	}
	return f, true
}

const crashLoop = "CrashLoopBackOff"

func crashed(s corev1.ContainerStatus, reason string, p patience) finding {
	t := s.State.Terminated
	if t == nil {
		t = s.LastTerminationState.Terminated
	}
	return finding{
		Cause:    Cause{Reason: reason, Detail: termination(t, s.RestartCount)},
		word:     NotReady,
		summary:  WrongCrashing,
		patience: p,
		weight:   int(s.RestartCount),
	}
}

// termination is how a container ended, with its termination message, where it left
// one, and how often it was restarted.
func termination(t *corev1.ContainerStateTerminated, restarts int32) fact.Fact {
	args := fact.Args{}
	if restarts > 0 {
		args["restarts"] = restarts
	}
	if t == nil {
		return fact.New(KnownEndsAtOnce, args)
	}
	if args["exit_code"] = t.ExitCode; t.Signal != 0 {
		args["signal"] = t.Signal
	}
	if t.Reason != "Error" {
		args["reason"] = t.Reason
	}
	args["said"] = strings.TrimSpace(t.Message)
	return fact.New(KnownEnd, args)
}

// aboutImage is what is said about an image, which it names.
func aboutImage(image, message string) fact.Fact {
	if message != "" && strings.Contains(message, image) {
		return said(message)
	}
	return fact.New(KnownImage, fact.Args{"image": image, "said": message})
}
