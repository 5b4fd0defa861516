package decode

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// attribute decodes one argument: what is written, or else the default.
func (d *Decoder) attribute(row *schema.Attribute, source *syntax.Attribute, out *Block) *Attribute {
	if source == nil {
		return d.fallback(row, out)
	}
	if !d.applies(row.Kinds, row.Name, source.NameRange) {
		return nil
	}
	if row.Type.Raw {
		return &Attribute{Schema: row, Range: source.Expr.Range(), Source: source, Scope: d.Scope}
	}
	v, diags := d.Scope.Value(source)
	d.Diags = append(d.Diags, diags...)
	if diags.HasErrors() {
		return nil
	}
	return d.value(row, v, source, out)
}

// value converts and checks an evaluated argument. Null is as good as unset.
func (d *Decoder) value(row *schema.Attribute, v cty.Value, source *syntax.Attribute, out *Block) *Attribute {
	a := &Attribute{Schema: row, Range: source.Expr.Range()}
	if row.Type.Cty == cty.DynamicPseudoType {
		a.Source = source // parts of it may have to be found
	}
	var converted cty.Value
	var err error
	d.Scope.Watch(source, func() { converted, err = convert.Convert(v, row.Type.Cty) })
	if err != nil {
		d.wrongType(row, a.Range, mismatch(v, row.Type.Cty))
		return nil
	}
	if !converted.IsWhollyKnown() {
		d.Unknown = true
		return nil
	}
	if converted.IsNull() {
		if row.Required {
			d.Diags = append(d.Diags, diag.Error(a.Range, "Missing required argument",
				"%s of %s is null, but a value is required. Set one: %s", row.Name, out.Title(), row.English))
			return nil
		}
		return d.fallback(row, out)
	}
	a.Value = converted
	a.locate(source.Expr)
	if a.Data, err = a.json(converted, &row.Type, ""); err != nil {
		why := ""
		if row.Type.Elem != nil || row.Type.Cty == cty.DynamicPseudoType && len(a.Sensitive) == 0 {
			why = err.Error()
		}
		d.wrongType(row, a.Range, why)
		return nil
	}
	if slices.Contains(a.Sensitive, "") && row.Type.Cty.IsMapType() && !row.OpenKeys {
		d.Diags = append(d.Diags, diag.Error(a.Range, "Sensitive keys",
			"%s is sensitive, including its keys, but keys are shown in plans and in objects. Mark the keys as not secret: { for k in nonsensitive(keys(m)) : k => m[k] }.", row.Name))
		return nil
	}
	if row.Public && len(a.Sensitive) > 0 {
		d.Diags = append(d.Diags, diag.Error(a.Range, "Sensitive value in public",
			"%s must not be sensitive: it is shown in lists of objects and in the state. Use another value, or nonsensitive() if it is not secret.", row.Name))
		return nil
	}
	d.checkAll(a)
	return a
}

// fallback is the default: the table's, or the block's label for a name.
func (d *Decoder) fallback(row *schema.Attribute, out *Block) *Attribute {
	if row.Name == "name" && out.Schema.Label != nil && out.Schema.Label.Name == "label" {
		a := &Attribute{Schema: row, Data: out.Label + d.Suffix, Range: out.LabelRange, Implied: true}
		d.checkAll(a)
		return a
	}
	if v, ok := row.DefaultFor(d.Kind); ok && row.Kinds.Has(d.Kind) {
		return &Attribute{Schema: row, Data: v, Range: out.Header, Implied: true}
	}
	return nil
}

// wrongType never quotes the value: it may be sensitive, and the source stands
// beside the message anyway.
func (d *Decoder) wrongType(row *schema.Attribute, at hcl.Range, why string) {
	if why != "" {
		why = " (" + why + ")"
	}
	d.Diags = append(d.Diags, diag.Error(at, "Wrong type of value", "%s must be %s%s. %s", row.Name, row.Type.English, why, row.English))
}

