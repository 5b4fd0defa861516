package waves

import (
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/run"
)

// What an option says otherwise than the run is frozen with is told; the same is not, nor what was not given.
func TestIgnored(t *testing.T) {
	of := &run.Run{ID: "r1", OnFailure: string(engine.Rollback)}
	for name, c := range map[string]struct {
		options engine.ApplyOptions
		want    []string
	}{
		"nothing":        {engine.ApplyOptions{}, nil},
		"the same":       {engine.ApplyOptions{OnFailure: engine.Rollback}, nil},
		"another policy": {engine.ApplyOptions{OnFailure: engine.Continue}, []string{"--on-failure"}},
		"concurrency":    {engine.ApplyOptions{MaxConcurrent: 1}, []string{"--max-concurrent"}},
		"both":           {engine.ApplyOptions{OnFailure: engine.Halt, MaxConcurrent: 5}, []string{"--on-failure", "--max-concurrent"}},
	} {
		got := ignored(Options{ApplyOptions: c.options}, of)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i := range got {
			if got[i].Text("option") != c.want[i] {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
}
