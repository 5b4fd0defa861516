package rollout

import corev1 "k8s.io/api/core/v1"

// Counts are the numbers of a workload's Pods. Ready, Updated and Available are
// those that kubectl shows as READY, UP-TO-DATE and AVAILABLE.
type Counts struct {
	Ready     int64 `json:"ready"`     // Pods that are ready, of whatever revision
	Wanted    int64 `json:"wanted"`    // Pods that there should be
	Updated   int64 `json:"updated"`   // Pods of the wanted revision
	Available int64 `json:"available"` // Pods that have been ready for long enough
	// UpdatedReady are the Pods that are both of the wanted revision and ready.
	UpdatedReady int64 `json:"updated_ready"`
	// Previous are the Pods of earlier revisions that are not being deleted, and
	// PreviousReady those of them that are ready, and so still serve.
	Previous      int64 `json:"previous,omitempty"`
	PreviousReady int64 `json:"previous_ready,omitempty"`
	// Succeeded are the Pods of a Job that have succeeded, kubectl's COMPLETIONS.
	Succeeded int64 `json:"succeeded,omitempty"`
}

// countPods tells the updated Pods from the former ones, by the Pods themselves.
// They are seen through another watch than the workload, whose own count of
// ready Pods is the limit.
func (c *Counts) countPods(pods []*corev1.Pod, updated func(*corev1.Pod) bool) {
	for _, p := range pods {
		switch {
		case p.DeletionTimestamp != nil:
		case updated(p):
			c.UpdatedReady += count(isReady(p))
		default:
			c.Previous++
			c.PreviousReady += count(isReady(p))
		}
	}
	c.UpdatedReady = min(c.UpdatedReady, c.Updated, c.Ready)
	c.PreviousReady = min(c.PreviousReady, c.Ready-c.UpdatedReady)
}

// allUpdated corrects what lags behind where the workload itself says that every
// Pod is updated and ready.
func (c *Counts) allUpdated() {
	if c.Updated >= c.Wanted {
		c.UpdatedReady, c.Previous, c.PreviousReady = min(c.Updated, c.Ready), 0, 0
	}
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
