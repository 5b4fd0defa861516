package readback

import (
	"iter"
	"reflect"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Unit is a block at the top of a file, with the objects that it makes.
type Unit struct {
	Objects []object.Manifest
	block   *Block
	parts   map[object.Ref]*Block // those within the block that make its further objects
}

// Settings are what the stack says that concerns all objects.
type Settings struct {
	Stack     object.Stack
	Namespace string // of the objects that name none
}

// gatherer puts objects into blocks.
type gatherer struct {
	Settings
	objects []object.Manifest
	units   []*Unit
	in      map[object.Ref]*Unit // those that have a place
}

// Units reads objects into blocks: workloads with what goes with them first. An object
// that no block makes is written out in full.
func Units(objects []object.Manifest, s Settings) []*Unit {
	g := &gatherer{Settings: s, objects: objects, in: map[object.Ref]*Unit{}}
	for i := range objects {
		if workloadKind(objects[i].Ref) != 0 && isCurrent(&objects[i]) {
			g.workload(&objects[i])
		}
	}
	for _, attach := range []func(m *object.Manifest) bool{g.account, g.beside} {
		for i := range objects {
			if g.in[objects[i].Ref] == nil && isCurrent(&objects[i]) {
				attach(&objects[i])
			}
		}
	}
	for i := range objects {
		if g.in[objects[i].Ref] == nil {
			g.alone(&objects[i])
		}
	}
	return g.units
}

func workloadKind(ref object.Ref) schema.Kinds {
	k := schema.KindOf(ref.Kind)
	if known, ok := kind.Named(ref.Kind); !ok || known.GroupKind != ref.GroupKind() {
		return 0
	}
	return k
}

// isCurrent reports whether an object is of the version that wl writes.
func isCurrent(m *object.Manifest) bool {
	return kind.About(m.Ref.GroupKind()).APIVersion() == m.APIVersion
}

// put notes that an object is made by a unit's block, or by one within it.
func (g *gatherer) put(u *Unit, m *object.Manifest, part *Block) {
	g.in[m.Ref] = u
	u.Objects = append(u.Objects, *m)
	if part != u.block {
		u.parts[m.Ref] = part
	}
}

// reader is of an object that is labelled by a name. The workload is the one that it
// belongs to; nil for none.
func (g *gatherer) reader(m *object.Manifest, name string, workload *object.Manifest) *reader {
	r := &reader{content: m.Content, used: map[object.Path]bool{}, implied: map[string]any{object.LabelName: name}}
	for key, v := range g.Stack.MemberLabels() {
		r.implied[key] = v
	}
	if workload != nil {
		r.kind, r.pods = workloadKind(workload.Ref), object.PodLabels(workload.Ref)
	}
	if namespace, _ := object.At(m.Content, "metadata", "namespace").(string); namespace == g.Namespace || workload != nil && workload != m && namespace == workload.Ref.Namespace {
		r.used[object.PathOf("metadata", "namespace")] = true
	}
	return r
}

func (g *gatherer) workload(m *object.Manifest) {
	row, _ := table.Root().Block("workload")
	r := g.reader(m, m.Ref.Name, m)
	r.used[object.PathOf("metadata", "name")] = true
	u := &Unit{block: r.block(row, object.Path{}), parts: map[object.Ref]*Block{}}
	u.block.arguments = append([]argument{{"kind", m.Ref.Kind}}, u.block.arguments...)
	g.put(u, m, u.block)
	g.units = append(g.units, u)
}

// alone reads an object into a block of its own.
func (g *gatherer) alone(m *object.Manifest) {
	for _, row := range table.Root().Blocks {
		if known, ok := kind.Named(row.Emits); ok && known.GroupKind == m.Ref.GroupKind() && isCurrent(m) && row.Emits != "workload" {
			r := g.reader(m, m.Ref.Name, nil)
			r.used[object.PathOf("metadata", "name")] = true
			u := &Unit{block: r.block(row, object.Path{})}
			g.put(u, m, u.block)
			g.units = append(g.units, u)
			return
		}
	}
	u := &Unit{Objects: []object.Manifest{*m}}
	g.in[m.Ref] = u
	g.units = append(g.units, u.InFull()...)
}

// Less are what a unit becomes when some of its objects are not made as they are: without
// them, and these written out; all of it written out where the block itself is wrong.
func (u *Unit) Less(wrong iter.Seq[object.Ref]) []*Unit {
	gone := map[*Block]bool{}
	for ref := range wrong {
		gone[u.parts[ref]] = true
	}
	if gone[nil] {
		return u.InFull()
	}
	var kept, lost []object.Manifest
	for _, m := range u.Objects {
		if part := u.parts[m.Ref]; part != nil && u.block.isLost(part, gone) {
			lost = append(lost, m)
		} else {
			kept = append(kept, m)
		}
	}
	u.block.lose(gone)
	u.Objects = kept
	u.restore()
	return append([]*Unit{u}, (&Unit{Objects: lost}).InFull()...)
}

// restore names what a workload's own blocks made, and make no longer.
func (u *Unit) restore() {
	w := &u.Objects[0]
	made := func(gk kind.GroupKind, name string) bool {
		return slices.ContainsFunc(u.Objects, func(m object.Manifest) bool { return m.Ref == object.NewRef(gk, w.Ref.Namespace, name) })
	}
	account, _ := schema.PodPath(workloadKind(w.Ref)).Field("serviceAccountName").At(w.Content)
	if name, _ := account.(string); name != "" && !u.block.has("service_account") && !made(kind.ServiceAccount, name) {
		u.block.set("service_account", name)
	}
	if name, _ := object.At(w.Content, "spec", "serviceName").(string); name != "" && !u.block.has("service_name") && !made(kind.Service, name) {
		u.block.set("service_name", name)
	}
}

// InFull are the unit's objects as blocks of the kind object.
func (u *Unit) InFull() []*Unit {
	row, _ := table.Root().Block("object")
	var units []*Unit
	for _, m := range u.Objects {
		b := &Block{schema: row}
		if known, ok := kind.Lookup(m.Ref.GroupKind()); !ok && m.Ref.Namespace == "" || ok && !known.Namespaced {
			b.set("scope", "Cluster")
		}
		b.set("manifest", withoutOwn(m.Content))
		units = append(units, &Unit{Objects: []object.Manifest{m}, block: b})
	}
	return units
}

// IsInFull reports whether the unit's object is written out.
func (u *Unit) IsInFull() bool { return u.block.schema.Emits == "object" }

// WithoutHash is an object without the digest of what its Pods read, which wl adds to it.
func WithoutHash(content map[string]any) map[string]any {
	template := schema.TemplatePath(schema.Deployment).Field("metadata")
	v, _ := template.Field("annotations").Field(object.AnnotationConfigHash).At(content)
	if v == nil {
		return content
	}
	return without(content, template.Field("annotations"), object.AnnotationConfigHash)
}

// withoutOwn is an object without what a manifest must not have, because wl sets it itself.
func withoutOwn(content map[string]any) map[string]any {
	return without(WithoutHash(content), object.PathOf("metadata", "labels"), object.LabelApplySet)
}

// without is an object without an entry of a map, and without the map where nothing else
// is in it.
func without(content map[string]any, at object.Path, key string) map[string]any {
	first, rest := at.Cut()
	name, _ := first.Field()
	if name == "" {
		return object.Without(content, key)
	}
	inner, _ := content[name].(map[string]any)
	if inner = without(inner, rest, key); len(inner) == 0 {
		return object.Without(content, name)
	}
	return object.With(content, name, inner)
}

// subset reports whether some labels are among others.
func subset(some, all map[string]any) bool {
	for key, v := range some {
		if !reflect.DeepEqual(all[key], v) {
			return false
		}
	}
	return len(some) > 0
}