// mismatch returns which element of a collection has the wrong type.
func mismatch(v cty.Value, t cty.Type) string {
	if v.ContainsMarked() {
		return "" // its keys may be what is sensitive
	}
	if m := convert.MismatchMessage(v.Type(), t); strings.HasPrefix(m, "element ") {
		return m
	}
	return ""
}

// object decodes an argument whose value is an object, field by field, so that
// unknown fields are told and each field knows its place.
func (d *Decoder) object(row *schema.Block, source *syntax.Attribute, out *Block) {
	if !d.appliesInstead(row, source.NameRange) {
		return
	}
	v, diags := d.Scope.Value(source)
	d.Diags = append(d.Diags, diags...)
	d.Unknown = d.Unknown || !v.IsKnown()
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() {
		return
	}
	n := d.objectValue(row, v, source.Expr)
	if n != nil {
		out.blocks = append(out.blocks, n)
	}
}

func (d *Decoder) objectValue(row *schema.Block, v cty.Value, e hcl.Expression) *Block {
	v, marks := v.Unmark()
	if t := v.Type(); !t.IsObjectType() && !t.IsMapType() {
		d.Diags = append(d.Diags, diag.Error(e.Range(), "Wrong type of value", "%s must be an object: %s. Write %s = { %s = … }.", row.Name, fieldsOf(row), row.Name, fieldNames(row)[0]))
		return nil
	}
	n := &Block{Schema: row, Header: e.Range(), attributes: make(map[string]*Attribute)}
	sources := fieldSources(e)
	given := v.AsValueMap()
	d.unknownFields(row, given, sources, e, len(marks) > 0)
	for _, field := range row.Attributes {
		value, ok := given[field.Name]
		source := sources[field.Name]
		if source == nil {
			source = &syntax.Attribute{Name: field.Name, Expr: e, Range: e.Range(), NameRange: e.Range()}
		}
		a := (*Attribute)(nil)
		switch {
		case ok:
			a = d.value(field, value.WithMarks(marks), source, n)
		case field.Required:
			d.Diags = append(d.Diags, diag.Error(e.Range(), "Missing required argument", "%s has no %s. Add %s = …: %s", row.Name, field.Name, field.Name, field.English))
		default:
			a = d.fallback(field, n)
		}
		if a != nil {
			n.attributes[field.Name] = a
		}
	}
	d.innerObjects(row, given, sources, marks, n, e)
	return n
}

func (d *Decoder) innerObjects(row *schema.Block, given map[string]cty.Value, sources map[string]*syntax.Attribute, marks cty.ValueMarks, n *Block, e hcl.Expression) {
	for _, inner := range row.Blocks {
		value, ok := given[inner.Name]
		if !ok || value.IsNull() || !value.IsKnown() {
			continue
		}
		if s := sources[inner.Name]; s != nil {
			e = s.Expr
		}
		if b := d.objectValue(inner, value.WithMarks(marks), e); b != nil {
			n.blocks = append(n.blocks, b)
		}
	}
}

func (d *Decoder) unknownFields(row *schema.Block, given map[string]cty.Value, sources map[string]*syntax.Attribute, e hcl.Expression, sensitive bool) {
	for name := range given {
		if _, ok := row.Attribute(name); ok {
			continue
		}
		if _, ok := row.Block(name); ok {
			continue
		}
		at := e.Range()
		if s := sources[name]; s != nil {
			at = s.NameRange
		}
		if sensitive {
			d.Diags = append(d.Diags, diag.Error(at, "Unsupported argument", "%s has no such field; its name is not shown because the object is sensitive. It has %s.", row.Name, fieldsOf(row)))
			continue
		}
		d.Diags = append(d.Diags, diag.Error(at, "Unsupported argument", "%s has no field %q.%s It has %s.", row.Name, name,
			nearest.Sentence(name, fieldNames(row)), fieldsOf(row)))
	}
}
