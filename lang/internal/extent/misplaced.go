package extent

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Misplaced reports whether files may say which stack it is, or on which clusters, where only the top of the stack's own
// files can: within another block, or, as the files of a module, anywhere. What the table of a module's files does not
// have may be meant to say so.
func Misplaced(files []syntax.File, root *schema.Block, ofModule bool) bool {
	dropped := headers(root, saysIt)
	if ofModule {
		dropped = headers(root, func(name string) bool {
			row, _ := root.Block(name)
			return name == "locals" || row.OfStack
		})
	}
	return slices.ContainsFunc(files, func(f syntax.File) bool {
		if native, ok := f.Body.(*hclsyntax.Body); ok {
			return misplacesNative(native, root, ofModule)
		}
		content, left, diags := f.Body.PartialContent(dropped)
		if diags.HasErrors() || ofModule && hasOthers(left) {
			return true
		}
		return slices.ContainsFunc(content.Blocks, func(b *hcl.Block) bool {
			row, _ := root.Block(b.Type)
			all, diags := b.Body.JustAttributes()
			misplaced := diags.HasErrors()
			for name, a := range all {
				misplaced = misplaced || misplacesProperty(name, a.Expr, row) || slices.ContainsFunc(b.Labels, ofTop) && isStrange(name, a.Expr, row)
			}
			return misplaced
		})
	})
}

// hasOthers reports whether there is anything in what is left of a module's file in JSON but locals.
func hasOthers(left hcl.Body) bool {
	all, diags := left.JustAttributes()
	delete(all, "locals")
	return diags.HasErrors() || len(all) > 0
}

func misplacesNative(top *hclsyntax.Body, root *schema.Block, ofModule bool) bool {
	return ofModule && len(top.Attributes) > 0 || slices.ContainsFunc(top.Blocks, func(b *hclsyntax.Block) bool {
		row, known := root.Block(b.Type)
		return ofModule && (!known || row.OfStack) || (ofModule || !saysIt(b.Type)) && misplaces(b.Body, known && row.Free)
	})
}

// misplaces reports whether a block has one within it, or an argument in its place, that may be meant to stand at the top.
// Arguments of free blocks may have any name.
func misplaces(body *hclsyntax.Body, free bool) bool {
	for name, a := range body.Attributes {
		if !free && ofTop(name) && !scalar(a.Expr) {
			return true
		}
	}
	return slices.ContainsFunc(body.Blocks, func(b *hclsyntax.Block) bool {
		return ofTop(b.Type) || b.Type == schema.Dynamic && slices.ContainsFunc(b.Labels, ofTop) || misplaces(b.Body, false)
	})
}

// ofTop are the names of what says which stack it is, where its state is, or on which clusters.
func ofTop(name string) bool { return saysIt(name) || name == "state" }

// scalar reports whether an expression can stand for no block.
func scalar(e hcl.Expression) bool {
	_, object := hcl.ExprMap(e)
	_, list := hcl.ExprList(e)
	return object.HasErrors() && list.HasErrors()
}

// misplacesProperty is misplaces for a property of JSON in a block of a row; nil where it is not known which it is.
func misplacesProperty(name string, value hcl.Expression, row *schema.Block) bool {
	var within *schema.Block
	switch {
	case scalar(value) || row != nil && slices.Contains(syntax.Arguments(row), name):
		return false
	case ofTop(name):
		return true
	case row != nil:
		if within, _ = row.Block(name); within == nil && row.Free {
			return false
		}
	}
	return misplacesIn(value, within, within != nil && within.Label != nil)
}

// misplacesIn looks through the properties of an object, or of those of a list; where they are labels, through theirs.
func misplacesIn(e hcl.Expression, row *schema.Block, labels bool) bool {
	pairs, _ := hcl.ExprMap(e)
	elements, _ := hcl.ExprList(e)
	return slices.ContainsFunc(elements, func(e hcl.Expression) bool { return misplacesIn(e, row, labels) }) ||
		slices.ContainsFunc(pairs, func(p hcl.KeyValuePair) bool {
			key, diags := p.Key.Value(nil)
			if diags.HasErrors() || !labels {
				return diags.HasErrors() || misplacesProperty(key.AsString(), p.Value, row)
			}
			return ofTop(key.AsString()) && hasStrange(p.Value, row) || misplacesIn(p.Value, row, false)
		})
}

// hasStrange reports whether an object, or one of a list, has a property that a block of the row does not have: what
// looks like the label of such a block may be a block of the top then.
func hasStrange(e hcl.Expression, row *schema.Block) bool {
	pairs, _ := hcl.ExprMap(e)
	elements, _ := hcl.ExprList(e)
	return slices.ContainsFunc(elements, func(e hcl.Expression) bool { return hasStrange(e, row) }) ||
		slices.ContainsFunc(pairs, func(p hcl.KeyValuePair) bool {
			key, diags := p.Key.Value(nil)
			return diags.HasErrors() || isStrange(key.AsString(), p.Value, row)
		})
}

// isStrange reports whether blocks of a row do not have a property, nor, misspelled, another argument; nil is a row that
// is not known.
func isStrange(name string, value hcl.Expression, row *schema.Block) bool {
	if row == nil || row.Free || name == schema.Dynamic || slices.Contains(syntax.Arguments(row), name) {
		return false
	}
	_, known := row.Block(name)
	return !known && (!scalar(value) || name == "backend")
}
