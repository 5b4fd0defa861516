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
	for name, c := range map[string]struct{ dir, path, state, want string }{
		"in its directory": {"stacks/it's", "all/stacks/it's", "state", `ln -s "$PWD"/'stacks/it'\''s/state' "$t"/'all/stacks/it'\''s/state' && wl destroy -C "$t"/'all/stacks/it'\''s'`},
		"deeper":           {"ff", "stacks/ff", "a/b", `mkdir -p "$t"/stacks/ff/a && ln -s "$PWD"/ff/a/b "$t"/stacks/ff/a/b && wl destroy -C "$t"/stacks/ff`},
		"above it":         {"stacks/ff", "stacks/ff", "../../states", `mkdir -p "$t" && ln -s "$PWD"/states "$t"/states && wl destroy -C "$t"/stacks/ff`},
		"the root":         {".", ".", "state", `ln -s "$PWD"/state "$t"/state && wl destroy -C "$t"`},
		"elsewhere":        {"ff", "ff", "/var/my states", `wl destroy -C "$t"/ff`},
		"not written out":  {"/src/ff", "ff", "", `ln -s /src/ff/PATH "$t"/ff/PATH && wl destroy -C "$t"/ff`},
	} {
		s.dir, s.was.Path, s.was.StateDir = c.dir, c.path, c.state
		t.Log(name)
		same(s.destroys(), `t=$(mktemp -d) && git worktree add --detach "$t" 0123456789ab && `+c.want+` && git worktree remove --force "$t"`)
		same(s.moves(), `t=$(mktemp -d) && git worktree add --detach "$t" 0123456789ab && `+strings.Replace(c.want, "wl destroy", "wl state mv", 1)+` --to-namespace other && git worktree remove --force "$t"`)
	}
}
