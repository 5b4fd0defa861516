package engine

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
)

// What is behind is told by the cluster that was written to last.
func TestBehind(t *testing.T) {
	at := func(name string, serial int64, minute int, commit string) ClusterStatus {
		return ClusterStatus{Cluster: name, Report: &apply.StatusReport{Serial: serial, Commit: commit, Started: time.Unix(int64(60*minute), 0)}}
	}
	away := ClusterStatus{Cluster: "away", Error: fact.New("unreachable", nil)}
	for name, c := range map[string]struct {
		clusters []ClusterStatus
		behind   string
		healthy  bool
	}{
		"none applied":        {[]ClusterStatus{at("a", 0, 0, ""), at("b", 0, 0, "")}, "[ ]", true},
		"one applied":         {[]ClusterStatus{at("a", 0, 0, ""), at("b", 3, 5, "x")}, "[behind_not_applied ]", false},
		"one away":            {[]ClusterStatus{away, at("b", 3, 5, "x")}, "[ ]", false},
		"the same commit":     {[]ClusterStatus{at("a", 9, 1, "x"), at("b", 3, 5, "x")}, "[ ]", true},
		"an earlier commit":   {[]ClusterStatus{at("a", 9, 1, "w"), at("b", 3, 5, "x"), at("c", 3, 4, "x")}, "[other_commit  ]", true},
		"a commit is unknown": {[]ClusterStatus{at("a", 9, 1, ""), at("b", 3, 5, "x")}, "[ ]", true},
		"nobody knows":        {[]ClusterStatus{away}, "[]", false},
	} {
		s := Status{Clusters: compared(c.clusters, nil)}
		var codes []fact.Code
		for _, c := range s.Clusters {
			codes = append(codes, c.Behind.Code+c.OtherCommit.Code)
		}
		if got := fmt.Sprint(codes); got != c.behind || s.Healthy() != c.healthy {
			t.Errorf("%s: %s, healthy: %t", name, got, s.Healthy())
		}
	}
}

// A cluster to which a run has not come is behind, until something is applied to it.
func TestBehindRun(t *testing.T) {
	began := time.Unix(600, 0)
	last := &run.Run{ID: "abc", Started: began, Waves: []run.Wave{
		{Name: "canary", Clusters: []run.Cluster{{Name: "first", State: run.Applied}}},
		{Name: "rest", Clusters: []run.Cluster{{Name: "skipped", State: run.Skipped}, {Name: "later", State: run.Skipped}, {Name: "pending", State: run.Pending}, {Name: "away", State: run.Skipped}, {Name: "declared again", State: run.Skipped, Reason: fact.New(run.NotDeclared, nil)}, {Name: "and applied to", State: run.Skipped, Reason: fact.New(run.NotDeclared, nil)}}},
	}}
	at := func(name string, after time.Duration) ClusterStatus {
		return ClusterStatus{Cluster: name, Report: &apply.StatusReport{Serial: 1, Started: began.Add(after)}}
	}
	clusters := []ClusterStatus{at("first", time.Second), at("skipped", -time.Hour), at("later", time.Minute), at("pending", -time.Hour), {Cluster: "away"}, at("declared again", -time.Hour), at("and applied to", time.Hour), at("new", -time.Hour)}
	for _, c := range compared(clusters, last) {
		want := map[string]fact.Fact{
			"skipped":        fact.New(BehindRun, fact.Args{"run": "abc", "wave": "rest", "skipped": true}),
			"pending":        fact.New(BehindRun, fact.Args{"run": "abc", "wave": "rest"}),
			"away":           fact.New(BehindRun, fact.Args{"run": "abc", "wave": "rest", "skipped": true}),
			"declared again": fact.New(BehindRun, fact.Args{"run": "abc", "wave": "rest", "skipped": true, "removed": true}),
		}[c.Cluster]
		if !c.Behind.Equal(want) || c.Report != nil && c.Healthy() != want.IsZero() {
			t.Errorf("%s is behind in %v, want %v", c.Cluster, c.Behind, want)
		}
	}
}

