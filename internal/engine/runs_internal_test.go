package engine

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/run"
)

// Of several clusters that keep a run, or one that came after it, the run is meant that is under way, or began last.
func TestNewestKept(t *testing.T) {
	at := func(cluster, id string, minute int, state run.State, past ...run.Past) KeptRun {
		return KeptRun{Cluster: cluster, Run: &run.Run{ID: id, State: state, Started: time.Unix(int64(60*minute), 0), Past: past}}
	}
	for name, c := range map[string]struct {
		kept []KeptRun
		want string
	}{
		"none":                  {nil, ""},
		"another one":           {[]KeptRun{at("a", "other", 9, run.UnderWay)}, ""},
		"it":                    {[]KeptRun{at("a", "other", 9, run.Done), at("b", "wanted", 1, run.Done)}, "b"},
		"one after it":          {[]KeptRun{at("a", "wanted", 1, run.Done), at("b", "later", 2, run.Done, run.Past{ID: "wanted"})}, "b"},
		"one that is under way": {[]KeptRun{at("a", "wanted", 1, run.UnderWay), at("b", "later", 2, run.Aborted, run.Past{ID: "wanted"})}, "a"},
		"another order":         {[]KeptRun{at("b", "later", 2, run.Aborted, run.Past{ID: "wanted"}), at("a", "wanted", 1, run.UnderWay)}, "a"},
	} {
		if kept, there := newestKept(c.kept, "wanted"); kept.Cluster != c.want || there != (c.want != "") {
			t.Errorf("%s: %q, %t", name, kept.Cluster, there)
		}
	}
}
