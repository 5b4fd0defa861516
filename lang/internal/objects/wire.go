package objects

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/module"
)

// wiring is what waits for what among the items of a cluster: the instances of
// its blocks, each for itself.
type wiring struct {
	instances map[eval.Ref][]*module.Item
	reads     map[*module.Item][]*module.Item // those that make what its Pods read
	objects   map[*module.Item][]*made
	circles   map[*module.Item]int
}

// wire records which objects must be in place before which others.
func (c *compiler) wire(items []*module.Item) {
	w := &wiring{instances: make(map[eval.Ref][]*module.Item), objects: make(map[*module.Item][]*made), reads: c.reads()}
	for _, item := range items {
		w.instances[item.Ref] = append(w.instances[item.Ref], item)
	}
	for _, m := range c.order {
		w.objects[m.item] = append(w.objects[m.item], m)
	}
	ordered := c.checkOrder(items)
	w.circles = circles(items, func(item *module.Item) []*module.Item { return append(w.explicit(item), w.mentioned(item)...) })
	if ordered {
		c.warnOfCircles(items, w)
	}
	for _, m := range c.order {
		c.needs(m, w, ordered)
	}
	if ordered {
		c.checkObjects()
	}
}

func (c *compiler) needs(m *made, w *wiring, ordered bool) {
	needs := make(map[object.Ref]bool)
	c.needNamespace(m, needs)
	c.needAccount(m, needs)
	if d, ok := c.definitions[m.manifest.Ref.GroupKind()]; ok && c.made[d.ref] != nil {
		needs[d.ref] = true
	}
	if main := m.manifest.Address == m.item.Address; main { // not one of its services
		if m.item.Kind != 0 {
			c.needGoverning(m, needs)
		}
		for _, item := range w.mentioned(m.item) {
			// Workloads that refer to each other start together.
			if w.circles[item] == 0 || w.circles[item] != w.circles[m.item] {
				w.need(item, m, needs)
			}
		}
		if ordered {
			for _, item := range w.explicit(m.item) {
				w.need(item, m, needs)
			}
		}
	}
	for ref := range needs {
		m.manifest.DependsOn = append(m.manifest.DependsOn, ref)
	}
	slices.SortFunc(m.manifest.DependsOn, object.Compare)
}

// mentioned are the items that a workload mentions, or that make what its Pods
// read. Instances of one block that mention it start together: which of them is
// meant is not known.
func (w *wiring) mentioned(item *module.Item) []*module.Item {
	found := slices.Clone(w.reads[item])
	if item.Kind == 0 {
		return found
	}
	for _, ref := range item.References {
		if ref != item.Ref {
			found = append(found, w.instances[ref]...)
		}
	}
	return found
}

// explicit are the items that another one names by depends_on.
func (w *wiring) explicit(item *module.Item) []*module.Item {
	var found []*module.Item
	for _, ref := range item.DependsOn {
		found = append(found, w.instances[ref]...)
	}
	return found
}

func (w *wiring) need(item *module.Item, m *made, needs map[object.Ref]bool) {
	if item == m.item {
		return
	}
	for _, other := range w.objects[item] {
		needs[other.manifest.Ref] = true
	}
}

// reads are the items that make what the Pods of others read, also where these
// name it by themselves.
func (c *compiler) reads() map[*module.Item][]*module.Item {
	reads := make(map[*module.Item][]*module.Item)
	for _, m := range c.order {
		for _, read := range m.manifest.Reads() {
			if source := c.made[read.Ref]; source != nil && source.item != m.item {
				reads[m.item] = append(reads[m.item], source.item)
			}
		}
	}
	return reads
}

func (c *compiler) needNamespace(m *made, needs map[object.Ref]bool) {
	ref := object.NewRef(kind.Namespace, "", m.manifest.Ref.Namespace)
	if _, ours := c.made[ref]; ours {
		needs[ref] = true
	}
}

