package readback

import (
	"fmt"
	"maps"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// value is an argument's, as the source writes it; false where there is none, or none
// that the row can have.
func (r *reader) value(a *schema.Attribute, at, here object.Path) (any, bool) {
	if f, has := inverse(a.Compile); has {
		v, ok := f(r, a, at, here)
		if !ok {
			return nil, false
		}
		return written(a, v)
	}
	v, ok := r.at(at)
	if !ok {
		return nil, false
	}
	if at.Parent().Last() == object.FieldOf("annotations") {
		if v, ok = r.annotation(a, at, v); !ok {
			return nil, false
		}
	}
	if labels, isMap := v.(map[string]any); isMap && at.Last() == object.FieldOf("labels") {
		if labels = r.told(labels, at); len(labels) == 0 {
			return nil, false
		}
		v = labels
	}
	if v, ok = written(a, v); ok {
		r.used[at] = true
	}
	return v, ok
}

// annotation is a value that is stored as text. Those that a map of annotations can have
// are read there.
func (r *reader) annotation(a *schema.Attribute, at object.Path, v any) (any, bool) {
	key, _ := at.Last().Field()
	text, isText := v.(string)
	if !isText || !object.IsOwn(key) {
		return nil, false
	}
	if a.Type.Cty == cty.Number {
		n, err := strconv.ParseInt(text, 10, 64)
		return n, err == nil
	}
	return text, true
}

// told are the labels that an object does not have by itself.
func (r *reader) told(labels map[string]any, at object.Path) map[string]any {
	implied := r.implied
	if at != object.PathOf("metadata", "labels") {
		implied = r.pods
	}
	left := maps.Clone(labels)
	maps.DeleteFunc(left, func(key string, v any) bool { return implied[key] == v })
	return left
}

// written brings a value into the form of the source, and holds it to the row's limits.
func written(a *schema.Attribute, v any) (any, bool) {
	element := a.Type
	if element.Elem != nil {
		element = *element.Elem
	}
	switch v := v.(type) {
	case map[string]any:
		if !a.Type.Cty.IsMapType() {
			return nil, false
		}
		return entries(a, element, v)
	case []any:
		if !a.Type.Cty.IsListType() {
			return nil, false
		}
		list := make([]any, len(v))
		for i, e := range v {
			var ok bool
			if list[i], ok = scalar(a, element, e); !ok {
				return nil, false
			}
		}
		return list, true
	}
	if a.Type.Elem != nil {
		return nil, false
	}
	return scalar(a, a.Type, v)
}

// entries are those of a map whose keys the row allows.
func entries(a *schema.Attribute, element schema.Type, v map[string]any) (any, bool) {
	out := make(map[string]any, len(v))
	for key, e := range v {
		if !holds(a.Keys, key) {
			continue
		}
		text, ok := scalar(a, element, e)
		if !ok {
			return nil, false
		}
		out[key] = text
	}
	return out, len(out) > 0 || len(v) == 0
}

// scalar is one value. A mode is written in octal digits.
func scalar(a *schema.Attribute, of schema.Type, v any) (any, bool) {
	switch v.(type) {
	case map[string]any, []any, nil:
		return nil, false
	}
	_, isText := v.(string)
	_, isBool := v.(bool)
	switch {
	case of.Cty == cty.Bool && !isBool, of.Cty == cty.Number && (isText || isBool), !holds(a.Kubernetes, v):
		return nil, false
	case of.English == table.FileMode.English:
		return fmt.Sprintf("%04o", v), true
	}
	return v, true
}

func holds(limits []schema.Limit, v any) bool {
	for _, l := range limits {
		if !l.Holds(v) {
			return false
		}
	}
	return true
}
