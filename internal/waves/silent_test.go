package waves_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/waves"
)

// Of a home that gives no answer nothing is said that the stack does not have: no run where it has no waves, and no
// other clusters where it has one.
func TestSilentHome(t *testing.T) {
	const one, two = "stack \"s\" {}\ncluster \"eu\" { kubeconfig = \"nowhere\" }\n", "cluster \"us\" { kubeconfig = \"nowhere\" }\n"
	const wave = "rollout {\n  wave \"all\" { select = {} }\n}\n"
	for name, c := range map[string]struct {
		source             string
		run, others, block bool
	}{
		"no cluster, no waves": {"stack \"s\" {}\n", false, false, false},
		"one, no waves":        {one, false, false, false},
		"two, no waves":        {one + two, false, false, false},
		"one with waves":       {one + wave, true, false, false},
		"two with waves":       {one + two + wave, true, true, true},
	} {
		dir := t.TempDir()
		server := "apiVersion: v1\nkind: Config\ncurrent-context: x\ncontexts: [{name: x, context: {cluster: x}}]\nclusters: [{name: x, cluster: {server: \"https://127.0.0.1:1\"}}]\n"
		for file, text := range map[string]string{"stack.wl.hcl": c.source, "nowhere": server} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(strings.ReplaceAll(text, "\"nowhere\"", "\""+filepath.ToSlash(filepath.Join(dir, "nowhere"))+"\"")), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		options := engine.Options{Sources: engine.Sources{Dir: dir}}
		if !strings.Contains(c.source, "cluster") {
			options.Kubeconfig = filepath.Join(dir, "nowhere")
		}
		s, err := engine.Open(t.Context(), options)
		if err != nil {
			t.Fatal(name, err, s.Diagnostics)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		_, err = waves.Open(ctx, s)
		cancel()
		if !waves.Silent(err) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, language := range []words.Language{words.English, words.Chinese} {
			said := words.In(language).Text(fact.Of(err))
			others := strings.Contains(said, "other clusters") || strings.Contains(said, "其他集群")
			if home := strings.Contains(said, "the home of the run") || strings.Contains(said, "主集群"); home != c.run || others != c.others || strings.Contains(said, "rollout recover") != c.block {
				t.Errorf("%s: %s", name, said)
			}
		}
	}
}
