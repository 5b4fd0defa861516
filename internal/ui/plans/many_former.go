package plans

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
)

// leftovers are what stacks have on clusters that the changes take the name of away, and what can be
// done about it.
type leftovers struct {
	label, note string
	stacks      []outcome
	commands    func(*outcome) []string
	styled
}

// styled is how a format writes names and commands in a sentence.
type styled struct {
	list          func(names []string) string
	code, command func(text string) string
}

// leftovers are those of the stacks that were removed, and of those that were renamed, as far as there
// are some. The names are listed as the format lists them.
func (m *Many) leftovers(w *words.Words, in styled, since string) (all []leftovers) {
	if removed := m.having(repository.Removed); len(removed) > 0 {
		all = append(all, leftovers{w.Say("Removed since %s:", since),
			w.Say("%s. What these stacks have on clusters stays there. To remove it, on each cluster, from the state alone:", in.list(dirsOf(removed))), removed, (*outcome).destroys, in})
	}
	if renamed := m.renamed(); len(renamed) > 0 {
		all = append(all, leftovers{w.Say("Renamed since %s:", since),
			w.Say("%s. What these stacks have on clusters by the former name, or namespace of the state, stays there. To move it, on each cluster (to remove it: wl destroy, with the same --stack, --namespace, --kubeconfig and --context):", in.list(dirsOf(renamed))), renamed, (*outcome).moves, in})
	}
	return all
}

// renamed are the stacks that have another name, or their state in another namespace, than before the
// changes, in their order.
func (m *Many) renamed() []outcome {
	var some []outcome
	for _, s := range m.stacks {
		if s.was != nil && s.result != repository.Removed {
			some = append(some, s)
		}
	}
	return some
}

// destroys are the commands that remove what a removed stack has, one for each cluster that
// its files named. In capitals is what they did not say.
func (s *outcome) destroys() []string {
	if s.was.StateFile {
		return s.before([]string{"wl", "destroy"}, nil)
	}
	return s.onEach([]string{"wl", "destroy"}, nil)
}

// moves are the commands that move what a renamed stack has, one for each cluster likewise.
func (s *outcome) moves() []string {
	var to []string
	if s.now.Name != s.was.Stack.Name {
		to = append(to, "--to-stack", s.now.Name)
	}
	if was := s.was.Stack.Namespace; was != "" && was != s.now.Namespace {
		to = append(to, "--to-namespace", s.now.Namespace)
	}
	if s.was.StateFile {
		return s.before([]string{"wl", "state", "mv"}, to)
	}
	return s.onEach([]string{"wl", "state", "mv"}, to)
}

// before is a command on a stack whose state is in a file: only its configuration, as it was
// before the changes, leads there. That is checked out beside, where a link leads to the file, so that nothing of what
// is checked out here, or is not committed, is touched. Where the state is beside its configuration, no link can
// take the place of its directory: then it is the command alone, and line says how to run it.
func (s *outcome) before(command, rest []string) []string {
	if s.besideSources() {
		return []string{typeset.Command(slices.Concat(command, []string{"-C", filepath.ToSlash(s.was.Path)}, rest)...)}
	}
	link, unlink := s.links()
	run := typeset.Command(command...) + " -C " + there(s.was.Path)
	if len(rest) > 0 {
		run += " " + typeset.Command(rest...)
	}
	// A link above the worktree must not meet what others have there.
	up := slices.DeleteFunc(strings.Split(filepath.ToSlash(s.statePath()), "/"), func(name string) bool { return name != ".." })
	add := []string{"t=$(mktemp -d)" + strings.Repeat("/t", len(up)), `git worktree add --detach "$t" ` + s.base()}
	remove := []string{`git worktree remove --force "$t"`}
	return []string{strings.Join(slices.Concat(add, link, []string{run}, unlink, remove), " && ")}
}

