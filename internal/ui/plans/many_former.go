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
}

// leftovers are those of the stacks that were removed, and of those that were renamed, as far as there
// are some. The names are listed as the format lists them.
func (m *Many) leftovers(w *words.Words, list func(names []string) string, since string) (all []leftovers) {
	if removed := m.having(repository.Removed); len(removed) > 0 {
		all = append(all, leftovers{w.Say("Removed since %s:", since),
			w.Say("%s. What these stacks have on clusters stays there. To remove it, on each cluster, from the state alone:", list(dirsOf(removed))), removed, (*outcome).destroys})
	}
	if renamed := m.renamed(); len(renamed) > 0 {
		all = append(all, leftovers{w.Say("Renamed since %s:", since),
			w.Say("%s. What these stacks have on clusters by the former name, or namespace of the state, stays there. To move it, on each cluster (to remove it: wl destroy, with the same --stack, --namespace, --kubeconfig and --context):", list(dirsOf(renamed))), renamed, (*outcome).moves})
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
// is checked out here, or is not committed, is touched.
func (s *outcome) before(command, rest []string) []string {
	there := func(path string) string {
		return strings.TrimSuffix(`"$t"/`+typeset.Command(filepath.ToSlash(path)), "/.")
	}
	commands := []string{"t=$(mktemp -d)", `git worktree add --detach "$t" ` + s.was.Base[:min(len(s.was.Base), shortCommit)]}
	if dir := cmp.Or(s.was.StateDir, "PATH"); !filepath.IsAbs(dir) {
		link := filepath.Join(s.was.Path, dir)
		if parent := filepath.Dir(link); parent != filepath.Clean(s.was.Path) {
			commands = append(commands, "mkdir -p "+there(parent))
		}
		commands = append(commands, "ln -s "+here(filepath.Join(s.dir, dir))+" "+there(link))
	}
	run := typeset.Command(command...) + " -C " + there(s.was.Path)
	if len(rest) > 0 {
		run += " " + typeset.Command(rest...)
	}
	return []string{strings.Join(append(commands, run, `git worktree remove --force "$t"`), " && ")}
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

// line is a command for what a stack has left, below its directory.
func (s *outcome) line(dir, command string, w *words.Words) string {
	if s.was.StateFile {
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
