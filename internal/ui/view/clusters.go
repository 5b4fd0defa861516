package view

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/workloadlang/wl/internal/crash"
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
	same := sameClusters(keyed(clusters))
	if len(same) == 1 {
		return []clusterGroup{{clusters: same[0].clusters()}}
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
	return len(c.Problems)+len(c.Warnings)+len(c.Dropped)+len(c.RolloutPending)+len(c.ReplacedPods)+len(c.Missing)+len(c.Kept)+len(c.KeptData)+len(c.Additions)+len(c.Outputs) == 0 && c.Former == nil
}

// keyedCluster is a cluster's plan with what finds the same on others. Each is computed
// once: comparing clusters with each other would take as long as there are pairs of them.
type keyedCluster struct {
	plan.ClusterPlan
	changes []string // the key of each change
	whole   string   // of everything that is shown
}

// keyed finds the keys of clusters, side by side.
func keyed(clusters []plan.ClusterPlan) []keyedCluster {
	all := make([]keyedCluster, len(clusters))
	var group crash.Group
	workers := min(runtime.GOMAXPROCS(0), len(clusters))
	for w := range workers {
		group.Go(func() error {
			for i := w; i < len(clusters); i += workers {
				all[i] = keyedClusterOf(clusters[i])
			}
			return nil
		})
	}
	_ = group.Wait() // nothing of it can fail
	return all
}

func keyedClusterOf(c plan.ClusterPlan) keyedCluster {
	k := keyedCluster{ClusterPlan: c, changes: make([]string, len(c.Changes))}
	for i := range c.Changes {
		k.changes[i] = changeKey(c.Changes[i])
	}
	k.whole = keyOf([]any{shown(c), k.changes})
	return k
}

// sameCluster are clusters with the same changes.
type sameCluster []keyedCluster

func (s sameCluster) clusters() []plan.ClusterPlan {
	all := make([]plan.ClusterPlan, len(s))
	for i := range s {
		all[i] = s[i].ClusterPlan
	}
	return all
}

// sameClusters puts clusters with the same changes together, in the order of
// the first of each.
func sameClusters(clusters []keyedCluster) []sameCluster {
	var groups []sameCluster
	at := map[string]int{}
	for _, c := range clusters {
		i, known := at[c.whole]
		if !known {
			i = len(groups)
			at[c.whole] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}

// shareChanges takes out of groups of clusters the changes that several of them
// have, and puts those of the same groups together.
func shareChanges(groups []sameCluster) (shared, rests [][]plan.ClusterPlan) {
	holders, own := holdersOf(groups), indexOf(groups)
	at := map[string]int{} // where in shared, by the groups that share
	rests = make([][]plan.ClusterPlan, len(groups))
	for i, g := range groups {
		var rest []object.Ref
		for k, c := range g[0].Changes {
			who := holders[g[0].changes[k]]
			if len(who) < 2 {
				rest = append(rest, c.Object)
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
				shared = append(shared, bare(groups, who))
			}
			own.addTo(shared[n], c.Object)
		}
		if rests[i] = g.clusters(); len(rest) < len(g[0].Changes) {
			own.only(rests[i], rest)
		}
	}
	return shared, rests
}

// changes are those of each cluster by their objects: what is the same on several of them
// may differ in numbers.
type changes map[string]map[object.Ref]*plan.Change

func indexOf(groups []sameCluster) changes {
	all := changes{}
	for _, g := range groups {
		for _, cluster := range g {
			own := make(map[object.Ref]*plan.Change, len(cluster.Changes))
			for i := range cluster.Changes {
				own[cluster.Changes[i].Object] = &cluster.Changes[i]
			}
			all[cluster.Cluster] = own
		}
	}
	return all
}

// addTo gives each of some clusters its change of an object.
func (all changes) addTo(g []plan.ClusterPlan, of object.Ref) {
	for i := range g {
		g[i].Changes = append(g[i].Changes, *all[g[i].Cluster][of])
	}
}

// only leaves to clusters no others of their changes than those of some objects.
func (all changes) only(g []plan.ClusterPlan, some []object.Ref) {
	for i := range g {
		g[i].Changes = nil
	}
	for _, of := range some {
		all.addTo(g, of)
	}
}

// holdersOf returns which of the groups have a change, by its key.
func holdersOf(groups []sameCluster) map[string][]int {
	holders := map[string][]int{}
	for i, g := range groups {
		for _, k := range g[0].changes {
			if who := holders[k]; len(who) == 0 || who[len(who)-1] != i {
				holders[k] = append(who, i)
			}
		}
	}
	return holders
}

// bare are the clusters of some groups without their plans: these are shown where the rest
// of them is.
func bare(groups []sameCluster, which []int) []plan.ClusterPlan {
	var all []plan.ClusterPlan
	for _, i := range which {
		for _, c := range groups[i] {
			all = append(all, plan.ClusterPlan{
				Cluster: c.Cluster, Wave: c.Wave, Context: c.Context, Kubeconfig: c.Kubeconfig, Server: c.Server, ServerVersion: c.ServerVersion,
				Unchanged: c.Unchanged, Unrecorded: c.Unrecorded, Requests: c.Requests,
			})
		}
	}
	return all
}

// changeKey is the same for changes that are shown alike.
func changeKey(c plan.Change) string { return keyOf(anonymous(c)) }

// keyOf is the same for values that are the same as JSON.
func keyOf(v any) string {
	key, err := object.Digest(v)
	if err != nil { // not a value that JSON can hold
		return fmt.Sprint(v)
	}
	return key
}

// shown is a cluster's plan without its changes and without what differs between clusters
// whose changes are the same, as far as a plan shows them: the live objects behind them
// need not be the same.
func shown(c plan.ClusterPlan) plan.ClusterPlan {
	return plan.ClusterPlan{
		Problems: impersonal(c, plan.Way{Context: anyContext}), Warnings: c.Warnings, Dropped: c.Dropped, RolloutPending: c.RolloutPending, Missing: c.Missing, ReplacedPods: c.ReplacedPods,
		Additions: c.Additions, Former: c.Former, Kept: c.Kept, KeptData: c.KeptData, Outputs: c.Outputs,
	}
}

// anonymous is a change without what differs between clusters where the same is
// done: the live object, a digest with the cluster's own key, its context, the defaults of
// another version of the API, and numbers.
func anonymous(c plan.Change) plan.Change {
	c = c.InContext(plan.Way{Context: anyContext})
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
	return impersonal(group[0], wayTo(group))
}

// impersonal is a cluster's problems without its context's and its server's
// names, which stand beside its own, with the way that their commands take.
func impersonal(c plan.ClusterPlan, way plan.Way) []plan.Problem {
	problems := slices.Clone(c.Problems)
	for i := range problems {
		problems[i].Fact = problems[i].MapNamed(func(name, text string) string {
			if name == "context" && text == c.Context || name == "server" && text == c.Server {
				return ""
			}
			return text
		})
		problems[i].Fact = plan.InContext(problems[i].Fact, way)
	}
	return problems
}

// anyContext and anyKubeconfig stand in a command for those of each of several clusters.
const (
	anyContext    = "CONTEXT"
	anyKubeconfig = "KUBECONFIG"
)

// wayTo is the way in commands that are for each of some clusters: what they do not have in
// common is left to be filled in.
func wayTo(clusters []plan.ClusterPlan) plan.Way {
	way := clusters[0].Way()
	for _, c := range clusters[1:] {
		way.Context = anyContext
		if c.Kubeconfig != way.Kubeconfig {
			way.Kubeconfig = anyKubeconfig
		}
	}
	return way
}
