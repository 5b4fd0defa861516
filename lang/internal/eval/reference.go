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

// Module is the root of references to what a module gives.
const Module = "module"

// Ref names something that an expression can refer to: var.image_tag,
// workload.nginx-01, module.web.address. Name is empty for what stands alone,
// as target does.
type Ref struct {
	// Module is the address of the module's instance that has the name, where
	// the names of several modules meet; empty for the stack itself.
	Module     string
	Root, Name string
	// Output is what is meant of a module; empty for all that it gives.
	Output string
}

// String writes the reference as people write it in HCL.
func (r Ref) String() string {
	if r.Module != "" {
		module := r.Module
		r.Module = ""
		return module + "." + r.String()
	}
	switch {
	case r.Name == "":
		return r.Root
	case r.Output != "":
		return r.Root + "." + r.Name + "." + r.Output
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
		ref := Ref{Root: root, Name: step.Name}
		if root == Module {
			ref.Output = output(t[2:])
		}
		return ref, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String {
			return Ref{Root: root, Name: step.Key.AsString()}, true
		}
	}
	return Ref{Root: root}, false
}

// output finds the output that a reference to a module means, behind the key
// of one of its instances where there is one.
func output(steps hcl.Traversal) string {
	if len(steps) > 1 {
		if _, keyed := steps[0].(hcl.TraverseIndex); keyed {
			steps = steps[1:]
		}
	}
	if len(steps) > 0 {
		if step, ok := steps[0].(hcl.TraverseAttr); ok {
			return step.Name
		}
	}
	return ""
}
