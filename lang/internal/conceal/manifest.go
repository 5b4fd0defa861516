package conceal

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// object conceals the data of what an object block has, which may be fields of the manifest, written
// beside it.
func (c *collector) object(b *hclsyntax.Block) {
	kind := ""
	if a := b.Body.Attributes["kind"]; a != nil {
		kind = textOf(a.Expr)
	}
	row, _ := table.Root().Block("object")
	isData := isData
	if isSecret(kind) || bytes.Contains(c.at(b.Body.Range()), []byte("ecret")) {
		isData = func(name string) bool { return !describesManifest(name) }
	}
	for name, a := range b.Body.Attributes {
		written, is := a.Expr.(*hclsyntax.ObjectConsExpr)
		_, known := row.Attribute(name)
		switch {
		case known, name == schema.ForEach, name == schema.Count, name == schema.DependsOn:
			c.manifest(a.Expr)
		case is && kindIn(written) != "": // what is meant to be the manifest
			c.manifest(a.Expr)
			c.found = append(c.found, a.Expr.Range())
		case isData(name):
			c.unused(a.Expr)
		case !describesManifest(name):
			c.manifest(a.Expr)
		}
	}
	c.within(b, "lifecycle")
}

// describesManifest reports whether a field of a manifest tells what it is.
func describesManifest(field string) bool {
	switch field {
	case "apiVersion", "api_version", "kind", "metadata", "type":
		return true
	}
	return false
}

// manifest conceals the data of a manifest that may be a Secret's. Of one that does not say its
// kind, or not as a text, that is what may be meant to be data.
func (c *collector) manifest(e hclsyntax.Expression) {
	object, written := e.(*hclsyntax.ObjectConsExpr)
	kind := ""
	if written {
		kind = kindIn(object)
	}
	switch saysSecret := bytes.Contains(c.at(e.Range()), []byte("ecret")); {
	case written && (isSecret(kind) || saysSecret):
		c.fields(object, func(key string) bool { return !describesManifest(key) })
	case written && kind == "":
		c.fields(object, isData)
	case !written && saysSecret:
		c.add(e)
	case !written:
		data := objectFinder{found: func(o *hclsyntax.ObjectConsExpr) { c.fields(o, isData) }}
		_ = hclsyntax.Walk(e, &data) // it reports nothing
	}
}

// fields conceals fields of an object that is written out, by their keys.
func (c *collector) fields(object *hclsyntax.ObjectConsExpr, which func(key string) bool) {
	for _, item := range object.Items {
		if which(keyOf(item)) {
			c.add(item.ValueExpr)
		}
	}
}

// keyOf is a key as it is written; empty where that is no text.
func keyOf(item hclsyntax.ObjectConsItem) string {
	return textOf(item.KeyExpr)
}

// textOf is the text that an expression is; empty where it is none, or not by itself.
func textOf(e hcl.Expression) string {
	text, diags := e.Value(nil)
	if diags.HasErrors() || !text.IsKnown() || text.IsNull() || text.Type() != cty.String {
		return ""
	}
	return text.AsString()
}

// kindIn is the kind that an object says; empty where it says none, or not as a text.
func kindIn(object *hclsyntax.ObjectConsExpr) string {
	for _, item := range object.Items {
		if keyOf(item) == "kind" {
			return textOf(item.ValueExpr)
		}
	}
	return ""
}

func isSecret(kind string) bool { return strings.EqualFold(kind, "Secret") }

// objectFinder finds the objects that are written out in an expression.
type objectFinder struct {
	found func(*hclsyntax.ObjectConsExpr)
}

func (f *objectFinder) Enter(n hclsyntax.Node) hcl.Diagnostics {
	if object, is := n.(*hclsyntax.ObjectConsExpr); is {
		f.found(object)
	}
	return nil
}

func (f *objectFinder) Exit(hclsyntax.Node) hcl.Diagnostics { return nil }
