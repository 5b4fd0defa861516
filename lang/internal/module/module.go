// Package module evaluates modules: each is one directory's files, the stack's
// own or those of a module that is called, for one cluster at a time. It knows
// what every name in them stands for.
package module

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Module is what one directory declares. It serves the evaluation for every
// cluster and of every call, and is not changed once it is loaded but by the last
// evaluation, which forgets what it is done with.
type Module struct {
	Dir string
	// Variables are in the order of the source.
	Variables []input.Variable

	name         string // its directory from the stack's, as errors name it
	toRoot       string // the stack's directory from its own
	root         *syntax.Block
	functions    map[string]function.Function
	read         *kubeyaml.Sources              // what the functions have read
	blocks       map[eval.Ref]*syntax.Block     // what can be referred to, by reference
	outputs      map[string]*syntax.Block       // by name
	locals       map[eval.Ref]*syntax.Attribute // by reference
	order        []eval.Ref                     // of locals, as declared
	calls        map[*syntax.Block]*Module      // what its module blocks call; without those that are in error
	height       int                            // of the tree of modules that it calls
	leadingZeros syntax.LeadingZeros            // of the files of all modules
	// broken modules have syntax errors: a name may be missing from them only
	// since its block could not be read.
	broken bool
}

// index takes note of the names that a bound module declares.
func (m *Module) index() hcl.Diagnostics {
	m.blocks, m.outputs = make(map[eval.Ref]*syntax.Block), make(map[string]*syntax.Block)
	m.locals, m.calls = make(map[eval.Ref]*syntax.Attribute), make(map[*syntax.Block]*Module)
	m.broken = m.root.Broken
	var diags hcl.Diagnostics
	for _, b := range m.root.Blocks {
		switch {
		case b.Schema.Name == "locals":
			diags = append(diags, m.addLocals(b)...)
		case b.Schema.Name == "variable":
			m.add(eval.Ref{Root: "var", Name: b.Label}, b)
		case b.Schema.Name == "output":
			if m.outputs[b.Label] == nil {
				m.outputs[b.Label] = b
			}
		case b.Schema.Name == "cluster" || b.Schema.Name == eval.Module || b.Schema.Emits != "":
			m.add(refOf(b), b)
		}
	}
	return diags
}

// add keeps the first of several blocks of one name; the others have been
// reported.
func (m *Module) add(ref eval.Ref, b *syntax.Block) {
	if _, taken := m.blocks[ref]; !taken {
		m.blocks[ref] = b
	}
}

func (m *Module) addLocals(b *syntax.Block) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, a := range b.Sorted() {
		ref := eval.Ref{Root: "local", Name: a.Name}
		if first, taken := m.locals[ref]; taken {
			diags = append(diags, diag.Error(a.NameRange, "Duplicate name", "local.%s is already declared at %s. Rename or remove one of the two.", a.Name, syntax.Place(first.NameRange)))
			continue
		}
		m.locals[ref] = a
		m.order = append(m.order, ref)
	}
	return diags
}

// mentioned are all names that the module's expressions refer to.
func (m *Module) mentioned() map[eval.Ref]bool {
	names := make(map[eval.Ref]bool)
	m.root.Walk(func(a *syntax.Attribute) {
		for _, t := range a.Variables {
			if ref, ok := eval.RefOf(t); ok {
				names[ref] = true
			}
		}
	})
	return names
}

// Interest is what a module may depend on of the cluster that it is evaluated for.
type Interest struct {
	Name, Labels bool // which expressions name
	Lists        bool // of clusters, which blocks are for
}

// Interest is that of the module, and of all that it calls.
func (m *Module) Interest() Interest {
	var i Interest
	m.root.Walk(func(a *syntax.Attribute) {
		for _, t := range a.Variables {
			if t.RootName() != "target" {
				continue
			}
			part := ""
			if len(t) > 1 {
				if step, named := t[1].(hcl.TraverseAttr); named {
					part = step.Name
				}
			}
			i.Name, i.Labels = i.Name || part != "labels", i.Labels || part != "name"
		}
	})
	i.Lists = slices.ContainsFunc(m.root.Blocks, func(b *syntax.Block) bool { return b.Attributes["clusters"] != nil })
	for _, called := range m.calls {
		of := called.Interest()
		i = Interest{i.Name || of.Name, i.Labels || of.Labels, i.Lists || of.Lists}
	}
	return i
}

// forget keeps of a block only what it is called. Compiling 10,000 workloads takes
// 535 MiB, and 798 MiB with what their blocks say.
func (m *Module) forget(i int) {
	b := m.root.Blocks[i]
	called := &syntax.Block{Schema: b.Schema, Label: b.Label, Header: b.Header, LabelRange: b.LabelRange}
	m.root.Blocks[i] = called
	if ref := refOf(b); m.blocks[ref] == b {
		m.blocks[ref] = called
	}
}

// all lists the blocks of one type in the order of the source.
func (m *Module) all(name string) []*syntax.Block {
	var found []*syntax.Block
	for _, b := range m.root.Blocks {
		if b.Schema.Name == name {
			found = append(found, b)
		}
	}
	return found
}

// callBlocks are the module blocks that can be followed, in the order of the
// source.
func (m *Module) callBlocks() []*syntax.Block {
	if len(m.calls) == 0 {
		return nil
	}
	var found []*syntax.Block
	for _, b := range m.all(eval.Module) {
		if m.calls[b] != nil {
			found = append(found, b)
		}
	}
	return found
}

// variable is the variable of that name; nil where it is not declared.
func (m *Module) variable(name string) *input.Variable {
	for i := range m.Variables {
		if m.Variables[i].Name == name {
			return &m.Variables[i]
		}
	}
	return nil
}

// pathValue is relative to the module's directory, as the paths are that file()
// and its like take.
func (m *Module) pathValue() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{"module": cty.StringVal("."), "root": cty.StringVal(m.toRoot)})
}

// size is how much there is to evaluate in an instance of the module itself.
func (m *Module) size() int { return 1 + len(m.root.Blocks) + len(m.locals) }

// namesOf lists what can follow a root.
func (m *Module) namesOf(root string) []string {
	var names []string
	for ref := range m.blocks {
		if ref.Root == root {
			names = append(names, ref.Name)
		}
	}
	for ref := range m.locals {
		if ref.Root == root {
			names = append(names, ref.Name)
		}
	}
	return names
}

// ownRoots are the roots of references that are no blocks' names.
var ownRoots = [...]string{"var", "local", eval.Module, "cluster", "target", "path", "each", "count"}

// roots lists what references can begin with.
func (m *Module) roots() []string {
	roots := slices.Clone(ownRoots[:])
	for _, b := range m.root.Schema.Blocks {
		if b.Emits != "" {
			roots = append(roots, b.Name)
		}
	}
	return roots
}

// isRoot reports whether a name is among the roots.
func (m *Module) isRoot(name string) bool {
	return slices.Contains(ownRoots[:], name) ||
		slices.ContainsFunc(m.root.Schema.Blocks, func(b *schema.Block) bool { return b.Emits != "" && b.Name == name })
}
