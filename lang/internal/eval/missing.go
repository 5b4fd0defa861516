package eval

import (
	"maps"
	"math/big"
	"slices"
	"sort"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/schema/table"
)

// missingStep returns where a reference that leads nowhere went wrong, and
// what there would have been; empty for any other diagnostic. The variables are in the order
// of the source.
func missingStep(d *hcl.Diagnostic, e hcl.Expression, variables []hcl.Traversal, ctx *hcl.EvalContext) message.Text {
	if d.Subject == nil || !slices.Contains([]string{"Unsupported attribute", "Invalid index", "Missing map element"}, d.Summary) {
		return message.Text{}
	}
	after := sort.Search(len(variables), func(i int) bool { return variables[i].SourceRange().End.Byte >= d.Subject.Start.Byte })
	for _, t := range variables[after:] {
		if t.SourceRange().Start.Byte > d.Subject.End.Byte {
			break
		}
		if v, ok := ctx.Variables[t.RootName()]; ok && t.SourceRange().Overlaps(*d.Subject) {
			if hidden := hiddenBlock(v, t, ctx); !hidden.IsZero() {
				return hidden
			}
			if _, _, detail := follow(t.RootName(), v, t[1:], repeats(t.RootName(), ctx)); !detail.IsZero() {
				return detail
			}
		}
	}
	return missingInSplat(*d.Subject, e, ctx)
}

// hiddenBlock is what is said of a reference to a block where an iterator has the name that
// such references begin with; empty of any other. Of the blocks themselves, all that are
// referred to are there.
func hiddenBlock(v cty.Value, t hcl.Traversal, ctx *hcl.EvalContext) message.Text {
	root := t.RootName()
	if _, isBlock := table.Root().Block(root); !isBlock || len(t) < 2 || !ofScope(ctx) || !isIterator(v) {
		return message.Text{}
	}
	name, ok := stepName(t[1])
	if !ok || v.Type().HasAttribute(name) {
		return message.Text{}
	}
	return message.New("Here, %s is the iterator of the dynamic block, which has key and value and hides %s%s. To refer to that block, give the iterator another name: iterator = item, for example.",
		root, root, stepString(t[1], name))
}

// ofScope reports whether names have the meaning in a context that they have in a scope, which
// makes one below that of the functions: in a template, and for what a for expression names
// itself, they have none but that which they are given.
func ofScope(ctx *hcl.EvalContext) bool {
	base := ctx.Parent()
	return base != nil && base.Parent() == nil && base.Variables == nil
}

// isIterator reports whether a value has the form of a dynamic block's iterator.
func isIterator(v cty.Value) bool {
	t := v.Type()
	return t.IsObjectType() && len(t.AttributeTypes()) == 2 && t.HasAttribute("key") && t.HasAttribute("value")
}

// follow goes along the steps of a reference until it breaks off, or to where it leads. The
// path is empty where it leads nowhere; why may not be known. The first step may be to a block
// that repeats.
func follow(path string, v cty.Value, steps hcl.Traversal, repeats bool) (cty.Value, string, message.Text) {
	for i, step := range steps {
		if v.IsMarked() || !v.IsKnown() || v.IsNull() {
			return v, "", message.Text{}
		}
		at := branch{path: path, value: v, step: step, rest: steps[i+1:], counted: i == 1 && repeats}
		var missing message.Text
		switch of := v.Type(); {
		case of.IsObjectType() || of.IsMapType():
			v, path, missing = at.member()
		case of.IsTupleType() || of.IsListType():
			v, path, missing = at.element()
		default:
			return v, "", message.Text{}
		}
		if path == "" {
			return v, "", missing
		}
	}
	return v, path, message.Text{}
}

// repeats reports whether what a root names in a context are blocks that may have for_each or
// count.
func repeats(root string, ctx *hcl.EvalContext) bool {
	row, ok := table.Root().Block(root)
	return ok && row.Repeats && ofScope(ctx) && !isIterator(ctx.Variables[root])
}

// branch is where a reference may break off.
type branch struct {
	path    string // that leads to the value
	value   cty.Value
	step    hcl.Traverser // that follows
	rest    hcl.Traversal
	counted bool // whether the value is that of a block, and a list where the block has count
}