// needAccount has the token of a ServiceAccount come after that: Kubernetes deletes a token
// whose account does not exist.
func (c *compiler) needAccount(m *made, needs map[object.Ref]bool) {
	if m.manifest.Ref.GroupKind() != kind.Secret || m.manifest.Content["type"] != string(corev1.SecretTypeServiceAccountToken) {
		return
	}
	name, _ := object.At(m.manifest.Content, "metadata", "annotations", corev1.ServiceAccountNameKey).(string)
	ref := object.NewRef(kind.ServiceAccount, m.manifest.Ref.Namespace, name)
	if _, ours := c.made[ref]; ours {
		needs[ref] = true
	}
}

func (c *compiler) needGoverning(m *made, needs map[object.Ref]bool) {
	spec, _ := m.manifest.Content["spec"].(map[string]any)
	name, _ := spec["serviceName"].(string)
	ref := object.NewRef(kind.Service, m.manifest.Ref.Namespace, name)
	if _, ours := c.made[ref]; ours && name != "" {
		needs[ref] = true
	}
}

// checkOrder holds depends_on to an order that exists: references may go in
// circles, orders may not.
func (c *compiler) checkOrder(items []*module.Item) bool {
	edges := make(map[eval.Ref][]eval.Ref)
	refs := make([]eval.Ref, len(items))
	for i, item := range items {
		refs[i], edges[item.Ref] = item.Ref, item.DependsOn
	}
	needs := func(ref eval.Ref) []eval.Ref { return edges[ref] }
	groups := circles(refs, needs)
	for _, item := range items {
		if groups[item.Ref] == 0 && !slices.Contains(edges[item.Ref], item.Ref) {
			continue
		}
		c.diags = append(c.diags, diag.Error(item.Header, "Dependency cycle",
			"depends_on forms a cycle: %s. Remove one of these dependencies.", joinedBy(circleFrom(item.Ref, needs), " needs ")))
		return false
	}
	return true
}

// warnOfCircles tells of blocks that depends_on puts in order and that refer to each
// other in a circle: the references, which would decide the order elsewhere, do not.
func (c *compiler) warnOfCircles(items []*module.Item, w *wiring) {
	told := make(map[int]bool)
	for _, item := range items {
		group := w.circles[item]
		within := func(other *module.Item) bool { return w.circles[other] == group }
		if group == 0 || told[group] || !slices.ContainsFunc(w.explicit(item), within) {
			continue
		}
		told[group] = true
		path := circleFrom(item, func(at *module.Item) []*module.Item {
			return slices.DeleteFunc(append(w.explicit(at), w.mentioned(at)...), func(other *module.Item) bool { return !within(other) })
		})
		refs := make([]eval.Ref, len(path))
		for i, at := range path {
			refs[i] = at.Ref
		}
		c.diags = append(c.diags, diag.Warning(item.Header, "Dependency cycle",
			"%s, partly by depends_on and partly by references. Only depends_on decides the order of these blocks, which otherwise start together. Remove the references, or depends_on, if another order is meant.", joinedBy(refs, " needs ")))
	}
}

// checkObjects does so for single objects, which wait for their namespace and
// their kind's definition as well.
func (c *compiler) checkObjects() {
	needs := func(ref object.Ref) []object.Ref {
		if m := c.made[ref]; m != nil {
			return m.manifest.DependsOn
		}
		return nil
	}
	refs := make([]object.Ref, len(c.order))
	for i, m := range c.order {
		refs[i] = m.manifest.Ref
	}
	groups := circles(refs, needs)
	told := make(map[int]bool)
	for _, m := range c.order {
		group := groups[m.manifest.Ref]
		if group == 0 || told[group] {
			continue
		}
		told[group] = true
		c.diags = append(c.diags, diag.Error(m.header, "Dependency cycle",
			"%s. None of them can be created first: a namespace is created before its objects, a CustomResourceDefinition before the objects of its kind, and the blocks in depends_on before the block. Remove one of the dependencies.",
			joinedBy(circleFrom(m.manifest.Ref, needs), " needs ")))
	}
}

func joinedBy[N fmt.Stringer](path []N, separator string) message.List {
	names := make([]string, len(path))
	for i, n := range path {
		names[i] = n.String()
	}
	return message.Join(names, separator)
}
