package object

import (
	"reflect"
	"slices"
)

// Ready is when an object is ready: when all of it holds. It is data, of the shape of
// kubectl wait's conditions and JSON paths, so that an apply can judge a live object by it
// without the language.
type Ready struct {
	Condition string  `json:"condition,omitempty"` // a type among status.conditions that must be True
	Fields    []Value `json:"fields,omitempty"`    // fields that must have these values
}

// Same reports whether both say the same, also where one was read from JSON.
func (r *Ready) Same(other *Ready) bool {
	if r == nil || other == nil {
		return r == other
	}
	return r.Condition == other.Condition && slices.EqualFunc(r.Fields, other.Fields, func(a, b Value) bool { return a.Path == b.Path && same(a.Value, b.Value) })
}

// Value is a field, and the value that it is to have.
type Value struct {
	Path  Path `json:"path"`
	Value any  `json:"value"`
}

// IsOf reports whether a field of an object's content has the value.
func (v Value) IsOf(content map[string]any) bool {
	live, _ := v.Path.At(content)
	return same(live, v.Value)
}

// same reports whether two values are the same, however numbers are held.
func same(a, b any) bool {
	x, xNumber := number(a)
	y, yNumber := number(b)
	return reflect.DeepEqual(a, b) || xNumber && yNumber && x == y
}
