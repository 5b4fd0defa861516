package kubeschema

import (
	"maps"
	"math"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/schema"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
)

// Violation is a place where an object does not fit Kubernetes' schema.
type Violation struct {
	Path    object.Path  // items of lists by their positions
	Message message.Text // what is wrong and what would be right, without the place
	Missing bool         // the path is that of a field which is required and not set
}

// Validate checks an object of a built-in kind against Kubernetes' schema:
// unknown fields, wrong types, quantities that are none, items of a list with the same key.
// Other values are not judged, that is the server's. It returns nil for a kind that is not known, and
// otherwise all violations in the order of the object's keys.
func Validate(content map[string]any) []Violation {
	p, err := parser()
	if err != nil {
		return []Violation{{Message: message.New("%s", err)}}
	}
	name := knownType(content)
	v := &validator{schema: &p.Schema}
	if _, known := p.Schema.FindNamedType(name); known {
		v.value(content, schema.TypeRef{NamedType: &name})
	}
	return v.found
}

type validator struct {
	schema *schema.Schema
	// at leads to the value being checked. It becomes a path only where something
	// is wrong, which is nearly never.
	at    []object.Element
	found []Violation
}

func (v *validator) report(format string, args ...any) {
	v.found = append(v.found, Violation{Path: object.PathThrough(v.at...), Message: message.New(format, args...)})
}

// reportAt reports what is wrong one step deeper.
func (v *validator) reportAt(step object.Element, format string, args ...any) {
	v.at = append(v.at, step)
	v.report(format, args...)
	v.at = v.at[:len(v.at)-1]
}

// within checks a value one step deeper.
func (v *validator) within(step object.Element, value any, t schema.TypeRef) {
	v.at = append(v.at, step)
	v.value(value, t)
	v.at = v.at[:len(v.at)-1]
}

func (v *validator) value(value any, t schema.TypeRef) {
	if t.NamedType != nil && *t.NamedType == quantityType {
		v.quantity(value)
		return
	}
	atom, ok := v.schema.Resolve(t)
	if !ok || (atom.Scalar != nil && *atom.Scalar == schema.Untyped) {
		return // anything goes: IntOrString, embedded JSON
	}
	switch value := value.(type) {
	case map[string]any:
		if atom.Map == nil {
			v.report("a map is given, but %s is expected", describe(atom))
			return
		}
		v.fields(value, atom.Map)
	case []any:
		if atom.List == nil {
			v.report("a list is given, but %s is expected", describe(atom))
			return
		}
		v.items(value, atom.List)
	default:
		v.scalar(value, atom)
	}
}

func (v *validator) fields(value map[string]any, m *schema.Map) {
	for _, key := range slices.Sorted(maps.Keys(value)) {
		field, known := m.FindField(key)
		switch {
		case known:
			v.within(object.FieldOf(key), value[key], field.Type)
		case len(m.Fields) > 0:
			v.reportAt(object.FieldOf(key), "Kubernetes has no field %q here%s", key, suggestion(key, m.Fields))
		default:
			v.within(object.FieldOf(key), value[key], m.ElementType)
		}
	}
}

func (v *validator) items(value []any, l *schema.List) {
	seen := map[object.Element]int{}
	for i, item := range value {
		v.within(object.IndexOf(i), item, l.ElementType)
		key, ok := itemOf(v.schema, l, item)
		if !ok || !v.told(i, item.(map[string]any), l) {
			continue
		}
		if first, duplicate := seen[key]; duplicate {
			v.reportAt(object.IndexOf(i), "it has the same %s as item %d of the list, and the key must be unique", nameOf(key), first)
			continue
		}
		seen[key] = i
	}
}

// told reports whether an item is told from others by its keys once it is stored, and reports
// what is in the way of that. Keys that are empty are not stored: where they have no default,
// the server can apply nothing to the object any more, and where they have another one it
// does not find the item again.
func (v *validator) told(i int, item map[string]any, l *schema.List) bool {
	known := false
	for _, key := range l.Keys {
		byDefault, empty := keyDefault(v.schema, l, key), item[key] == ""
		if empty && !isEmptyKey(byDefault) {
			v.reportAt(object.IndexOf(i), "its key %s is empty, and every apply would add the item again; omit it, and it is %q", key, byDefault)
			return false
		}
		known = known || byDefault != nil || item[key] != nil && !empty
	}
	if !known {
		v.reportAt(object.IndexOf(i), "it has no %s, by which the server tells the items of the list apart: it could not apply anything to the object again", message.Join(l.Keys, " and "))
	}
	return known
}

func (v *validator) scalar(value any, atom schema.Atom) {
	if value == nil {
		v.report("null is given; omit the field instead")
		return
	}
	if atom.Scalar == nil {
		v.report("%s is given, but %s is expected", describeValue(value), describe(atom))
		return
	}
	fits := false
	switch value := value.(type) {
	case string:
		fits = *atom.Scalar == schema.String
	case bool:
		fits = *atom.Scalar == schema.Boolean
	case int64:
		fits = *atom.Scalar == schema.Numeric
	case float64:
		if fits = *atom.Scalar == schema.Numeric; fits && value != math.Trunc(value) && !v.fractional() {
			v.report("%v is given, but a whole number is expected", value)
		}
	}
	if !fits {
		v.report("%s is given, but %s is expected", describeValue(value), describe(atom))
	}
}

// fractional reports whether the field being checked takes fractions, which the schema does not
// tell from whole numbers. Only limits of a CustomResourceDefinition do: quantities are strings.
func (v *validator) fractional() bool {
	name, _ := v.at[len(v.at)-1].Field()
	return slices.Contains([]string{"minimum", "maximum", "multipleOf"}, name)
}

func describe(a schema.Atom) message.Text {
	switch {
	case a.Map != nil:
		return message.New("a map")
	case a.List != nil:
		return message.New("a list")
	case a.Scalar == nil:
		return message.New("nothing")
	case *a.Scalar == schema.Numeric:
		return message.New("a number")
	case *a.Scalar == schema.Boolean:
		return message.New("true or false")
	default:
		return message.New("a string")
	}
}

func describeValue(value any) message.Text {
	switch value.(type) {
	case string:
		return message.New("a string")
	case bool:
		return message.New("a boolean")
	case map[string]any:
		return message.New("a map")
	case []any:
		return message.New("a list")
	default:
		return message.New("a number")
	}
}

// suggestion names the field that was probably meant, if one is close.
func suggestion(given string, fields []schema.StructField) message.Text {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return nearest.Clause(given, names)
}
