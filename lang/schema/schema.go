// Package schema is what a row of the language's one table of fields holds: a
// block or an argument with its type, default, limits, the kinds of workload it
// belongs to, the Kubernetes field it becomes, and its description in English and
// Chinese, and what follows from these. The rows are in package table.
package schema

import (
	"cmp"
	"iter"

	"github.com/zclconf/go-cty/cty"
)

// Form is how a block is written, and how often.
type Form int

const (
	// Group is a block written at most once that only groups arguments: its
	// defaults hold whether it is written or not.
	Group Form = iota
	// Single is a block written at most once whose presence means something.
	Single
	// Many is a block written any number of times; each becomes an item of
	// the list at its path, or an object of its own.
	Many
	// Object is an argument whose value is an object: cpu = { request = "1" }.
	Object
)

// Block is a block of the language, or an argument with an object as value.
type Block struct {
	Name string
	// Alias is another name that it can be written by; empty for most.
	Alias string
	Form  Form
	Label *Attribute // what the label says; nil where there is no label
	// Unlabelled blocks may also stand without their label, which is empty then.
	Unlabelled bool
	// SameLabels blocks may stand beside others of their label: it says what they are
	// about, and does not name them.
	SameLabels bool
	Section    string // of the documented form, "2.4"; empty outside it
	Kinds      Kinds  // of workload it belongs to
	// Instead is what the other kinds use; it completes "Write …".
	Instead, InsteadChinese string
	// Places are where in the Kubernetes object its arguments land, and, for
	// Many, which list each block is an item of.
	Places  []Place
	Compile Func // what the paths cannot say; empty for a plain block
	// Writes are the fields that Compile makes of the block, beside its arguments'.
	Writes []Path
	// Type is what wl's code calls the block's Go type, where blocks of its name
	// have different rows, or blocks of several names have the same.
	Type string
	// Emits is the kind of object that each such block makes.
	Emits string
	// Free blocks take arguments of any name, beside those of the table.
	Free bool
	// OfStack blocks belong to the stack as a whole: its modules have none.
	OfStack bool
	// Repeats blocks take for_each, count and depends_on.
	Repeats  bool
	Required bool
	English  string
	Chinese  string

	// Also are names that people bring along for it from elsewhere.
	Also []string

	Attributes []*Attribute
	Blocks     []*Block
	Parent     *Block // nil for the root

	attributes map[string]*Attribute
	blocks     map[string]*Block
}

// Attribute is one argument.
type Attribute struct {
	Name     string
	Type     Type
	Required bool
	// Nullable means that null is a value, where elsewhere it is as good as unset.
	Nullable bool
	// Public values show in the object's name and labels, in lists and in the
	// state: they must not be sensitive. So are all texts and numbers that are in no
	// object, but go by what wl does itself, unless they are Guarded.
	Public bool
	// Guarded values are in no object, and what uses them does not show them.
	Guarded bool
	// OpenKeys means that a map's keys are names that may show, also where the
	// map as a whole is sensitive. Elsewhere such a map is an error.
	OpenKeys bool
	Section  string
	Kinds    Kinds
	Places   []Place
	Compile  Func // what the paths cannot say; empty for a plain rename
	// Writes are the fields that Compile makes of it, where that is not the one at
	// its place. They are seen from its block, as Places are.
	Writes   []Path
	Defaults []Default
	// Documented limits bind unless the stack says limits = "kubernetes";
	// Kubernetes' own always bind.
	Documented []Limit
	Kubernetes []Limit
	// Keys are limits of a map's keys, Limits those of the value itself or of
	// each of a collection's elements.
	Keys []Limit
	// Sizes limit the number of a collection's elements; the documented ones
	// can be lifted like the other documented limits.
	Sizes           []Limit
	DocumentedSizes []Limit
	English         string
	Chinese         string
	// Also are names that people bring along for it from elsewhere.
	Also []string
	// Example is a value as it is written in HCL, where neither the limits nor
	// the type have one.
	Example string
}

// Default is a value that holds for some kinds when an argument is unset. It
// is written into the object.
type Default struct {
	Kinds Kinds
	Value any // as JSON holds it: string, bool, int64
}

// A Row of a block is an argument, a nested block, or what is special about it.
type Row interface{ Into(*Block) }

// Into makes the argument one of the block's.
func (a *Attribute) Into(b *Block) { b.Attributes = append(b.Attributes, a) }

// Into makes the block one of those within another.
func (b *Block) Into(outer *Block) { outer.Blocks = append(outer.Blocks, b) }

// Func names a compile function of package lang/internal/objects, for what is
// no plain rename.
type Func string

// DefaultFor returns the value that a workload of the given kind gets when the
// argument is unset.
func (a *Attribute) DefaultFor(k Kinds) (any, bool) {
	for _, d := range a.Defaults {
		if d.Kinds.Has(k) {
			return d.Value, true
		}
	}
	return nil, false
}

// Attribute finds an argument by name.
func (b *Block) Attribute(name string) (*Attribute, bool) {
	a, ok := b.attributes[name]
	return a, ok
}

// Block finds a nested block, or an argument with an object as value, by its name or
// its alias.
func (b *Block) Block(name string) (*Block, bool) {
	n, ok := b.blocks[name]
	return n, ok
}

// All walks the block and everything within it, parents first.
func (b *Block) All() iter.Seq[*Block] {
	return func(yield func(*Block) bool) { b.walk(yield) }
}

func (b *Block) walk(yield func(*Block) bool) bool {
	if !yield(b) {
		return false
	}
	for _, n := range b.Blocks {
		if !n.walk(yield) {
			return false
		}
	}
	return true
}

// Complete fills in what follows from a row's place in the table.
func (b *Block) Complete(parent *Block) {
	b.Parent = parent
	b.attributes = make(map[string]*Attribute, len(b.Attributes))
	b.blocks = make(map[string]*Block, len(b.Blocks))
	if parent != nil {
		b.Kinds = inherit(b.Kinds, parent.Kinds)
		if b.Section == "" {
			b.Section = parent.Section
		}
	}
	for _, a := range b.Attributes {
		b.attributes[a.Name] = a
		a.Kinds, a.Section = inherit(a.Kinds, b.Kinds), cmp.Or(a.Section, b.Section)
		a.Public = a.Public || b.Compile == "" && a.steers() && !a.Guarded
	}
	for _, n := range b.Blocks {
		b.blocks[n.Name] = n
		if n.Alias != "" {
			b.blocks[n.Alias] = n
		}
		n.Complete(b)
	}
}

// steers reports whether an argument is a text or a number, or several, that is in no
// object: it is known as what it is, without its marks.
func (a *Attribute) steers() bool {
	t := a.Type.Cty
	return len(a.Places) == 0 && len(a.Writes) == 0 && a.Compile == "" && t != cty.DynamicPseudoType && t != cty.Bool
}

func inherit(own, parent Kinds) Kinds {
	if own == 0 {
		return parent
	}
	return own & parent
}
