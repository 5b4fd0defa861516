// Package roster knows the clusters of a stack by its revisions: each names all that the
// stack declared when it was applied. So a cluster whose block is gone is still known, and
// so is that a context leads to another cluster than before.
package roster

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/state"
)

// Roster is what is known of a stack's clusters, by name: of each, what was seen last.
type Roster map[string]state.KnownCluster

// Of is what some revisions know, of whichever clusters they are. A revision may be nil.
func Of(revisions ...*state.Revision) Roster {
	known := Roster{}
	for _, r := range revisions {
		if r == nil {
			continue
		}
		for _, c := range r.Clusters {
			if before, there := known[c.Name]; !there || c.Seen.After(before.Seen) {
				known[c.Name] = c
			}
		}
	}
	return known
}

// Elsewhere returns the cluster that a name was, where it is another one than what it is now
// by its UID.
func (r Roster) Elsewhere(name, uid string) (was state.KnownCluster, elsewhere bool) {
	was = r[name]
	return was, was.UID != "" && uid != "" && was.UID != uid
}

// Settled are the declared clusters as they are to be known. One that is another cluster now than it was is what it
// was, with the way to that, unless that is accepted: a refusal must not be forgotten by the next revision of the others.
func (r Roster) Settled(declared []state.KnownCluster, accepted []string) []state.KnownCluster {
	settled := slices.Clone(declared)
	for i, c := range settled {
		if was, elsewhere := r.Elsewhere(c.Name, c.UID); elsewhere && !slices.Contains(accepted, c.Name) {
			settled[i] = was
		}
	}
	return settled
}

// Removed are the clusters that are not declared any more, sorted by name. One that is declared under another name is
// none: it is known by its UID or, where none was seen of it, by the way to it.
func (r Roster) Removed(declared []state.KnownCluster) []state.KnownCluster {
	var removed []state.KnownCluster
	for _, c := range r {
		if !slices.ContainsFunc(declared, func(d state.KnownCluster) bool {
			uid, way := cmp.Or(d.UID, r[d.Name].UID), d.Context == c.Context && d.Kubeconfig == c.Kubeconfig
			return d.Name == c.Name || uid != "" && uid == c.UID || c.UID == "" && way
		}) {
			removed = append(removed, c)
		}
	}
	return sorted(removed)
}

// Next is what the next revisions are to know: the clusters that are declared, those that
// were not seen now as they were seen last, and what is kept of those that are not declared
// any more, each once. Whether a context that was changed leads to the same cluster is not known before that is seen.
func (r Roster) Next(declared, kept []state.KnownCluster) []state.KnownCluster {
	next := slices.Clone(kept)
	for _, c := range declared {
		if before := r[c.Name]; c.UID == "" && before.UID != "" {
			c = before
		}
		next = append(next, c)
	}
	return slices.CompactFunc(sorted(next), func(a, b state.KnownCluster) bool { return a.Name == b.Name })
}

func sorted(all []state.KnownCluster) []state.KnownCluster {
	slices.SortFunc(all, func(a, b state.KnownCluster) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Shared are, of each declared cluster that is the same as others, the names of those: by its UID or, where
// that is not known of both, by the way to it.
func Shared(declared []state.KnownCluster) map[string][]string {
	type way struct{ context, kubeconfig string }
	byUID, byWay := map[string][]state.KnownCluster{}, map[way][]state.KnownCluster{}
	for _, d := range declared {
		if d.UID != "" {
			byUID[d.UID] = append(byUID[d.UID], d)
		}
		byWay[way{d.Context, d.Kubeconfig}] = append(byWay[way{d.Context, d.Kubeconfig}], d)
	}
	shared := map[string][]string{}
	for _, d := range declared {
		for _, other := range slices.Concat(byUID[d.UID], byWay[way{d.Context, d.Kubeconfig}]) {
			apart := d.UID != "" && other.UID != "" && d.UID != other.UID
			if other.Name != d.Name && !apart && !slices.Contains(shared[d.Name], other.Name) {
				shared[d.Name] = append(shared[d.Name], other.Name)
			}
		}
		slices.Sort(shared[d.Name])
	}
	return shared
}
