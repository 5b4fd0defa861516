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
// repository. Each has the directories that may yet have taken its name.
func unmoved(gone []Gone, all Differences, dirs []string) []Gone {
	if len(gone) == 0 {
		return nil
	}
	there := map[string][]candidate{}
	for at, dir := range searched(all, dirs) {
		stacks, clusters := writtenIn(at)
		for _, s := range stacks {
			there[s.Name] = append(there[s.Name], candidate{dir, at, s, clusters})
		}
	}
	var left []Gone
	for _, g := range gone {
		named := there[g.Stack.Name]
		if g.Stack.Name == "" {
			named = nil
		}
		if slices.ContainsFunc(named, func(c candidate) bool { return c.stack == g.Stack && g.mayBeOn(c) }) {
			continue
		}
		for _, c := range named {
			if c.at != absolute(g.Dir) && !differ(c.stack.Namespace, g.Stack.Namespace) {
				g.Alike = append(g.Alike, c.dir)
			}
		}
		slices.Sort(g.Alike)
		g.Alike = slices.Compact(g.Alike)
		left = append(left, g)
	}
	return left
}

// candidate is a stack as a directory has it now: as the directory was given, and where it is.
type candidate struct {
	dir, at  string
	stack    object.Stack
	clusters []lang.ClusterWritten
}

// searched are the directories that may have a stack, by where they are: as they were given, or as they are seen from the
// working directory.
func searched(all Differences, dirs []string) map[string]string {
	found := map[string]string{}
	for _, dir := range dirs {
		found[absolute(dir)] = dir
	}
	here := absolute(".")
	for _, c := range all {
		for _, f := range c.Files {
			at := filepath.Join(c.Root, filepath.Dir(f.Path))
			if f.Gone || !lang.IsSource(f.Path) || found[at] != "" {
				continue
			}
			found[at] = at
			if below, err := filepath.Rel(here, at); err == nil && filepath.IsLocal(below) {
				found[at] = below
			}
		}
	}
	return found
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

// mayBeOn reports whether one of another stack's clusters may be one of the stack's, as far as the ways to them are
// written out: of one that is found as by kubectl, nothing is known.
func (g Gone) mayBeOn(c candidate) bool {
	if len(g.Clusters) == 0 || len(c.clusters) == 0 {
		return true
	}
	return slices.ContainsFunc(g.Clusters, func(was lang.ClusterWritten) bool {
		return slices.ContainsFunc(c.clusters, func(now lang.ClusterWritten) bool {
			return !differ(was.Context, now.Context) && !differentFiles(g.Dir, was.Kubeconfig, c.at, now.Kubeconfig)
		})
	})
}

// differ reports whether two texts differ that are both written out.
func differ(a, b string) bool { return a != "" && b != "" && a != b }

// differentFiles reports whether two paths of kubeconfigs are those of different files, seen from the working
// directory, in which wl looks for them, and from the stacks' own, which may be it.
func differentFiles(wasIn, was, nowIn, now string) bool {
	in := func(dir, path string) string {
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		return absolute(path)
	}
	return was != "" && now != "" && in(".", was) != in(".", now) && in(absolute(wasIn), was) != in(nowIn, now)
}
