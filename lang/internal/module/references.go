package module

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// references lists the blocks that make objects and that a block refers to:
// directly, or through locals and the inputs and outputs of modules.
func (in *Instance) references(b *syntax.Block) []eval.Ref {
	m := &mentions{seen: make(map[eval.Ref]bool)}
	b.Walk(func(a *syntax.Attribute) { m.expression(in, a, 0) })
	return m.found
}

// mentions collects what expressions refer to.
type mentions struct {
	seen  map[eval.Ref]bool
	found []eval.Ref
}

func (m *mentions) expression(in *Instance, a *syntax.Attribute, depth int) {
	if a == nil || depth > maxChain { // evaluating it has reported that
		return
	}
	for _, t := range a.Variables {
		if ref, ok := eval.RefOf(t); ok {
			m.name(in, ref, depth+1)
		}
	}
}

func (m *mentions) name(in *Instance, ref eval.Ref, depth int) {
	key := in.absolute(ref)
	if m.seen[key] {
		return
	}
	m.seen[key] = true
	switch ref.Root {
	case "local":
		m.expression(in, in.module.locals[ref], depth)
	case "var":
		m.input(in, ref, depth)
	case eval.Module:
		m.outputs(in, ref, depth)
	default:
		if b := in.module.blocks[ref]; b != nil && b.Schema.Emits != "" {
			m.found = append(m.found, key)
		}
	}
}

// input continues to what a call gives to a variable, and where it gives what its
// own repetition says, to that.
func (m *mentions) input(in *Instance, ref eval.Ref, depth int) {
	if in.by == nil {
		return
	}
	b := in.by.block
	a := b.Attributes[ref.Name]
	m.expression(in.by.from, a, depth)
	if a != nil && uses(a, "each", "count") {
		m.expression(in.by.from, b.ForEach, depth)
		m.expression(in.by.from, b.Count, depth)
	}
}

func uses(a *syntax.Attribute, roots ...string) bool {
	for _, t := range a.Variables {
		for _, root := range roots {
			if t.RootName() == root {
				return true
			}
		}
	}
	return false
}

// outputs continues into every instance of a module.
func (m *mentions) outputs(in *Instance, ref eval.Ref, depth int) {
	b := in.module.blocks[eval.Ref{Root: ref.Root, Name: ref.Name}]
	if b == nil {
		return
	}
	for _, i := range in.instances(b).instances {
		for name, o := range i.module.outputs {
			if ref.Output == "" || ref.Output == name {
				m.expression(i, o.Attributes["value"], depth)
			}
		}
	}
}

// dependsOn reads a list of references. One to a module stands for everything
// in it.
func (in *Instance) dependsOn(b *syntax.Block) []eval.Ref {
	if b.DependsOn == nil || b.DependsOn.Broken {
		return nil
	}
	list, diags := hcl.ExprList(b.DependsOn.Expr)
	in.Diags = append(in.Diags, diags...)
	var refs []eval.Ref
	for _, e := range list {
		t, diags := hcl.AbsTraversalForExpr(e)
		ref, ok := eval.Ref{}, false
		if !diags.HasErrors() {
			ref, ok = eval.RefOf(t)
			ref.Output = ""
		}
		target := in.module.blocks[ref]
		switch {
		case ok && target != nil && target.Schema.Emits != "":
			refs = append(refs, in.absolute(ref))
		case ok && target != nil && ref.Root == eval.Module:
			refs = append(refs, in.instances(target).emitting()...)
		case ok && target == nil:
			if wrong := in.undeclared(ref, e.Range()); wrong != nil {
				in.report(wrong)
			}
		default:
			in.report(diag.Error(e.Range(), "Invalid dependency", "depends_on lists blocks that make objects, and modules. Write [workload.<name>, …]."))
		}
	}
	return refs
}
