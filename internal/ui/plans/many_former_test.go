package plans

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
	"github.com/workloadlang/wl/lang"
)

// The working directory is named so that it can be read.
func TestWorkingDirectoryIsRemoved(t *testing.T) {
	removed := planned(".", repository.Removed, nil)
	removed.Was = &repository.Gone{Stack: object.Stack{Name: "shop", Namespace: "front"}}
	other := planned("below", repository.Removed, nil)
	other.Was = removed.Was
	for language, want := range map[words.Language]string{words.English: "Removed since origin/main: this directory, below. What", words.Chinese: "自 origin/main 以来已移除：当前目录，below。"} {
		var b bytes.Buffer
		writeMany(t, &b, []repository.Planned{removed, other}, ui.Options{Width: 200, Language: language})
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, &b)
		}
	}
}

// A command for what a stack has left is one, whatever its files called a context or a
// directory is: who copies it has not written those.
func TestCommandsForWhatIsLeftAreQuoted(t *testing.T) {
	s := outcome{
		dir: "stacks/it's", now: object.Stack{Name: "shop", Namespace: "other"},
		was: &repository.Gone{Stack: object.Stack{Name: "shop", Namespace: "front"}, Clusters: []lang.ClusterWritten{{Context: "eu; rm -rf ~"}, {Context: "$(id)"}}, Base: "0123456789abcdef"},
	}
	same := func(got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	same(s.destroys(), `wl destroy --stack shop --namespace front --context 'eu; rm -rf ~'`, `wl destroy --stack shop --namespace front --context '$(id)'`)
	same(s.moves(), `wl state mv --stack shop --namespace front --context 'eu; rm -rf ~' --to-namespace other`, `wl state mv --stack shop --namespace front --context '$(id)' --to-namespace other`)
	s.was.Clusters = []lang.ClusterWritten{{Context: "default", Kubeconfig: "k/my; file", Own: true}, {Kubeconfig: "k/eu", Own: true}, {Context: "us", Own: true}}
	same(s.destroys(), `wl destroy --stack shop --namespace front --kubeconfig 'k/my; file' --context default`,
		`wl destroy --stack shop --namespace front --kubeconfig k/eu --context CONTEXT`, `wl destroy --stack shop --namespace front --kubeconfig KUBECONFIG --context us`)
	s.was.StateFile = true
	for name, c := range map[string]struct{ dir, path, state, want, unlink string }{
		"in its directory":     {"stacks/it's", "all/stacks/it's", "state", `git -C "$t" rm -rqf --ignore-unmatch -- 'all/stacks/it'\''s/state' && ln -s "$PWD"/'stacks/it'\''s/state' "$t"/'all/stacks/it'\''s/state' && wl destroy -C "$t"/'all/stacks/it'\''s'`, `rm "$t"/'all/stacks/it'\''s/state'`},
		"deeper":               {"ff", "stacks/ff", "a/b", `git -C "$t" rm -rqf --ignore-unmatch -- stacks/ff/a/b && mkdir -p "$t"/stacks/ff/a && ln -s "$PWD"/ff/a/b "$t"/stacks/ff/a/b && wl destroy -C "$t"/stacks/ff`, `rm "$t"/stacks/ff/a/b`},
		"above it":             {"stacks/ff", "stacks/ff", "../../states", `git -C "$t" rm -rqf --ignore-unmatch -- states && mkdir -p "$t" && ln -s "$PWD"/states "$t"/states && wl destroy -C "$t"/stacks/ff`, `rm "$t"/states`},
		"the root":             {".", ".", "state", `git -C "$t" rm -rqf --ignore-unmatch -- state && ln -s "$PWD"/state "$t"/state && wl destroy -C "$t"`, `rm "$t"/state`},
		"elsewhere":            {"ff", "ff", "/var/my states", `wl destroy -C "$t"/ff`, ""},
		"not written out":      {"/src/ff", "ff", "", `git -C "$t" rm -rqf --ignore-unmatch -- ff/PATH && ln -s /src/ff/PATH "$t"/ff/PATH && wl destroy -C "$t"/ff`, `rm "$t"/ff/PATH`},
		"beside the sources'":  {"a/ff", "a/ff", "../ff.state", `git -C "$t" rm -rqf --ignore-unmatch -- a/ff.state && mkdir -p "$t"/a && ln -s "$PWD"/a/ff.state "$t"/a/ff.state && wl destroy -C "$t"/a/ff`, `rm "$t"/a/ff.state`},
		"above the repository": {"ff", "ff", "../../../states", `mkdir -p "$t"/../.. && ln -s "$PWD"/../../states "$t"/../../states && wl destroy -C "$t"/ff`, `rm "$t"/../../states`},
	} {
		s.dir, s.was.Path, s.was.StateDir = c.dir, c.path, c.state
		t.Log(name)
		worktree := "t=$(mktemp -d)" + strings.Repeat("/t", strings.Count(c.unlink, "..")) + ` && git worktree add --detach "$t" 0123456789ab && `
		remove := `git worktree remove --force "$t"`
		if c.unlink != "" {
			remove = c.unlink + " && " + remove
		}
		same(s.destroys(), worktree+c.want+` && `+remove)
		same(s.moves(), worktree+strings.Replace(c.want, "wl destroy", "wl state mv", 1)+` --to-namespace other && `+remove)
	}
}

// No link takes the place of a directory that has the configuration, too: what to do is said.
func TestStateBesideItsConfigurationIsMoved(t *testing.T) {
	for name, c := range map[string]struct{ dir, path, state, from, to, command string }{
		"its directory":         {"it", "stacks/it", ".", "it/front.shop.*.wlstate", "stacks/it", "wl destroy -C stacks/it"},
		"spelled otherwise":     {"stacks/it", "stacks/it", "../it/", "stacks/it/front.shop.*.wlstate", "stacks/it", "wl destroy -C stacks/it"},
		"above it":              {"stacks/it", "stacks/it", "..", "stacks/front.shop.*.wlstate", "stacks", "wl destroy -C stacks/it"},
		"the root":              {".", ".", "./", "front.shop.*.wlstate", ".", "wl destroy -C ."},
		"above the repository":  {"it", "it", "../..", "../front.shop.*.wlstate", "..", "wl destroy -C it"},
		"a name that is quoted": {"my it", "my it", ".", "my it/front.shop.*.wlstate", "my it", "wl destroy -C 'my it'"},
	} {
		removed := planned(c.dir, repository.Removed, nil)
		removed.Was = &repository.Gone{Stack: object.Stack{Name: "shop", Namespace: "front"}, StateFile: true, StateDir: c.state, Path: c.path, Base: "0123456789abcdef"}
		var b bytes.Buffer
		writeMany(t, &b, []repository.Planned{removed}, ui.Options{Width: 1000})
		want := c.dir + ", whose state is in a file beside its configuration: in a git worktree of 0123456789ab, move " + c.from + " into " + c.to + ", and move the file back before the worktree is removed. In between: " + c.command + "\n"
		if !strings.Contains(b.String(), want) || strings.Contains(b.String(), "--force") {
			t.Errorf("%s: %q is missing in:\n%s", name, want, &b)
		}
	}
}

// Where another directory has the name, on a cluster to which another way leads, no command stands alone.
func TestCommandsAgainstAStackOfTheSameName(t *testing.T) {
	removed, renamed := planned("old", repository.Removed, nil), planned("new", repository.Unchanged, uitest.Plans()["none"])
	removed.Was = &repository.Gone{Stack: object.Stack{Name: "shop", Namespace: "front"}, Clusters: []lang.ClusterWritten{{Context: "eu"}}, Alike: []string{"a", "b"}}
	renamed.Was = &repository.Gone{Stack: object.Stack{Name: "store"}, StateFile: true, StateDir: "state", Path: "new", Base: "0123456789abcdef", Alike: []string{"."}}
	renamed.Stack.Stack = &lang.Stack{ID: object.Stack{Name: "shop"}}
	for format, want := range map[ui.Format][]string{
		ui.Text: {"  old: the stack in a, b has the same name. If it is on the same cluster, by another context or kubeconfig, and in the same namespace, it has these objects now: do not run this. Otherwise: wl destroy --stack shop --namespace front --context eu\n",
			"  new, whose state is in a file, where that is: the stack in this directory has the same name. If", "do not run this. Otherwise: t="},
		Markdown: {"- `old`: the stack in `a`, `b` has the same name. If", "Otherwise: `wl destroy --stack"},
		ui.JSON:  {`"alike": [`},
	} {
		var b bytes.Buffer
		writeMany(t, &b, []repository.Planned{removed, renamed}, ui.Options{Width: 1000, Format: format})
		for _, text := range want {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%q is missing in:\n%s", text, &b)
			}
		}
	}
}
