package conceal

import (
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/schema/table"
)

// collector gathers what is to be concealed in one file.
type collector struct {
	src      []byte
	found    []hcl.Range
	withheld *Withheld
	// stray means that what says of a block to be sensitive stands in none.
	stray bool
}

func (c *collector) at(r hcl.Range) []byte {
	return c.src[r.Start.Byte:min(r.End.Byte, len(c.src))]
}

// add conceals values: the keys of a Secret's data are told everywhere.
func (c *collector) add(e hcl.Expression) { c.take(e, false) }

// unused conceals the value of an argument that there is not: no message is about a line of it.
func (c *collector) unused(e hcl.Expression) {
	c.add(e)
	c.found = append(c.found, e.Range())
}

// whole conceals a value with the keys in it.
func (c *collector) whole(e hcl.Expression) {
	c.take(e, true)
	c.found = append(c.found, e.Range())
}

func (c *collector) take(e hcl.Expression, keys bool) {
	places, texts := literalsOf(e, keys)
	c.withheld.note(e.Range(), texts)
	c.found = append(c.found, places...)
}

// misplaced conceals an argument at the top of a file, where there is none, that is meant to be a block
// which may hold what is sensitive, or to be in the one before it, which ends too early.
func (c *collector) misplaced(a *hclsyntax.Attribute, blocks hclsyntax.Blocks) {
	before := sort.Search(len(blocks), func(i int) bool { return blocks[i].TypeRange.Start.Byte > a.NameRange.Start.Byte })
	says := func() bool { return markerIn(c.at(a.Expr.Range())) >= 0 }
	if c.mayHold(a.Name, says) || before > 0 && c.blockMayHold(blocks[before-1]) {
		c.unused(a.Expr)
	}
}

// mayHold reports whether a block of a type may hold what is sensitive: of some, only one that says so.
func (c *collector) mayHold(name string, says func() bool) bool {
	switch kind := kindOf(name); kind {
	case "secret", "object", "module":
		return true
	default:
		return isDeclared(kind) && (c.stray || says())
	}
}

func (c *collector) blockMayHold(b *hclsyntax.Block) bool {
	return c.mayHold(b.Type, func() bool { return marked(b.Body.Attributes) })
}

// isDeclared reports whether a block of a kind says itself whether its value is sensitive.
func isDeclared(kind string) bool { return kind == "variable" || kind == "output" }

// kindOf is the type of a block, or what is meant by one that there is not.
func kindOf(name string) string {
	if !isRoot(name) && strings.Contains(strings.ToLower(name), "secret") {
		return "secret"
	}
	return name
}

// blocks conceals what is in the blocks of a file. It reports false where a label of one is concealed.
func (c *collector) blocks(all hclsyntax.Blocks) (shown bool) {
	shown = true
	for i, b := range all {
		if i > 0 && c.blockMayHold(all[i-1]) && len(b.Labels) == 0 && !isTop(b.Type) { // which is meant to be in the one before
			c.all(b, true)
		}
		if c.block(b, true); len(b.Labels) > 1 {
			c.labels(b.LabelRanges[1:])
			shown = false
		}
	}
	return shown
}

// block conceals what is in a block, or in one that is in another by mistake. A secret in
// another block may as well be a reference to one, and has a label only where it is not.
func (c *collector) block(b *hclsyntax.Block, top bool) {
	switch kind := b.Type; {
	case top && kindOf(kind) == "secret":
		c.secret(b, describesSecret)
	case kind == "secret" && len(b.Labels) > 0:
		c.secret(b, describesSecret)
	case kind == "secret":
		c.secret(b, func(name string) bool { return !isData(name) })
	case kind == "object":
		c.object(b)
	case kind == "variable":
		c.declared(b, "default", "validation")
	case kind == "output":
		c.declared(b, "value", "precondition")
	case kind == "module": // whose arguments are concealed when it is known what they are for
		c.within(b, "lifecycle")
	case kind != "locals":
		c.unknown(b)
	}
	for _, inner := range b.Body.Blocks {
		c.block(inner, false)
	}
}

// unknown conceals what has the name of a secret and is nothing that any block has.
func (c *collector) unknown(b *hclsyntax.Block) {
	for name, a := range b.Body.Attributes {
		if meansSecret(name) {
			c.unused(a.Expr)
		}
	}
	for _, inner := range b.Body.Blocks {
		if meansSecret(inner.Type) {
			c.all(inner, false)
		}
	}
}

// secret conceals what a secret block has that does not describe the object.
func (c *collector) secret(b *hclsyntax.Block, describes func(name string) bool) {
	row, _ := table.Root().Block("secret")
	for name, a := range b.Body.Attributes {
		switch _, known := row.Attribute(name); {
		case describes(name):
		case known:
			c.add(a.Expr)
		default:
			c.unused(a.Expr)
		}
	}
	for _, inner := range b.Body.Blocks {
		if !describes(inner.Type) && inner.Type != "lifecycle" {
			c.all(inner, false)
		}
	}
}

// within conceals what stands in blocks that are meant to be arguments: all but those that
// the block can have.
func (c *collector) within(b *hclsyntax.Block, known string) {
	for _, inner := range b.Body.Blocks {
		if inner.Type != known {
			c.all(inner, true)
		}
	}
}

// all conceals the values of a block, and of those in it, with the keys or without.
func (c *collector) all(b *hclsyntax.Block, keys bool) {
	if keys {
		c.found = append(c.found, hcl.RangeBetween(b.OpenBraceRange, b.CloseBraceRange))
	}
	c.labels(b.LabelRanges)
	for _, a := range b.Body.Attributes {
		if c.add(a.Expr); keys {
			c.withheld.note(a.NameRange, []hcl.Range{a.NameRange})
		}
	}
	for _, inner := range b.Body.Blocks {
		c.all(inner, keys)
	}
}

// labels conceals labels, which are more than the block has, or of what is meant to be an argument.
func (c *collector) labels(places []hcl.Range) {
	for _, label := range places {
		c.withheld.note(label, []hcl.Range{label})
		c.found = append(c.found, label)
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

// isData reports whether a name may be meant to be that of a Secret's data.
func isData(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "dat") && name != "metadata"
}

// declared conceals what a block that says to be sensitive has beside what describes it, also where
// that is written as a block: it may be meant to be the value.
func (c *collector) declared(b *hclsyntax.Block, argument, known string) {
	if !marked(b.Body.Attributes) {
		return
	}
	row, _ := table.Root().Block(b.Type)
	for name, a := range b.Body.Attributes {
		if _, describes := row.Attribute(name); name == argument || !describes && !isMarker(name) {
			c.whole(a.Expr)
		}
	}
	c.within(b, known)
}

// callFinder finds what sensitive() is called with, and manifests of Secrets wherever they stand.
type callFinder struct{ c *collector }

func (f *callFinder) Enter(n hclsyntax.Node) hcl.Diagnostics {
	if object, is := n.(*hclsyntax.ObjectConsExpr); is && isSecret(kindIn(object)) {
		f.c.manifest(object)
	}
	call, ok := n.(*hclsyntax.FunctionCallExpr)
	switch {
	case ok && isMarkerCall(call.Name):
		for _, a := range call.Args {
			f.c.take(a, true)
		}
	case ok && call.Name == "templatestring" && len(call.Args) > 0 && mentionsSecrets(f.c.at(call.Args[0].Range())):
		f.c.add(call.Args[0])
	}
	return nil
}

func (f *callFinder) Exit(hclsyntax.Node) hcl.Diagnostics { return nil }
