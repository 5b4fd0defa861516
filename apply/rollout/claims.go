package rollout

import (
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// Claim names the PersistentVolumeClaim at which a cause stands.
type Claim struct {
	Name  string `json:"name"`
	Class string `json:"class,omitempty"` // its StorageClass
	Phase string `json:"phase,omitempty"` // Pending, Lost; Missing where there is none; "" where it could not be read
}

// The phases of claims that are lost for their Pods; MissingClaim is of one that does
// not exist.
const (
	LostClaim    = string(corev1.ClaimLost)
	MissingClaim = "Missing"
)

// ClaimNames lists the claims whose volumes a Pod mounts, sorted.
func ClaimNames(p *corev1.Pod) []string {
	var names []string
	for _, v := range p.Spec.Volumes {
		switch {
		case v.PersistentVolumeClaim != nil:
			names = append(names, v.PersistentVolumeClaim.ClaimName)
		case v.Ephemeral != nil:
			names = append(names, p.Name+"-"+v.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// WaitsForClaims reports whether a Pod may wait for a claim, so that the claims
// and their events are worth reading.
func WaitsForClaims(e Evidence) bool {
	return slices.ContainsFunc(e.Pods, func(p *corev1.Pod) bool { return mayWaitForClaim(p) })
}

func mayWaitForClaim(p *corev1.Pod) bool {
	return p.DeletionTimestamp == nil && p.Status.Phase != corev1.PodRunning && p.Status.Phase != corev1.PodSucceeded &&
		p.Status.Phase != corev1.PodFailed && len(ClaimNames(p)) > 0
}

// claimFindings finds the claims for which a Pod waits. own is what the Pod
// itself says: where no node takes it for another reason, a claim that waits for
// its first Pod is no cause.
func claimFindings(p *corev1.Pod, own []finding, e Evidence) []finding {
	if !mayWaitForClaim(p) {
		return nil
	}
	var found []finding
	for _, name := range ClaimNames(p) {
		i := slices.IndexFunc(e.Claims, func(c *corev1.PersistentVolumeClaim) bool { return c.Name == name && c.Namespace == p.Namespace })
		if i < 0 {
			continue
		}
		if f, waits := claimFinding(e.Claims[i], e.ClaimEvents); waits && (len(own) == 0 || !waitsForPod(f.Reason)) {
			f.Pod = p.Name
			found = append(found, f)
		}
	}
	return found
}

func waitsForPod(reason string) bool {
	return reason == "WaitForFirstConsumer" || reason == "WaitForPodScheduled"
}

// claimFinding reads why a claim is not bound.
func claimFinding(c *corev1.PersistentVolumeClaim, events []*corev1.Event) (finding, bool) {
	if c.Status.Phase == corev1.ClaimBound {
		return finding{}, false
	}
	f := finding{
		Cause: Cause{
			Reason: "Claim" + string(c.Status.Phase), Detail: plain(KnownUnbound),
			Claim: &Claim{Name: c.Name, Class: valueOr(c.Spec.StorageClassName, ""), Phase: string(c.Status.Phase)},
		},
		word: NotReady, summary: WrongClaimUnbound, patience: never,
	}
	if c.Status.Phase == corev1.ClaimLost {
		f.Detail, f.summary, f.patience = plain(KnownVolumeGone), WrongClaimLost, grace
	}
	if w := tellingEvent(c, events); w != nil {
		f.Reason, f.Detail = w.Reason, toldOf(w)
	}
	if f.Detail.Code == KnownClassMissing {
		f.patience = grace // nobody else is likely to make it
	}
	return f, true
}

// toldOf is what an event says about a claim, and whether its StorageClass does not
// exist, which the provisioner has only words for.
func toldOf(w *corev1.Event) fact.Fact {
	text := strings.TrimSpace(w.Message)
	if w.Reason == "ProvisioningFailed" && strings.Contains(text, "storageclass") && strings.Contains(text, "not found") {
		return saidAs(KnownClassMissing, text)
	}
	return said(text)
}

// tellingEvent is the event that says most about a claim: of each component the
// latest, and of those a warning rather than that something is being waited for.
func tellingEvent(c *corev1.PersistentVolumeClaim, events []*corev1.Event) *corev1.Event {
	latest := map[string]*corev1.Event{}
	for _, w := range events {
		if w.InvolvedObject.UID != c.UID || w.Reason == "Provisioning" {
			continue
		}
		component := w.Source.Component + w.ReportingController
		if other := latest[component]; other == nil || later(w, other) {
			latest[component] = w
		}
	}
	var telling *corev1.Event
	for _, w := range latest {
		if telling == nil || isWarning(w) && !isWarning(telling) || isWarning(w) == isWarning(telling) && later(w, telling) {
			telling = w
		}
	}
	return telling
}

func isWarning(w *corev1.Event) bool { return w.Type == corev1.EventTypeWarning }

// later orders events by time and, within a second, by name.
func later(a, b *corev1.Event) bool {
	if order := lastSeen(a).Compare(lastSeen(b)); order != 0 {
		return order > 0
	}
	return a.Name > b.Name
}

// unboundClaim is what the scheduler says of Pods whose claims keep them from
// any node.
const unboundClaim = "unbound immediate PersistentVolumeClaims"

var absentClaim = regexp.MustCompile(`persistentvolumeclaim "([^"]+)" not found`)

// aboutClaims gives a finding of the scheduler the claim that it speaks of, and
// drops it where the claims' own findings say more.
func aboutClaims(own []finding, p *corev1.Pod, claims []finding) []finding {
	for i := range own {
		f := &own[i]
		if f.Reason != corev1.PodReasonUnschedulable {
			continue
		}
		text := f.Detail.Text("said")
		if m := absentClaim.FindStringSubmatch(text); m != nil {
			f.Claim, f.summary = &Claim{Name: m[1], Phase: MissingClaim}, WrongClaimMissing
			continue
		}
		if !strings.Contains(text, unboundClaim) {
			continue
		}
		if len(claims) > 0 {
			return claims
		}
		f.summary = WrongClaimUnbound
		if names := ClaimNames(p); len(names) > 0 {
			f.Claim = &Claim{Name: names[0]}
		}
	}
	return append(claims, own...)
}
