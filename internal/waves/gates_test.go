package waves

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// Whether something else was applied to a cluster is told by the numbers of its revisions, whatever the clocks of those
// say who made them.
func TestIsOvertaken(t *testing.T) {
	since := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC) // by the home's clock
	for name, c := range map[string]struct {
		cluster   run.Cluster
		newest    []int64 // the revisions, the newest first
		overtaken bool
	}{
		"nothing to write":                          {run.Cluster{Begun: true, Before: 3, Found: 3}, []int64{3, 2}, false},
		"nothing to write, and then another":        {run.Cluster{Begun: true, Before: 3, Found: 3}, []int64{4, 3}, true},
		"it has found one that is not good":         {run.Cluster{Begun: true, Before: 3, Found: 5}, []int64{5, 4, 3}, false},
		"it has found one that is not good, and on": {run.Cluster{Begun: true, Before: 3, Found: 5}, []int64{6, 5, 3}, true},
		"written":                               {run.Cluster{Begun: true, Before: 3, Found: 3, Revision: 4}, []int64{4, 3}, false},
		"written, and then another":             {run.Cluster{Begun: true, Before: 3, Found: 3, Revision: 4}, []int64{5, 4}, true},
		"written by an older wl":                {run.Cluster{Begun: true, Before: 3, Revision: 4}, []int64{4, 3}, false},
		"found by an older wl":                  {run.Cluster{Begun: true, Before: 3}, []int64{3}, false},
		"nothing there":                         {run.Cluster{Begun: true}, nil, false},
		"nothing there, and then something":     {run.Cluster{Begun: true}, []int64{1}, true},
		"destroyed":                             {run.Cluster{Begun: true, Before: 3, Found: 3}, nil, true},
		"destroyed, and nothing good was there": {run.Cluster{Begun: true, Found: 2}, nil, true},
		"destroyed, and written":                {run.Cluster{Begun: true, Revision: 1}, nil, true},
		"never begun":                           {run.Cluster{}, []int64{7}, false},
	} {
		for _, behind := range []time.Duration{-time.Hour, 0, time.Hour} {
			var all []state.Summary
			for i, serial := range c.newest {
				all = append(all, state.Summary{Serial: serial, Started: since.Add(behind - time.Duration(i)*time.Minute)})
			}
			c.cluster.State, c.cluster.Since = run.Applied, since
			if got := isOvertaken(c.cluster, all); got != c.overtaken {
				t.Errorf("%s, with a clock that is %s ahead: %t", name, behind, got)
			}
		}
	}
}

// An older wl has not noted which revision it found: what failed before the run is no reason to halt it, and what was
// applied since is told by the clock.
func TestIsOvertakenOfAnOlderRun(t *testing.T) {
	since := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		cluster   run.Cluster
		newest    int64
		made      time.Duration // since the run came to the cluster
		overtaken bool
	}{
		"the good one":                    {run.Cluster{Begun: true, Before: 3}, 3, -time.Hour, false},
		"the good one, of a clock ahead":  {run.Cluster{Begun: true, Before: 3}, 3, time.Hour, false},
		"one that failed before it":       {run.Cluster{Begun: true, Before: 3}, 5, -time.Minute, false},
		"the next one failed before it":   {run.Cluster{Begun: true, Before: 3}, 4, -time.Hour, false},
		"another, since":                  {run.Cluster{Begun: true, Before: 3}, 4, time.Minute, true},
		"another, after one that failed":  {run.Cluster{Begun: true, Before: 3}, 6, time.Hour, true},
		"written, whatever the clocks":    {run.Cluster{Begun: true, Before: 3, Revision: 4}, 5, -time.Hour, true},
		"a new wl has found none, but is": {run.Cluster{Begun: true}, 1, -time.Hour, true},
	} {
		c.cluster.State, c.cluster.Since = run.Applied, since
		if got := isOvertaken(c.cluster, []state.Summary{{Serial: c.newest, Started: since.Add(c.made)}}); got != c.overtaken {
			t.Errorf("%s: %t", name, got)
		}
	}
}
