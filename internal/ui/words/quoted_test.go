package words

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/waves"
)

// A name that a configuration gives to a context or a file is one word of a command that is
// to be copied, whatever it is.
func TestCommandsAreQuoted(t *testing.T) {
	f := fact.New(waves.NoticeFormerLost, fact.Args{
		"run": "r1", "cluster": "eu", "said": "x", "stack": "shop", "namespace": "front", "context": "eu; rm -rf ~", "kubeconfig": "$HOME/my config",
	})
	for _, language := range []Language{English, Chinese} {
		text := In(language).Text(f)
		if want := `--namespace front --kubeconfig '$HOME/my config' --context 'eu; rm -rf ~'`; !strings.Contains(text, want) {
			t.Errorf("%s\nlacks %s", text, want)
		}
	}
}
