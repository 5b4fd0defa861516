package progress

import (
	"errors"
	"slices"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// slowAfter is for how long nothing has to change on a cluster until it counts as slow.
const slowAfter = 20 * time.Second

// begun is when a cluster's events were told: the first, the last, and the last with news.
type begun struct {
	first, last, moved time.Time
	ended              bool
	err                error // why it ended early
}

// way is to a cluster, or back to what was there before.
type way struct {
	cluster string
	back    bool
}

// begin notes that something is told of a cluster now.
func (b *board) begin(cluster string) *begun {
	now := b.now()
	on := way{cluster, b.goBack[cluster]}
	at := b.begun[on]
	if at == nil {
		at = &begun{first: now, moved: now}
		b.begun[on] = at
	}
	at.last = now
	return at
}

// cluster is how far an apply has come on one cluster.
type cluster struct {
	plan  *plan.ClusterPlan
	doing Doing
	begun *begun // nil where nothing has been told of it yet
	left  bool   // its run has not come to it, and nothing was planned
	now   time.Time

	done, rollouts, settled, failed int
	troubled                        bool     // something on it is not ready, and not only not yet
	open                            []*entry // what is under way
}

// clusters are the scope's, in its order: how each did, whatever was taken back then.
func (b *board) clusters(scope Scope) []*cluster {
	all, index := make([]*cluster, len(scope.Plan.Clusters)), map[string]*cluster{}
	for i := range all {
		c := &scope.Plan.Clusters[i]
		all[i] = &cluster{plan: c, doing: scope.Doing, begun: b.begun[way{cluster: c.Cluster}], left: slices.Contains(scope.Pending, c.Cluster), now: b.now()}
		if all[i].begun == nil {
			all[i].begun = b.begun[way{c.Cluster, true}] // a rollback that an apply before has begun
		}
		index[c.Cluster] = all[i]
	}
	for _, n := range b.entries {
		if c := index[n.cluster]; c != nil {
			c.add(n)
		}
	}
	return all
}

// backward is what is known of the way back.
type backward struct{ *board }

// cluster is how far the way back of a cluster has come, of which nothing is planned.
func (b backward) cluster(name string) *cluster {
	c := &cluster{plan: &plan.ClusterPlan{Cluster: name}, begun: b.begun[way{name, true}], now: b.now()}
	for _, n := range b.entries {
		if n.cluster == name && n.back {
			n := *n
			n.back = false
			c.add(&n)
		}
	}
	return c
}

func (c *cluster) add(n *entry) {
	if n.back {
		c.addBack(n)
		return
	}
	if n.action != plan.None && n.stage != writing && n.stage != deleting && (n.stage != failed || n.rollout) {
		c.done++
	}
	if n.rollout {
		c.rollouts++
	}
	switch n.stage {
	case settled:
		c.settled++
	case failed:
		c.failed++
	case writing, rolling, deleting:
		c.open = append(c.open, n)
		c.troubled = c.troubled || n.stage == rolling && (n.status.Failed || len(n.status.Causes) > 0)
	}
}

// addBack adds what is under way on the way back, or has failed there.
func (c *cluster) addBack(n *entry) {
	switch n.stage {
	case failed:
		c.failed++
	case writing, rolling, deleting:
		c.open = append(c.open, n)
	}
}

// clusterStage is how far a cluster has come, by its urgency.
type clusterStage int

const (
	clusterFailed clusterStage = iota
	clusterWriting
	clusterRolling // everything is written, and something is waited for
	clusterWaiting // nothing has happened there yet
	clusterStopped // it was asked to stop
	clusterExcluded
	clusterUnchanged
	clusterDone
)

// in is the stage in a word.
func (s clusterStage) in(w *words.Words, scope Scope) string {
	switch s {
	case clusterFailed:
		return w.Say("failed")
	case clusterRolling:
		return w.Say("rolling out")
	case clusterWaiting:
		return w.Say("waiting")
	case clusterStopped:
		return w.Say("stopped")
	case clusterExcluded:
		return w.Say("left out")
	case clusterUnchanged:
		return w.Say("unchanged")
	case clusterDone:
		return w.Say("done")
	}
	switch {
	case scope.Doing == Restarting:
		return w.Say("restarting")
	case scope.Plan.Destroy:
		return w.Say("destroying")
	default:
		return w.Say("applying")
	}
}

// stage is how far the cluster has come.
func (c *cluster) stage() clusterStage {
	written := c.doing != Applying || c.done >= len(c.plan.Changes)
	switch {
	case c.failed == 0 && c.begun != nil && errors.Is(c.begun.err, apply.ErrInterrupted):
		return clusterStopped
	case c.failed > 0 || c.begun != nil && c.begun.err != nil:
		return clusterFailed
	case c.begun == nil && c.excluded():
		return clusterExcluded
	case c.begun == nil && c.left:
		return clusterWaiting
	case c.begun == nil && c.doing == Applying && len(c.plan.Changes)+len(c.plan.RolloutPending) == 0:
		return clusterUnchanged
	case c.begun == nil:
		return clusterWaiting
	case c.begun.ended || written && len(c.open) == 0 && (c.rollouts > 0 || c.doing == Applying):
		return clusterDone
	case written:
		return clusterRolling
	}
	return clusterWriting
}

// excluded reports whether the plan cannot be applied there.
func (c *cluster) excluded() bool {
	return len(c.plan.Problems) > 0 || slices.ContainsFunc(c.plan.Changes, func(c plan.Change) bool { return c.Blocked != nil })
}

// underway counts the clusters on which something happens, or has failed.
func underway(all []*cluster) (n int) {
	for _, c := range all {
		if c.stage() < clusterWaiting {
			n++
		}
	}
	return n
}

// slow reports whether nothing has changed there for long although something is under way.
func (c *cluster) slow() bool {
	s := c.stage()
	return (s == clusterWriting || s == clusterRolling) && (c.troubled || c.now.Sub(c.begun.moved) >= slowAfter)
}

// opened are the clusters of which it is shown what is under way, and what has failed.
func opened(all []*cluster) map[string]bool {
	names := map[string]bool{}
	for _, c := range all {
		names[c.plan.Cluster] = c.stage() == clusterFailed || c.slow()
	}
	return names
}

func (c *cluster) style() ui.Style {
	switch c.stage() {
	case clusterFailed:
		return ui.Bad
	case clusterDone:
		return ui.Good
	case clusterWaiting, clusterUnchanged:
		return ui.Faint
	case clusterExcluded, clusterStopped:
		return ui.Caution
	}
	if c.slow() {
		return ui.Caution
	}
	return ui.Plain
}

// took is for how long there has been something to do; 0 where there was nothing yet.
func (c *cluster) took() time.Duration {
	switch s := c.stage(); {
	case c.begun == nil:
		return 0
	case s == clusterDone, s == clusterStopped, s == clusterFailed && (c.begun.ended || len(c.open) == 0):
		return c.begun.last.Sub(c.begun.first)
	}
	return c.now.Sub(c.begun.first)
}

// progress counts how much of the plan is done; where nothing was planned, how many rollouts
// are.
func (c *cluster) progress(w *words.Words, planned bool) ui.Line {
	var text string
	if planned {
		text = w.SayN(int64(len(c.plan.Changes)), "%[2]d of %[1]d change done", "%[2]d of %[1]d changes done", c.done)
	}
	switch {
	case c.rollouts > 0 && !planned:
		text = w.SayN(int64(c.rollouts), "%[2]d of %[1]d workload rolled out", "%[2]d of %[1]d workloads rolled out", c.settled)
	case c.rollouts > 0:
		text += w.SayN(int64(c.rollouts), ", %[2]d of %[1]d workload rolled out", ", %[2]d of %[1]d workloads rolled out", c.settled)
	}
	return ui.Line{ui.Plain.Span(text)}
}
