// Package input gives variables their values: what was given from outside, in
// order of precedence, converted to the declared types.
package input

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Variable is a declared variable.
type Variable struct {
	Name        string
	Description string
	Header      hcl.Range
	Sensitive   bool

	progress *eval.Progress
	typ      cty.Type
	optional *typeexpr.Defaults
	fallback cty.Value // cty.NilVal where there is no default
	nullable bool
	bad      bool
	// literal means that text from outside is meant as it stands: of strings,
	// numbers and bools, and where no type is declared.
	literal bool
}

// Declare reads a variable block. Its arguments are constants.
func Declare(b *syntax.Block, d *decode.Decoder, p *eval.Progress) Variable {
	before := len(d.Diags)
	block := blocks.Variable{Block: d.Block(b)}
	v := Variable{
		progress: p,
		Name:     b.Label, Description: block.Description().Value(), Header: b.Header, typ: cty.DynamicPseudoType,
		Sensitive: block.Sensitive().Value(), nullable: block.Nullable().Value(), literal: true,
	}
	if t := block.Type().Attribute(); t != nil {
		typ, optional, diags := typeexpr.TypeConstraintWithDefaults(t.Source.Expr)
		d.Diags = append(d.Diags, diags...)
		v.typ, v.optional, v.literal = typ, optional, typ.IsPrimitiveType()
	}
	if f := block.Default().Attribute(); f != nil {
		d.Diags = append(d.Diags, v.setDefault(f)...)
	}
	v.bad = d.Diags[before:].HasErrors()
	return v
}

func (v *Variable) setDefault(f *decode.Attribute) hcl.Diagnostics {
	value, problem := v.constant(f.Source.Expr)
	if problem != nil {
		return hcl.Diagnostics{problem}
	}
	converted, err := v.convert(value, f.Range)
	if err != nil {
		return hcl.Diagnostics{err}
	}
	v.fallback = converted
	return nil
}

// Bad reports whether something is wrong with the declaration, which was reported.
func (v *Variable) Bad() bool { return v.bad }

// Default is the value where none is given. It reports false where there is
// none to be had.
func (v *Variable) Default() (cty.Value, bool) { return v.fallback, v.fallback != cty.NilVal }

// Accept brings a value that is given at a place into the variable's type and
// marks it.
func (v *Variable) Accept(value cty.Value, at hcl.Range) (cty.Value, *hcl.Diagnostic) {
	if v.bad {
		return cty.DynamicVal, nil
	}
	return v.convert(value, at)
}

func (v *Variable) convert(value cty.Value, at hcl.Range) (cty.Value, *hcl.Diagnostic) {
	if v.optional != nil && !value.IsNull() {
		value = v.optional.Apply(value)
	}
	var converted cty.Value
	var err error
	v.progress.Watch(&syntax.Attribute{Name: "var." + v.Name, Expr: hcl.StaticExpr(value, at)}, func() { converted, err = convertTo(value, v.typ) })
	if err != nil && v.Sensitive { // the names of attributes are a part of the value
		return cty.DynamicVal, diag.Error(at, "Wrong type of value", "var.%s must be %s, and the given value, which is sensitive, is not. Give a value of that type.",
			v.Name, typeText(v.typ))
	}
	if err != nil {
		return cty.DynamicVal, diag.Error(at, "Wrong type of value", "var.%s must be %s: %s. Give a value of that type.",
			v.Name, typeText(v.typ), err)
	}
	if eval.HoldsExtremeNumber(converted) {
		return cty.DynamicVal, eval.ErrorExtremeNumber("var."+v.Name, at)
	}
	if converted.IsNull() && !v.nullable {
		if v.fallback != cty.NilVal {
			return v.fallback, nil
		}
		return cty.DynamicVal, diag.Error(at, invalidValue, "var.%s must not be null. Give it a value.", v.Name)
	}
	if v.Sensitive {
		return markSensitive(converted), nil
	}
	return converted, nil
}
