package rollout

import (
	"cmp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// Expansion is a claim that requests more than its Pods find in it.
type Expansion struct {
	Claim string `json:"claim"`
	Has   string `json:"has"`
	Wants string `json:"wants"`
	// Reason and Detail are what the claim says of it, or else its events; empty where
	// neither does.
	Reason string `json:"reason,omitempty"`
	Detail string `json:"detail,omitempty"`
	// Pods are those that use the claim, sorted.
	Pods []string `json:"pods,omitempty"`
}

// AwaitsRestart reports whether the volume is larger already, and its file system
// is expanded on the node: by many drivers while a Pod uses it, by others only when
// one starts.
func (x Expansion) AwaitsRestart() bool {
	return x.Reason == string(corev1.PersistentVolumeClaimFileSystemResizePending)
}

// ExpansionOf reads what there is to a claim's expansion; false where it has what it
// requests.
func ExpansionOf(c *corev1.PersistentVolumeClaim, pods []*corev1.Pod, events []*corev1.Event) (Expansion, bool) {
	wants, has := c.Spec.Resources.Requests[corev1.ResourceStorage], c.Status.Capacity[corev1.ResourceStorage]
	if c.Status.Phase != corev1.ClaimBound || has.IsZero() || wants.Cmp(has) <= 0 {
		return Expansion{}, false
	}
	x := Expansion{Claim: c.Name, Has: has.String(), Wants: wants.String()}
	if condition, ok := resizeCondition(c); ok {
		x.Reason, x.Detail = string(condition.Type), strings.TrimSpace(condition.Message)
	}
	about := slices.DeleteFunc(slices.Clone(events), func(w *corev1.Event) bool {
		return !strings.Contains(w.Reason, "esiz") && !strings.Contains(w.Reason, "xpan")
	})
	if w := tellingEvent(c, about); w != nil && (x.Reason == "" || isWarning(w) && !x.AwaitsRestart()) {
		x.Reason, x.Detail = w.Reason, strings.TrimSpace(w.Message)
	}
	for _, p := range pods {
		if p.Namespace == c.Namespace && slices.Contains(ClaimNames(p), c.Name) {
			x.Pods = append(x.Pods, p.Name)
		}
	}
	slices.Sort(x.Pods)
	return x, true
}

// resizeCondition is the condition of a claim that tells most of its expansion: that
// it fails, or is left to the node, rather than that it is under way.
func resizeCondition(c *corev1.PersistentVolumeClaim) (corev1.PersistentVolumeClaimCondition, bool) {
	telling := []corev1.PersistentVolumeClaimConditionType{
		corev1.PersistentVolumeClaimControllerResizeError, corev1.PersistentVolumeClaimNodeResizeError,
		corev1.PersistentVolumeClaimFileSystemResizePending, corev1.PersistentVolumeClaimResizing,
	}
	for _, t := range telling {
		i := slices.IndexFunc(c.Status.Conditions, func(c corev1.PersistentVolumeClaimCondition) bool {
			return c.Type == t && c.Status == corev1.ConditionTrue
		})
		if i >= 0 {
			return c.Status.Conditions[i], true
		}
	}
	return corev1.PersistentVolumeClaimCondition{}, false
}

// expansions lists the claims of a workload's Pods that are being expanded, as far as
// the claims were read.
func expansions(e Evidence) []Expansion {
	var found []Expansion
	for _, c := range e.Claims {
		if x, ok := ExpansionOf(c, e.Pods, e.ClaimEvents); ok {
			found = append(found, x)
		}
	}
	slices.SortFunc(found, func(a, b Expansion) int { return cmp.Compare(a.Claim, b.Claim) })
	return found
}

// HasClaims reports whether Pods use claims, which may be being expanded.
func HasClaims(e Evidence) bool {
	return slices.ContainsFunc(e.Pods, func(p *corev1.Pod) bool { return len(ClaimNames(p)) > 0 })
}