// A cluster on which a run was rolled back is behind those that keep what it has applied, until something else comes.
func TestBehindWhereARunWasRolledBack(t *testing.T) {
	on := func(name, operation, run string) ClusterStatus {
		return ClusterStatus{Cluster: name, Report: &apply.StatusReport{Serial: 3, Operation: operation, Run: run, Started: time.Unix(900, 0)}}
	}
	clusters := func() []ClusterStatus {
		return []ClusterStatus{on("kept", "apply", "abc"), on("back", "rollback", "abc"), {Cluster: "silent"}, on("applied since", "apply", ""), on("rolled back by a person", "rollback", "")}
	}
	of := func(kept run.Cluster) *run.Run {
		back := run.Wave{Name: "rest"}
		for _, name := range []string{"back", "silent", "applied since", "rolled back by a person"} {
			back.Clusters = append(back.Clusters, run.Cluster{Name: name, State: run.ClusterBack, Revision: 2})
		}
		return &run.Run{ID: "abc", Started: time.Unix(600, 0), Waves: []run.Wave{{Name: "canary", Clusters: []run.Cluster{kept}}, back}}
	}
	want := fact.New(BehindRun, fact.Args{"run": "abc", "wave": "rest", "back": true})
	for name, c := range map[string]struct {
		kept   run.Cluster
		behind []string
	}{
		"one keeps it":            {run.Cluster{Name: "kept", State: run.Applied, Revision: 2}, []string{"back", "silent"}},
		"it had nothing to write": {run.Cluster{Name: "kept", State: run.Applied}, nil},
		"none keeps it":           {run.Cluster{Name: "kept", State: run.ClusterBack, Revision: 2}, nil},
	} {
		for _, found := range compared(clusters(), of(c.kept)) {
			if slices.Contains(c.behind, found.Cluster) != found.Behind.Equal(want) || found.Behind.IsZero() == slices.Contains(c.behind, found.Cluster) {
				t.Errorf("%s: %s is behind in %v", name, found.Cluster, found.Behind)
			}
		}
	}
}

// What a run has written counts as kept only while its cluster has it: not where that went back, was destroyed, was applied
// to since, or is not declared any more. One that does not answer is taken for what the run knows of it.
func TestBehindWhatIsKeptNoMore(t *testing.T) {
	on := func(name string, serial int64, operation, of string) ClusterStatus {
		return ClusterStatus{Cluster: name, Report: &apply.StatusReport{Serial: serial, Operation: operation, Run: of, Started: time.Unix(900, 0)}}
	}
	last := &run.Run{ID: "abc", Started: time.Unix(600, 0), Waves: []run.Wave{
		{Name: "canary", Clusters: []run.Cluster{{Name: "north", State: run.Applied, Revision: 2}}},
		{Name: "rest", Clusters: []run.Cluster{{Name: "south", State: run.ClusterBack, Revision: 2}, {Name: "new", State: run.Applied}}},
	}}
	south := on("south", 3, "rollback", "abc")
	for name, c := range map[string]struct {
		others []ClusterStatus
		behind bool
	}{
		"it is kept":                         {[]ClusterStatus{on("north", 2, "apply", "abc")}, true},
		"it is rolled back by hand":          {[]ClusterStatus{on("north", 3, "rollback", "")}, false},
		"it is destroyed":                    {[]ClusterStatus{on("north", 0, "", "")}, false},
		"another apply came":                 {[]ClusterStatus{on("north", 3, "apply", "")}, false},
		"another run came":                   {[]ClusterStatus{on("north", 3, "apply", "abd")}, false},
		"it is not declared any more":        {nil, false},
		"it does not answer":                 {[]ClusterStatus{{Cluster: "north"}}, true},
		"only one without a write is there":  {[]ClusterStatus{on("new", 2, "apply", "abc")}, false},
		"one that the run does not know has": {[]ClusterStatus{on("west", 2, "apply", "abc")}, false},
	} {
		for where, found := range map[string][]ClusterStatus{
			"chosen": compared(append([]ClusterStatus{south}, c.others...), last),
			"beside": compared([]ClusterStatus{south}, last, c.others...),
		} {
			if got := found[0].Behind.Code == BehindRun; got != c.behind {
				t.Errorf("%s (%s): behind in %v", name, where, found[0].Behind)
			}
		}
	}
}

// A run that has found a cluster as its commit wants it has written nothing there: it is of
// no other commit.
func TestOtherCommitOfRun(t *testing.T) {
	at := func(name, commit string, minute int64) ClusterStatus {
		return ClusterStatus{Cluster: name, Report: &apply.StatusReport{Serial: 1, Commit: commit, Started: time.Unix(60*minute, 0)}}
	}
	for commit, want := range map[string]fact.Code{"new": "", "another": OtherCommit} {
		last := &run.Run{ID: "abc", Commit: commit, Waves: []run.Wave{{Clusters: []run.Cluster{{Name: "a", State: run.Applied}, {Name: "b", State: run.Applied}}}}}
		found := compared([]ClusterStatus{at("a", "new", 2), at("b", "old", 1)}, last)
		if got := found[1].OtherCommit.Code; got != want || !found[1].Healthy() {
			t.Errorf("after a run of %s: %q", commit, got)
		}
	}
}
