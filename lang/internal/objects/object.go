package objects

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

// manifest makes the object that a block object writes out in full.
func (m *maker) manifest(item *module.Item) {
	a := blocks.Object{Block: item.Block}.Manifest().Attribute()
	written, _ := a.Data.(map[string]any)
	content, ok := kubeschema.WithoutNulls(m.definitions[kind.Of(written)].content, a.Data).(map[string]any)
	if !ok {
		m.refuse(a.Range, "Wrong type of value",
			"manifest must be an object. Write { apiVersion = …, kind = …, metadata = {…} }, or yamldecode(file(…)).")
		return
	}
	w := &writer{maker: m, owner: item, maps: make(map[object.Path]object.Range), replaced: make(replacedValues), manifest: &object.Manifest{
		Address: item.Address, Origin: rangeOf(item.Header), IgnoredWarnings: item.Ignored(),
		Content: content, Fields: make(map[object.Path]object.Range),
	}}
	w.trace(item, a)
	w.manifest.Sensitive = slices.Clone(a.Sensitive)
	m.serverSet = withoutServerSet(w.manifest)
	if !m.acceptable(w.manifest) {
		return
	}
	w.manifest.Ref, w.manifest.APIVersion = m.identify(item, content), content["apiVersion"].(string)
	w.lifecycle(item.Block)
	readiness(w, blocks.Object{Block: item.Block}.Ready())
	given, _ := content["metadata"].(map[string]any)["labels"].(map[string]any)
	given = maps.Clone(given)
	m.labelled(w, w.manifest.Ref.Name)
	w.set(object.PathOf("metadata", "labels"), given)
	m.made = append(m.made, &made{manifest: w.manifest, item: item, header: diag.Range(w.manifest.Origin)})
}

// trace notes where a manifest and its parts stand: in the source, or in the YAML
// file that they are read from.
func (w *writer) trace(item *module.Item, a *decode.Attribute) {
	w.from(object.Path{}, a.Range)
	if a.Source != nil {
		locate(w.manifest.Fields, object.Path{}, a.Source.Expr)
	}
	if item.Source != nil {
		fields, origin := item.Source.Fields(a.Value)
		maps.Copy(w.manifest.Fields, fields)
		w.manifest.Origin = origin
	}
}

// refuse reports what a manifest must not have at a place.
type refuse func(at object.Path, summary, detail string, args ...any)

// acceptable reports whether a manifest can be sent, and reports what must not be
// in it.
func (m *maker) acceptable(o *object.Manifest) bool {
	before := len(m.diags)
	refuse := func(at object.Path, summary, detail string, args ...any) {
		m.refuse(diag.Range(o.SourceOf(at)), summary, detail, args...)
	}
	for _, field := range []string{"apiVersion", "kind"} {
		if s, _ := o.Content[field].(string); s == "" {
			refuse(object.Path{}, "Missing field", "The manifest has no %s. Add it, such as apiVersion = \"v1\", kind = \"ResourceQuota\".", field)
		}
	}
	metadata, ok := o.Content["metadata"].(map[string]any)
	if o.Content["metadata"] != nil && !ok {
		refuse(object.PathOf("metadata"), "Wrong type of value", "The metadata of a manifest must be an object. Write metadata = { name = … }.")
	}
	if _, ok := metadata["labels"].(map[string]any); metadata["labels"] != nil && !ok {
		refuse(object.PathOf("metadata", "labels"), "Wrong type of value", "The labels of a manifest must be a map of strings. Write labels = { app = \"web\" }.")
	}
	for _, field := range []string{"name", "namespace"} {
		if _, ok := metadata[field].(string); metadata[field] != nil && !ok {
			refuse(object.PathOf("metadata", field), "Wrong type of value", "The %s of a manifest must be a string. Put it in quotes.", field)
		}
	}
	if labels, _ := metadata["labels"].(map[string]any); labels[object.LabelApplySet] != nil {
		refuse(object.PathOf("metadata", "labels", object.LabelApplySet), "Set by wl", "wl finds the objects of a stack by the label %s, and sets it itself. Remove it from the manifest.", object.LabelApplySet)
	}
	encodeStringData(o, refuse)
	refuseFields(o, metadata, refuse)
	refuseSensitive(o, refuse)
	return len(m.diags) == before
}

// refuseSensitive refuses what is sensitive where it would show: in lists of objects, and as
// a name of a field or of an item, by which plans and the state call what they hide.
func refuseSensitive(o *object.Manifest, refuse refuse) {
	for _, p := range o.Sensitive {
		v, _ := p.At(o.Content)
		switch {
		case p.IsRoot() || public(p):
			refuse(p, "Sensitive value in public", "The kind, name, labels and annotations of an object are shown in lists and in the state, and must not be sensitive. Use other values there.")
			return
		case !scalars(v) && !(kind.Of(o.Content) == kind.Secret && p == object.PathOf("data")):
			refuse(p, "Sensitive keys", "The value is sensitive, including the names of its fields, but those are shown in plans. Split it, or use nonsensitive() for what is not secret.")
		}
	}
	for _, p := range sensitiveNames(o) {
		refuse(kubeschema.Locate(o.Content, p), "Sensitive value in public", "This is the key of a list's items, which is shown in plans. Use another value, or nonsensitive() if it is not secret.")
	}
}

