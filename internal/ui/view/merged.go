package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// PodsRestartOnEach is the effect of a change on clusters where other numbers of Pods
// restart: from the least to the most.
const PodsRestartOnEach fact.Code = "pods_restart_on_each"

// Differing is what becomes of Pods on some of the clusters on which the same changes.
type Differing struct {
	Clusters []string
	Effects  []fact.Fact
}

// Span is of numbers that differ between clusters: from the least to the most.
type Span struct{ Least, Most string }

func (s Span) String() string {
	if s.Least == s.Most {
		return s.Least
	}
	return s.Least + ".." + s.Most
}

// isNumber reports whether a field is one of those whose numbers are a cluster's own
// business: where nothing else differs, the same is changed.
func isNumber(f plan.FieldChange) bool {
	return number(f.Before) && number(f.After) && f.Path == object.PathOf("spec", "replicas")
}

func number(v any) bool {
	switch v.(type) {
	case nil, int, int64, float64:
		return true
	}
	return false
}

// numberless is what of a change's impact is the same wherever it differs in numbers only,
// and not in how risky it is. In what becomes of its Pods it may differ altogether.
func numberless(c plan.Change) plan.Change {
	for i := range c.Fields {
		if isNumber(c.Fields[i]) {
			c.Fields[i].Before, c.Fields[i].After = nil, nil
		}
	}
	c.Warnings = numberlessFacts(c.Warnings)
	c.Readers = slices.Clone(c.Readers)
	for i := range c.Readers {
		c.Readers[i].Restarts, c.Readers[i].Effects = min(c.Readers[i].Restarts, 1), nil
	}
	if c.Impact == nil {
		return c
	}
	impact := *c.Impact
	impact.ReplicasBefore, impact.ReplicasAfter, impact.Restarts, impact.Effects = 0, 0, min(impact.Restarts, 1), nil
	impact.DataAtRisk, impact.Budgets = numberlessFacts(impact.DataAtRisk), numberlessFacts(impact.Budgets)
	impact.Requests = nil
	c.Impact = &impact
	return c
}

func numberlessFacts(facts []fact.Fact) []fact.Fact {
	var all []fact.Fact
	for _, f := range facts {
		args := fact.Args{}
		for name, value := range f.Args {
			text, is := value.(string)
			if _, err := strconv.Atoi(text); is && err == nil {
				continue
			}
			if _, is := value.(int64); !is {
				args[name] = value
			}
		}
		all = append(all, fact.New(f.Code, args))
	}
	return all
}

// merged is a change on several clusters, each of which has one that is the same but for
// numbers. Facts that differ in these only are there once, with the greatest.
func merged(clusters []plan.ClusterPlan, at int) (plan.Change, []Differing) {
	if len(clusters) == 1 {
		return clusters[0].Changes[at], nil
	}
	way := wayTo(clusters)
	c := clusters[0].Changes[at].InContext(way)
	all := make([]plan.Change, len(clusters))
	differ := false
	for i := range clusters {
		all[i] = clusters[i].Changes[at].InContext(way)
		differ = differ || !sameEffects(c, all[i])
	}
	c.Fields = mergedFields(all)
	c.Warnings = greatest(all, func(c plan.Change) []fact.Fact { return c.Warnings })
	c.Readers = mergedReaders(all)
	if c.Impact == nil {
		return c, nil
	}
	impact := *c.Impact
	of := func(get func(*plan.Impact) []fact.Fact) []fact.Fact {
		return greatest(all, func(c plan.Change) []fact.Fact { return get(c.Impact) })
	}
	impact.DataAtRisk, impact.Budgets = of(func(i *plan.Impact) []fact.Fact { return i.DataAtRisk }), of(func(i *plan.Impact) []fact.Fact { return i.Budgets })
	impact.Requests = mergedRequests(all)
	c.Impact = &impact
	if !differ {
		return c, nil
	}
	impact.Effects = restartsOnEach(all, func(c plan.Change) int64 { return c.Impact.Restarts })
	return c, differing(clusters, at)
}

func sameEffects(a, b plan.Change) bool {
	return a.Impact == nil || slices.EqualFunc(a.Impact.Effects, b.Impact.Effects, fact.Fact.Equal)
}

