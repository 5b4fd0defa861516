package syntax

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Bind finds the row of the table for everything that the files of a stack
// say. What has none is reported; the rest is returned as one block that stands
// for all the files.
func Bind(files []File, root *schema.Block) (*Block, hcl.Diagnostics) {
	all, diags := bindFiles(files, root)
	return all, append(diags, missingOfStack(all)...)
}

// BindModule does the same for the files of a module that others call.
func BindModule(files []File, root *schema.Block) (*Block, hcl.Diagnostics) {
	all, diags := bindFiles(files, root)
	all.Blocks = slices.DeleteFunc(all.Blocks, func(n *Block) bool {
		if n.Schema.OfStack {
			diags = append(diags, diag.Error(n.Header, "Not in a module",
				"%s must be in the stack, not in a module. Move it to the stack's own files.", n.Title()))
		}
		return n.Schema.OfStack
	})
	return all, diags
}

func bindFiles(files []File, root *schema.Block) (*Block, hcl.Diagnostics) {
	b := &binder{rows: make(map[*schema.Block]*known)}
	all := &Block{Schema: root, Attributes: make(map[string]*Attribute)}
	for _, f := range files {
		b.errors = faultsOf(f.Errors)
		all.Broken = all.Broken || len(f.Errors) > 0
		b.body(f.Body, all)
	}
	return all, append(b.diags, complete(all)...)
}

type binder struct {
	rows   map[*schema.Block]*known
	errors faults // of the file being bound
	// workload is the body of the workload that is being bound; nil where none is.
	workload hcl.Body
	diags    hcl.Diagnostics
}

// known is what may stand in a block, in the forms in which it is asked for.
type known struct {
	schema    *hcl.BodySchema
	arguments map[string]bool
	labels    map[string]int // of the blocks by type: how many
	optional  map[string]bool
	// references are the arguments that hold references alone.
	references map[string]bool
}

// unlabelled reports whether a block may stand without a label, and does.
func (k *known) unlabelled(b *hclsyntax.Block) bool { return k.optional[b.Type] && len(b.Labels) == 0 }

// fits reports whether the blocks within a body have the labels they must have.
func (k *known) fits(body *hclsyntax.Body) bool {
	for _, inner := range body.Blocks {
		if labels, ok := k.labels[inner.Type]; ok && labels != len(inner.Labels) && !k.unlabelled(inner) {
			return false
		}
	}
	return true
}

// body binds the content of one block. Where something in it is not bound, which has
// been reported, the block lacks it.
func (b *binder) body(body hcl.Body, out *Block) {
	reported := len(b.diags)
	defer func() { out.Incomplete = len(b.diags) > reported }()
	if out.Schema.Free {
		b.freeBody(body, out)
		return
	}
	row := b.row(out.Schema)
	native, isNative := body.(*hclsyntax.Body)
	if isNative {
		b.reportUnknown(native, out)
		if row.fits(native) {
			b.native(native, row, out)
			return
		}
	}
	var content *hcl.BodyContent
	var diags hcl.Diagnostics
	if isNative {
		content, _, diags = b.labelledOnly(native, row, out).PartialContent(row.schema)
	} else {
		content, diags = body.Content(row.schema)
		b.explainUnknown(diags, body, out.Schema)
	}
	b.diags = append(b.diags, labelled(diags, out.Schema)...)
	for name, a := range content.Attributes {
		if row.references[name] {
			a.Expr = references(a.Expr)
		}
		b.attribute(name, newAttribute(a), out)
	}
	for _, inner := range content.Blocks {
		b.inner(inner, out)
	}
}

// native binds the content of a block in HCL's own syntax. It does what the
// general way does, without copying all of it twice.
func (b *binder) native(body *hclsyntax.Body, row *known, out *Block) {
	for name, a := range body.Attributes {
		if row.arguments[name] {
			b.attribute(name, &Attribute{Name: name, Expr: a.Expr, Range: a.SrcRange, NameRange: a.NameRange, Variables: a.Expr.Variables()}, out)
		}
	}
	for _, inner := range body.Blocks {
		if _, ok := row.labels[inner.Type]; ok {
			b.inner(inner.AsHCLBlock(), out)
		}
	}
}

// labelledOnly binds the blocks that may stand without a label and do, which HCL's
// own schemas do not know, and returns a body of all the others.
func (b *binder) labelledOnly(body *hclsyntax.Body, row *known, out *Block) *hclsyntax.Body {
	others := *body
	others.Blocks = nil
	for _, inner := range body.Blocks {
		if row.unlabelled(inner) {
			b.inner(inner.AsHCLBlock(), out)
		} else {
			others.Blocks = append(others.Blocks, inner)
		}
	}
	return &others
}

