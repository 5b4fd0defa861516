// Package conceal takes sensitive literals out of the sources that messages
// quote, so that nobody who quotes them has to know of any. What it takes out
// goes up to the end of the line, and lines keep their length in bytes: places in
// a file stay what they are.
package conceal

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// masked stands in the place of what is taken out, as far as there is room.
const masked = "(sensitive)"

// File conceals what a file alone tells to be sensitive: the data of secret
// blocks and of manifests of the kind Secret, values of what is declared to be
// sensitive, and what sensitive() is called with. Its body must not be forgotten
// yet. It reports false for a file of which nothing can be quoted.
func File(f *hcl.File, broken bool) bool {
	body, native := f.Body.(*hclsyntax.Body)
	switch {
	case !native && bytes.HasPrefix(bytes.TrimSpace(f.Bytes), []byte("{")) && mentionsSecrets(f.Bytes):
		return false // JSON tells no places within expressions
	case broken:
		f.Bytes = withoutSuspects(f.Bytes)
		return true
	case !native || !mentionsSecrets(f.Bytes):
		return true
	}
	c := collector{src: f.Bytes}
	for _, b := range body.Blocks {
		c.block(b)
	}
	calls := callFinder{c: &c}
	_ = hclsyntax.Walk(body, &calls) // it reports nothing
	f.Bytes = Ranges(f.Bytes, c.found)
	return true
}

// AllValues is the source of a file of values with the names alone: without the values, and
// without comments, which may have former ones. It is nil of a file that is not native.
func AllValues(f *hcl.File) []byte {
	body, native := f.Body.(*hclsyntax.Body)
	if !native {
		return nil
	}
	ordered := slices.SortedFunc(maps.Values(body.Attributes), func(a, b *hclsyntax.Attribute) int { return a.SrcRange.Start.Byte - b.SrcRange.Start.Byte })
	var places []hcl.Range
	start := 0
	for _, a := range ordered {
		line := bytes.LastIndexByte(f.Bytes[:a.NameRange.Start.Byte], '\n') + 1
		places = append(places, stretch(start, line))
		start = a.EqualsRange.End.Byte
	}
	return Ranges(f.Bytes, append(places, stretch(start, len(f.Bytes))))
}

// mentionsSecrets reports whether there is anything to look for in a file.
func mentionsSecrets(src []byte) bool {
	return bytes.Contains(src, []byte("ecret")) || bytes.Contains(src, []byte("sensitive"))
}

// Literals are the places of the literals in an expression that is sensitive as a whole: keys
// of objects, too, but not the names of files. Of JSON it is the whole expression.
func Literals(e hcl.Expression) []hcl.Range { return literalsOf(e, true) }

func literalsOf(e hcl.Expression, keys bool) []hcl.Range {
	node, native := e.(hclsyntax.Node)
	if !native {
		return []hcl.Range{e.Range()}
	}
	l := literals{keys: keys}
	_ = hclsyntax.Walk(node, &l) // it reports nothing
	return l.found
}

// literals walks through an expression.
type literals struct {
	keys    bool // keys of objects are among them
	found   []hcl.Range
	outside int // how many keys that are not, and names, the walk is in
}

func (l *literals) Enter(n hclsyntax.Node) hcl.Diagnostics {
	if l.outside == 0 && l.isLiteral(n) {
		l.found = append(l.found, n.Range())
	}
	if l.isOutside(n) {
		l.outside++
	}
	return nil
}

func (l *literals) Exit(n hclsyntax.Node) hcl.Diagnostics {
	if l.isOutside(n) {
		l.outside--
	}
	return nil
}

func (l *literals) isLiteral(n hclsyntax.Node) bool {
	switch n := n.(type) {
	case *hclsyntax.LiteralValueExpr, *hclsyntax.TemplateExpr:
		return true
	case *hclsyntax.ObjectConsKeyExpr: // a key without quotes is a name to the parser
		return l.keys && !n.ForceNonLiteral
	}
	return false
}

func (l *literals) isOutside(n hclsyntax.Node) bool {
	switch n := n.(type) {
	case *hclsyntax.ObjectConsKeyExpr:
		return !l.keys
	case *hclsyntax.FunctionCallExpr:
		return strings.HasPrefix(n.Name, "file") || n.Name == "env"
	}
	return false
}

// collector gathers what is to be concealed in one file.
type collector struct {
	src   []byte
	found []hcl.Range
}

func (c *collector) at(r hcl.Range) []byte {
	return c.src[r.Start.Byte:min(r.End.Byte, len(c.src))]
}

// add conceals values: the keys of a Secret's data are told everywhere.
func (c *collector) add(e hcl.Expression) { c.found = append(c.found, literalsOf(e, false)...) }

func (c *collector) block(b *hclsyntax.Block) {
	switch b.Type {
	case "secret":
		for name, a := range b.Body.Attributes {
			if !describesSecret(name) {
				c.add(a.Expr)
			}
		}
	case "object":
		for _, a := range b.Body.Attributes {
			c.manifest(a.Expr)
		}
	case "variable":
		c.declared(b, "default")
	case "output":
		c.declared(b, "value")
	}
}

// describesSecret reports whether an argument of a secret block is about the
// object: everything else may have been meant to be its data.
func describesSecret(name string) bool {
	switch name {
	case "name", "namespace", "type", "immutable", "labels", "annotations", "clusters", "depends_on", "count":
		return true
	}
	return false
}

// declared conceals the value of what its block says to be sensitive.
func (c *collector) declared(b *hclsyntax.Block, argument string) {
	value, sensitive := b.Body.Attributes[argument], b.Body.Attributes["sensitive"]
	if value == nil || sensitive == nil {
		return
	}
	if says, diags := sensitive.Expr.Value(nil); diags.HasErrors() || !says.IsKnown() || says.IsNull() || !says.RawEquals(falsehood()) {
		c.found = append(c.found, value.Expr.Range()) // keys, too
	}
}

// manifest conceals the data of a manifest that may be a Secret's.
func (c *collector) manifest(e hclsyntax.Expression) {
	if !bytes.Contains(c.at(e.Range()), []byte("Secret")) {
		return
	}
	object, written := e.(*hclsyntax.ObjectConsExpr)
	if !written {
		c.add(e)
		return
	}
	for _, item := range object.Items {
		if key := hcl.ExprAsKeyword(item.KeyExpr); key != "apiVersion" && key != "kind" && key != "metadata" && key != "type" {
			c.add(item.ValueExpr)
		}
	}
}

// callFinder finds what sensitive() is called with.
type callFinder struct{ c *collector }

func (f *callFinder) Enter(n hclsyntax.Node) hcl.Diagnostics {
	call, ok := n.(*hclsyntax.FunctionCallExpr)
	switch {
	case ok && call.Name == "sensitive":
		for _, a := range call.Args {
			f.c.found = append(f.c.found, Literals(a)...)
		}
	case ok && call.Name == "templatestring" && len(call.Args) > 0 && mentionsSecrets(f.c.at(call.Args[0].Range())):
		f.c.add(call.Args[0])
	}
	return nil
}

func (f *callFinder) Exit(hclsyntax.Node) hcl.Diagnostics { return nil }
