package kubeschema

import (
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/schema"
	"sigs.k8s.io/structured-merge-diff/v4/typed"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
)

// ReadPath reads a path of an object of a kind, as object.ParsePath does. It fails,
// naming what was probably meant, where Kubernetes has no such field, and where a
// field is a part of what the server takes as one value. Of a kind that the schema
// does not know, every path that leads into no list is taken.
func ReadPath(apiVersion, kind, text string) (object.Path, error) {
	t, err := typeOf(map[string]any{"apiVersion": apiVersion, "kind": kind})
	if err != nil {
		return object.Path{}, err
	}
	given, err := object.ParsePath(text)
	if err == nil && given.IsRoot() {
		err = message.New("a field's name is missing")
	}
	if err != nil {
		return object.Path{}, err
	}
	r, err := readPath(t, given)
	if err != nil && r.path.IsRoot() {
		// Perhaps the path is not given from the object's root.
		for _, from := range [][]string{
			{"spec"}, {"metadata"}, {"spec", "template"}, {"spec", "template", "spec"},
			{"spec", "jobTemplate", "spec"}, {"spec", "jobTemplate", "spec", "template", "spec"},
		} {
			meant := object.PathOf(from...).Join(given)
			if _, failed := readPath(t, meant); failed == nil {
				return object.Path{}, message.New("%s; did you mean %q?", err, meant)
			}
		}
	}
	return r.path, err
}

// readPath follows a path as far as it leads.
func readPath(t typed.ParseableType, given object.Path) (pathReader, error) {
	r := pathReader{schema: t.Schema, typeRef: t.TypeRef}
	for e := range given.Elements() {
		if err := r.step(e); err != nil {
			return r, err
		}
	}
	return r, nil
}

// pathReader follows a path through a type.
type pathReader struct {
	schema  *schema.Schema
	typeRef schema.TypeRef
	path    object.Path
}

func (r *pathReader) step(e object.Element) error {
	atom, ok := r.schema.Resolve(r.typeRef)
	switch {
	case ok && atom.Map != nil && atom.List != nil && isOfList(e):
		return message.New("wl does not know how the server merges the lists of this kind, and takes each as one value; name %s itself", r.path)
	case ok && atom.Map != nil:
		return r.field(fieldName(e), atom.Map)
	case ok && atom.List != nil && atom.Map == nil:
		return r.item(e, atom.List)
	case r.path.IsRoot():
		return message.New("it is not the path of a field")
	}
	return message.New("%s has no fields of its own", r.path)
}

// isOfList reports whether an element can only lead to an item of a list.
func isOfList(e object.Element) bool {
	_, indexed := e.Index()
	_, member := e.Member()
	return indexed || member || len(e.Keys()) > 0
}

// fieldName is the name of a field that an element leads to: of what is in brackets
// without quotes, the object alone tells that it is one.
func fieldName(e object.Element) string {
	if name, ok := e.Field(); ok {
		return name
	}
	return nameOf(e)
}

func (r *pathReader) field(name string, m *schema.Map) error {
	if m.ElementRelationship == schema.Atomic {
		return r.whole()
	}
	element := m.ElementType
	if f, known := m.FindField(name); known {
		element = f.Type
	} else if len(m.Fields) > 0 {
		return message.New("Kubernetes has no field %q%s%s", name, r.within(), suggestion(name, m.Fields))
	}
	r.path, r.typeRef = r.path.Field(name), element
	return nil
}

func (r *pathReader) within() message.Text {
	if r.path.IsRoot() {
		return message.New(" at the object's root")
	}
	return message.New(" in %s", r.path.String())
}

// whole reports that a field is one value, whose parts belong to nobody else.
func (r *pathReader) whole() error {
	return message.New("the server treats %s as one value; name %s itself", r.path, r.path)
}

func (r *pathReader) item(e object.Element, l *schema.List) error {
	if l.ElementRelationship != schema.Associative {
		return r.whole()
	}
	member, isMember := e.Member()
	switch {
	case len(l.Keys) == 0 && isMember:
		e = object.MemberOf(r.literal(member, l.ElementType))
	case len(l.Keys) == 0 || len(e.Keys()) == 0:
		return message.New("%s is a list; name an item of it, such as %s", r.path, r.example(l))
	default:
		keys, err := r.keys(e.Keys(), l)
		if err != nil {
			return err
		}
		e = object.ItemOf(keys...)
	}
	r.path, r.typeRef = r.path.Child(e), l.ElementType
	return nil
}

// example is how an item of a list is named.
func (r *pathReader) example(l *schema.List) string {
	return r.path.String() + "[" + strings.Join(l.Keys, "=…,") + "=…]"
}

// keys are what tells an item from the others; a key that has a default may be
// left out.
func (r *pathReader) keys(given []object.Key, l *schema.List) ([]object.Key, error) {
	var keys []object.Key
	for _, name := range l.Keys {
		v := keyDefault(r.schema, l, name)
		if isEmptyKey(v) {
			v = nil // nobody means that by leaving it out
		}
		if i := slices.IndexFunc(given, func(k object.Key) bool { return k.Name == name }); i >= 0 {
			v = r.literal(given[i].Value, r.keyType(l, name))
		}
		if v == nil {
			return nil, message.New("an item of %s is named by its %s, such as %s", r.path, message.Join(l.Keys, " and "), r.example(l))
		}
		keys = append(keys, object.Key{Name: name, Value: v})
	}
	if slices.ContainsFunc(given, func(k object.Key) bool { return !slices.Contains(l.Keys, k.Name) }) {
		return nil, message.New("an item of %s is named by its %s alone, such as %s", r.path, message.Join(l.Keys, " and "), r.example(l))
	}
	return keys, nil
}

func (r *pathReader) keyType(l *schema.List, key string) schema.TypeRef {
	if atom, ok := r.schema.Resolve(l.ElementType); ok && atom.Map != nil {
		if f, known := atom.Map.FindField(key); known {
			return f.Type
		}
	}
	return schema.TypeRef{}
}

// literal is the value of a key: a number where the schema wants one, else text.
func (r *pathReader) literal(given any, t schema.TypeRef) any {
	atom, _ := r.schema.Resolve(t)
	numeric := atom.Scalar != nil && *atom.Scalar == schema.Numeric
	switch v := given.(type) {
	case int64:
		if !numeric {
			return strconv.FormatInt(v, 10)
		}
	case float64:
		if !numeric {
			return strconv.FormatFloat(v, 'g', -1, 64)
		}
	case bool:
		return strconv.FormatBool(v)
	case nil:
		return "null"
	}
	return given
}
