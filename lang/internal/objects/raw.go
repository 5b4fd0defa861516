package objects

import (
	"errors"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
)

// overlay is what a block's raw says, with the places that it says it at, to be
// laid over the finished object.
type overlay struct {
	*decode.Attribute
	writer  *writer
	block   *decode.Block
	fields  map[string]any
	sources object.Manifest // knows the places alone
}

// raw lays what the block's argument of that name says over the finished object.
func (w *writer) raw(b *decode.Block) {
	a := (blocks.Objects{Block: b}).Raw().Attribute()
	if a == nil {
		return
	}
	o := overlay{Attribute: a, writer: w, block: b, sources: object.Manifest{Origin: rangeOf(a.Range), Fields: make(map[object.Path]object.Range)}}
	if o.fields, _ = a.Data.(map[string]any); o.fields == nil {
		o.refuse(object.Path{}, "Wrong type of value", "raw must be an object. Write { spec = {…} }, with Kubernetes' own field names.")
		return
	}
	if a.Source != nil {
		locate(o.sources.Fields, object.Path{}, a.Source.Expr)
	}
	if o.allowed() {
		o.lay()
	}
}

func (o *overlay) lay() {
	placed, err := kubeschema.Merge(o.writer.manifest.Content, o.fields)
	if _, there := object.PathOf("spec", "replicas").At(o.fields); there {
		o.writer.manifest.ReplicasImplied = false
	}
	o.settle(placed)
	if key := new(kubeschema.KeyError); errors.As(err, &key) {
		o.refuse(key.At, "Item without a key", "raw merges the items of this list by their key, %s. Add it to the item.", message.Join(key.Keys, " and "))
	} else if err != nil {
		o.refuse(object.Path{}, "Not valid for Kubernetes", "%s cannot be merged: %v. Correct the value.", o.writer.manifest.Address, err)
	}
}

func (o *overlay) refuse(at object.Path, summary, detail string, args ...any) {
	o.writer.maker.refuse(diag.Range(o.sources.SourceOf(at)), summary, detail, args...)
}

// allowed reports whether raw leaves alone what it must, and reports what it does
// not.
func (o *overlay) allowed() bool {
	before := len(o.writer.maker.diags)
	for _, f := range o.fixed() {
		o.leavesAlone(f)
	}
	for _, metadata := range o.metadata() {
		for _, field := range []string{"labels", "annotations"} {
			there, _ := metadata.Field(field).At(o.fields)
			entries, _ := there.(map[string]any)
			for _, key := range slices.Sorted(maps.Keys(entries)) {
				if object.IsOwn(key) && key != object.LabelApplySet && key != object.LabelKind { // those are fixed fields
					o.refuse(metadata.Field(field).Field(key), "Set by wl", "%s is one of the %s that wl sets itself. Remove it from raw.", key, field)
				}
			}
		}
	}
	o.shows(object.Path{}, o.fields)
	return len(o.writer.maker.diags) == before
}

// fixedField is a field that raw must not touch, and why.
type fixedField struct {
	at      object.Path
	summary string
	why     message.Text
}

// fixed lists what an object is known by, what ties it to its Pods, and what
// the server writes.
func (o *overlay) fixed() []fixedField {
	var all []fixedField
	for _, field := range []string{"name", "namespace"} {
		all = append(all, fixedField{object.PathOf("metadata", field), "Set by wl", message.New("The %s identifies the object. Write %s = … in the block instead.", field, field)})
	}
	for _, field := range []string{"apiVersion", "kind"} {
		all = append(all, fixedField{object.PathOf(field), "Set by wl", message.New("The block sets the kind of the object. Remove it from raw, or write an object block.")})
	}
	all = append(all, fixedField{object.PathOf("status"), "Set by the server", message.New("status is written by the cluster. Remove it from raw.")})
	for _, field := range append([]string{"generateName", "ownerReferences"}, serverFields[:]...) {
		all = append(all, fixedField{object.PathOf("metadata", field), "Set by the server", message.New("metadata.%s is written by the server. Remove it from raw.", field)})
	}
	for i, metadata := range o.metadata() {
		label := []string{object.LabelApplySet, object.LabelKind}[i]
		all = append(all, fixedField{metadata.Field("labels").Field(label), "Set by wl", message.New("%s is a label that wl sets itself. Remove it from raw.", label)})
	}
	switch {
	case o.block.Schema.Emits == kind.Service.Kind:
		all = append(all, fixedField{object.PathOf("spec", "selector"), "Selector of Pods", message.New("The selector selects the Pods of the service. Write selector = {…} in the block instead.")})
	case o.writer.kind != 0:
		template := schema.TemplatePath(o.writer.kind)
		all = append(all, fixedField{template.Parent().Field("selector"), "Selector of Pods", message.New("The selector selects the Pods of the workload and is immutable. Remove it from raw.")})
	}
	return all
}

