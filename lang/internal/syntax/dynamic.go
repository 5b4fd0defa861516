package syntax

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// dynamic binds a block that generates blocks of the type its label says.
func (b *binder) dynamic(inner *hcl.Block, out *Block) {
	row, ok := out.Schema.Block(inner.Labels[0])
	if !ok || row.Form == schema.Object || row.Form == schema.Group {
		b.diags = append(b.diags, diag.Error(inner.LabelRanges[0], "Unsupported block type",
			"%s has no repeatable blocks %q.%s", describe(out.Schema), inner.Labels[0], undynamic(inner.Labels[0], out.Schema)))
		return
	}
	content, diags := inner.Body.Content(dynamicSchema(row))
	b.diags = append(b.diags, diags...)
	bound := &Block{Schema: row, Name: inner.Labels[0], Header: inner.DefRange, Attributes: make(map[string]*Attribute), Broken: b.broken(inner) || diags.HasErrors()}
	bound.Dynamic = &Dynamic{Iterator: inner.Labels[0]}
	if a := content.Attributes[schema.ForEach]; a != nil {
		bound.Dynamic.ForEach = newAttribute(a)
		b.noteBroken(bound.Dynamic.ForEach)
	}
	b.labels(content, bound)
	b.iterator(content, bound)
	b.content(content, bound)
	if bound.Dynamic.ForEach != nil {
		out.Blocks = append(out.Blocks, bound)
	}
}

// content binds what the generated blocks have in them, which must be there once. Of a
// block whose content is not known, nothing can be said to lack.
func (b *binder) content(content *hcl.BodyContent, bound *Block) {
	row, _ := table.Generator().Block("content")
	all := content.Blocks
	if len(all) == 0 && !bound.Broken {
		b.diags = append(b.diags, diag.Error(bound.Header, "Missing required block", "%s has no %s block. Add %s.", fmt.Sprintf("dynamic %q", bound.Name), row.Name, example(row)))
	}
	for i, c := range all {
		if i == 0 {
			b.body(c.Body, bound)
			continue
		}
		b.diags = append(b.diags, diag.Error(contentRange(c), "Duplicate block", "%s is allowed only once and is already declared at %s. Merge the two.", row.Name, Place(contentRange(all[0]))))
	}
	unknown := len(all) != 1
	bound.Incomplete, bound.Broken = bound.Incomplete || unknown, bound.Broken || unknown
}

// contentRange is where a content block stands: of several in a list of JSON, HCL itself
// knows only where the list begins.
func contentRange(b *hcl.Block) hcl.Range {
	if _, native := b.Body.(*hclsyntax.Body); native {
		return b.DefRange
	}
	return b.Body.MissingItemRange()
}

// labels takes Terraform's form, a list of label expressions.
func (b *binder) labels(content *hcl.BodyContent, bound *Block) {
	a := content.Attributes["labels"]
	if a == nil || b.faulty(a.Expr.Range()) {
		return
	}
	list, diags := hcl.ExprList(a.Expr)
	b.diags = append(b.diags, diags...)
	if len(list) == 1 {
		bound.Dynamic.Label = NewExpression("labels", list[0])
	} else if !diags.HasErrors() {
		b.diags = append(b.diags, diag.Error(a.Range, "Invalid label", "A %s block has one label. Write labels = [<expression>].", bound.Schema.Name))
	}
}

func (b *binder) iterator(content *hcl.BodyContent, bound *Block) {
	a := content.Attributes["iterator"]
	if a == nil || b.faulty(a.Expr.Range()) {
		return
	}
	traversal, diags := hcl.AbsTraversalForExpr(a.Expr)
	if diags.HasErrors() || len(traversal) != 1 {
		b.diags = append(b.diags, diag.Error(a.Expr.Range(), "Invalid iterator name", "iterator must be a single name. Write iterator = item, for example."))
		return
	}
	bound.Dynamic.Iterator = traversal.RootName()
}

// dynamicSchema is the row of dynamic blocks that generate blocks of a row:
// they have labels exactly where those do.
func dynamicSchema(row *schema.Block) *hcl.BodySchema {
	s := new(hcl.BodySchema)
	for _, a := range table.Generator().Attributes {
		if isLabels := a.Name == "labels"; !isLabels || row.Label != nil {
			s.Attributes = append(s.Attributes, hcl.AttributeSchema{Name: a.Name, Required: a.Required || isLabels && !row.Unlabelled})
		}
	}
	for _, n := range table.Generator().Blocks {
		s.Blocks = append(s.Blocks, hcl.BlockHeaderSchema{Type: n.Name})
	}
	return s
}
