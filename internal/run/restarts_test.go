package run

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
)

// Restarts are those of each Pod, whatever became of the others meanwhile.
func TestRestartsSince(t *testing.T) {
	for name, c := range map[string]struct {
		before, now Restarts
		want        int64
	}{
		"none at all":                      {nil, nil, 0},
		"none since":                       {Restarts{"a": 2, "b": 1}, Restarts{"a": 2, "b": 1}, 0},
		"one of a Pod that had some":       {Restarts{"a": 2}, Restarts{"a": 3}, 1},
		"one of a Pod that had none":       {Restarts{"a": 2}, Restarts{"a": 2, "b": 1}, 1},
		"a Pod is gone":                    {Restarts{"a": 3}, Restarts{}, 0},
		"a Pod that had more is gone":      {Restarts{"a": 3}, Restarts{"b": 2}, 2},
		"and another had some":             {Restarts{"a": 3, "b": 1}, Restarts{"b": 2}, 1},
		"a count is lower, of containers":  {Restarts{"a": 3}, Restarts{"a": 1, "b": 1}, 1},
		"UIDs that begin with one another": {Restarts{"11111111-a": 1}, Restarts{"11111111-a": 1, "11111112-a": 4}, 4},
	} {
		of := Cluster{}
		of.had(c.before)
		if got := of.RestartsSince(c.now); got != c.want {
			t.Errorf("%s: %d restarts, want %d", name, got, c.want)
		}
	}
}

// What an earlier wl has noted is one sum, and is compared with one; so is what is beyond the Pods that are kept.
func TestRestartsOfSums(t *testing.T) {
	of := Cluster{Restarts: 3}
	for now, want := range map[int64]int64{0: 0, 3: 0, 5: 2} {
		if got := of.RestartsSince(Restarts{"a": now}); got != want {
			t.Errorf("an earlier wl has noted 3, and there are %d: %d, want %d", now, got, want)
		}
	}
	many := Restarts{}
	for i := range 3 * mostRestarted {
		many[fmt.Sprintf("%08d-uid", i)] = int64(1 + i%7)
	}
	of.had(many)
	var sum int64
	for _, n := range many {
		sum += n
	}
	if len(of.Restarted) != mostRestarted || of.Sum != sum || of.RestartsSince(many) != 0 {
		t.Errorf("%d of %d Pods are kept, %d of %d restarts; since then %d", len(of.Restarted), len(many), of.Sum, sum, of.RestartsSince(many))
	}
	more := maps.Clone(many)
	for uid := range more {
		more[uid]++
	}
	if got := of.RestartsSince(more); got != int64(len(many)) {
		t.Errorf("each was restarted once: %d, want %d", got, len(many))
	}
}

// Sidecars are compared only where they were counted: what an earlier wl has noted is without them, as is a cluster on
// which nothing was counted.
func TestSidecarsAreCountedSince(t *testing.T) {
	for name, c := range map[string]struct {
		of   Cluster
		had  *Restarts
		want bool
	}{
		"an earlier wl, none": {Cluster{}, nil, false},
		"an earlier wl, some": {Cluster{Restarts: 3}, nil, false},
		"none":                {Cluster{}, &Restarts{}, true},
		"some":                {Cluster{Restarts: 3}, &Restarts{"a": 1}, true},
		"not counted":         {Cluster{Restarts: 3, Sidecars: true}, new(Restarts), false},
	} {
		if c.had != nil {
			c.of.had(*c.had)
		}
		raw, err := json.Marshal(c.of)
		var read Cluster
		if err == nil {
			err = json.Unmarshal(raw, &read)
		}
		if err != nil || read.Sidecars != c.want {
			t.Errorf("%s: sidecars are counted: %v, want %v (%v)", name, read.Sidecars, c.want, err)
		}
	}
}

// A wave that has passed is not judged again: what its Pods had is forgotten.
func TestRestartsArePassed(t *testing.T) {
	r := large(2, 4, 0)
	for _, w := range r.Waves {
		for _, c := range w.Clusters {
			r.Conclude(c.Name, Applied, 1, Restarts{"a": 1}, fact.Fact{}, start)
		}
	}
	r.Pass(r.Waves[0].Name, start)
	for i, w := range r.Waves {
		for _, c := range w.Clusters {
			if kept := len(c.Restarted) > 0; kept != (i > 0) {
				t.Errorf("wave %d: restarts are kept: %v", i, kept)
			}
		}
	}
}

// Where an earlier wl notes something in a run, it keeps only the fields that it knows: what is left is compared without
// sidecars on both sides.
func TestRestartsThatAnEarlierVersionKeeps(t *testing.T) {
	for name, c := range map[string]struct {
		all         Restarts // before, with sidecars
		plain       int64
		now         Restarts // without sidecars
		kept, whole int64
	}{
		"none since":              {Restarts{"a": 5}, 2, Restarts{"a": 2}, 0, 0},
		"as many as of a sidecar": {Restarts{"a": 5}, 2, Restarts{"a": 5}, 3, 0},
		"only sidecars had some":  {Restarts{"a": 3}, 0, Restarts{"a": 1}, 1, 0},
		"no sidecars":             {Restarts{"a": 2}, 2, Restarts{"a": 3}, 1, 1},
	} {
		r := Edit{&Run{Waves: []Wave{{Name: "w", Clusters: []Cluster{{Name: "c"}}}}}}
		r.Conclude("c", Applied, 1, c.all, fact.Fact{}, start)
		NotePlain(r, "c", c.plain)
		whole := r.Waves[0].Clusters[0]
		if got := whole.RestartsSince(c.now); got != c.whole {
			t.Errorf("%s: %d restarts, want %d", name, got, c.whole)
		}
		kept := Cluster{Name: "c", State: Applied, Restarts: whole.Restarts}
		if got := kept.RestartsSince(c.now); kept.Sidecars || got != c.kept {
			t.Errorf("%s, as an earlier wl keeps it: %d restarts, want %d", name, got, c.kept)
		}
	}
}
