// Package module evaluates a module: one directory's files, for one cluster at
// a time. It knows what every name in them stands for.
package module

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Module is what one directory declares. It is not changed once made, and
// serves the evaluation for every cluster.
type Module struct {
	Dir    string
	root   *syntax.Block
	blocks map[eval.Ref]*syntax.Block     // what can be referred to, by reference
	locals map[eval.Ref]*syntax.Attribute // likewise
	order  []eval.Ref                     // of locals, as declared
	// broken modules have syntax errors: a name may be missing from them only
	// since its block could not be read.
	broken bool
}

// New indexes a bound module by the names that it declares.
func New(dir string, root *syntax.Block) (*Module, hcl.Diagnostics) {
	m := &Module{Dir: dir, root: root, blocks: make(map[eval.Ref]*syntax.Block), locals: make(map[eval.Ref]*syntax.Attribute), broken: root.Broken}
	var diags hcl.Diagnostics
	for _, b := range root.Blocks {
		switch {
		case b.Schema.Name == "locals":
			diags = append(diags, m.addLocals(b)...)
		case b.Schema.Name == "variable":
			m.add(eval.Ref{Root: "var", Name: b.Label}, b)
		case b.Schema.Name == "cluster" || b.Schema.Emits != "":
			m.add(eval.Ref{Root: b.Schema.Name, Name: b.Label}, b)
		}
	}
	return m, diags
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
			diags = append(diags, diag.Error(a.NameRange, "Duplicate name", "local.%s stands at %s already. Rename or remove one of the two.", a.Name, syntax.Place(first.NameRange)))
			continue
		}
		m.locals[ref] = a
		m.order = append(m.order, ref)
	}
	return diags
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

// roots lists what references can begin with.
func (m *Module) roots() []string {
	roots := []string{"var", "local", "cluster", "target", "path", "each", "count"}
	for _, b := range m.root.Schema.Blocks {
		if b.Emits != "" {
			roots = append(roots, b.Name)
		}
	}
	return roots
}