// metadata are the places of an object's labels and annotations, and of its
// Pods'.
func (o *overlay) metadata() []object.Path {
	if o.writer.kind != 0 && o.block.Schema.Emits == "workload" {
		return []object.Path{object.PathOf("metadata"), schema.TemplatePath(o.writer.kind).Field("metadata")}
	}
	return []object.Path{object.PathOf("metadata")}
}

// leavesAlone reports a field that must not be touched: given by raw, or gone
// with what is around it.
func (o *overlay) leavesAlone(f fixedField) {
	var at object.Path
	for around := any(o.fields); at != f.at; {
		rest, _ := f.at.Within(at)
		next, _ := rest.Cut()
		fields, ok := around.(map[string]any)
		if !ok {
			o.refuse(at, "Set by wl", "%s has fields that wl sets, so raw can only add or change single fields of it. Write an object here.", at.Last())
			return
		}
		name, _ := next.Field()
		if around, ok = fields[name]; !ok {
			return
		}
		at = at.Child(next)
	}
	o.refuse(f.at, f.summary, "%s", f.why)
}

// shows reports sensitive values where they would show: as names, and in
// metadata.
func (o *overlay) shows(place object.Path, v any) {
	if slices.Contains(o.Sensitive, place) {
		switch {
		case !scalars(v):
			o.refuse(place, "Sensitive keys", "The value is sensitive, including the names of its fields, but those are shown in plans. Split it, or use nonsensitive() for what is not secret.")
		case slices.ContainsFunc(o.metadata(), place.HasPrefix):
			o.refuse(place, "Sensitive value in public", "The labels and annotations of an object are shown in lists and in the state, and must not be sensitive. Use another value, or nonsensitive() if it is not secret.")
		}
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			o.shows(place.Field(key), v[key])
		}
	case []any:
		for i, item := range v {
			o.shows(place.Index(i), item)
		}
	}
}

// scalars reports whether a value has no names in it.
func scalars(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return false
	case []any:
		return !slices.ContainsFunc(v, func(item any) bool { return !scalars(item) })
	}
	return true
}

// settle notes of the values of raw where they come from and what of them is
// sensitive, and forgets that of what they replace.
func (o *overlay) settle(placed []kubeschema.Placement) {
	m := o.writer.manifest
	for _, p := range placed {
		switch {
		case p.Key && o.IsSensitive(p.From):
			o.refuse(p.From, "Sensitive value in public", "This is the key of a list's items, which is shown in plans. Use another value, or nonsensitive() if it is not secret.")
		case p.Key, p.Merged:
			continue
		}
		if p.Removed || p.Replaced {
			maps.DeleteFunc(m.Fields, func(f object.Path, _ object.Range) bool { return f.HasPrefix(p.To) })
			m.Sensitive = slices.DeleteFunc(m.Sensitive, func(f object.Path) bool { return f.HasPrefix(p.To) })
		}
		if !p.Removed {
			m.Fields[p.To] = o.sources.SourceOf(p.From)
		}
		if slices.Contains(o.Sensitive, p.From) {
			m.Sensitive = append(m.Sensitive, p.To)
		}
	}
}
