// Package commit knows of which commit a directory's files are.
package commit

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// timeout is how long git may take: a history without a commit is better than an apply
// that waits for one.
const timeout = 5 * time.Second

// Of is the commit that a directory's repository has checked out, with "+dirty" where its
// files differ from it; empty where git knows of none, or is not there. git is asked, since
// it knows worktrees, submodules and filters; go-git is larger than wl itself.
func Of(ctx context.Context, dir string) string {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	name, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "HEAD")
	if name = strings.TrimSpace(name); err != nil {
		return ""
	}
	changed, err := git(ctx, dir, "status", "--porcelain", "--untracked-files=normal")
	if err != nil || changed != "" {
		return name + "+dirty"
	}
	return name
}

// git runs a command that changes nothing and starts nothing of the repository's own. The
// error has the first line of what git says of it.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	return gitReading(ctx, dir, nil, args...)
}

// gitReading is git with what it reads.
func gitReading(ctx context.Context, dir string, in io.Reader, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false", "-c", "diff.relative=false"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(slices.DeleteFunc(os.Environ(), namesRepository), "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &said
	if err := cmd.Run(); err != nil {
		return out.String(), refusal(err, args[0], said.String())
	}
	return out.String(), nil
}

// namesRepository reports whether a variable says which repository is meant, or which part of
// it: git sets them for its hooks, of the repository that was committed to, and asks no
// directory then. What it lists as rev-parse --local-env-vars, without configuration.
func namesRepository(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	switch name {
	case "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX",
		"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
		"GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE":
		return true
	}
	return false
}

// refusal is why git has failed. In which language it says that is open: of a repository that
// another user owns it always says how to trust that.
func refusal(err error, command, said string) error {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	for _, line := range lines {
		if trust := strings.TrimSpace(line); strings.HasPrefix(trust, "git config ") && strings.Contains(trust, "safe.directory") {
			return fact.NewError(nil, NotTrusted, fact.Args{"trust": trust})
		}
	}
	if lines[0] != "" {
		return fmt.Errorf("git %s: %s", command, lines[0])
	}
	return err
}