// restartsOnEach is how many Pods restart at least and at most; nothing where none do.
func restartsOnEach(all []plan.Change, restarts func(plan.Change) int64) []fact.Fact {
	counts := make([]int64, len(all))
	for i, c := range all {
		counts[i] = restarts(c)
	}
	if slices.Max(counts) == 0 {
		return nil
	}
	return []fact.Fact{fact.New(PodsRestartOnEach, fact.Args{"least": slices.Min(counts), "most": slices.Max(counts)})}
}

// differing puts clusters with the same effects together.
func differing(clusters []plan.ClusterPlan, at int) []Differing {
	var all []Differing
	byRestarts := map[int64][]int{} // where in all: effects differ mostly in these
	for _, c := range clusters {
		impact := c.Changes[at].Impact
		some := byRestarts[impact.Restarts]
		k := slices.IndexFunc(some, func(i int) bool { return slices.EqualFunc(all[i].Effects, impact.Effects, fact.Fact.Equal) })
		if k < 0 {
			k, some = len(some), append(some, len(all))
			byRestarts[impact.Restarts] = some
			all = append(all, Differing{Effects: impact.Effects})
		}
		i := some[k]
		all[i].Clusters = append(all[i].Clusters, c.Cluster)
	}
	return all
}

// greatest are the facts of all changes, which differ in numbers only: each with the
// greatest.
func greatest(all []plan.Change, of func(plan.Change) []fact.Fact) []fact.Fact {
	facts := slices.Clone(of(all[0]))
	for _, c := range all[1:] {
		for i, f := range of(c) {
			if numbers(f) > numbers(facts[i]) {
				facts[i] = f
			}
		}
	}
	return facts
}

// numbers is the sum of a fact's numbers.
func numbers(f fact.Fact) int64 {
	var sum int64
	for _, value := range f.Args {
		if n, is := value.(int64); is {
			sum += n
		}
	}
	return sum
}

// mergedFields are the fields of the first of some changes, with the numbers of all.
func mergedFields(all []plan.Change) []plan.FieldChange {
	fields := slices.Clone(all[0].Fields)
	for i, f := range fields {
		if !isNumber(f) {
			continue
		}
		var before, after []any
		for _, c := range all {
			if k := slices.IndexFunc(c.Fields, func(o plan.FieldChange) bool { return o.Path == f.Path }); k >= 0 {
				before, after = append(before, c.Fields[k].Before), append(after, c.Fields[k].After)
			}
		}
		fields[i].Before, fields[i].After = spanOf(before), spanOf(after)
	}
	return fields
}

// spanOf is what numbers are together: where they are the same, the number itself.
func spanOf(numbers []any) any {
	compare := func(a, b any) int { return cmp.Compare(float(a), float(b)) }
	least, most := slices.MinFunc(numbers, compare), slices.MaxFunc(numbers, compare)
	if compare(least, most) == 0 {
		return numbers[0]
	}
	return Span{fmt.Sprint(least), fmt.Sprint(most)}
}

func float(v any) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

// mergedReaders are the workloads that read what changes: on all clusters the same ones.
func mergedReaders(all []plan.Change) []plan.Reader {
	readers := slices.Clone(all[0].Readers)
	for i, r := range readers {
		if slices.ContainsFunc(all, func(c plan.Change) bool { return !slices.EqualFunc(c.Readers[i].Effects, r.Effects, fact.Fact.Equal) }) {
			readers[i].Effects = restartsOnEach(all, func(c plan.Change) int64 { return c.Readers[i].Restarts })
		}
	}
	return readers
}

// mergedRequests are what all Pods request together, of the resources of all clusters.
func mergedRequests(all []plan.Change) []plan.RequestChange {
	var merged []plan.RequestChange
	before, after := map[string][]string{}, map[string][]string{}
	for _, c := range all {
		for _, r := range c.Impact.Requests {
			if before[r.Resource] == nil {
				merged = append(merged, r)
			}
			before[r.Resource], after[r.Resource] = append(before[r.Resource], r.Before), append(after[r.Resource], r.After)
		}
	}
	for i, r := range merged {
		merged[i].Before, merged[i].After = quantities(before[r.Resource]), quantities(after[r.Resource])
	}
	return merged
}

// quantities are from the least to the most of them.
func quantities(all []string) string {
	compare := func(a, b string) int {
		x, _ := object.ParseQuantity(a) // Kubernetes wrote them
		y, _ := object.ParseQuantity(b)
		return x.Cmp(y)
	}
	return Span{slices.MinFunc(all, compare), slices.MaxFunc(all, compare)}.String()
}
