package view

import (
	"fmt"
	"github.com/workloadlang/wl/internal/uitest"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// However clusters' plans are put together, each change of each cluster is shown
// once, and what several clusters have in common is shown for them together.
func TestGroupsShowEverythingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var clusters []plan.ClusterPlan
		for i := range rapid.IntRange(1, 5).Draw(t, "clusters") {
			c := uitest.ClusterPlan(fmt.Sprint(i))
			for name := range 6 {
				if n := rapid.IntRange(0, 3).Draw(t, "change"); n > 0 {
					change := uitest.CreateNamespace()
					change.Object.Name = fmt.Sprint(name)
					change.Address = fmt.Sprint(n / 2)
					c.Changes = append(c.Changes, change)
				}
			}
			if rapid.Bool().Draw(t, "problem") {
				c.Problems = []plan.Problem{{Fact: fact.New(engine.ProblemUnplanned, fact.Args{"error": fact.New(reason.RightsMissing, fact.Args{"context": c.Context, "said": "no"})})}}
			}
			clusters = append(clusters, c)
		}
		shownOn, problems := map[string][]string{}, map[string]int{}
		groups := map[string]int{}
		for _, g := range groupClusters(clusters) {
			for _, c := range g.clusters {
				problems[c.Cluster] += len(c.Problems)
				for _, change := range c.Changes {
					k := changeKey(change)
					shownOn[k] = append(shownOn[k], c.Cluster)
				}
			}
			for _, change := range g.clusters[0].Changes {
				groups[changeKey(change)]++
			}
		}
		want := map[string][]string{}
		for _, c := range clusters {
			if problems[c.Cluster] != len(c.Problems) {
				t.Fatalf("%d of %d problems of %s are shown", problems[c.Cluster], len(c.Problems), c.Cluster)
			}
			for _, change := range c.Changes {
				want[changeKey(change)] = append(want[changeKey(change)], c.Cluster)
			}
		}
		for k, on := range want {
			got := slices.Sorted(slices.Values(shownOn[k]))
			if !slices.Equal(got, on) || groups[k] != 1 {
				t.Fatalf("%s is shown %d times, for %v; it is on %v", k, groups[k], got, on)
			}
		}
	})
}

// A digest has each cluster's own key, and is no difference between clusters.
func TestDigestsAreNoDifference(t *testing.T) {
	on := func(cluster, digest string) plan.ClusterPlan {
		changes := uitest.ContentChanges()
		for _, c := range changes {
			for i := range c.Fields {
				if c.Fields[i].Path == plan.ConfigHashPath() {
					c.Fields[i].After = digest
				}
			}
		}
		return uitest.ClusterPlan(cluster, changes...)
	}
	if groups := groupClusters([]plan.ClusterPlan{on("eu", "1-a-b"), on("us", "1-a-c")}); len(groups) != 1 {
		t.Errorf("the same changes are shown %d times", len(groups))
	}
}

// What keeps clusters from being planned is shown once, if it is the same but for their
// names: as facts, whose texts are not taken apart.
func TestProblemsOfOtherNamesAreTheSame(t *testing.T) {
	on := func(cluster string, because fact.Fact) plan.ClusterPlan {
		c := uitest.ClusterPlan(cluster)
		c.Server = "https://" + cluster
		c.Problems = []plan.Problem{{Fact: fact.New(engine.ProblemUnplanned, fact.Args{"error": because})}}
		return c
	}
	missing := func(cluster, said string) fact.Fact {
		return fact.New(reason.RequestFailed, fact.Args{"subject": "Secrets", "because": fact.New(reason.RightsMissing, fact.Args{"context": "wl-" + cluster, "said": said})})
	}
	unreachable := func(cluster string) fact.Fact {
		return fact.New(reason.Unreachable, fact.Args{"context": "wl-" + cluster, "server": "https://" + cluster, "because": fact.New(reason.TimedOut, nil)})
	}
	for name, c := range map[string]struct {
		eu, us fact.Fact
		groups int
	}{
		"refused":        {missing("eu", "no"), missing("us", "no"), 1},
		"refused why":    {missing("eu", "no"), missing("us", "never"), 2},
		"no answer":      {unreachable("eu"), unreachable("us"), 1},
		"another's name": {unreachable("eu"), unreachable("asia"), 2},
	} {
		v := Of(uitest.PlanOf(on("eu", c.eu), on("us", c.us)), false)
		if len(v.Groups) != c.groups {
			t.Errorf("%s: %d groups, want %d", name, len(v.Groups), c.groups)
		}
		if named := strings.Contains(v.Groups[0].Problems[0].String(), "wl-eu"); named != (c.groups > 1) {
			t.Errorf("%s: the context is named: %t", name, named)
		}
	}
}

