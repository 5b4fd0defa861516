package view

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// clusterGroup is what is shown once: clusters, each with the part of its plan
// that is the same for all of them.
type clusterGroup struct {
	clusters []plan.ClusterPlan
	// again means that the clusters have stood above another group, rest that
	// there they had changes in common with others.
	again, rest bool
}

// groupClusters puts together what is the same on several clusters: whole plans
// and, of plans that differ, the changes that they share.
func groupClusters(clusters []plan.ClusterPlan) []clusterGroup {
	same := sameClusters(clusters)
	if len(same) == 1 {
		return []clusterGroup{{clusters: same[0]}}
	}
	shared, rests := shareChanges(same)
	var groups []clusterGroup
	seen, order := map[string]bool{}, map[string]int{}
	for i, c := range clusters {
		order[c.Cluster] = i
	}
	for _, g := range shared {
		slices.SortFunc(g, func(a, b plan.ClusterPlan) int { return order[a.Cluster] - order[b.Cluster] })
		again := !slices.ContainsFunc(g, func(c plan.ClusterPlan) bool { return !seen[c.Cluster] })
		for _, c := range g {
			seen[c.Cluster] = true
		}
		groups = append(groups, clusterGroup{clusters: g, again: again})
	}
	for i, g := range rests {
		again := seen[g[0].Cluster]
		if again && len(g[0].Changes) == 0 && quiet(g[0]) {
			continue // everything that there is to say of it stands above
		}
		groups = append(groups, clusterGroup{clusters: g, again: again, rest: again && len(g[0].Changes) < len(same[i][0].Changes)})
	}
	return groups
}

// quiet reports whether a cluster's plan holds nothing but changes.
func quiet(c plan.ClusterPlan) bool {
	return len(c.Problems)+len(c.Warnings)+len(c.Dropped)+len(c.RolloutPending)+len(c.ReplacedPods)+len(c.Missing)+len(c.Kept)+len(c.Additions) == 0 && c.Former == nil
}

// sameClusters puts clusters with the same changes together, in the order of
// the first of each.
func sameClusters(clusters []plan.ClusterPlan) [][]plan.ClusterPlan {
	var groups [][]plan.ClusterPlan
	var firsts []plan.ClusterPlan // what is shown of the first of each
	for _, c := range clusters {
		s := shown(c)
		i := slices.IndexFunc(firsts, func(first plan.ClusterPlan) bool {
			return len(first.Changes) == len(s.Changes) && reflect.DeepEqual(first, s)
		})
		if i < 0 {
			groups, firsts = append(groups, []plan.ClusterPlan{c}), append(firsts, s)
		} else {
			groups[i] = append(groups[i], c)
		}
	}
	return groups
}

// shareChanges takes out of groups of clusters the changes that several of them
// have, and puts those of the same groups together.
func shareChanges(groups [][]plan.ClusterPlan) (shared, rests [][]plan.ClusterPlan) {
	holders, own := holdersOf(groups), indexOf(groups)
	at := map[string]int{} // where in shared, by the groups that share
	rests = make([][]plan.ClusterPlan, len(groups))
	for i, g := range groups {
		var rest []plan.Change
		for _, c := range g[0].Changes {
			who := holders[changeKey(c)]
			if len(who) < 2 {
				rest = append(rest, c)
				continue
			}
			if who[0] != i {
				continue // it is among the shared ones already
			}
			k := fmt.Sprint(who)
			n, known := at[k]
			if !known {
				n = len(shared)
				at[k] = n
				shared = append(shared, bare(concat(groups, who)))
			}
			for m := range shared[n] {
				shared[n][m].Changes = append(shared[n][m].Changes, own[shared[n][m].Cluster][c.Object])
			}
		}
		rests[i] = own.withChanges(g, rest)
	}
	return shared, rests
}

// changes are those of each cluster by their objects: what is the same on several of them
// may differ in numbers.
type changes map[string]map[object.Ref]plan.Change

