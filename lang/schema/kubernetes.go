package schema

import (
	"cmp"

	"github.com/workloadlang/wl/internal/object"
)

// KubernetesPath is the field of an object that a block lands in, as people
// write it: "spec.template.spec.containers[]". It is empty for a block that is
// an object of its own, or that has no field. K is the kind of the workload
// around it; 0 outside workloads.
func (b *Block) KubernetesPath(k Kinds) string { return b.field(k).String() }

// KubernetesPathOf is the field that an argument of the block becomes; empty
// for one that is wl's own.
func (b *Block) KubernetesPathOf(a *Attribute, k Kinds) string {
	p, ok := PathFor(a.Places, k)
	if !ok || !a.Kinds.Has(k) {
		return ""
	}
	return b.within(p, k).String()
}

// KubernetesPathFrom is the field at a path that is seen from the block.
func (b *Block) KubernetesPathFrom(p Path, k Kinds) string { return b.within(p, k).String() }

// field is the path of a block's field, with any item of the lists on the way.
func (b *Block) field(k Kinds) object.Path {
	if b.Parent == nil || b.Emits != "" {
		return object.Path{}
	}
	p, ok := PathFor(b.Places, k)
	if !ok || p == (Path{}) {
		return b.Parent.field(k)
	}
	at := b.Parent.within(p, k)
	if b.Form == Many {
		at = at.Child(object.ItemOf())
	}
	return at
}

// within is a path that starts from the block's place, or from its own base.
func (b *Block) within(p Path, k Kinds) object.Path {
	var at object.Path
	switch p.Base {
	case Here:
		at = b.field(k)
	case Pod:
		at = PodPath(k)
	case Template:
		at = TemplatePath(k)
	}
	return at.Join(p.Field)
}

// ObjectKind is the kind of object that the block's arguments are part of:
// "workload" where that is the workload's own; empty for none.
func (b *Block) ObjectKind() string {
	for ; b != nil; b = b.Parent {
		if b.Emits != "" {
			return b.Emits
		}
	}
	return ""
}

// Path is the way to the block from the top of a file: "workload.container".
func (b *Block) Path() string { return b.pathOf(func(b *Block) string { return b.Name }) }

// AliasPath is the same way by the aliases of the blocks that have one.
func (b *Block) AliasPath() string {
	return b.pathOf(func(b *Block) string { return cmp.Or(b.Alias, b.Name) })
}

func (b *Block) pathOf(name func(*Block) string) string {
	if b.Parent == nil {
		return ""
	}
	if outer := b.Parent.pathOf(name); outer != "" {
		return outer + "." + name(b)
	}
	return name(b)
}
