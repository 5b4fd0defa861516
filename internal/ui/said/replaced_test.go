package said_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// A server may take other completions of a Job: it runs again for them, not because they were immutable.
func TestRenewedForCompletions(t *testing.T) {
	for name, c := range map[string]struct {
		of          kind.GroupKind
		because     []string
		english, zh string
	}{
		"completions alone":        {kind.Job, []string{"spec.completions"}, "The number of Pods that must succeed has changed, so it runs again.", "须成功的 Pod 总数已变更，因此它重新执行。"},
		"completions and template": {kind.Job, []string{"spec.completions", "spec.template"}, "Immutable, so the object is replaced: spec.completions, spec.template.", ""},
		"template alone":           {kind.Job, []string{"spec.template"}, "Immutable, so the object is replaced: spec.template.", ""},
		"another kind":             {kind.StatefulSet, []string{"spec.completions"}, "Immutable, so the object is replaced: spec.completions.", ""},
	} {
		change := plan.Change{Object: object.NewRef(c.of, "shop", "it"), Replacement: &plan.Replacement{}}
		for _, path := range c.because {
			change.Replacement.Because = append(change.Replacement.Because, object.MustParsePath(path))
		}
		if got := said.Renewed(change, words.In(words.English)); got != c.english {
			t.Errorf("%s: %s", name, got)
		}
		if got := said.Renewed(change, words.In(words.Chinese)); c.zh != "" && got != c.zh {
			t.Errorf("%s: %s", name, got)
		}
	}
}
