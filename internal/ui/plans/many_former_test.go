package plans

import (
	"slices"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/lang"
)

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
	same(s.destroys(), `git checkout --detach 0123456789ab && wl destroy -C 'stacks/it'\''s' && git checkout -`)
}
