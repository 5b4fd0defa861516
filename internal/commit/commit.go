// Package commit knows of which commit a directory's files are.
package commit

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
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
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &said
	err := cmd.Run()
	if line, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n"); err != nil && line != "" {
		err = fmt.Errorf("git %s: %s", args[0], line)
	}
	return out.String(), err
}
