// Package objects compiles decoded blocks into Kubernetes objects. The table
// of fields says where each argument lands; the few functions here are for
// what is no plain rename.
package objects

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// writer writes one object and remembers where its values come from.
type writer struct {
	maker    *maker
	owner    *module.Item // the top-level block
	kind     schema.Kinds // of the workload it belongs to
	manifest *object.Manifest
	maps     map[object.Path]object.Range // that arguments have set, and where
	replaced replacedValues
}

// resolve is where a path of the table leads to in the object.
func (w *writer) resolve(p schema.Path, here object.Path) object.Path {
	switch p.Base {
	case schema.Whole:
		here = object.Path{}
	case schema.Pod:
		here = schema.PodPath(w.kind)
	case schema.Template:
		here = schema.TemplatePath(w.kind)
	}
	return here.Join(p.Field)
}

// set writes a value, making the objects around it. Two maps at one place
// become one.
func (w *writer) set(at object.Path, v any) {
	parent := w.parent(at)
	key, _ := at.Last().Field()
	old, wasMap := parent[key].(map[string]any)
	if added, isMap := v.(map[string]any); wasMap && isMap {
		for k, e := range added {
			w.replaced.note(at.Field(k), old[k], e, w.manifest.Fields, w.maps)
			old[k] = e
		}
		return
	}
	w.replaced.note(at, parent[key], v, w.manifest.Fields, w.maps)
	parent[key] = v
}

// parent finds or makes the object that a place is a field of.
func (w *writer) parent(at object.Path) map[string]any {
	var here any = w.manifest.Content
	for e := range at.Parent().Elements() {
		if i, ok := e.Index(); ok {
			here = here.([]any)[i]
			continue
		}
		m := here.(map[string]any)
		key, _ := e.Field()
		if m[key] == nil {
			m[key] = make(map[string]any)
		}
		here = m[key]
	}
	return here.(map[string]any)
}

// add appends an item to a list and returns its place.
func (w *writer) add(list object.Path, item any) object.Path {
	parent := w.parent(list)
	key, _ := list.Last().Field()
	items, _ := parent[key].([]any)
	parent[key] = append(items, item)
	return list.Index(len(items))
}

// from notes that a value comes from a place of the source.
func (w *writer) from(at object.Path, r hcl.Range) {
	w.replaced.refuse(w.maker, at, r)
	w.manifest.Fields[at] = rangeOf(r)
}

// write writes an argument's value to a place, with its origin and what of it
// is sensitive.
func (w *writer) write(at object.Path, a *decode.Attribute) {
	if at.Parent().Last() == object.FieldOf("annotations") {
		w.set(at, fmt.Sprint(a.Data)) // annotations are texts
	} else {
		w.set(at, copied(a.Data))
	}
	w.origin(at, a)
}

// mark marks a place as sensitive if the argument, or the element of it that
// stands there, is.
func (w *writer) mark(at object.Path, a *decode.Attribute, element object.Path) {
	if a.IsSensitive(element) {
		w.manifest.Sensitive = append(w.manifest.Sensitive, at)
	}
}

func (w *writer) origin(at object.Path, a *decode.Attribute) {
	for _, s := range a.Sensitive {
		w.manifest.Sensitive = append(w.manifest.Sensitive, at.Join(s))
	}
	if a.Implied {
		return
	}
	w.from(at, a.Range)
	note := func(key any, at object.Path) {
		r := a.ElementRange(key)
		if w.replaced.refuse(w.maker, at, r); r != a.Range {
			w.manifest.Fields[at] = rangeOf(r)
		}
	}
	switch data := a.Data.(type) {
	case map[string]any:
		w.maps[at] = rangeOf(a.Range)
		for _, k := range slices.Sorted(maps.Keys(data)) {
			note(k, at.Field(k))
		}
	case []any:
		for i := range data {
			note(i, at.Index(i))
		}
	}
}

// block compiles a block: its arguments, then what is within it, then what its
// own function adds.
func (w *writer) block(b *decode.Block, here object.Path) {
	for _, row := range b.Schema.Attributes {
		if a := b.Get(row.Name); a != nil {
			w.attribute(b, a, here)
		}
	}
	for _, n := range b.Blocks() {
		switch {
		case n.Schema.Emits != "":
			w.maker.nested(w, n)
		case n.Schema.Compile == table.CompileVolume:
			w.volume(n, here)
		case n.Schema.Form == schema.Many:
			w.item(n, here)
		default:
			w.block(n, w.place(n.Schema.Places, here))
		}
	}
	if f := blockFunction(b.Schema.Compile); f != nil {
		f(w, b, here)
	}
}

// item compiles a block that is an item of a list.
func (w *writer) item(n *decode.Block, here object.Path) {
	path, ok := schema.PathFor(n.Schema.Places, w.kind)
	if !ok || path.Field.IsRoot() {
		return
	}
	at := w.add(w.resolve(path, here), make(map[string]any))
	w.from(at, n.Header)
	if l := n.Schema.Label; l != nil && n.Label != "" {
		if p, ok := schema.PathFor(l.Places, w.kind); ok {
			w.set(w.resolve(p, at), n.Label)
			w.from(w.resolve(p, at), n.LabelRange)
		}
	}
	w.block(n, at)
}

func (w *writer) place(places []schema.Place, here object.Path) object.Path {
	if path, ok := schema.PathFor(places, w.kind); ok {
		return w.resolve(path, here)
	}
	return here
}

func (w *writer) attribute(b *decode.Block, a *decode.Attribute, here object.Path) {
	path, ok := schema.PathFor(a.Schema.Places, w.kind)
	var at object.Path
	if ok {
		at = w.resolve(path, here)
	}
	if f := attributeFunction(a.Schema.Compile); f != nil {
		f(w, b, a, at)
		return
	}
	if ok {
		w.write(at, a)
	}
}

// copied keeps objects from sharing what is changed while one is written.
func copied(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any, len(m))
	for k, e := range m {
		out[k] = e
	}
	return out
}

func rangeOf(r hcl.Range) object.Range { return diag.Origin(r) }
