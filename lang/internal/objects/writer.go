// Package objects compiles decoded blocks into Kubernetes objects. The table
// of fields says where each argument lands; the few functions here are for
// what is no plain rename.
package objects

import (
	"fmt"
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
}

// steps lead from an object's root to a place in it: keys and list positions.
type steps []any

func (s steps) pointer() object.Pointer { return object.NewPointer(s...) }

func (s steps) then(more ...string) steps {
	out := append(make(steps, 0, len(s)+len(more)), s...)
	for _, m := range more {
		out = append(out, m)
	}
	return out
}

// resolve turns a path of the table into steps.
func (w *writer) resolve(p schema.Path, here steps) steps {
	switch p.Base {
	case schema.Whole:
		here = nil
	case schema.Pod:
		here = steps{}.then(schema.PodSteps(w.kind)...)
	case schema.Template:
		here = steps{}.then(schema.TemplateSteps(w.kind)...)
	}
	return here.then(p.Steps...)
}

// set writes a value, making the objects around it. Two maps at one place
// become one.
func (w *writer) set(at steps, v any) {
	parent := w.parent(at)
	key := at[len(at)-1].(string)
	old, wasMap := parent[key].(map[string]any)
	if added, isMap := v.(map[string]any); wasMap && isMap {
		for k, e := range added {
			old[k] = e
		}
		return
	}
	parent[key] = v
}

// parent finds or makes the object that a place is a field of.
func (w *writer) parent(at steps) map[string]any {
	var here any = w.manifest.Content
	for _, step := range at[:len(at)-1] {
		switch step := step.(type) {
		case int:
			here = here.([]any)[step]
		case string:
			m := here.(map[string]any)
			if m[step] == nil {
				m[step] = make(map[string]any)
			}
			here = m[step]
		}
	}
	return here.(map[string]any)
}

// add appends an item to a list and returns its place.
func (w *writer) add(list steps, item any) steps {
	parent := w.parent(list)
	key := list[len(list)-1].(string)
	items, _ := parent[key].([]any)
	parent[key] = append(items, item)
	return append(slices.Clone(list), len(items))
}

// from notes that a value comes from a place of the source.
func (w *writer) from(at steps, r hcl.Range) { w.manifest.Fields[at.pointer()] = rangeOf(r) }

// write writes an argument's value to a place, with its origin and what of it
// is sensitive.
func (w *writer) write(at steps, a *decode.Attribute) {
	if len(at) > 1 && at[len(at)-2] == "annotations" {
		w.set(at, fmt.Sprint(a.Data)) // annotations are texts
	} else {
		w.set(at, copied(a.Data))
	}
	w.origin(at, a)
}

// mark marks a place as sensitive if the argument, or the element of it that
// stands there, is.
func (w *writer) mark(at steps, a *decode.Attribute, element ...any) {
	if a.IsSensitive(object.NewPointer(element...)) {
		w.manifest.Sensitive = append(w.manifest.Sensitive, at.pointer())
	}
}

func (w *writer) origin(at steps, a *decode.Attribute) {
	pointer := at.pointer()
	for _, s := range a.Sensitive {
		w.manifest.Sensitive = append(w.manifest.Sensitive, pointer+s)
	}
	if a.Implied {
		return
	}
	w.manifest.Fields[pointer] = rangeOf(a.Range)
	note := func(key any) {
		if r := a.ElementRange(key); r != a.Range {
			w.manifest.Fields[pointer.Child(key)] = rangeOf(r)
		}
	}
	switch data := a.Data.(type) {
	case map[string]any:
		for k := range data {
			note(k)
		}
	case []any:
		for i := range data {
			note(i)
		}
	}
}

// block compiles a block: its arguments, then what is within it, then what its
// own function adds.
func (w *writer) block(b *decode.Block, here steps) {
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
func (w *writer) item(n *decode.Block, here steps) {
	path, ok := schema.PathFor(n.Schema.Places, w.kind)
	if !ok || len(path.Steps) == 0 {
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

func (w *writer) place(places []schema.Place, here steps) steps {
	if path, ok := schema.PathFor(places, w.kind); ok {
		return w.resolve(path, here)
	}
	return here
}

func (w *writer) attribute(b *decode.Block, a *decode.Attribute, here steps) {
	path, ok := schema.PathFor(a.Schema.Places, w.kind)
	var at steps
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
