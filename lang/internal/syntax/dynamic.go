package syntax

import (
	"github.com/hashicorp/hcl/v2"

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
	}
	b.labels(content, bound)
	b.iterator(content, bound)
	for _, c := range content.Blocks {
		b.body(c.Body, bound)
	}
	if bound.Dynamic.ForEach != nil {
		out.Blocks = append(out.Blocks, bound)
	}
}

// labels takes Terraform's form, a list of label expressions.
func (b *binder) labels(content *hcl.BodyContent, bound *Block) {
	a := content.Attributes["labels"]
	if a == nil {
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
	if a == nil {
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
