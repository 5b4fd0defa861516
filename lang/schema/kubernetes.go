package schema

import "strings"

// KubernetesPath is the field of an object that a block lands in, as people
// write it: "spec.template.spec.containers[]". It is empty for a block that is
// an object of its own, or that has no field. K is the kind of the workload
// around it; 0 outside workloads.
func (b *Block) KubernetesPath(k Kinds) string {
	if b.Parent == nil || b.Emits != "" {
		return ""
	}
	p, ok := PathFor(b.Places, k)
	if !ok || len(p.Steps) == 0 && p.Base == Here {
		return b.Parent.KubernetesPath(k)
	}
	at := b.Parent.within(p, k)
	if b.Form == Many {
		at += "[]"
	}
	return at
}

// KubernetesPathOf is the field that an argument of the block becomes; empty
// for one that is wl's own.
func (b *Block) KubernetesPathOf(a *Attribute, k Kinds) string {
	p, ok := PathFor(a.Places, k)
	if !ok || !a.Kinds.Has(k) {
		return ""
	}
	return b.within(p, k)
}

// within writes a path that starts from the block's place, or from its own base.
func (b *Block) within(p Path, k Kinds) string {
	var at string
	switch p.Base {
	case Here:
		at = b.KubernetesPath(k)
	case Pod:
		at = strings.Join(PodSteps(k), ".")
	case Template:
		at = strings.Join(TemplateSteps(k), ".")
	}
	for _, step := range p.Steps {
		switch {
		case strings.ContainsAny(step, "./"):
			at += "[" + step + "]"
		case at == "":
			at = step
		default:
			at += "." + step
		}
	}
	return at
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
func (b *Block) Path() string {
	if b.Parent == nil {
		return ""
	}
	if outer := b.Parent.Path(); outer != "" {
		return outer + "." + b.Name
	}
	return b.Name
}
