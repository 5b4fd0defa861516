package kubeschema

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/schema"
	"sigs.k8s.io/structured-merge-diff/v4/typed"
	"sigs.k8s.io/structured-merge-diff/v4/value"
)

// ReadPath reads a path of an object of a kind, as FormatPath writes it; names
// and texts in brackets need no quotes. It fails, naming what was probably
// meant, where Kubernetes has no such field, and where a field is a part of what
// the server takes as one value. Of a kind that the schema does not know, every
// path that leads into no list is taken.
func ReadPath(apiVersion, kind, path string) (fieldpath.Path, error) {
	t, err := typeOf(map[string]any{"apiVersion": apiVersion, "kind": kind})
	if err != nil {
		return nil, err
	}
	r, err := readPath(t, path)
	if err == nil {
		return r.path, nil
	}
	if len(r.path) == 0 {
		// Perhaps the path is not given from the object's root.
		for _, prefix := range []string{"spec.", "metadata.", "spec.template.", "spec.template.spec.", "spec.jobTemplate.spec.", "spec.jobTemplate.spec.template.spec."} {
			if _, failed := readPath(t, prefix+path); failed == nil {
				return nil, fmt.Errorf("%w; did you mean %q?", err, prefix+path)
			}
		}
	}
	return nil, err
}

// readPath follows a path as far as it leads.
func readPath(t typed.ParseableType, path string) (pathReader, error) {
	r := pathReader{schema: t.Schema, typeRef: t.TypeRef}
	steps, err := splitPath(path)
	for _, s := range steps {
		if err == nil {
			err = r.step(s)
		}
	}
	return r, err
}

// splitPath takes a path apart: names as they stand, and what is in brackets
// with the brackets.
func splitPath(path string) ([]string, error) {
	var steps []string
	for rest := path; ; {
		n := 0
		if strings.HasPrefix(rest, "[") {
			if n = closing(rest); n == 0 {
				return nil, fmt.Errorf("%q has no closing bracket", rest)
			}
		} else if n = strings.IndexAny(rest, ".["); n < 0 {
			n = len(rest)
		}
		if n == 0 {
			return nil, errors.New("a field's name is missing")
		}
		steps, rest = append(steps, rest[:n]), rest[n:]
		if rest == "" {
			return steps, nil
		}
		rest = strings.TrimPrefix(rest, ".")
	}
}

// closing is how long a part in brackets is; 0 if it does not end.
func closing(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			quoted, err := strconv.QuotedPrefix(s[i:])
			if err != nil {
				return 0
			}
			i += len(quoted) - 1
		case ']':
			return i + 1
		}
	}
	return 0
}

// pathReader follows a path through a type.
type pathReader struct {
	schema  *schema.Schema
	typeRef schema.TypeRef
	path    fieldpath.Path
}

func (r *pathReader) step(step string) error {
	atom, ok := r.schema.Resolve(r.typeRef)
	name, bracketed := step, false
	if strings.HasPrefix(step, "[") {
		name, bracketed = step[1:len(step)-1], true
	}
	switch {
	case ok && atom.Map != nil && (atom.List == nil || !bracketed || !strings.Contains(name, "=")):
		return r.field(unquoted(name), atom.Map)
	case ok && atom.List != nil && atom.Map == nil:
		return r.item(name, bracketed, atom.List)
	case len(r.path) == 0:
		return errors.New("it is not the path of a field")
	}
	return fmt.Errorf("%s has no fields of its own", FormatPath(r.path))
}

func (r *pathReader) field(name string, m *schema.Map) error {
	if m.ElementRelationship == schema.Atomic {
		return r.whole()
	}
	element := m.ElementType
	if f, known := m.FindField(name); known {
		element = f.Type
	} else if len(m.Fields) > 0 {
		//lint:ignore ST1005 a name begins with a capital letter
		return fmt.Errorf("Kubernetes has no field %q%s%s", name, r.within(), suggestion(name, m.Fields))
	}
	r.path, r.typeRef = append(r.path, fieldpath.PathElement{FieldName: &name}), element
	return nil
}

func (r *pathReader) within() string {
	if len(r.path) == 0 {
		return " at the object's root"
	}
	return " in " + FormatPath(r.path)
}

// whole reports whether a field is one value, whose parts belong to nobody else.
func (r *pathReader) whole() error {
	return fmt.Errorf("the server treats %s as one value; name %s itself", FormatPath(r.path), FormatPath(r.path))
}

func (r *pathReader) item(text string, bracketed bool, l *schema.List) error {
	if l.ElementRelationship != schema.Associative {
		return r.whole()
	}
	if !bracketed || !strings.Contains(text, "=") {
		return fmt.Errorf("%s is a list; name an item of it, such as %s", FormatPath(r.path), r.example(l))
	}
	var e fieldpath.PathElement
	if len(l.Keys) == 0 {
		v := value.NewValueInterface(r.literal(strings.TrimPrefix(text, "="), l.ElementType))
		e.Value = &v
	} else {
		keys, err := r.keys(text, l)
		if err != nil {
			return err
		}
		e.Key = keys
	}
	r.path, r.typeRef = append(r.path, e), l.ElementType
	return nil
}

// example is how an item of a list is named.
func (r *pathReader) example(l *schema.List) string {
	if len(l.Keys) == 0 {
		return FormatPath(r.path) + "[=…]"
	}
	return FormatPath(r.path) + "[" + strings.Join(l.Keys, "=…,") + "=…]"
}

// keys reads what tells an item from the others; a key that has a default may be
// left out.
func (r *pathReader) keys(text string, l *schema.List) (*value.FieldList, error) {
	given := map[string]any{}
	for _, pair := range pairsOf(text) {
		key, v, _ := strings.Cut(pair, "=")
		given[key] = r.literal(v, r.keyType(l, key))
	}
	var pairs []any
	for _, key := range l.Keys {
		v, ok := given[key]
		if !ok {
			v = keyDefault(r.schema, l, key)
		}
		if v == nil {
			return nil, fmt.Errorf("an item of %s is named by its %s, such as %s", FormatPath(r.path), strings.Join(l.Keys, " and "), r.example(l))
		}
		delete(given, key)
		pairs = append(pairs, key, v)
	}
	if len(given) > 0 {
		return nil, fmt.Errorf("an item of %s is named by its %s alone, such as %s", FormatPath(r.path), strings.Join(l.Keys, " and "), r.example(l))
	}
	return fieldpath.KeyByFields(pairs...), nil
}

// pairsOf takes `a=1,b="x,y"` apart at the commas outside of quotes.
func pairsOf(text string) []string {
	quoted := false
	return strings.FieldsFunc(text, func(c rune) bool {
		if c == '"' {
			quoted = !quoted
		}
		return c == ',' && !quoted
	})
}

func (r *pathReader) keyType(l *schema.List, key string) schema.TypeRef {
	if atom, ok := r.schema.Resolve(l.ElementType); ok && atom.Map != nil {
		if f, known := atom.Map.FindField(key); known {
			return f.Type
		}
	}
	return schema.TypeRef{}
}

// literal reads a key's value: a number where the schema wants one, else text.
func (r *pathReader) literal(text string, t schema.TypeRef) any {
	atom, _ := r.schema.Resolve(t)
	if atom.Scalar != nil && *atom.Scalar == schema.Numeric {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	}
	return unquoted(text)
}

func unquoted(text string) string {
	if s, err := strconv.Unquote(text); err == nil {
		return s
	}
	return text
}
