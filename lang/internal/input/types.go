package input

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
)

// typeText writes a type as the source may have it: attributes that may be left out are in
// optional().
func typeText(t cty.Type) string {
	switch {
	case t.IsListType():
		return "list(" + typeText(t.ElementType()) + ")"
	case t.IsSetType():
		return "set(" + typeText(t.ElementType()) + ")"
	case t.IsMapType():
		return "map(" + typeText(t.ElementType()) + ")"
	case t.IsTupleType():
		var elements []string
		for _, e := range t.TupleElementTypes() {
			elements = append(elements, typeText(e))
		}
		return "tuple([" + strings.Join(elements, ",") + "])"
	case t.IsObjectType():
		return "object({" + strings.Join(attributeTexts(t), ",") + "})"
	}
	return typeexpr.TypeString(t)
}

func attributeTexts(object cty.Type) []string {
	var texts []string
	types := object.AttributeTypes()
	for _, name := range slices.Sorted(maps.Keys(types)) {
		text := typeText(types[name])
		if object.AttributeOptional(name) {
			text = "optional(" + text + ")"
		}
		texts = append(texts, name+"="+text)
	}
	return texts
}
