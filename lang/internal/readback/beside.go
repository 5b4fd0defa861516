package readback

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// beside reads an object into the block of the workload that it belongs to.
func (g *gatherer) beside(m *object.Manifest) bool {
	u := g.owner(m)
	if u == nil {
		return false
	}
	row := nestedRow(u.block.schema, m.Ref.Kind)
	if row == nil || !row.Kinds.Has(workloadKind(u.Objects[0].Ref)) {
		return false
	}
	n := g.nested(u, row, m)
	if m.Ref.GroupKind() == kind.Service {
		g.governing(u, n, m)
	}
	u.block.add(n)
	g.put(u, m, n)
	return true
}

// nested reads an object by a row within a workload's.
func (g *gatherer) nested(u *Unit, row *schema.Block, m *object.Manifest) *Block {
	workload := &u.Objects[0]
	r := g.reader(m, workload.Ref.Name, workload)
	if row.Label != nil || m.Ref.Name == workload.Ref.Name {
		r.used[object.PathOf("metadata", "name")] = true
	}
	n := r.block(row, object.Path{})
	if row.Label != nil {
		n.label = m.Ref.Name
	}
	return n
}

// nestedRow finds the row of a workload's block that makes objects of a kind.
func nestedRow(workload *schema.Block, name string) *schema.Block {
	for row := range workload.All() {
		if row != workload && row.Emits == name {
			return row
		}
	}
	return nil
}

// owner is the workload's block that an object belongs to.
func (g *gatherer) owner(m *object.Manifest) *Unit {
	spec, _ := m.Content["spec"].(map[string]any)
	switch m.Ref.GroupKind() {
	case kind.Service:
		chosen, _ := spec["selector"].(map[string]any)
		return g.selecting(m, chosen)
	case kind.DisruptionBudget:
		chosen, _ := object.At(spec, "selector", "matchLabels").(map[string]any)
		return g.selecting(m, chosen)
	case kind.Autoscaler:
		of, _ := object.At(spec, "scaleTargetRef", "kind").(string)
		name, _ := object.At(spec, "scaleTargetRef", "name").(string)
		known, _ := kind.Named(of)
		if known != nil {
			return g.in[object.NewRef(known.GroupKind, m.Ref.Namespace, name)]
		}
	case kind.Ingress, kind.HTTPRoute:
		return g.labelled(m)
	}
	return nil
}

// selecting is the workload of whose Pods an object is: of several, the one whose name it
// is labelled with.
func (g *gatherer) selecting(m *object.Manifest, chosen map[string]any) *Unit {
	var found *Unit
	for _, u := range g.units {
		w := &u.Objects[0]
		labels, _ := schema.TemplatePath(workloadKind(w.Ref)).Join(object.PathOf("metadata", "labels")).At(w.Content)
		pods, _ := labels.(map[string]any)
		if w.Ref.Namespace != m.Ref.Namespace || !subset(chosen, pods) {
			continue
		}
		if found == nil || w.Ref.Name == object.At(m.Content, "metadata", "labels", object.LabelName) {
			found = u
		}
	}
	if found == nil {
		return g.labelled(m)
	}
	return found
}

// labelled is the workload whose name an object is labelled with.
func (g *gatherer) labelled(m *object.Manifest) *Unit {
	for _, u := range g.units {
		if w := u.Objects[0].Ref; w.Namespace == m.Ref.Namespace && w.Name == object.At(m.Content, "metadata", "labels", object.LabelName) {
			return u
		}
	}
	return nil
}

// governing says that a service gives a StatefulSet's Pods their names.
func (g *gatherer) governing(u *Unit, n *Block, m *object.Manifest) {
	if object.At(u.Objects[0].Content, "spec", "serviceName") != m.Ref.Name || u.Objects[0].Ref.GroupKind() != kind.StatefulSet {
		return
	}
	n.set("governing", true)
	u.block.unset("service_name")
}

// account reads a ServiceAccount into the first workload that runs by it, with the roles
// that are bound to it alone.
func (g *gatherer) account(m *object.Manifest) bool {
	if m.Ref.GroupKind() != kind.ServiceAccount {
		return false
	}
	for _, u := range g.units {
		w := &u.Objects[0]
		name, _ := schema.PodPath(workloadKind(w.Ref)).Field("serviceAccountName").At(w.Content)
		row := nestedRow(u.block.schema, m.Ref.Kind)
		if w.Ref.Namespace != m.Ref.Namespace || name != m.Ref.Name || g.has(u, row) {
			continue
		}
		u.block.unset("service_account")
		account := g.nested(u, row, m)
		u.block.add(account)
		g.put(u, m, account)
		g.roles(u, account, m)
		return true
	}
	return false
}

func (g *gatherer) has(u *Unit, row *schema.Block) bool {
	for _, n := range u.block.blocks {
		if n.schema == row {
			return true
		}
	}
	return false
}

// roles reads what an account may do into its block.
func (g *gatherer) roles(u *Unit, account *Block, m *object.Manifest) {
	for i := range g.objects {
		b := &g.objects[i]
		if gk := b.Ref.GroupKind(); gk != kind.Binding && gk != kind.ClusterBinding || g.in[b.Ref] != nil {
			continue
		}
		subjects, _ := b.Content["subjects"].([]any)
		if len(subjects) != 1 {
			continue
		}
		s, _ := subjects[0].(map[string]any)
		role := g.find(b)
		if role == nil || s["kind"] != m.Ref.Kind || s["name"] != m.Ref.Name || s["namespace"] != m.Ref.Namespace {
			continue
		}
		n := g.nested(u, nestedRow(account.schema, role.Ref.Kind), role)
		if b.Ref.Name != role.Ref.Name {
			n.set("binding_name", b.Ref.Name)
		}
		account.blocks = append(account.blocks, n)
		g.put(u, role, n)
		g.put(u, b, n)
	}
}

// find is the role that a binding is of, where it has no place yet and is of the
// binding's own kind.
func (g *gatherer) find(binding *object.Manifest) *object.Manifest {
	for i := range g.objects {
		role := &g.objects[i]
		if role.Ref.Kind+"Binding" == binding.Ref.Kind && role.Ref.Namespace == binding.Ref.Namespace &&
			object.At(binding.Content, "roleRef", "kind") == role.Ref.Kind && object.At(binding.Content, "roleRef", "name") == role.Ref.Name && g.in[role.Ref] == nil {
			return role
		}
	}
	return nil
}
