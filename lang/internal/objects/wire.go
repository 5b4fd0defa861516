package objects

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/module"
)

// wire says which objects must be in place before which others.
func (c *compiler) wire(items []*module.Item) {
	byBlock := make(map[eval.Ref][]*made)
	for _, m := range c.order {
		byBlock[m.item.Ref] = append(byBlock[m.item.Ref], m)
	}
	ordered := c.checkOrder(items)
	reads := c.reads()
	circles := circles(items, references(items, reads))
	for _, m := range c.order {
		needs := make(map[object.Ref]bool)
		c.needNamespace(m, needs)
		if d, ok := c.definitions[m.manifest.Ref.GroupKind()]; ok && c.made[d.ref] != nil {
			needs[d.ref] = true
		}
		main := m.manifest.Address == m.item.Address // not one of its services
		if m.item.Kind != 0 && main {
			c.needGoverning(m, needs)
		}
		for _, ref := range mentioned(m.item, reads) {
			// Workloads that refer to each other start together.
			if main && (circles[ref] == 0 || circles[ref] != circles[m.item.Ref]) {
				need(byBlock[ref], m, needs)
			}
		}
		for _, ref := range m.item.DependsOn {
			if ordered && main {
				need(byBlock[ref], m, needs)
			}
		}
		for ref := range needs {
			m.manifest.DependsOn = append(m.manifest.DependsOn, ref)
		}
		slices.SortFunc(m.manifest.DependsOn, object.Compare)
	}
}

// reads are the blocks of the stack that make what the Pods of workloads read,
// also where these name it by themselves.
func (c *compiler) reads() map[eval.Ref][]eval.Ref {
	reads := make(map[eval.Ref][]eval.Ref)
	for _, m := range c.order {
		for _, read := range m.manifest.Reads() {
			if source := c.made[read.Ref]; source != nil {
				reads[m.item.Ref] = append(reads[m.item.Ref], source.item.Ref)
			}
		}
	}
	return reads
}

func need(others []*made, m *made, needs map[object.Ref]bool) {
	for _, other := range others {
		if other.item != m.item {
			needs[other.manifest.Ref] = true
		}
	}
}

func (c *compiler) needNamespace(m *made, needs map[object.Ref]bool) {
	ref := object.Ref{Kind: "Namespace", Name: m.manifest.Ref.Namespace}
	if _, ours := c.made[ref]; ours {
		needs[ref] = true
	}
}

func (c *compiler) needGoverning(m *made, needs map[object.Ref]bool) {
	spec, _ := m.manifest.Content["spec"].(map[string]any)
	name, _ := spec["serviceName"].(string)
	ref := object.Ref{Kind: "Service", Namespace: m.manifest.Ref.Namespace, Name: name}
	if _, ours := c.made[ref]; ours && name != "" {
		needs[ref] = true
	}
}

// checkOrder holds depends_on to an order that exists: references may go in
// circles, orders may not.
func (c *compiler) checkOrder(items []*module.Item) bool {
	edges := explicit(items)
	groups := circles(items, edges)
	for _, item := range items {
		if groups[item.Ref] == 0 && !slices.Contains(edges[item.Ref], item.Ref) {
			continue
		}
		path := circleFrom(item.Ref, edges)
		names := make([]string, len(path))
		for i, ref := range path {
			names[i] = ref.String()
		}
		c.diags = append(c.diags, diag.Error(item.Header, "Circular dependency",
			"By depends_on, %s. Take one of these dependencies out.", strings.Join(names, " needs ")))
		return false
	}
	return true
}

// circleFrom finds a way from a block back to itself.
func circleFrom(start eval.Ref, edges map[eval.Ref][]eval.Ref) []eval.Ref {
	seen := make(map[eval.Ref]bool)
	var walk func(at eval.Ref, path []eval.Ref) []eval.Ref
	walk = func(at eval.Ref, path []eval.Ref) []eval.Ref {
		path = append(path, at)
		for _, next := range edges[at] {
			if next == start {
				return append(path, next)
			}
			if !seen[next] {
				seen[next] = true
				if found := walk(next, path); found != nil {
					return found
				}
			}
		}
		return nil
	}
	return walk(start, nil)
}
