package commit

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
)

// Why it is not known what has changed.
const (
	NoRepository    fact.Code = "no_repository"
	NotTrusted      fact.Code = "repository_not_trusted"
	NoRevision      fact.Code = "no_git_revision"
	NoMergeBase     fact.Code = "no_merge_base"
	ChangesUnlisted fact.Code = "changes_not_listed"
)

// Changes are the files of a repository that differ from an earlier commit.
type Changes struct {
	Root  string // of the repository's files, without symbolic links
	Base  string // the commit
	Files []Change
}

// Change is one file that differs; of a submodule, or a repository within, its directory.
type Change struct {
	Path      string // below the root
	New, Gone bool   // the name was none at the commit, or is none any more
}

// Since finds the files of a directory's repository that differ from the commit at which
// HEAD has left a revision: those that were changed, added, deleted or renamed, in commits
// or not, and those that git does not track yet, without what it is to ignore.
func Since(ctx context.Context, dir, revision string) (*Changes, error) {
	root, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	switch {
	case fact.Of(err).Code == NotTrusted:
		return nil, fact.NewError(nil, NotTrusted, fact.Of(err).WithArg("dir", dir).Args)
	case err != nil:
		return nil, fact.NewError(err, NoRepository, fact.Args{"dir": dir})
	}
	c := &Changes{Root: strings.TrimSuffix(root, "\n")}
	if c.Base, err = base(ctx, dir, revision); err != nil {
		return nil, err
	}
	if err = c.list(ctx); err != nil {
		return nil, fact.NewError(err, ChangesUnlisted, fact.Args{"revision": revision})
	}
	return c, nil
}

// Superproject is the root of the repository that has a directory's as a submodule; empty
// where none has.
func Superproject(ctx context.Context, dir string) string {
	root, err := git(ctx, dir, "rev-parse", "--show-superproject-working-tree")
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(root, "\n")
}

// base is the commit at which HEAD has left a revision.
func base(ctx context.Context, dir, revision string) (string, error) {
	named := fact.Args{"revision": revision, "dir": dir}
	if strings.HasPrefix(revision, "-") { // git would take it for a flag
		return "", fact.NewError(nil, NoRevision, named)
	}
	commit, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", revision+"^{commit}")
	if err != nil {
		return "", fact.NewError(nil, NoRevision, named)
	}
	base, err := git(ctx, dir, "merge-base", "HEAD", strings.TrimSpace(commit))
	if err != nil {
		return "", fact.NewError(nil, NoMergeBase, named)
	}
	return strings.TrimSpace(base), nil
}

// list finds out what differs.
func (c *Changes) list(ctx context.Context) error {
	differing, err := git(ctx, c.Root, "diff", "--no-ext-diff", "--no-renames", "--ignore-submodules=none", "--name-status", "-z", c.Base, "--")
	if err != nil {
		return err
	}
	untracked, err := git(ctx, c.Root, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return err
	}
	for pair := range slices.Chunk(strings.Split(differing, "\x00"), 2) {
		if len(pair) == 2 {
			c.Files = append(c.Files, Change{filepath.FromSlash(pair[1]), pair[0] == "A", pair[0] == "D"})
		}
	}
	for name := range strings.SplitSeq(untracked, "\x00") {
		if name != "" {
			c.Files = append(c.Files, Change{filepath.Clean(filepath.FromSlash(name)), true, false})
		}
	}
	return nil
}

// At are the contents that files had at the commit, by their paths, without those of which there
// was none: git is asked once for all.
func (c *Changes) At(ctx context.Context, paths ...string) map[string][]byte {
	var asked strings.Builder
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return strings.Contains(path, "\n") }) // which ends a question
	for _, path := range paths {
		fmt.Fprintf(&asked, "%s:%s\n", c.Base, filepath.ToSlash(path))
	}
	out, err := gitReading(ctx, c.Root, strings.NewReader(asked.String()), "cat-file", "--batch")
	if err != nil {
		return nil
	}
	contents := make(map[string][]byte, len(paths))
	for _, path := range paths {
		head, rest, _ := strings.Cut(out, "\n")
		out = rest
		about := strings.Fields(strings.TrimPrefix(head, c.Base+":"+filepath.ToSlash(path))) // object, type and size, or "missing"
		if len(about) != 3 {
			continue
		}
		size, err := strconv.Atoi(about[2])
		if err != nil || size < 0 || size >= len(rest) {
			return contents
		}
		out = rest[size+1:]
		if about[1] == "blob" {
			contents[path] = []byte(rest[:size])
		}
	}
	return contents
}

// Revisions lists the branches and tags of a directory's repository; none where git knows
// of none.
func Revisions(ctx context.Context, dir string) []string {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	names, err := git(ctx, dir, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
	if err != nil {
		return nil
	}
	return strings.Fields(names)
}
