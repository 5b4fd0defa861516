// Package decode turns bound blocks into typed values by the table of fields:
// evaluated, converted, defaulted and held to their limits, each still knowing
// where it stands in the source. What leaves this package is free of HCL's
// values.
package decode

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Block is a decoded block.
type Block struct {
	Schema     *schema.Block
	Label      string
	Header     hcl.Range
	LabelRange hcl.Range
	// Implied blocks are not in the source; the table says that they hold.
	Implied    bool
	attributes map[string]*Attribute
	blocks     []*Block
}

// Attribute is a decoded argument that has a value: its own or the default.
type Attribute struct {
	Schema *schema.Attribute
	// Data is the value in JSON's form: string, bool, int64, float64,
	// map[string]any or []any.
	Data any
	// Value is the value as HCL has it, for what is handed on to expressions.
	Value cty.Value
	// Range is the value's place; that of the block for a default.
	Range   hcl.Range
	Implied bool // the value is the table's default
	// Sensitive are the places in Data that must never be shown.
	Sensitive []object.Path
	// Source is the argument as it was written, of values of any type and of raw
	// ones; nil for the others and for defaults.
	Source *syntax.Attribute
	// Scope is where a raw argument's expression is to be evaluated; nil for
	// all others.
	Scope    *eval.Scope
	elements map[any]hcl.Range
	calls    map[string]string // the functions of elements that are nothing but a call
}

func (a *Attribute) called(key, function string) {
	if a.calls == nil {
		a.calls = make(map[string]string)
	}
	a.calls[key] = function
}

// CallOf is the function that gives an element of a map, where the source writes nothing but a
// call of it.
func (a *Attribute) CallOf(key string) string { return a.calls[key] }

// ElementRange is the place of one element: by key of a map, by position of a
// list. It is the whole value's where the source does not tell them apart.
func (a *Attribute) ElementRange(key any) hcl.Range {
	if r, ok := a.elements[key]; ok {
		return r
	}
	return a.Range
}

// IsSensitive reports whether the value at a place in Data, or a part of it, must
// never be shown.
func (a *Attribute) IsSensitive(p object.Path) bool {
	return slices.ContainsFunc(a.Sensitive, p.Overlaps)
}

// Present reports whether there is such a block: written, or implied.
func (b *Block) Present() bool { return b != nil }

// Get is the argument of that name; nil when it has no value, or there is no
// such block. Code that knows the name uses the accessors of package blocks.
func (b *Block) Get(name string) *Attribute {
	if b == nil {
		return nil
	}
	return b.attributes[name]
}

// Children are the blocks of that name in the order of the source.
func (b *Block) Children(name string) []*Block {
	if b == nil {
		return nil
	}
	var found []*Block
	for _, n := range b.blocks {
		if n.Schema.Name == name {
			found = append(found, n)
		}
	}
	return found
}

// Child is the one block, or argument with an object as value, of that name;
// nil when there is none.
func (b *Block) Child(name string) *Block {
	if all := b.Children(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// Blocks are all blocks within this one, in the order of the source; those
// that only the table implies come last.
func (b *Block) Blocks() []*Block {
	if b == nil {
		return nil
	}
	return b.blocks
}

// Title names the block as people do: container "nginx".
func (b *Block) Title() string {
	if b.Schema.Label == nil || b.Schema.Unlabelled && b.Label == "" {
		return b.Schema.Name
	}
	return fmt.Sprintf("%s %q", b.Schema.Name, b.Label)
}
