package decode

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
)

// Argument is an argument of a block, read as what its type in the table says
// that it holds. Without a value it is the zero Argument, of which everything
// can be asked.
type Argument[T any] struct{ attribute *Attribute }

// Read is a block's argument of that name.
func Read[T any](b *Block, name string) Argument[T] { return Argument[T]{b.Get(name)} }

// Present reports whether the argument has a value: its own or the default.
func (a Argument[T]) Present() bool { return a.attribute != nil }

// Given reports whether the source gives the argument a value.
func (a Argument[T]) Given() bool { return a.attribute != nil && !a.attribute.Implied }

// Value is what the argument holds; the zero value where it has none.
func (a Argument[T]) Value() T {
	v, _ := a.Lookup()
	return v
}

// Lookup is the value, and whether there is one.
func (a Argument[T]) Lookup() (v T, ok bool) {
	if a.attribute != nil {
		v, ok = a.attribute.Data.(T)
	}
	return v, ok
}

// Range is the value's place: that of the block for a default.
func (a Argument[T]) Range() hcl.Range {
	if a.attribute == nil {
		return hcl.Range{}
	}
	return a.attribute.Range
}

// ElementRange is the place of one element: by key of a map, by position of a
// list.
func (a Argument[T]) ElementRange(key any) hcl.Range {
	if a.attribute == nil {
		return hcl.Range{}
	}
	return a.attribute.ElementRange(key)
}

// Sensitive reports whether any of the value must never be shown.
func (a Argument[T]) Sensitive() bool { return a.attribute != nil && len(a.attribute.Sensitive) > 0 }

// IsSensitive reports whether the value at a place in it, or a part of it, must
// never be shown.
func (a Argument[T]) IsSensitive(p object.Path) bool {
	return a.attribute != nil && a.attribute.IsSensitive(p)
}

// Name is what the argument is called; empty where it has no value.
func (a Argument[T]) Name() string {
	if a.attribute == nil {
		return ""
	}
	return a.attribute.Schema.Name
}

// Attribute is the argument as the table knows it; nil where it has no value.
func (a Argument[T]) Attribute() *Attribute { return a.attribute }
