package decode

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Decoder decodes blocks in one scope.
type Decoder struct {
	Scope *eval.Scope
	// Kind of the workload being decoded; zero outside workloads.
	Kind schema.Kinds
	// KubernetesLimits means that the documented limits do not bind.
	KubernetesLimits bool
	// LeadingZeros are where numbers are written that may be octal digits.
	LeadingZeros syntax.LeadingZeros
	// Suffix is added to the names that follow from labels, for the instances
	// of a repeated block.
	Suffix string
	// Unknown means that a value is not known, since something it refers to is
	// in error, which has been reported there.
	Unknown bool
	// Diags collects what is wrong with the values.
	Diags hcl.Diagnostics
}

// Block decodes a block and everything within it. It decodes as much as it
// can; whether anything was wrong is in d.Diags.
func (d *Decoder) Block(b *syntax.Block) *Block {
	out := &Block{Schema: b.Schema, Label: b.Label, Header: b.Header, LabelRange: b.LabelRange, attributes: make(map[string]*Attribute)}
	d.label(out)
	for _, row := range b.Schema.Attributes {
		if a := d.attribute(row, b.Attributes[row.Name], out); a != nil {
			out.attributes[row.Name] = a
		}
	}
	for _, row := range b.Schema.Blocks {
		if source := b.Attributes[row.Name]; row.Form == schema.Object && source != nil {
			d.object(row, source, out)
		}
	}
	expanded := make([]*syntax.Block, 0, len(b.Blocks))
	for _, n := range b.Blocks {
		expanded = d.nested(n, out, expanded)
	}
	if slices.ContainsFunc(expanded, func(n *syntax.Block) bool { return n.Generated }) {
		d.Diags = append(d.Diags, syntax.Duplicates(expanded)...)
	}
	d.imply(out)
	return out
}

// Attribute decodes one argument of a block alone; nil when it has no value.
// It is for what others need to know of a block before it can be decoded.
func (d *Decoder) Attribute(b *syntax.Block, name string) *Attribute {
	row, ok := b.Schema.Attribute(name)
	if !ok {
		return nil
	}
	out := &Block{Schema: b.Schema, Label: b.Label, Header: b.Header, LabelRange: b.LabelRange}
	return d.attribute(row, b.Attributes[name], out)
}

// Expand decodes the blocks that a bound block stands for: itself, or what a
// dynamic block generates; decode is called for each.
func (d *Decoder) Expand(b *syntax.Block, decode func(*Decoder, *syntax.Block)) {
	if b.Dynamic == nil {
		decode(d, b)
		return
	}
	elements := d.Elements(b.Dynamic.ForEach, message.New("a map, an object, a set or a list"))
	if b.Schema.Label != nil && !b.Schema.Unlabelled && b.Dynamic.Label == nil { // which has been reported; nothing could be said of blocks without a name
		d.Unknown = true
		return
	}
	for _, e := range elements {
		inner := *d
		inner.Diags = nil
		inner.Scope = d.Scope.With(b.Dynamic.Iterator, cty.ObjectVal(map[string]cty.Value{"key": e.Key, "value": e.Value}))
		generated := *b
		generated.Dynamic, generated.Generated = nil, true
		if l := b.Dynamic.Label; l != nil {
			generated.Label, generated.LabelRange = inner.text(l), l.Expr.Range()
		}
		if !inner.Diags.HasErrors() {
			decode(&inner, &generated)
		}
		d.Diags = append(d.Diags, inner.Diags...)
		d.Unknown = d.Unknown || inner.Unknown
	}
}

// nested decodes the blocks that a bound one stands for, which it adds to those before it.
func (d *Decoder) nested(n *syntax.Block, out *Block, expanded []*syntax.Block) []*syntax.Block {
	d.Expand(n, func(d *Decoder, n *syntax.Block) {
		expanded = append(expanded, n)
		if d.applies(n.Schema.Kinds, n.Schema.Name, n.Schema.Instead, n.Header) {
			out.blocks = append(out.blocks, d.Block(n))
		}
	})
	return expanded
}

// imply adds the groups that are not written, for the defaults in them.
func (d *Decoder) imply(out *Block) {
	for _, row := range out.Schema.Blocks {
		if row.Form != schema.Group || !row.Kinds.Has(d.Kind) || out.Child(row.Name) != nil {
			continue
		}
		n := &Block{Schema: row, Header: out.Header, Implied: true, attributes: make(map[string]*Attribute)}
		for _, a := range row.Attributes {
			if v := d.fallback(a, n); v != nil {
				n.attributes[a.Name] = v
			}
		}
		d.imply(n)
		out.blocks = append(out.blocks, n)
	}
}

// applies reports, in both senses, what does not belong to the workload's kind,
// and what the kind has instead, if anything.
func (d *Decoder) applies(kinds schema.Kinds, name, instead string, at hcl.Range) bool {
	if kinds.Has(d.Kind) {
		return true
	}
	wayOut := message.New("Remove it")
	if instead != "" {
		wayOut = message.New("Write %s", message.New(instead))
	}
	d.Diags = append(d.Diags, diag.Error(at, "Not for this kind of workload",
		"%s does not apply to a %s; it applies to %s workloads. %s, or change the kind.", name, d.Kind, message.List{Items: kinds.Names(), Between: ", ", Last: " and "}, wayOut))
	return false
}

// label holds a block's label to its limits. Labels that only stand in for a
// name are checked as that name.
func (d *Decoder) label(out *Block) {
	row := out.Schema.Label
	if row == nil || out.Schema.Unlabelled && out.Label == "" {
		return
	}
	d.check(row, message.New("%s of %s", row.Name, out.Title()), out.Label, false, out.LabelRange)
}
