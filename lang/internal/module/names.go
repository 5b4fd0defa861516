package module

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
)

// names are what references can name: what the module declares, except that
// clusters are a fact of the stack, which every module can refer to.
type names struct{ module, stack *Module }

// declaring is the module whose blocks a reference with a root can name.
func (n names) declaring(root string) *Module {
	if root == "cluster" {
		return n.stack
	}
	return n.module
}

// IsRoot reports whether references can begin with a name; see eval.Resolver.
func (n names) IsRoot(name string) bool { return n.module.isRoot(name) }

// bare is what is wrong with a root without a name.
func (n names) bare(root string, at hcl.Range, advice message.Text) *hcl.Diagnostic {
	roots := n.module.roots()
	switch {
	case root == "each" || root == "count":
		return diag.Error(at, "Not repeated", "%s has a value only in a block with %s. Add that argument, or remove the reference.%s",
			root, map[string]string{"each": "for_each", "count": "count"}[root], advice)
	case n.IsRoot(root):
		return diag.Error(at, "Incomplete reference", "%s must be followed by a name, as in %s.example.%s%s", root, root, n.listed(root), advice)
	case !advice.IsZero():
		return diag.Error(at, "Unknown reference", "Nothing is called %q.%s%s References begin with %s.",
			root, nearest.Sentence(root, roots), advice, message.Join(roots, ", "))
	}
	return diag.Error(at, "Unknown reference", "Nothing is called %q.%s For a string, write %q in quotes; references begin with %s.",
		root, nearest.Sentence(root, roots), root, message.Join(roots, ", "))
}

// listed names what can follow a root, as a sentence.
func (n names) listed(root string) message.Text {
	names := n.declaring(root).namesOf(root)
	if len(names) == 0 {
		return message.Text{}
	}
	slices.Sort(names)
	return message.New(" There are %s.", message.Join(names[:min(len(names), 10)], ", "))
}

// undeclared is what is wrong with a reference to what is not there; nil where
// it may only have been lost with a syntax error.
func (n names) undeclared(ref eval.Ref, at hcl.Range) *hcl.Diagnostic {
	ref.Output = ""
	if n.declaring(ref.Root).broken {
		return nil
	}
	if ref.Root == "each" || ref.Root == "count" {
		return n.bare(ref.Root, at, message.Text{})
	}
	return diag.Error(at, "Reference to undeclared name", "There is no %s.%s Declare it with %s, or correct the name.",
		ref, nearest.Sentence(ref.Name, n.declaring(ref.Root).namesOf(ref.Root)), declaration(ref))
}

// declaration is what would declare a reference.
func declaration(ref eval.Ref) string {
	switch ref.Root {
	case "var":
		return `variable "` + ref.Name + `" {}`
	case "local":
		return "locals { " + ref.Name + " = … }"
	case eval.Module:
		return `module "` + ref.Name + `" { source = … }`
	}
	return ref.Root + ` "` + ref.Name + `" {}`
}

func cycle(path []eval.Ref, at hcl.Range) *hcl.Diagnostic {
	names := make([]string, len(path))
	for i, ref := range path {
		names[i] = ref.String()
	}
	return diag.Error(at, "Dependency cycle", "%s. Remove the cycle: set one of them to a value without a reference.", message.Join(names, " needs "))
}
