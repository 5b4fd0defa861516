package rollout

import (
	"cmp"
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// patience is how long a finding may stand before the rollout counts as
// failed. It decides what "fails early" means:
//
//   - at once: what the kubelet itself has tried more than once and given up
//     for a while. ImagePullBackOff (not the first ErrImagePull), an image name
//     that is none, an image that must not be pulled, a container that has
//     crashed three times (CrashLoopBackOff after two restarts or more), a Job
//     that the Job controller calls failed.
//   - after a grace of 15 seconds: what is wrong in the configuration, most
//     likely, but may also be a matter of order in a cluster where things have
//     just been created. A ConfigMap or Secret that is not there, a container
//     that cannot be created, the creation of Pods refused by quota or
//     admission, a progress deadline exceeded, a paused Deployment, a Pod that
//     blocks a StatefulSet's update.
//     Refused by a quota, that begins when the last former Pod is gone, which may have made
//     room, and takes as long as the controller may wait until it tries again.
//   - never by itself: what others may fix. An unschedulable Pod (an
//     autoscaler may add a node), a failing readiness probe, a volume that is
//     not mounted yet, a node that does not answer, a Pod that is being deleted and does not go.
//     These show as causes, and
//     fail the rollout only when its time is up.
type patience time.Duration

const (
	atOnce = patience(0)
	grace  = patience(15 * time.Second)
	never  = patience(-1)
	// backOff is how long a controller that a quota has refused Pods may at least wait until
	// it tries again: the longer, the more often it was refused.
	backOff = patience(time.Minute)
)

// finding is one thing that stands in a workload's way.
type finding struct {
	Cause
	word     Word      // what the workload's status is because of it
	summary  fact.Code // what is wrong, for Status.Message
	patience patience
	weight   int  // of two, the heavier tells more
	quota    bool // a quota refuses Pods
}

// key identifies a finding over time, and across the Pods that share it.
func (f finding) key() string { return f.Reason + "/" + f.Container }

// merge counts the Pods that share a finding, keeps the one that tells most of
// each, and sorts them: what fails the rollout first, then by how many Pods
// share it. The result does not depend on the order of Pods.
func merge(findings []finding) []finding {
	slices.SortFunc(findings, func(a, b finding) int {
		return cmp.Or(
			cmp.Compare(a.key(), b.key()),
			cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(b.weight, a.weight),
			cmp.Compare(a.Pod, b.Pod),
		)
	})
	var merged []finding
	for _, f := range findings {
		if last := len(merged) - 1; last >= 0 && merged[last].key() == f.key() {
			merged[last].Count++
			continue
		}
		if f.Pod != "" {
			f.Count = 1
		}
		merged = append(merged, f)
	}
	slices.SortStableFunc(merged, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.Count, a.Count))
	})
	return merged
}

// rank orders by impatience.
func (f finding) rank() int {
	switch f.patience {
	case atOnce:
		return 0
	case grace:
		return 1
	}
	return 2
}

func causes(findings []finding) []Cause {
	var list []Cause
	for _, f := range findings {
		list = append(list, f.Cause)
	}
	return list
}
