package module

import (
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// undeclaredName is the summary of the error that a reference names what is not there.
const undeclaredName = "Reference to undeclared name"

// Names finds the names and functions in the expressions of a stack, and of all modules that
// it calls, that there are not: also in what no evaluation needs, such as the message of a
// rule that holds, and a block of which there is no instance.
func Names(stack *Module) hcl.Diagnostics {
	found := &naming{names: names{stack, stack}, done: make(map[*Module]bool)}
	found.ofModule()
	return found.diags
}

// Unsaid are those that say something new: evaluating reports a name that is not declared
// once for a module, at the first of all places that need it.
func Unsaid(found, said hcl.Diagnostics) hcl.Diagnostics {
	type undeclared struct{ dir, detail string }
	told := make(map[undeclared]bool)
	name := func(d *hcl.Diagnostic) undeclared { return undeclared{path.Dir(d.Subject.Filename), d.Detail} }
	for _, d := range said {
		if d.Summary == undeclaredName && d.Subject != nil {
			told[name(d)] = true
		}
	}
	return slices.DeleteFunc(diag.Sorted(found), func(d *hcl.Diagnostic) bool {
		if d.Summary != undeclaredName {
			return false
		}
		before := told[name(d)]
		told[name(d)] = true
		return before
	})
}

// naming looks into the expressions of a module.
type naming struct {
	names
	done  map[*Module]bool
	diags hcl.Diagnostics
}

var _ eval.Resolver = (*naming)(nil)

// Resolve reports a name that is not declared; see eval.Resolver. No value is known.
func (n *naming) Resolve(ref eval.Ref, at hcl.Range) cty.Value {
	block, declared := n.declaring(ref.Root).blocks[eval.Ref{Root: ref.Root, Name: ref.Name}]
	var wrong *hcl.Diagnostic
	switch {
	case ref.Name == "" || n.module.locals[ref] != nil:
	case !declared:
		wrong = n.undeclared(ref, at)
	case ref.Output != "" && n.module.calls[block] != nil:
		wrong = n.module.calls[block].lacksOutput(ref, at)
	}
	if wrong != nil {
		n.diags = append(n.diags, wrong)
	}
	return cty.DynamicVal
}

// Bare reports a root without a name; see eval.Resolver.
func (n *naming) Bare(root string, at hcl.Range, advice message.Text) {
	n.diags = append(n.diags, n.bare(root, at, advice))
}

// ofModule looks into the module, and into each that it calls.
func (n *naming) ofModule() {
	if n.done[n.module] {
		return
	}
	n.done[n.module] = true
	scope := eval.NewScope(n.module.functions, n, nil)
	for _, b := range n.module.root.Blocks {
		switch {
		case b.Broken || b.Schema.Name == "removed": // which names what there is no more
		case b.Schema.Name == "rollout":
			n.ofBlock(b, scope.With("result", cty.DynamicVal)) // which conditions of analyses are about
		default:
			n.ofBlock(b, scope)
		}
	}
	for _, b := range n.module.callBlocks() {
		called := &naming{names: names{n.module.calls[b], n.stack}, done: n.done}
		called.ofModule()
		n.diags = append(n.diags, called.diags...)
	}
}

// ofBlock looks into a block, and all within it.
func (n *naming) ofBlock(b *syntax.Block, scope *eval.Scope) {
	within := scope
	if b.ForEach != nil {
		within = within.With("each", cty.DynamicVal)
	}
	if b.Count != nil {
		within = within.With("count", cty.DynamicVal)
	}
	n.ofArgument(b.ForEach, scope)
	n.ofArgument(b.Count, scope)
	n.ofDependencies(b.DependsOn)
	if d := b.Dynamic; d != nil {
		n.ofArgument(d.ForEach, scope)
		within = within.With(d.Iterator, cty.DynamicVal)
		n.ofArgument(d.Label, within)
	}
	for _, a := range b.Attributes {
		if !constant(b, a) {
			n.ofArgument(a, within)
		}
	}
	for _, inner := range b.Blocks {
		n.ofBlock(inner, within)
	}
}

// constant reports whether an argument is read before anything is evaluated, which has
// reported what is wrong with it.
func constant(b *syntax.Block, a *syntax.Attribute) bool {
	return b.Schema.Name == "variable" || b.Schema.Name == eval.Module && a.Name == "source"
}

func (n *naming) ofArgument(a *syntax.Attribute, scope *eval.Scope) {
	if a != nil {
		n.diags = append(n.diags, scope.Names(a)...)
	}
}

// ofDependencies looks into a list of blocks. What is no reference at all is reported where
// the list is read.
func (n *naming) ofDependencies(a *syntax.Attribute) {
	if a == nil {
		return
	}
	for _, t := range a.Variables {
		if ref, ok := eval.RefOf(t); ok && n.IsRoot(ref.Root) {
			ref.Output = ""
			n.Resolve(ref, t.SourceRange())
		}
	}
}
