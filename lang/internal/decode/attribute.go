package decode

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// attribute decodes one argument: what is written, or else the default.
func (d *Decoder) attribute(row *schema.Attribute, source *syntax.Attribute, out *Block) *Attribute {
	if source == nil {
		return d.fallback(row, out)
	}
	if !d.applies(row.Kinds, row.Name, "", source.NameRange) {
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

// value converts and checks an evaluated argument. Null is as good as unset, unless the
// table says otherwise.
func (d *Decoder) value(row *schema.Attribute, v cty.Value, source *syntax.Attribute, out *Block) *Attribute {
	a := &Attribute{Schema: row, Range: source.Expr.Range()}
	if row.Type.Cty == cty.DynamicPseudoType {
		a.Source = source // parts of it may have to be found
	}
	converted, err := inType(d.Scope, v, source, row)
	switch {
	case err != nil:
		d.wrongType(row, a.Range, mismatch(v, row.Type.Cty), unnamed(row, v))
		return nil
	case !converted.IsWhollyKnown():
		d.Unknown = true
		return nil
	case converted.IsNull() && row.Nullable:
	case converted.IsNull() && row.Required:
		d.Diags = append(d.Diags, diag.Error(a.Range, "Missing required argument",
			"%s of %s is null, but a value is required. Set one: %s", row.Name, out.Title(), message.New(row.English)))
		return nil
	case converted.IsNull():
		return d.fallback(row, out)
	}
	a.Value = converted
	a.locate(source.Expr)
	if a.Data, err = a.json(converted, &row.Type, object.Path{}); err != nil {
		d.wrongType(row, a.Range, a.why(err), remedy(row, v))
		return nil
	}
	if d.exposes(a) || ambiguous(d, row, v, source.Expr) { // in this order: the other quotes keys
		return nil
	}
	d.checkAll(a)
	return a
}

// inType is a value in an argument's type; how long that takes is watched.
func inType(s *eval.Scope, v cty.Value, source *syntax.Attribute, row *schema.Attribute) (to cty.Value, err error) {
	s.Watch(source, func() { to, err = convert.Convert(v, row.Type.Cty) })
	return to, err
}

// why is what an error says of an element; nil where that is sensitive.
func (a *Attribute) why(err error) any {
	if t := a.Schema.Type; t.Elem != nil || t.Cty == cty.DynamicPseudoType && len(a.Sensitive) == 0 {
		return err
	}
	return nil
}

// exposes reports, in both senses, something sensitive in a value where it would
// show.
func (d *Decoder) exposes(a *Attribute) bool {
	row := a.Schema
	switch {
	case slices.Contains(a.Sensitive, object.Path{}) && row.Type.Cty.IsMapType() && !row.OpenKeys:
		d.Diags = append(d.Diags, diag.Error(a.Range, "Sensitive keys",
			"%s is sensitive, including its keys, but keys are shown in plans and in objects. Mark the keys as not secret: { for k in nonsensitive(keys(m)) : k => m[k] }.", row.Name))
	case row.Public && len(a.Sensitive) > 0:
		d.Diags = append(d.Diags, diag.Error(a.Range, "Sensitive value in public",
			"%s must not be sensitive: it is shown in plans, in lists of objects and in the state. Use another value, or nonsensitive() if it is not secret.", row.Name))
	default:
		return false
	}
	return true
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
func (d *Decoder) wrongType(row *schema.Attribute, at hcl.Range, why any, remedy message.Text) {
	var because message.Text
	if why != nil {
		because = message.New(" (%s)", why)
	}
	d.Diags = append(d.Diags, diag.Error(at, "Wrong type of value", "%s must be %s%s. %s%s", row.Name, message.New(row.Type.English), because, message.New(row.English), remedy))
}

// remedy is what to do about a value whose elements have the type, unless one is null.
func remedy(row *schema.Attribute, v cty.Value) message.Text {
	if !v.IsMarked() && v.IsKnown() && !v.IsNull() && v.CanIterateElements() && row.Type.Elem != nil {
		for _, element := range v.Elements() {
			if element.IsNull() {
				return message.New(" Remove the element that is null, or give it a value.")
			}
		}
	}
	return sample(row)
}

// unnamed is what to do about a value of another type: it may be a whole block in the place
// of its name.
func unnamed(row *schema.Attribute, v cty.Value) message.Text {
	if t := v.Type(); row.Type.Cty == cty.String && t.IsObjectType() && t.HasAttribute("name") && t.AttributeType("name") == cty.String {
		return message.New(" This is a whole block. Add .name for its name.")
	}
	return sample(row)
}

// sample is how a value is written that has the type.
func sample(row *schema.Attribute) message.Text {
	if len(row.Examples()) == 0 {
		return message.Text{}
	}
	return message.New(" Write %s, for example.", row.Sample())
}

// mismatch returns which element of a collection has the wrong type.
func mismatch(v cty.Value, t cty.Type) any {
	if v.ContainsMarked() {
		return nil // its keys may be what is sensitive
	}
	if m := convert.MismatchMessage(v.Type(), t); strings.HasPrefix(m, "element ") {
		return message.Library(m)
	}
	return nil
}
