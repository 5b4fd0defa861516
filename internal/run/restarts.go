package run

import (
	"cmp"
	"maps"
	"slices"
)

// Restarts is how often the containers of Pods were restarted, by the UIDs of those that were.
type Restarts map[string]int64

// mostRestarted is of how many Pods of a cluster a run keeps their restarts one by one: it has to fit into a Secret.
const mostRestarted = 50

// knownBy is how many characters of a Pod's UID are kept: enough to tell it from the others of its cluster.
const knownBy = 8

// had notes the restarts when the cluster was healthy: of the Pods that had the most of them one by one, and the sum. They
// are nil where none were counted.
func (c *Cluster) had(all Restarts) {
	c.Restarts, c.Sum, c.Restarted, c.Sidecars = 0, 0, nil, all != nil
	for i, uid := range slices.SortedFunc(maps.Keys(all), func(a, b string) int { return cmp.Or(cmp.Compare(all[b], all[a]), cmp.Compare(a, b)) }) {
		if c.Sum += all[uid]; i >= mostRestarted {
			continue
		}
		if c.Restarted == nil {
			c.Restarted = Restarts{}
		}
		c.Restarted[uid[:min(len(uid), knownBy)]] += all[uid]
	}
}

// NotePlain notes in a run how many restarts of a cluster there were without those of sidecars, for an earlier wl: it compares them alone, and
// where it notes something in the run, whoever comes later has no others to compare.
func NotePlain(r Edit, cluster string, plain int64) {
	if _, c := r.cluster(cluster); c != nil {
		c.Restarts = plain
	}
}

// RestartsSince is how many restarts there were since the cluster was healthy, by those that its Pods have now. What a Pod had
// that is gone hides none of another one. Of Pods that are not known one by one, only the sums are compared. They count sidecars only
// where those were counted then.
func (c *Cluster) RestartsSince(now Restarts) int64 {
	since, others, before := int64(0), int64(0), max(c.Sum, c.Restarts) // the first is not less where both are known
	for _, had := range c.Restarted {
		before -= had
	}
	for uid, n := range now {
		if had, known := c.Restarted[uid[:min(len(uid), knownBy)]]; known {
			since += max(0, n-had)
		} else {
			others += n
		}
	}
	return since + max(0, others-before)
}
