package input

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/workloadlang/wl/internal/message"
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

// mismatch is why a value cannot be converted to a type. The library compares the types
// alone, and says of two tuples only that one is required. Keys and numbers of elements are
// a part of what is marked as a whole, and not said of that.
func mismatch(v cty.Value, t cty.Type) message.Text {
	from := v.Type()
	switch {
	case v.IsMarked():
		return unnamed(from, t)
	case from.IsTupleType() && t.IsTupleType() && from.Length() != t.Length():
		return message.New("a tuple of %d elements is required, but the value has %d", t.Length(), from.Length())
	case !v.IsWhollyKnown() || v.IsNull() || !v.CanIterateElements() || lacksAttribute(from, t):
	default:
		for it := v.ElementIterator(); it.Next(); {
			key, element := it.Element()
			format, at, to := within(from, t, key)
			if format == "" {
				break
			}
			if _, err := convert.Convert(element, to); err != nil {
				return message.New(format, at, mismatch(element, to))
			}
		}
	}
	if v.ContainsMarked() { // which the library would look into by its type
		return unnamed(from, t)
	}
	return message.New("%s", message.Library(convert.MismatchMessage(from, t)))
}

// unnamed is why a value of one type cannot be converted to another, without its keys, which
// are a part of its type.
func unnamed(from, to cty.Type) message.Text {
	keyed := hasKeys(from) && hasKeys(to) && !lacksAttribute(from, to)
	if keyed || isSequence(from) && isSequence(to) && !(from.IsTupleType() && to.IsTupleType()) {
		return message.New("one of its elements is of another type")
	}
	return message.New("%s", message.Library(convert.MismatchMessage(from, to)))
}

func hasKeys(t cty.Type) bool { return t.IsObjectType() || t.IsMapType() }

func isSequence(t cty.Type) bool { return t.IsTupleType() || t.IsListType() || t.IsSetType() }

// lacksAttribute reports whether an object must have an attribute that another has not.
func lacksAttribute(from, to cty.Type) bool {
	if !from.IsObjectType() || !to.IsObjectType() {
		return false
	}
	for name := range to.AttributeTypes() {
		if !from.HasAttribute(name) && !to.AttributeOptional(name) {
			return true
		}
	}
	return false
}

// within returns what a part of a value that is written out must be, and how to say where it
// is; an empty format where that cannot be told.
func within(from, t cty.Type, key cty.Value) (format string, at any, to cty.Type) {
	switch {
	case from.IsTupleType() && (t.IsTupleType() || t.IsListType() || t.IsSetType()):
		i, _ := key.AsBigFloat().Int64()
		if t.IsTupleType() {
			return "element %d: %s", i, t.TupleElementType(int(i))
		}
		return "element %d: %s", i, t.ElementType()
	case from.IsObjectType() && t.IsMapType():
		return "element %q: %s", key.AsString(), t.ElementType()
	case from.IsObjectType() && t.IsObjectType():
		if name := key.AsString(); t.HasAttribute(name) {
			return "attribute %q: %s", name, t.AttributeType(name)
		}
		return "attribute %q: %s", key.AsString(), cty.DynamicPseudoType // which is left out
	}
	return "", nil, cty.NilType
}
