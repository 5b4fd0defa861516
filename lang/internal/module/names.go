package module

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
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
	if made, key := n.maker(ref); made != nil {
		return diag.Error(at, undeclaredName, "There is no %s. One that the for_each of %s makes is %s[%q] in expressions.", ref, made.Title(), refOf(made), key)
	}
	return diag.Error(at, undeclaredName, "There is no %s.%s Declare it with %s, or correct the name.",
		ref, nearest.Sentence(ref.Name, n.declaring(ref.Root).namesOf(ref.Root)), declaration(ref))
}

// maker is the cluster block whose for_each may make the cluster that a reference names
// as it is called elsewhere, and by which key; nil where there is none.
func (n names) maker(ref eval.Ref) (*syntax.Block, string) {
	if ref.Root == "cluster" {
		for _, b := range n.stack.all("cluster") {
			if key, ok := strings.CutPrefix(ref.Name, b.Label+"-"); ok && b.ForEach != nil {
				return b, key
			}
		}
	}
	return nil, ""
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

// Removed is a block that is not there any more, and whose objects are to be released.
type Removed struct {
	Address string
	Range   hcl.Range // where it is named
}

// Removals decodes the removed blocks of all modules, in the order of the source. Nothing
// that they name is evaluated.
func Removals(in *Instance) []Removed {
	var all []Removed
	for _, m := range in.all() {
		for _, b := range m.module.all("removed") {
			if b.Broken {
				continue
			}
			if r, ok := (removing{m}).removed(blocks.Removed{Block: m.decode(b)}); ok {
				all = append(all, r)
			}
		}
	}
	return all
}

// removing reads the removed blocks of one instance.
type removing struct{ *Instance }

func (in removing) removed(b blocks.Removed) (r Removed, ok bool) {
	destroy := b.Lifecycle().Destroy()
	switch from := b.From().Attribute(); {
	case from == nil: // which has been reported
		return r, false
	case !b.Lifecycle().Present():
		in.report(diag.Error(b.Header, "Missing lifecycle", "What no block creates is deleted. To release the objects instead, write lifecycle { destroy = false } in this block; to delete them, remove it."))
		return r, false
	case !destroy.Given():
		return r, false
	case destroy.Value():
		in.report(diag.Error(destroy.Range(), "Invalid value", "destroy must be false here. What no block creates is deleted anyway: to delete the objects, remove the whole removed block."))
		return r, false
	default:
		r.Range = from.Range
		r.Address, ok = in.addressIn(from.Source.Expr)
		if !ok {
			in.report(diag.Error(from.Range, "Invalid address", `from must be the address of a block, such as workload.web, workload.web["a"] or module.shop.workload.web.%s`, WithoutQuotes(from.Source.Expr)))
		}
		return r, ok
	}
}

// WithoutQuotes is what to do about a text in the place of a reference: in JSON, where all
// are texts, nothing.
func WithoutQuotes(e hcl.Expression) message.Text {
	if _, text := e.(*hclsyntax.TemplateExpr); text {
		return message.New(" Write it without quotes.")
	}
	return message.Text{}
}

// Address reads the address of a block that makes objects, as a removed block has it.
func Address(in *Instance, e hcl.Expression) (address string, ok bool) {
	return removing{in}.addressIn(e)
}

// addressIn reads the address of a block that makes objects, in this module or in one
// that it calls, as addresses are written elsewhere.
func (in removing) addressIn(e hcl.Expression) (address string, ok bool) {
	t, diags := hcl.AbsTraversalForExpr(e)
	if diags.HasErrors() {
		return "", false
	}
	var b strings.Builder
	if in.address != "" {
		b.WriteString(in.address + ".")
	}
	rest := t
	for len(rest) > 2 && rootName(rest) == eval.Module {
		n := 2
		if _, keyed := rest[n].(hcl.TraverseIndex); keyed {
			n++
		}
		if !writeSteps(&b, rest[:n]) || len(rest) == n {
			return "", false
		}
		b.WriteByte('.')
		rest = rest[n:]
	}
	root := rootName(rest)
	row, known := in.module.root.Schema.Block(root)
	if !known || row.Emits == "" || len(rest) < 2 || !writeSteps(&b, rest) {
		return "", false
	}
	return b.String(), true
}

// rootName is the name with which what is left of a traversal begins.
func rootName(t hcl.Traversal) string {
	switch step := t[0].(type) {
	case hcl.TraverseRoot:
		return step.Name
	case hcl.TraverseAttr:
		return step.Name
	}
	return ""
}

// writeSteps writes steps of a traversal. It reports false where one is none of an
// address.
func writeSteps(b *strings.Builder, steps hcl.Traversal) bool {
	for i, s := range steps {
		switch s := s.(type) {
		case hcl.TraverseRoot:
			b.WriteString(s.Name)
		case hcl.TraverseAttr:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.Name)
		case hcl.TraverseIndex:
			key, ok := indexText(s.Key, i == 1)
			if !ok {
				return false
			}
			b.WriteString(key)
		default:
			return false
		}
	}
	return true
}

// indexText writes a key in brackets. The name of a block that can be written with a dot
// is.
func indexText(key cty.Value, name bool) (text string, ok bool) {
	switch {
	case key.Type() == cty.Number:
		return "[" + key.AsBigFloat().Text('f', -1) + "]", true
	case key.Type() != cty.String:
		return "", false
	case name && hclsyntax.ValidIdentifier(key.AsString()):
		return "." + key.AsString(), true
	}
	return "[" + strconv.Quote(key.AsString()) + "]", true
}