// Only what names the context is left out of what clusters have in common: a namespace, or a
// Secret, may be called as it is.
func TestContextsNamesakesStay(t *testing.T) {
	on := func(cluster string) plan.ClusterPlan {
		c := uitest.ClusterPlan(cluster)
		c.Context, c.Server = "default", "https://"+cluster
		c.Problems = []plan.Problem{{Fact: fact.New(engine.ProblemUnplanned, fact.Args{
			"context": "default", "namespace": "default", "names": []string{"default", "web"},
			"error": fact.New(reason.RightsMissing, fact.Args{"context": "default", "server": c.Server, "said": "default"}),
		})}}
		return c
	}
	v := Of(uitest.PlanOf(on("eu"), on("us")), false)
	if len(v.Groups) != 1 {
		t.Fatalf("%d groups", len(v.Groups))
	}
	args := v.Groups[0].Problems[0].Args
	because := args["error"].(fact.Fact).Args
	if args["namespace"] != "default" || !slices.Equal(args["names"].([]string), []string{"default", "web"}) || because["said"] != "default" {
		t.Errorf("%v", args)
	}
	if because["context"] != nil || because["server"] != nil {
		t.Errorf("the cluster is named: %v", because)
	}
}

// Where only numbers differ the same is changed: it is shown once, with all of them.
func TestNumbersAreNoDifference(t *testing.T) {
	v := Of(uitest.Fleet(), false)
	var first Group
	for _, g := range v.Groups {
		if len(g.Clusters) > len(first.Clusters) {
			first = g
		}
	}
	if len(first.Clusters) != 18 || first.Changes != 2 || len(v.Groups) != 4 {
		t.Fatalf("%d groups, the largest of %d clusters with %d changes", len(v.Groups), len(first.Clusters), first.Changes)
	}
	change := first.Sections[0].Changes[0]
	told := map[string]bool{}
	for _, d := range change.Differing {
		for _, name := range d.Clusters {
			told[name] = true
		}
	}
	if len(told) != 18 || len(change.Differing) != 6 {
		t.Errorf("%d clusters in %d kinds", len(told), len(change.Differing))
	}
	want := fact.New(PodsRestartOnEach, fact.Args{"least": 2, "most": 12})
	if got := change.Impact.Effects; len(got) != 1 || !got[0].Equal(want) {
		t.Errorf("the effects are %v", got)
	}
	if r := change.Impact.Requests[0]; r.Before != "500m..3000m" || r.After != "1000m..6000m" {
		t.Errorf("it requests %v", r)
	}
	if f := change.Fields[0]; fmt.Sprint(f.Before, " ", f.After) != "1..11 2..12" {
		t.Errorf("the replicas are %v, %v", f.Before, f.After)
	}
	if reader := first.Sections[1].Changes[0].Readers[0]; !reader.Effects[0].Equal(want) {
		t.Errorf("the reader's effects are %v", reader.Effects)
	}
	for _, c := range uitest.Fleet().Clusters { // what is shown is a copy
		for i, change := range c.Changes {
			if _, differing := merged([]plan.ClusterPlan{c}, i); differing != nil {
				t.Errorf("%s alone differs from itself in %v", c.Cluster, change.Object)
			}
		}
	}
}

