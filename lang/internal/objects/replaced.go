package objects

import (
	"reflect"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// replacedValues are the values that arguments have set before others did, by their places, and
// where in the source they are.
type replacedValues map[object.Path]object.Range

// note takes note of a value that gives way to another although an argument has set it: alone, or
// with the rest of a map.
func (r replacedValues) note(at object.Path, old, v any, fields, maps map[object.Path]object.Range) {
	if old == nil || reflect.DeepEqual(old, v) {
		return
	}
	by, set := fields[at]
	if !set {
		by, set = maps[at.Parent()]
	}
	if set {
		r[at] = by
	}
}

// refuse refuses a place that an argument has set otherwise than the one at a place of the source
// does now. Where the checks have found errors, they may have said so already, and better.
func (r replacedValues) refuse(m *maker, at object.Path, now hcl.Range) {
	if first, is := r[at]; is && first != rangeOf(now) && !m.settings.Unsound {
		m.refuse(now, "Conflicting arguments", "This sets %s, which is set to another value at %s. Remove one of the two.", at, syntax.Place(diag.Range(first)))
		delete(r, at)
	}
}
