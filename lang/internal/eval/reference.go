// Package eval evaluates expressions: the names in them, the functions they
// call, and the values that come from outside.
package eval

import (
	"fmt"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Ref names something that an expression can refer to: var.image_tag,
// workload.nginx-01. Name is empty for what stands alone, as target does.
type Ref struct {
	Root, Name string
}

// String writes the reference as people write it in HCL.
func (r Ref) String() string {
	switch {
	case r.Name == "":
		return r.Root
	case hclsyntax.ValidIdentifier(r.Name):
		return r.Root + "." + r.Name
	}
	return fmt.Sprintf("%s[%s]", r.Root, strconv.Quote(r.Name))
}

// alone are the roots that have a value by themselves; all others are followed
// by a name.
func alone(root string) bool { return root == "target" || root == "path" }

// RefOf takes the reference off the front of a traversal. It reports false
// when the name that must follow the root is missing.
func RefOf(t hcl.Traversal) (Ref, bool) {
	root := t.RootName()
	if alone(root) {
		return Ref{Root: root}, true
	}
	if len(t) < 2 {
		return Ref{Root: root}, false
	}
	switch step := t[1].(type) {
	case hcl.TraverseAttr:
		return Ref{Root: root, Name: step.Name}, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String {
			return Ref{Root: root, Name: step.Key.AsString()}, true
		}
	}
	return Ref{Root: root}, false
}
