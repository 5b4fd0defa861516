package repository

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// unmoved are those of some stacks that no other directory has under their name and namespace, on a cluster that
// may be one of theirs: none of those that were searched, and none that the changes bring, wherever that is in the
// repository.
func unmoved(gone []Gone, all Differences, dirs []string) []Gone {
	if len(gone) == 0 {
		return nil
	}
	dirs = slices.Clone(dirs)
	for i, dir := range dirs {
		dirs[i] = absolute(dir)
	}
	for _, c := range all {
		for _, f := range c.Files {
			if !f.Gone && lang.IsSource(f.Path) {
				dirs = append(dirs, filepath.Join(c.Root, filepath.Dir(f.Path)))
			}
		}
	}
	slices.Sort(dirs)
	there := map[object.Stack][][]lang.ClusterWritten{}
	for _, dir := range slices.Compact(dirs) {
		stacks, clusters := writtenIn(dir)
		for _, s := range stacks {
			there[s] = append(there[s], clusters)
		}
	}
	return slices.DeleteFunc(gone, func(g Gone) bool {
		return g.Stack.Name != "" && slices.ContainsFunc(there[g.Stack], g.mayBeOn)
	})
}

// writtenIn are the stacks that a directory's files write out, and their clusters.
func writtenIn(dir string) (stacks []object.Stack, clusters []lang.ClusterWritten) {
	entries, _ := os.ReadDir(dir) // what cannot be read is told where it is planned
	for _, e := range entries {
		if !lang.IsSource(e.Name()) {
			continue
		}
		content, err := disk.Read(filepath.Join(dir, e.Name()), maxSource)
		if err != nil {
			continue
		}
		if lang.StackIn(content, e.Name()) {
			stacks = append(stacks, lang.StackWritten(content, e.Name()))
		}
		clusters = append(clusters, lang.ClustersWritten(content, e.Name())...)
	}
	return stacks, clusters
}

// mayBeOn reports whether one of some clusters may be one of the stack's, as far as the ways to them are written
// out: of one that is found as by kubectl, nothing is known.
func (g Gone) mayBeOn(clusters []lang.ClusterWritten) bool {
	if len(g.Clusters) == 0 || len(clusters) == 0 {
		return true
	}
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	return slices.ContainsFunc(g.Clusters, func(was lang.ClusterWritten) bool {
		return slices.ContainsFunc(clusters, func(now lang.ClusterWritten) bool {
			return !differ(was.Context, now.Context) && !differ(was.Kubeconfig, now.Kubeconfig)
		})
	})
}