// links are the commands that make a link to the state's directory in a worktree, in the place of what the commit
// has there, and those that remove it: this fails where it is a directory, so that none with a state is
// removed with the worktree. git rm, unlike rm, follows no link out of the worktree.
func (s *outcome) links() (link, unlink []string) {
	path := s.statePath()
	if filepath.IsAbs(path) {
		return nil, nil
	}
	if filepath.IsLocal(path) {
		link = append(link, `git -C "$t" rm -rqf --ignore-unmatch -- `+typeset.Command(filepath.ToSlash(path)))
	}
	if parent := filepath.Dir(path); parent != filepath.Clean(s.was.Path) {
		link = append(link, "mkdir -p "+there(parent))
	}
	return append(link, "ln -s "+here(s.stateHere())+" "+there(path)), []string{"rm " + there(path)}
}

// statePath is the directory of the state's file where the changes begin, in the repository unless it is absolute;
// stateHere is the same from the working directory.
func (s *outcome) statePath() string { return s.stateIn(s.was.Path) }
func (s *outcome) stateHere() string { return s.stateIn(s.dir) }

func (s *outcome) stateIn(stack string) string {
	dir := cmp.Or(s.was.StateDir, "PATH")
	if filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(stack, dir)
}

// besideSources reports whether the directory of the state's file has the stack's configuration, itself or below.
func (s *outcome) besideSources() bool {
	path := filepath.ToSlash(s.statePath())
	if !s.was.StateFile || filepath.IsAbs(path) {
		return false
	}
	above := strings.Trim(path, "./") == "" // the repository, or a directory that has it
	return above || strings.HasPrefix(filepath.ToSlash(filepath.Clean(s.was.Path))+"/", path+"/")
}

// base names the commit where the changes begin.
func (s *outcome) base() string { return s.was.Base[:min(len(s.was.Base), shortCommit)] }

// there is a path in a command, in the worktree.
func there(path string) string {
	return strings.TrimSuffix(`"$t"/`+typeset.Command(filepath.ToSlash(path)), "/.")
}

// here is a path in a command that does not depend on where that is run from.
func here(path string) string {
	if filepath.IsAbs(path) {
		return typeset.Command(path)
	}
	return `"$PWD"/` + typeset.Command(filepath.ToSlash(path))
}

// shortCommit is how much of a commit's name is enough to find it.
const shortCommit = 12

// line is a command for what a stack has left, below its directory. The names are written as the format does.
func (l leftovers) line(s *outcome, command string, w *words.Words) string {
	dir := l.code(s.dir)
	command = l.command(command)
	if len(s.was.Alike) > 0 {
		command = w.Say("the stack in %s has the same name. If it is on the same cluster, by another context or kubeconfig, and in the same namespace, it has these objects now: do not run this. Otherwise: %s", l.list(s.was.Alike), command)
	}
	switch {
	case s.besideSources():
		files := cmp.Or(s.was.Stack.Namespace, "NAMESPACE") + "." + cmp.Or(s.was.Stack.Name, "NAME") + ".*.wlstate"
		return w.Say("%s, whose state is in a file beside its configuration: in a git worktree of %s, move %s into %s, and move the file back before the worktree is removed. In between: %s", dir,
			l.code(s.base()), l.code(filepath.ToSlash(filepath.Join(s.stateHere(), files))), l.code(filepath.ToSlash(s.statePath())), command)
	case s.was.StateFile:
		return w.Say("%s, whose state is in a file, where that is: %s", dir, command)
	}
	return w.Say("%s: %s", dir, command)
}

// onEach is a command for each cluster that a stack had.
func (s *outcome) onEach(command, rest []string) []string {
	clusters := s.was.Clusters
	if len(clusters) == 0 {
		clusters = make([]lang.ClusterWritten, 1)
	}
	var all []string
	for _, c := range clusters {
		stack := []string{"--stack", cmp.Or(s.was.Stack.Name, "NAME"), "--namespace", cmp.Or(s.was.Stack.Namespace, "NAMESPACE")}
		if c.Own {
			stack = append(stack, "--kubeconfig", cmp.Or(c.Kubeconfig, "KUBECONFIG"))
		}
		stack = append(stack, "--context", cmp.Or(c.Context, "CONTEXT"))
		all = append(all, typeset.Command(slices.Concat(command, stack, rest)...))
	}
	return all
}