func indexOf(groups [][]plan.ClusterPlan) changes {
	all := changes{}
	for _, g := range groups {
		for _, cluster := range g {
			own := make(map[object.Ref]plan.Change, len(cluster.Changes))
			for _, c := range cluster.Changes {
				own[c.Object] = c
			}
			all[cluster.Cluster] = own
		}
	}
	return all
}

// withChanges are clusters with no others than these of their changes.
func (all changes) withChanges(g []plan.ClusterPlan, some []plan.Change) []plan.ClusterPlan {
	with := slices.Clone(g)
	for i := range with {
		with[i].Changes = nil
		for _, c := range some {
			with[i].Changes = append(with[i].Changes, all[with[i].Cluster][c.Object])
		}
	}
	return with
}

// holdersOf returns which of the groups have a change, by its key.
func holdersOf(groups [][]plan.ClusterPlan) map[string][]int {
	holders := map[string][]int{}
	for i, g := range groups {
		for _, c := range g[0].Changes {
			k := changeKey(c)
			if who := holders[k]; len(who) == 0 || who[len(who)-1] != i {
				holders[k] = append(who, i)
			}
		}
	}
	return holders
}

func concat(groups [][]plan.ClusterPlan, which []int) []plan.ClusterPlan {
	var all []plan.ClusterPlan
	for _, i := range which {
		all = append(all, groups[i]...)
	}
	return all
}

// bare are clusters without their plans: these are shown where the rest of them is.
func bare(g []plan.ClusterPlan) []plan.ClusterPlan {
	all := make([]plan.ClusterPlan, len(g))
	for i, c := range g {
		all[i] = plan.ClusterPlan{
			Cluster: c.Cluster, Wave: c.Wave, Context: c.Context, Server: c.Server, ServerVersion: c.ServerVersion,
			Unchanged: c.Unchanged, Unrecorded: c.Unrecorded, Requests: c.Requests,
		}
	}
	return all
}

// changeKey is the same for changes that are shown alike.
func changeKey(c plan.Change) string {
	raw, err := json.Marshal(anonymous(c))
	if err != nil { // not a value that JSON can hold
		return fmt.Sprint(c)
	}
	return string(raw)
}

// shown is a cluster's plan without what differs between clusters whose
// changes are the same, as far as a plan shows them: the live objects behind them need
// not be the same.
func shown(c plan.ClusterPlan) plan.ClusterPlan {
	s := plan.ClusterPlan{
		Problems: impersonal(c), Warnings: c.Warnings, Dropped: c.Dropped, RolloutPending: c.RolloutPending, Missing: c.Missing, ReplacedPods: c.ReplacedPods,
		Additions: c.Additions, Former: c.Former, Kept: c.Kept,
		Changes: make([]plan.Change, len(c.Changes)),
	}
	for i, change := range c.Changes {
		s.Changes[i] = anonymous(change)
	}
	return s
}

// anonymous is a change without what differs between clusters where the same is
// done: the live object, a digest with the cluster's own key, the defaults of
// another version of the API, and numbers.
func anonymous(c plan.Change) plan.Change {
	c.Fields = WithoutDefaults(c.Fields)
	digest := plan.ConfigHashPath()
	i := slices.IndexFunc(c.Fields, func(f plan.FieldChange) bool { return f.Path == digest })
	if i >= 0 {
		c.Fields[i].Before, c.Fields[i].After = nil, nil
	}
	return numberless(c)
}

// commonProblems are the problems of clusters that have the same ones, in words
// that fit each of them.
func commonProblems(group []plan.ClusterPlan) []plan.Problem {
	if len(group) == 1 {
		return group[0].Problems
	}
	return impersonal(group[0])
}

// impersonal is a cluster's problems without its context's and its server's
// names, which stand beside its own.
func impersonal(c plan.ClusterPlan) []plan.Problem {
	problems := slices.Clone(c.Problems)
	for i := range problems {
		problems[i].Fact = problems[i].Map(func(text string) string {
			if text == c.Context || text == c.Server {
				return ""
			}
			return text
		})
	}
	return problems
}
