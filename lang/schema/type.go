package schema

import "github.com/zclconf/go-cty/cty"

// Type is what an argument's value must be, and the form it takes in an
// object.
type Type struct {
	English, Chinese string // completes "must be …"
	// Cty is what HCL's value is converted to first.
	Cty cty.Type
	// Scalar turns a known, unmarked, non-null value of type Cty into the form
	// JSON holds it in: string, bool, int64 or float64. It reports whether the
	// value has the type. Nil for collections.
	Scalar func(cty.Value) (any, bool)
	// Octal values are octal digits: a number in their place is not taken for them unless
	// it has a leading zero.
	Octal bool
	// Elem is the type of a collection's elements.
	Elem *Type
	// Examples are values of the type, as JSON holds them.
	Examples []any
	// Raw arguments are not evaluated by themselves: their expression is used
	// where it belongs, such as a type constraint or a condition.
	Raw bool
	// Reference arguments are raw, and hold references to blocks alone.
	Reference bool
}
