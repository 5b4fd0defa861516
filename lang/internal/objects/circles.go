package objects

import (
	"slices"

	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/module"
)

// circles numbers the groups of blocks that need each other in a circle; blocks
// outside any circle are not in the result. Groups are strongly connected
// components, found by Tarjan's algorithm.
func circles(items []*module.Item, edges map[eval.Ref][]eval.Ref) map[eval.Ref]int {
	t := &tarjan{edges: edges, index: make(map[eval.Ref]int), low: make(map[eval.Ref]int), on: make(map[eval.Ref]bool), group: make(map[eval.Ref]int)}
	for _, item := range items {
		if t.index[item.Ref] == 0 {
			t.visit(item.Ref)
		}
	}
	return t.group
}

// references are what workloads wait for because they mention it, or their Pods
// read it, and what every block says that it depends on.
func references(items []*module.Item, reads map[eval.Ref][]eval.Ref) map[eval.Ref][]eval.Ref {
	edges := explicit(items)
	for _, item := range items {
		edges[item.Ref] = slices.Concat(edges[item.Ref], mentioned(item, reads))
	}
	return edges
}

// mentioned are the blocks that a workload mentions, or that its Pods read.
func mentioned(item *module.Item, reads map[eval.Ref][]eval.Ref) []eval.Ref {
	if item.Kind == 0 {
		return reads[item.Ref]
	}
	return slices.Concat(item.References, reads[item.Ref])
}

// explicit are the dependencies by depends_on alone.
func explicit(items []*module.Item) map[eval.Ref][]eval.Ref {
	edges := make(map[eval.Ref][]eval.Ref)
	for _, item := range items {
		if len(item.DependsOn) > 0 {
			edges[item.Ref] = item.DependsOn
		}
	}
	return edges
}

type tarjan struct {
	edges      map[eval.Ref][]eval.Ref
	index, low map[eval.Ref]int
	on         map[eval.Ref]bool
	stack      []eval.Ref
	group      map[eval.Ref]int
	groups     int
}

func (t *tarjan) visit(v eval.Ref) {
	t.index[v] = len(t.index) + 1
	t.low[v] = t.index[v]
	t.stack = append(t.stack, v)
	t.on[v] = true
	for _, next := range t.edges[v] {
		if t.index[next] == 0 {
			t.visit(next)
			t.low[v] = min(t.low[v], t.low[next])
		} else if t.on[next] {
			t.low[v] = min(t.low[v], t.index[next])
		}
	}
	if t.low[v] == t.index[v] {
		t.pop(v)
	}
}

// pop takes a finished component off the stack; one block alone is no circle.
func (t *tarjan) pop(v eval.Ref) {
	size := 0
	for i := len(t.stack) - 1; t.stack[i] != v; i-- {
		size++
	}
	component := t.stack[len(t.stack)-size-1:]
	t.groups++
	for _, m := range component {
		t.on[m] = false
		if len(component) > 1 {
			t.group[m] = t.groups
		}
	}
	t.stack = t.stack[:len(t.stack)-len(component)]
}