// sensitiveNames are the sensitive fields and items of a manifest by which items of lists
// are known.
func sensitiveNames(o *object.Manifest) []object.Path {
	if len(o.Sensitive) == 0 {
		return nil
	}
	paths, _ := kubeschema.SensitivePaths(o) // what is no object of its kind is refused elsewhere
	return slices.DeleteFunc(paths, func(p object.Path) bool {
		name, _ := p.Last().Field()
		isKey := slices.ContainsFunc(p.Parent().Last().Keys(), func(k object.Key) bool { return k.Name == name })
		return !isKey && !p.Last().IsItem()
	})
}

// refuseFields refuses what Kubernetes knows and a manifest cannot have.
func refuseFields(o *object.Manifest, metadata map[string]any, refuse refuse) {
	if metadata["generateName"] != nil {
		refuse(object.PathOf("metadata", "generateName"), "Missing name", "With generateName, every apply creates another object. Set metadata.name.")
	}
	name, _ := o.Content["kind"].(string)
	if strings.HasSuffix(name, "List") && o.Content["items"] != nil {
		refuse(object.PathOf("items"), "Several objects", "An object block creates one object, and this is a list. Write for_each = manifests(path), which splits lists, and manifest = each.value.")
	}
}

// public reports whether a place shows in lists of objects.
func public(p object.Path) bool {
	return slices.ContainsFunc([]object.Path{object.PathOf("apiVersion"), object.PathOf("kind"), object.PathOf("metadata")}, p.Overlaps)
}

// identify completes a manifest's name and namespace.
func (m *maker) identify(item *module.Item, content map[string]any) object.Ref {
	ref := object.NewRef(kind.Of(content), "", "")
	metadata, ok := content["metadata"].(map[string]any)
	if !ok {
		metadata = make(map[string]any)
		content["metadata"] = metadata
	}
	if ref.Name, _ = metadata["name"].(string); ref.Name == "" {
		ref.Name = item.Label + item.Suffix
		metadata["name"] = ref.Name
	}
	if !m.namespaced(item, ref.GroupKind()) {
		delete(metadata, "namespace")
		return ref
	}
	if ref.Namespace, _ = metadata["namespace"].(string); ref.Namespace == "" {
		ref.Namespace = item.Namespace
		metadata["namespace"] = ref.Namespace
	}
	return ref
}

// namespaced reports whether objects of a kind lie in a namespace: as Kubernetes,
// a definition of the stack or, at last, the block says.
func (m *maker) namespaced(item *module.Item, gk kind.GroupKind) bool {
	if k, ok := kind.Lookup(gk); ok {
		return k.Namespaced
	}
	if d, ok := m.definitions[gk]; ok {
		return d.namespaced
	}
	return blocks.Object{Block: item.Block}.Scope().Value() != "Cluster"
}

// locate notes where the parts of a value stand, as far as the source writes
// them out.
func locate(fields map[object.Path]object.Range, at object.Path, e hcl.Expression) {
	if pairs, diags := hcl.ExprMap(e); !diags.HasErrors() {
		for _, p := range pairs {
			if key, diags := p.Key.Value(nil); !diags.HasErrors() && key.IsKnown() && !key.IsNull() && key.Type() == cty.String {
				fields[at.Field(key.AsString())] = rangeOf(p.Value.Range())
				locate(fields, at.Field(key.AsString()), p.Value)
			}
		}
		return
	}
	if list, diags := hcl.ExprList(e); !diags.HasErrors() {
		for i, element := range list {
			fields[at.Index(i)] = rangeOf(element.Range())
			locate(fields, at.Index(i), element)
		}
	}
}

// definition is what a CustomResourceDefinition of the stack says of its kind.
type definition struct {
	ref        object.Ref
	namespaced bool
	content    map[string]any
}

// definitions finds the kinds that the stack itself defines, and the items that do.
func definitions(items []*module.Item) (found map[kind.GroupKind]definition, by []*module.Item) {
	found = make(map[kind.GroupKind]definition)
	for _, item := range items {
		if item.Failed || item.Schema.Emits != "object" {
			continue
		}
		content, _ := blocks.Object{Block: item.Block}.Manifest().Value().(map[string]any)
		if kind.Of(content) != kind.Definition {
			continue
		}
		spec, _ := content["spec"].(map[string]any)
		names, _ := spec["names"].(map[string]any)
		metadata, _ := content["metadata"].(map[string]any)
		group, _ := spec["group"].(string)
		defined, _ := names["kind"].(string)
		name, _ := metadata["name"].(string)
		found[kind.GroupKind{Group: group, Kind: defined}] = definition{
			ref:        object.NewRef(kind.Definition, "", name),
			namespaced: spec["scope"] != "Cluster", content: content,
		}
		by = append(by, item)
	}
	return found, by
}
