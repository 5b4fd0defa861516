package repository

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// Gone is a stack that changes remove, or give another name or its state another namespace:
// what it has on clusters stays there.
type Gone struct {
	Dir string
	// Stack is what its files wrote out of its name and its state's namespace; empty where
	// they did not.
	Stack object.Stack
	// Clusters are the ways to those of its cluster blocks, as far as they were written out, sorted.
	Clusters []lang.ClusterWritten
	// StateFile reports that its files wrote out that its state is in a file, which no command
	// finds without its configuration, and StateDir in which directory, relative to the stack's own,
	// as far as that is written out. Base is the commit that has the configuration, and Path the directory there.
	StateFile  bool
	StateDir   string
	Base, Path string
	// Alike are the directories that now have a stack of its name and, as far as that is written out, its
	// namespace, on clusters to which other ways lead: they may be the same, and then what the stack had is theirs.
	Alike []string
}

// Since finds the stacks in and below some directories, as Stacks does, what has changed
// there since a git revision, and the stacks that the changes remove: also all of them, or
// with a directory of these itself.
func Since(ctx context.Context, roots []string, revision string) (dirs []string, c Differences, gone []Gone, err error) {
	there := slices.DeleteFunc(slices.Clone(roots), missing)
	dirs, none := Stacks(there)
	if c, err = changed(ctx, roots, dirs, revision); err != nil {
		return nil, nil, nil, err
	}
	gone = former(ctx, c, roots, dirs)
	for _, root := range roots {
		if missing(root) && !slices.ContainsFunc(gone, func(g Gone) bool { return beneath(g.Dir, filepath.Clean(root)) }) {
			_, err := Stacks([]string{root})
			return nil, nil, nil, err
		}
	}
	if fact.Of(none).Code == NoStacks && len(gone) > 0 {
		none = nil
	}
	return dirs, c, unmoved(gone, c, dirs), none
}

func missing(dir string) bool {
	_, err := os.Stat(dir)
	return errors.Is(err, fs.ErrNotExist)
}

// existing is a directory or, where it is none any more, the nearest above it.
func existing(dir string) string {
	for dir = absolute(dir); missing(dir) && filepath.Dir(dir) != dir; {
		dir = filepath.Dir(dir)
	}
	return dir
}

// SinceIn finds what has changed in the repositories of some stacks' directories since a git
// revision, and these stacks as they were where the changes begin, of which no directory has the
// name and the namespace any more as far as that is written out: Plan judges by what is compiled. Left
// are the directories without those whose stack the changes remove.
func SinceIn(ctx context.Context, dirs []string, revision string) (left []string, c Differences, was []Gone, err error) {
	if c, err = changed(ctx, dirs, nil, revision); err != nil {
		return nil, nil, nil, err
	}
	all := slices.DeleteFunc(former(ctx, c, dirs, dirs), func(g Gone) bool { return !slices.Contains(dirs, g.Dir) })
	left = slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool {
		return !lang.DeclaresStack(dir) && slices.ContainsFunc(all, func(g Gone) bool { return g.Dir == dir })
	})
	return left, c, unmoved(all, c, left), nil
}

// former lists the stacks at and below some directories that the changes touch, as they were where
// these begin: those that are none any more, and those of dirs, in the order of their paths.
func former(ctx context.Context, all Differences, roots, dirs []string) []Gone {
	var found []Gone
	clusters := map[string][]lang.ClusterWritten{} // of all files, by directory
	for _, root := range roots {
		for _, c := range all {
			sources := sourcesBelow(c, root)
			contents := contentsOf(ctx, c, sources)
			for dir, path := range sources {
				known := slices.ContainsFunc(found, func(g Gone) bool { return g.Dir == dir })
				content := contents[path]
				clusters[dir] = append(clusters[dir], lang.ClustersWritten(content, path)...)
				if !known && lang.StackIn(content, path) && (slices.Contains(dirs, dir) || !lang.DeclaresStack(dir)) {
					g := Gone{Dir: dir, Stack: lang.StackWritten(content, path), Base: c.Base, Path: filepath.Dir(path)}
					g.StateDir, g.StateFile = lang.StateInFileWritten(content, path)
					found = append(found, g)
				}
			}
		}
	}
	for i, g := range found {
		found[i].Clusters = eachOnce(clusters[g.Dir])
	}
	return found
}

// eachOnce are ways to clusters in their order, each once.
func eachOnce(clusters []lang.ClusterWritten) []lang.ClusterWritten {
	slices.SortFunc(clusters, func(a, b lang.ClusterWritten) int {
		return cmp.Or(cmp.Compare(a.Kubeconfig, b.Kubeconfig), cmp.Compare(a.Context, b.Context))
	})
	return slices.Compact(clusters)
}

func contentsOf(ctx context.Context, c *commit.Changes, sources iter.Seq2[string, string]) map[string][]byte {
	var paths []string
	for _, path := range sources {
		paths = append(paths, path)
	}
	if len(paths) == 0 {
		return nil
	}
	return c.At(ctx, paths...)
}

// sourcesBelow are the configuration files that were there where changes begin, at and below a
// directory: each with its directory as the root names it, and its path in the repository.
func sourcesBelow(c *commit.Changes, root string) iter.Seq2[string, string] {
	at := absolute(root)
	return func(yield func(dir, path string) bool) {
		for _, f := range c.Files {
			below, err := filepath.Rel(at, filepath.Join(c.Root, filepath.Dir(f.Path)))
			if !f.New && err == nil && filepath.IsLocal(below) && lang.IsSource(f.Path) && !yield(filepath.Join(root, below), f.Path) {
				return
			}
		}
	}
}

// replacedBy is what is known of a stack whose directory has another one now; nil where it
// is the same. What was not written out is no difference.
func (g Gone) replacedBy(now *lang.Stack) *Gone {
	same := g.Stack.Namespace == "" || g.Stack.Namespace == now.ID.Namespace
	if g.Stack.Name == "" || same && g.Stack.Name == now.ID.Name {
		return nil
	}
	clusters := slices.Clone(g.Clusters)
	for _, c := range now.Clusters {
		clusters = append(clusters, lang.ClusterWritten{Context: c.Context, Kubeconfig: c.Kubeconfig, Own: c.Kubeconfig != ""})
	}
	g.Clusters = eachOnce(clusters)
	return &g
}

// maxSource bounds what is read of a file to find out which stack it has.
const maxSource = 1 << 20

func absolute(path string) string {
	if a, err := filepath.Abs(path); err == nil {
		path = a
	}
	return real(path)
}

// nothing is what is known of a stack that is no more.
func nothing() *engine.Stack {
	return &engine.Stack{Compiled: &engine.Compiled{Compilation: &lang.Compilation{}}}
}