// What is riskier on a cluster is not hidden among the others.
func TestRisksAreADifference(t *testing.T) {
	on := func(cluster string, change func(*plan.Impact)) plan.ClusterPlan {
		c := uitest.UpdateStatefulSet()
		impact := *c.Impact
		change(&impact)
		c.Impact = &impact
		return uitest.ClusterPlan(cluster, c)
	}
	more := func(i *plan.Impact) { i.Restarts, i.ReplicasAfter = 12, 12 }
	for name, c := range map[string]struct {
		change func(*plan.Impact)
		groups int
	}{
		"more Pods": {more, 1}, "an outage": {func(i *plan.Impact) { i.Outage = true }, 2}, "no Pod": {func(i *plan.Impact) { i.Restarts = 0 }, 2},
		"data": {func(i *plan.Impact) { i.DataAtRisk = []fact.Fact{fact.New(plan.RiskClaimDeleted, nil)} }, 2},
	} {
		if v := Of(uitest.PlanOf(on("eu", func(*plan.Impact) {}), on("us", c.change)), false); len(v.Groups) != c.groups {
			t.Errorf("%s: %d groups", name, len(v.Groups))
		}
	}
}

// A command names the context of its cluster; where it is of several, it says that there is one to be named. What is the
// same but for that is shown once.
func TestCommandsOfGroups(t *testing.T) {
	on := func(cluster, kubeconfig string) plan.ClusterPlan {
		blocked, warned := uitest.BlockedDeployment(), uitest.UpdateStatefulSet()
		blocked.Blocked = &plan.Problem{Fact: fact.New(plan.ProblemOfAnotherStack, fact.Args{"perhaps": fact.New(plan.FormerName, fact.Args{"name": "shop"})}), Object: &blocked.Object}
		warned.Warnings = []fact.Fact{fact.New(plan.WarnHelmRelease, fact.Args{"release": "api"})}
		c := uitest.ClusterPlan(cluster, blocked, warned)
		c.Problems = []plan.Problem{plan.NewProblem(plan.ProblemMoving, fact.Args{"stack": "shop"})}
		c.Former = &plan.Former{Stacks: []object.Stack{{Name: "shop", Namespace: "old"}}}
		c.Kubeconfig = kubeconfig
		c.NameContext()
		return c
	}
	for want, clusters := range map[plan.Way][]plan.ClusterPlan{
		{Context: "wl-eu"}: {on("eu", "")}, {Context: "CONTEXT"}: {on("eu", ""), on("us", ""), on("asia", "")},
		{Context: "wl-eu", Kubeconfig: "k3s"}: {on("eu", "k3s")}, {Context: "CONTEXT", Kubeconfig: "k3s"}: {on("eu", "k3s"), on("us", "k3s")},
		{Context: "CONTEXT", Kubeconfig: "KUBECONFIG"}: {on("eu", "k3s"), on("us", ""), on("asia", "k3s")},
	} {
		v := Of(uitest.PlanOf(clusters...), false)
		if len(v.Groups) != 1 {
			t.Fatalf("%d groups", len(v.Groups))
		}
		g, told := v.Groups[0], []fact.Fact{v.Groups[0].Problems[0].Fact, v.Groups[0].Warnings[0].Fact}
		for _, section := range g.Sections {
			for _, c := range section.Changes {
				told = append(told, c.Warnings...)
				if c.Blocked != nil {
					perhaps, _ := c.Blocked.Args["perhaps"].(fact.Fact)
					told = append(told, c.Blocked.Fact, perhaps)
				}
			}
		}
		if len(told) != 5 {
			t.Errorf("%d facts", len(told))
		}
		for _, f := range told {
			if got := (plan.Way{Context: f.Text("context"), Kubeconfig: f.Text("kubeconfig")}); got != want {
				t.Errorf("%v, want the way %+v", f, want)
			}
		}
	}
	if c := on("eu", ""); c.Changes[0].Blocked.Text("context") != "wl-eu" {
		t.Errorf("the plan itself has %v", c.Changes[0].Blocked)
	}
}
