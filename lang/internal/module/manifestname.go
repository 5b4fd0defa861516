package module

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// manifestName is the name that the manifest of a block object gives its object,
// by default the block's own. Of a manifest that is written out, nothing else is
// evaluated: two objects can so refer to each other's names without a circle.
func manifestName(d *decode.Decoder, b *syntax.Block) cty.Value {
	a := b.Attributes["manifest"]
	if a == nil {
		return cty.UnknownVal(cty.String)
	}
	v := writtenAt(d, a.Expr, "metadata", "name")
	if v, _ = v.Unmark(); !v.IsKnown() {
		return cty.UnknownVal(cty.String)
	}
	if !v.IsNull() && v.Type() == cty.String && v.AsString() != "" {
		return v
	}
	return cty.StringVal(b.Label + d.Suffix)
}

// writtenAt is the value at a place of what an expression gives; null where there
// is none.
func writtenAt(d *decode.Decoder, e hcl.Expression, path ...string) cty.Value {
	pairs, diags := hcl.ExprMap(e)
	if len(path) == 0 || diags.HasErrors() {
		v, diags := d.Scope.Value(syntax.NewExpression("manifest", e))
		d.Diags = append(d.Diags, diags...)
		return partOf(v, path)
	}
	for _, p := range pairs {
		key, diags := p.Key.Value(nil)
		switch {
		case diags.HasErrors() || !key.IsKnown(): // which of them it is cannot be told
			v, diags := d.Scope.Value(syntax.NewExpression("manifest", e))
			d.Diags = append(d.Diags, diags...)
			return partOf(v, path)
		case key.Type() == cty.String && !key.IsNull() && key.AsString() == path[0]:
			return writtenAt(d, p.Value, path[1:]...)
		}
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func partOf(v cty.Value, path []string) cty.Value {
	for _, name := range path {
		v, _ = v.Unmark()
		if !v.IsKnown() {
			return cty.DynamicVal
		}
		if t := v.Type(); v.IsNull() || !t.IsObjectType() && !t.IsMapType() {
			return cty.NullVal(cty.DynamicPseudoType)
		}
		next, ok := v.AsValueMap()[name]
		if !ok {
			return cty.NullVal(cty.DynamicPseudoType)
		}
		v = next
	}
	return v
}
