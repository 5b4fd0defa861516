package rollout

import (
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// noPullSecret is the reason of the kubelet's warning that Secrets for pulling
// images are missing.
const noPullSecret = "FailedToRetrieveImagePullSecret"

var pullSecretNames = regexp.MustCompile(`image pull secrets \(([^)]*)\)`)

// LacksPullSecrets reports whether Secrets for pulling may be why an image cannot
// be pulled, which only an event tells.
func LacksPullSecrets(e Evidence) bool {
	return slices.ContainsFunc(e.Pods, func(p *corev1.Pod) bool {
		return len(p.Spec.ImagePullSecrets) > 0 && slices.ContainsFunc(podFinding(p), aboutPulling)
	})
}

func aboutPulling(f finding) bool {
	return f.Reason == "ErrImagePull" || f.Reason == "ImagePullBackOff"
}

// withPullSecrets notes in the findings of a Pod which Secrets for pulling are
// missing.
func withPullSecrets(own []finding, p *corev1.Pod, events []*corev1.Event) {
	for _, w := range events {
		m := pullSecretNames.FindStringSubmatch(w.Message)
		if w.Reason != noPullSecret || w.InvolvedObject.UID != p.UID || m == nil {
			continue
		}
		for i := range own {
			if aboutPulling(own[i]) {
				own[i].MissingSecrets = strings.Split(m[1], ", ")
			}
		}
	}
}
