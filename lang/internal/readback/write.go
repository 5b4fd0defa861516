package readback

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/schema"
)

// write appends a block to a body.
func (b *Block) write(to *hclwrite.Body) {
	var labels []string
	if b.schema.Label != nil && (b.label != "" || !b.schema.Unlabelled) {
		labels = []string{b.label}
	}
	b.fill(to.AppendNewBlock(b.schema.Name, labels).Body())
}

func (b *Block) fill(body *hclwrite.Body) {
	for _, a := range b.arguments {
		body.SetAttributeValue(a.name, valueOf(a.value))
	}
	for _, n := range b.blocks {
		if n.schema.Form == schema.Object {
			body.SetAttributeValue(n.schema.Name, cty.ObjectVal(n.object()))
		} else {
			n.write(body)
		}
	}
}

// object is a block that is written as an argument.
func (b *Block) object() map[string]cty.Value {
	fields := make(map[string]cty.Value)
	for _, a := range b.arguments {
		fields[a.name] = valueOf(a.value)
	}
	for _, n := range b.blocks {
		fields[n.schema.Name] = cty.ObjectVal(n.object())
	}
	return fields
}

// valueOf is a value of JSON's as HCL's.
func valueOf(v any) cty.Value {
	switch v := v.(type) {
	case nil:
		return cty.NullVal(cty.DynamicPseudoType)
	case string:
		return cty.StringVal(v)
	case bool:
		return cty.BoolVal(v)
	case int64:
		return cty.NumberIntVal(v)
	case float64:
		return cty.NumberFloatVal(v)
	case []any:
		list := make([]cty.Value, len(v))
		for i, e := range v {
			list[i] = valueOf(e)
		}
		return cty.TupleVal(list)
	case map[string]any:
		fields := make(map[string]cty.Value, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			fields[key] = valueOf(v[key])
		}
		return cty.ObjectVal(fields)
	}
	return cty.StringVal(fmt.Sprint(v))
}

// named gives a top-level block its label: the object's name, or one like it.
func (b *Block) named(name string, taken map[string]bool) {
	label := []byte(name)
	for i, c := range label {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			label[i] = '-'
		}
	}
	b.label = string(label)
	if !hclsyntax.ValidIdentifier(b.label) {
		b.label = "x-" + b.label
	}
	for n := 2; taken[b.schema.Name+"."+b.label]; n++ {
		b.label = fmt.Sprintf("%s-%d", label, n)
	}
	taken[b.schema.Name+"."+b.label] = true
	if b.label != name && b.schema.Emits != "object" {
		b.arguments = slices.Insert(b.arguments, 0, argument{"name", name})
	}
}
