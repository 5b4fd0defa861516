package kubeyaml

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Object is a Kubernetes object that a file has.
type Object struct {
	// Value is the object. What a Secret keeps is not marked in it.
	Value cty.Value
	File  string
	id    identity

	document Document
	path     object.Path // to it within the document, in a list of objects
}

// identity is what an object says that it is. Any of it may be missing.
type identity struct{ apiVersion, kind, namespace, name string }

// anywhere is the identity without the namespace, which configuration may give.
func (id identity) anywhere() identity {
	id.namespace = ""
	return id
}

func (id identity) group() string {
	group, _ := kind.SplitAPIVersion(id.apiVersion)
	return group
}

// isSecret reports whether the object keeps secrets.
func (o *Object) isSecret() bool { return kind.In(o.id.apiVersion, o.id.kind) == kind.Secret }

// Line is where the object begins.
func (o *Object) Line() int { return o.document.line + o.document.lineOf(o.path) }

// objects takes what a document holds apart: lists of objects give their items.
func (d Document) objects(file string, v cty.Value, path object.Path) []*Object {
	id := identityOf(v)
	items, isList := itemsOf(v, id)
	if !isList {
		return []*Object{{Value: v, File: file, id: id, document: d, path: path}}
	}
	var all []*Object
	for i, item := range items {
		all = append(all, d.objects(file, withKind(item, id), path.Field("items").Index(i))...)
	}
	return all
}

// within are the objects of a document that need be none itself: also those in its
// lists and mappings.
func (d Document) within(file string, v cty.Value, path object.Path) []*Object {
	var all []*Object
	switch t := v.Type(); {
	case v.IsNull() || identityOf(v).kind != "":
		return d.objects(file, v, path)
	case t.IsTupleType():
		for i, item := range v.AsValueSlice() {
			all = append(all, d.within(file, item, path.Index(i))...)
		}
	case t.IsObjectType():
		inner := v.AsValueMap()
		for _, key := range slices.Sorted(maps.Keys(inner)) {
			all = append(all, d.within(file, inner[key], path.Field(key))...)
		}
	}
	return all
}

// itemsOf are the items of a list of objects, such as kubectl get prints it.
func itemsOf(v cty.Value, id identity) ([]cty.Value, bool) {
	if !strings.HasSuffix(id.kind, "List") {
		return nil, false
	}
	items := attribute(v, "items")
	if items == cty.NilVal || items.IsNull() || !items.Type().IsTupleType() {
		return nil, false
	}
	return items.AsValueSlice(), true
}

// withKind gives an item the kind that its list says, where it says none itself,
// as the API's own lists have it.
func withKind(item cty.Value, list identity) cty.Value {
	kind := strings.TrimSuffix(list.kind, "List")
	if kind == "" || item.IsNull() || !item.Type().IsObjectType() || attribute(item, "kind") != cty.NilVal || attribute(item, "apiVersion") != cty.NilVal {
		return item
	}
	fields := item.AsValueMap()
	if fields == nil {
		fields = make(map[string]cty.Value)
	}
	fields["kind"], fields["apiVersion"] = cty.StringVal(kind), cty.StringVal(list.apiVersion)
	return cty.ObjectVal(fields)
}

func identityOf(v cty.Value) identity {
	metadata := attribute(v, "metadata")
	return identity{text(v, "apiVersion"), text(v, "kind"), text(metadata, "namespace"), text(metadata, "name")}
}

// attribute is a field of an object; cty.NilVal where there is none to be had.
func attribute(v cty.Value, name string) cty.Value {
	if v == cty.NilVal || !v.IsKnown() {
		return cty.NilVal
	}
	v, _ = v.Unmark()
	switch t := v.Type(); {
	case v.IsNull():
	case t.IsObjectType() && t.HasAttribute(name):
		return v.GetAttr(name)
	case t.IsMapType():
		if inner, ok := v.AsValueMap()[name]; ok {
			return inner
		}
	}
	return cty.NilVal
}

func text(v cty.Value, name string) string {
	field := attribute(v, name)
	if field == cty.NilVal || !field.IsKnown() {
		return ""
	}
	if field, _ = field.Unmark(); field.IsNull() || field.Type() != cty.String {
		return ""
	}
	return field.AsString()
}

// problem is what keeps the object from being one; nil where nothing does.
func (o *Object) problem() *Error {
	what := ""
	switch {
	case o.Value.IsNull() || !o.Value.Type().IsObjectType():
		what = "this is not a Kubernetes object: an object is a mapping with apiVersion, kind and metadata. Correct it, or read the file with yamldecode(file(…))"
	case o.id.kind == "Kustomization" && strings.HasPrefix(o.id.group(), "kustomize."), o.id.kind == "" && strings.Contains(o.File, "kustomization."):
		what = "this is a kustomization file, not an object. Write the output of kubectl kustomize to a file, and read that"
	case o.id.apiVersion == "" || o.id.kind == "":
		what = fmt.Sprintf("this object has no %s. Add it, or read the file with yamldecode(file(…)) if it contains something else", missing(o.id))
	case o.id.name == "" && attribute(attribute(o.Value, "metadata"), "name") != cty.NilVal:
		what = fmt.Sprintf("the metadata.name of this %s is not a string. Put it in quotes", o.id.kind)
	case o.id.name == "" && text(attribute(o.Value, "metadata"), "generateName") != "":
		what = "this object has generateName, with which every apply creates another object. Set metadata.name instead"
	case o.id.name == "":
		what = fmt.Sprintf("this %s has no metadata.name. Add it", o.id.kind)
	default:
		return nil
	}
	return o.failed(what)
}

func (o *Object) failed(problem string) *Error {
	e := o.document.problem(o.document.lineOf(o.path), problem)
	e.File = o.File
	return e
}

func missing(id identity) string {
	if id.apiVersion == "" {
		return "apiVersion"
	}
	return "kind"
}

// keyed gives objects their keys: Kind/namespace/name, and Kind/name where the
// object names no namespace. Where two groups have kinds of one name, the kind is
// written with its group, as kubectl does.
func keyed(objects []*Object) (map[string]*Object, *Error) {
	groups := make(map[string][]string)
	for _, o := range objects {
		if key := o.key(false); !slices.Contains(groups[key], o.id.group()) {
			groups[key] = append(groups[key], o.id.group())
		}
	}
	all := make(map[string]*Object, len(objects))
	for _, o := range objects {
		key := o.key(len(groups[o.key(false)]) > 1)
		if first, taken := all[key]; taken {
			return nil, o.failed(fmt.Sprintf("%s is there twice: it is also at %s:%d. Remove one of them, or give it another name or namespace", key, first.File, first.Line()))
		}
		all[key] = o
	}
	return all, nil
}

func (o *Object) key(grouped bool) string {
	kind := o.id.kind
	if group := o.id.group(); grouped && group != "" {
		kind += "." + group
	}
	if o.id.namespace == "" {
		return kind + "/" + o.id.name
	}
	return kind + "/" + o.id.namespace + "/" + o.id.name
}
