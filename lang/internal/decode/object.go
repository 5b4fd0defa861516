package decode

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// object decodes an argument whose value is an object, field by field, so that
// unknown fields are told and each field knows its place.
func (d *Decoder) object(row *schema.Block, source *syntax.Attribute, out *Block) {
	if !d.applies(row.Kinds, row.Name, row.Instead, source.NameRange) {
		return
	}
	v, diags := d.Scope.Value(source)
	d.Diags = append(d.Diags, diags...)
	d.Unknown = d.Unknown || !v.IsKnown()
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() {
		return
	}
	if n := d.objectValue(row, v, source.Expr); n != nil {
		out.blocks = append(out.blocks, n)
	}
}

func (d *Decoder) objectValue(row *schema.Block, v cty.Value, e hcl.Expression) *Block {
	v, marks := v.Unmark()
	if t := v.Type(); !t.IsObjectType() && !t.IsMapType() {
		d.Diags = append(d.Diags, diag.Error(e.Range(), "Wrong type of value", "%s must be an object: %s. Write %s = { %s = … }.", row.Name, fieldsOf(row), row.Name, fieldNames(row)[0]))
		return nil
	}
	o := written{d, row, e, v.AsValueMap(), fieldSources(e), marks}
	o.reportUnknown()
	n := &Block{Schema: row, Header: e.Range(), attributes: make(map[string]*Attribute)}
	for _, field := range row.Attributes {
		if a := o.field(field, n); a != nil {
			n.attributes[field.Name] = a
		}
	}
	o.within(n)
	return n
}

// written is an object as the source has it: what its fields are, and where.
type written struct {
	*Decoder
	row     *schema.Block
	expr    hcl.Expression
	given   map[string]cty.Value
	sources map[string]*syntax.Attribute // of the fields that are written out
	marks   cty.ValueMarks               // of the object as a whole
}

// field decodes one of the table's fields; nil when it has no value.
func (o *written) field(field *schema.Attribute, n *Block) *Attribute {
	source := o.sources[field.Name]
	if source == nil {
		source = &syntax.Attribute{Name: field.Name, Expr: o.expr, Range: o.expr.Range(), NameRange: o.expr.Range()}
	}
	if value, ok := o.given[field.Name]; ok {
		return o.value(field, value.WithMarks(o.marks), source, n)
	}
	if field.Required {
		o.Diags = append(o.Diags, diag.Error(o.expr.Range(), "Missing required argument", "%s has no %s. Add %s = …: %s", o.row.Name, field.Name, field.Name, message.New(field.English)))
		return nil
	}
	return o.fallback(field, n)
}

// within decodes the objects within the object.
func (o *written) within(n *Block) {
	e := o.expr
	for _, inner := range o.row.Blocks {
		value, ok := o.given[inner.Name]
		if !ok || value.IsNull() || !value.IsKnown() {
			continue
		}
		if s := o.sources[inner.Name]; s != nil {
			e = s.Expr
		}
		if b := o.objectValue(inner, value.WithMarks(o.marks), e); b != nil {
			n.blocks = append(n.blocks, b)
		}
	}
}

func (o *written) reportUnknown() {
	for name := range o.given {
		if _, ok := o.row.Attribute(name); ok {
			continue
		}
		if _, ok := o.row.Block(name); ok {
			continue
		}
		at := o.expr.Range()
		if s := o.sources[name]; s != nil {
			at = s.NameRange
		}
		if len(o.marks) > 0 {
			o.Diags = append(o.Diags, diag.Error(at, "Unsupported argument", "%s has no such field; its name is not shown because the object is sensitive. It has %s.", o.row.Name, fieldsOf(o.row)))
			continue
		}
		o.Diags = append(o.Diags, diag.Error(at, "Unsupported argument", "%s has no field %q.%s It has %s.", o.row.Name, name,
			nearest.Sentence(name, fieldNames(o.row)), fieldsOf(o.row)))
	}
}
