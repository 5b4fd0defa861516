package syntax

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/schema"
)

// Block is a block of the source, bound to its row of the table. It is what
// was written, not yet evaluated, and is never changed once it is bound.
type Block struct {
	Schema *schema.Block
	Name   string // as the source has it: the row's, or its alias
	Label  string
	// Header is the block's type and label, LabelRange the label alone.
	Header     hcl.Range
	LabelRange hcl.Range
	// Attributes are the arguments by name; those of a free block may have any
	// name, all others are in the table.
	Attributes map[string]*Attribute
	Blocks     []*Block // in the order of the source
	// ForEach, Count and DependsOn are set where the table lets blocks repeat.
	ForEach, Count, DependsOn *Attribute
	// Dynamic is set for the blocks that a dynamic block generates; the rest
	// describes their content.
	Dynamic *Dynamic
	// Generated blocks are what a dynamic block has made.
	Generated bool
	// Incomplete blocks lack something that they must have, or have something that
	// is not known, which has been reported.
	Incomplete bool
	// Broken blocks have a syntax error in them: what is missing in them may
	// not be missing.
	Broken bool
}

// Dynamic is what a dynamic block says of the blocks it generates.
type Dynamic struct {
	ForEach  *Attribute
	Iterator string
	Label    *Attribute // an expression for each block's label; nil without one
}

// Attribute is an argument of the source, with the references in it.
type Attribute struct {
	Name      string
	Expr      hcl.Expression
	Range     hcl.Range // name and value
	NameRange hcl.Range
	// Variables are the references of the expression.
	Variables []hcl.Traversal
	// Broken arguments have a syntax error in them: what they say is not known.
	Broken bool
}

func newAttribute(a *hcl.Attribute) *Attribute {
	return &Attribute{Name: a.Name, Expr: a.Expr, Range: a.Range, NameRange: a.NameRange, Variables: a.Expr.Variables()}
}

// NewExpression makes an argument of an expression that stands alone.
func NewExpression(name string, e hcl.Expression) *Attribute {
	return newAttribute(&hcl.Attribute{Name: name, Expr: e, Range: e.Range(), NameRange: e.Range()})
}

// Walk visits every argument of the block and of the blocks within it.
func (b *Block) Walk(visit func(*Attribute)) {
	for _, a := range b.Attributes {
		visit(a)
	}
	for _, a := range []*Attribute{b.ForEach, b.Count, b.DependsOn} {
		if a != nil {
			visit(a)
		}
	}
	if d := b.Dynamic; d != nil {
		for _, a := range []*Attribute{d.ForEach, d.Label} {
			if a != nil {
				visit(a)
			}
		}
	}
	for _, n := range b.Blocks {
		n.Walk(visit)
	}
}

// Sorted lists the arguments in the order of the source.
func (b *Block) Sorted() []*Attribute {
	return slices.SortedFunc(maps.Values(b.Attributes), func(x, y *Attribute) int {
		return cmp.Or(strings.Compare(x.Range.Filename, y.Range.Filename), cmp.Compare(x.Range.Start.Byte, y.Range.Start.Byte))
	})
}
