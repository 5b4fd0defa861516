package schema

import (
	"fmt"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
)

// Constraint names the type as HCL's type constraints do: "list(string)".
func (t Type) Constraint() string {
	if t.Raw {
		return "expression"
	}
	return typeexpr.TypeString(t.Cty)
}

// Examples are values of the argument as they are written in HCL, the most
// telling first: those of its limits, its default, or one of its type. There is
// none where only the configuration around it could give one.
func (a *Attribute) Examples() []string {
	if a.Example != "" {
		return []string{a.Example}
	}
	if a.Type.Raw {
		return nil
	}
	if a.Type.Elem == nil {
		return written(a.values(), func(v any) string { return literal(v) })
	}
	elements := a.values()
	if len(elements) == 0 {
		return nil
	}
	if !a.Type.Cty.IsMapType() {
		return written(elements, func(v any) string { return "[" + literal(v) + "]" })
	}
	key := "key"
	for _, l := range a.Keys {
		if len(l.Examples) > 0 {
			key = fmt.Sprint(l.Examples[0])
		}
	}
	if !hclsyntax.ValidIdentifier(key) {
		key = literal(key)
	}
	return written(elements, func(v any) string { return "{ " + key + " = " + literal(v) + " }" })
}

func written(values []any, write func(any) string) []string {
	var all []string
	for _, v := range values {
		all = append(all, write(v))
	}
	return all
}

// values are examples of the value itself, or of a collection's elements, that
// keep to all limits.
func (a *Attribute) values() []any {
	limits := append(append([]Limit(nil), a.Documented...), a.Kubernetes...)
	var candidates []any
	for _, l := range limits {
		candidates = append(candidates, l.Examples...)
	}
	for _, l := range limits {
		for _, c := range l.Choices {
			candidates = append(candidates, c)
		}
	}
	for _, d := range a.Defaults {
		if list, ok := d.Value.([]any); ok {
			candidates = append(candidates, list...)
		} else {
			candidates = append(candidates, d.Value)
		}
	}
	element := a.Type
	if element.Elem != nil {
		element = *element.Elem
	}
	candidates = append(candidates, element.Examples...)
	var kept []any
	for _, c := range candidates {
		if holdsAll(limits, c) && !isDefault(a, c) {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 && len(a.Defaults) > 0 {
		return []any{a.Defaults[0].Value}
	}
	return kept
}

// isDefault reports whether writing a value would say nothing new.
func isDefault(a *Attribute, v any) bool {
	return len(a.Defaults) == 1 && a.Defaults[0].Kinds == AllKinds && a.Defaults[0].Value == v
}

func holdsAll(limits []Limit, v any) bool {
	for _, l := range limits {
		if !l.Holds(v) {
			return false
		}
	}
	return true
}

// literal writes a value as HCL.
func literal(v any) string {
	switch v := v.(type) {
	case bool:
		return fmt.Sprint(v)
	case int64:
		return fmt.Sprint(v)
	}
	return string(hclwrite.TokensForValue(cty.StringVal(fmt.Sprint(v))).Bytes())
}