// member follows a step into an object or a map; the path is empty where there is no such.
func (b branch) member() (cty.Value, string, message.Text) {
	members := b.value.AsValueMap()
	known := slices.Sorted(maps.Keys(members))
	name, ok := stepName(b.step)
	next, exists := members[name]
	switch index, numbered := stepNumber(b.step); {
	case ok && exists:
		return next, b.path + stepString(b.step, name), message.Text{}
	case ok && len(known) > 0 && b.inEach(members, name):
		return b.value, "", message.New("%s has no %q, but each of its elements has. Write %s[%q].%s, for example.", b.path, name, b.path, known[0], name)
	case ok:
		return b.value, "", noSuchStep(b.path, name, b.step, known)
	case numbered && b.next() != "" && slices.Contains(known, b.next()):
		return b.value, "", message.New("%s is not a list. Write %s.%s.", b.path, b.path, b.next())
	case numbered:
		return b.value, "", noSuchStep(b.path, strconv.Itoa(index), b.step, known)
	}
	return b.value, "", message.Text{}
}

// inEach reports whether all members of an object, as of a block with for_each, have an
// attribute that it does not have itself.
func (b branch) inEach(members map[string]cty.Value, name string) bool {
	if _, attribute := b.step.(hcl.TraverseAttr); !attribute {
		return false
	}
	for _, m := range members {
		if m.IsMarked() || !m.Type().IsObjectType() || !m.Type().HasAttribute(name) {
			return false
		}
	}
	return true
}

// next is the attribute that is meant of what the step leads to.
func (b branch) next() string {
	if len(b.rest) == 0 {
		return ""
	}
	attribute, _ := b.rest[0].(hcl.TraverseAttr)
	return attribute.Name
}

// element follows a step into a list; the path is empty where there is no such.
func (b branch) element() (cty.Value, string, message.Text) {
	list, what := b.value.AsValueSlice(), message.New("%s is a list", b.path)
	if b.counted {
		what = message.New("%s has count, so it is a list", b.path)
	}
	attribute, named := b.step.(hcl.TraverseAttr)
	index, numbered := stepNumber(b.step)
	meant := attribute.Name
	if !named {
		meant = b.next()
	}
	switch {
	case numbered && index < len(list):
		return list[index], b.path + "[" + strconv.Itoa(index) + "]", message.Text{}
	case len(list) == 0 && meant != "":
		return b.value, "", message.New("%s, and it is empty here. Write one(%s[*].%s), which is null then.", what, b.path, meant)
	case len(list) == 0:
		return b.value, "", message.New("%s, and it is empty here. Add an element, or remove the reference.", what)
	case numbered:
		return b.value, "", message.New("%s whose last element is %s[%d]. Name one that exists.", what, b.path, len(list)-1)
	case named:
		return b.value, "", message.New("%s. Write %s[0].%s for the first, or %s[*].%s for all.", what, b.path, meant, b.path, meant)
	}
	return b.value, "", message.New("%s. Write %s[0] for the first element.", what, b.path)
}

// stepNumber is the index of an element of a list.
func stepNumber(step hcl.Traverser) (int, bool) {
	index, ok := step.(hcl.TraverseIndex)
	if !ok || index.Key.Type() != cty.Number {
		return 0, false
	}
	n, accuracy := index.Key.AsBigFloat().Int64()
	return int(n), accuracy == big.Exact && n >= 0
}

func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String {
			return step.Key.AsString(), true
		}
	}
	return "", false
}

func stepString(step hcl.Traverser, name string) string {
	if _, attribute := step.(hcl.TraverseAttr); attribute && hclsyntax.ValidIdentifier(name) {
		return "." + name
	}
	return "[" + strconv.Quote(name) + "]"
}

func noSuchStep(path, name string, step hcl.Traverser, known []string) message.Text {
	suggestion := nearest.Sentence(name, known)
	if !suggestion.IsZero() {
		return message.New("%s has no %q.%s", path, name, suggestion)
	}
	if len(known) == 0 {
		return message.New("%s has no %q; it is empty. Add it, or remove the reference.", path, name)
	}
	if _, attribute := step.(hcl.TraverseAttr); !attribute {
		for i, k := range known {
			known[i] = strconv.Quote(k)
		}
	}
	return message.New("%s has no %q; it has %s. Name one of them.", path, name, message.Join(known, ", "))
}