func (b *binder) inner(inner *hcl.Block, out *Block) {
	if inner.Type == schema.Dynamic {
		b.dynamic(inner, out)
	} else {
		b.block(inner, out)
	}
}

func (b *binder) freeBody(body hcl.Body, out *Block) {
	attributes, diags := body.JustAttributes()
	b.diags = append(b.diags, diags...)
	for name, a := range attributes {
		b.attribute(name, newAttribute(a), out)
	}
}

// noteBroken notes whether a syntax error stands within an argument, of which HCL may take
// the value to be outside.
func (b *binder) noteBroken(a *Attribute) { a.Broken = b.faulty(a.Range) || b.faulty(a.Expr.Range()) }

func (b *binder) attribute(name string, a *Attribute, out *Block) {
	b.noteBroken(a)
	if _, own := out.Schema.Attribute(name); own && name == schema.ForEach {
		out.ForEach = a
		return
	}
	if out.Schema.Repeats {
		switch name {
		case schema.ForEach:
			out.ForEach = a
			return
		case schema.Count:
			out.Count = a
			return
		case schema.DependsOn:
			out.DependsOn = a
			return
		}
	}
	out.Attributes[name] = a
}

func (b *binder) block(inner *hcl.Block, out *Block) {
	row, _ := out.Schema.Block(inner.Type)
	bound := &Block{Schema: row, Name: inner.Type, Header: inner.DefRange, Attributes: make(map[string]*Attribute), Broken: b.broken(inner)}
	if len(inner.Labels) > 0 {
		bound.Label, bound.LabelRange = inner.Labels[0], inner.LabelRanges[0]
		bound.Header = header(inner)
	}
	if row.Emits == workload {
		b.workload = inner.Body
		defer func() { b.workload = nil }()
	}
	b.body(inner.Body, bound)
	out.Blocks = append(out.Blocks, bound)
}

// header is the type and the label of a block. In JSON, where one property has the
// type of several blocks, it is the label alone.
func header(inner *hcl.Block) hcl.Range {
	if _, native := inner.Body.(*hclsyntax.Body); native {
		return hcl.RangeBetween(inner.TypeRange, inner.LabelRanges[0])
	}
	return inner.LabelRanges[0]
}

// broken reports whether a syntax error stands within a block, or it has no braces where
// they must begin.
func (b *binder) broken(inner *hcl.Block) bool {
	native, ok := inner.Body.(*hclsyntax.Body)
	if !ok {
		return false
	}
	if native.EndRange.End.Byte <= inner.DefRange.End.Byte {
		return true
	}
	return b.faulty(hcl.RangeBetween(inner.DefRange, native.EndRange))
}

// faulty reports whether a syntax error stands within a place, or at its end.
func (b *binder) faulty(whole hcl.Range) bool { return b.errors.in(whole) }

// row is the table's row as HCL wants to be told of it.
func (b *binder) row(row *schema.Block) *known {
	if k, ok := b.rows[row]; ok {
		return k
	}
	k := &known{schema: &hcl.BodySchema{}, arguments: make(map[string]bool), labels: make(map[string]int), optional: make(map[string]bool), references: referring(row)}
	for _, name := range Arguments(row) {
		k.arguments[name] = true
		k.schema.Attributes = append(k.schema.Attributes, hcl.AttributeSchema{Name: name})
	}
	for _, n := range row.Blocks {
		if n.Form == schema.Object {
			continue
		}
		k.block(n.Name, n.Label != nil)
		k.optional[n.Name] = n.Unlabelled
		if n.Alias != "" {
			k.block(n.Alias, n.Label != nil)
		}
	}
	if len(row.Generates()) > 0 {
		k.block(schema.Dynamic, true)
	}
	b.rows[row] = k
	return k
}

func (k *known) block(name string, labelled bool) {
	header := hcl.BlockHeaderSchema{Type: name}
	if labelled {
		header.LabelNames = []string{"name"}
	}
	k.labels[name] = len(header.LabelNames)
	k.schema.Blocks = append(k.schema.Blocks, header)
}

// Arguments lists what may be written as an argument in a block.
func Arguments(row *schema.Block) []string {
	var names []string
	for _, a := range row.Attributes {
		names = append(names, a.Name)
	}
	for _, n := range row.Blocks {
		if n.Form == schema.Object {
			names = append(names, n.Name)
		}
	}
	for _, a := range table.Meta(row) {
		names = append(names, a.Name)
	}
	return names
}

// generated names the blocks that a dynamic block can generate.
func generated(row *schema.Block) []string {
	var names []string
	for _, n := range row.Generates() {
		names = append(names, n.Name)
	}
	return names
}
