package syntax

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
)

// reportUnknown reports for every name in a block that the table lacks what it
// should probably have been. In a broken block, what belongs at the top may only seem to
// be within it, as where its end is taken for another's.
func (b *binder) reportUnknown(body *hclsyntax.Body, of *Block) {
	row := of.Schema
	known := b.row(row)
	for name, a := range body.Attributes {
		if !known.arguments[name] {
			d := diag.Error(a.NameRange, "Unsupported argument", "%s", unknownArgument(name, row, b.kinds()))
			b.diags = append(b.diags, diag.Within(d, a.SrcRange))
		}
	}
	for _, inner := range body.Blocks {
		if _, ok := known.labels[inner.Type]; !ok && !(of.Broken && ofTheTop(inner.Type, row)) {
			b.diags = append(b.diags, diag.Error(inner.TypeRange, "Unsupported block type", "%s", unknownBlock(inner, row, b.kinds())))
		}
	}
}

func ofTheTop(name string, row *schema.Block) bool {
	for row.Parent != nil {
		row = row.Parent
	}
	_, is := row.Block(name)
	return is
}

func unknownArgument(name string, row *schema.Block, kinds schema.Kinds) message.Text {
	if n, ok := row.Block(name); ok {
		return message.New("%s is a block. Write %s, without an equals sign.", name, example(n))
	}
	return message.New("%s has no argument %q.%s", describe(row), name, hint(name, row, kinds, asArgument))
}

func unknownBlock(of *hclsyntax.Block, row *schema.Block, kinds schema.Kinds) message.Text {
	name := of.Type
	if n, ok := row.Block(name); ok {
		return message.New("%s is an argument with an object as value. Write %s.", name, example(n))
	}
	if instead := foreign(name, of.Labels, row); !instead.IsZero() {
		return instead
	}
	if _, ok := row.Attribute(name); ok {
		return message.New("%s is an argument. Write %s = …, with an equals sign.", name, name)
	}
	written := asBlock
	if len(of.Labels) > 0 {
		written = asLabelled
	}
	return message.New("%s has no blocks %q.%s", describe(row), name, hint(name, row, kinds, written))
}

// explainUnknown says in HCL's own diagnostics about JSON for every name in a body that the
// table lacks what it should probably have been: arguments and blocks have one form there.
func (b *binder) explainUnknown(diags hcl.Diagnostics, body hcl.Body, row *schema.Block) {
	properties, _ := body.JustAttributes()
	byPlace := make(map[hcl.Range]*hcl.Attribute, len(properties))
	for _, p := range properties {
		byPlace[p.NameRange] = p
	}
	for i, d := range diags {
		if d.Summary != "Extraneous JSON object property" || d.Subject == nil || byPlace[*d.Subject] == nil {
			continue
		}
		said := *d
		diag.Reword(&said, "%s", unknownProperty(byPlace[*d.Subject], row, b.kinds()))
		diags[i] = &said
	}
}

func unknownProperty(p *hcl.Attribute, row *schema.Block, kinds schema.Kinds) message.Text {
	var labels []string
	inner, diags := hcl.ExprMap(p.Expr)
	for _, pair := range inner {
		if label, diags := pair.Key.Value(nil); !diags.HasErrors() {
			labels = append(labels, label.AsString())
		}
	}
	if instead := foreign(p.Name, labels, row); !instead.IsZero() {
		return instead
	}
	written := asArgument
	if !diags.HasErrors() {
		written = asBlock
	}
	return message.New("%s has no argument or block %q.%s", describe(row), p.Name, hint(p.Name, row, kinds, written))
}

// hint finds what an unknown name may have meant: a name like it in the same
// block, the block where the name belongs, or the row that is called so elsewhere.
// Nothing is proposed that the kinds of the workload around it do not have. To a block at
// the top, the other blocks are nearer than the arguments within them.
func hint(name string, row *schema.Block, kinds schema.Kinds, written form) message.Text {
	if wrapper(name, row) {
		return message.New(" Write what is in it in the block %s itself: container, volume and the others.", workload)
	}
	if name == "timeouts" && row.Emits != "" && row.Parent.Parent == nil {
		return message.New(" Remove it: apply waits for a rollout while it makes progress, and wl apply --timeout limits that.")
	}
	if meant := inPlace(name, row, kinds); !meant.IsZero() {
		return meant
	}
	known := names(row, kinds)
	for _, one := range []string{name + "s", strings.TrimSuffix(name, "s")} {
		if slices.Contains(known, one) {
			return message.New(" Did you mean %q?", one)
		}
	}
	if written != asArgument && row.Parent == nil {
		if meant := ending(name, row, known); meant != "" {
			return message.New(" Did you mean %q?", meant)
		}
	}
	if place := belongs(name, row, known, kinds, written); !place.IsZero() {
		return place
	}
	if suggestion := nearest.Sentence(name, known); !suggestion.IsZero() {
		return suggestion
	}
	if len(known) == 0 {
		return message.New(" Remove it.")
	}
	return message.New(" It takes %s.", message.Join(known, ", "))
}

// names are what may stand in a block of such kinds.
func names(row *schema.Block, kinds schema.Kinds) []string {
	known := slices.DeleteFunc(Arguments(row), func(name string) bool {
		a, ok := row.Attribute(name)
		return ok && !a.Kinds.Has(kinds)
	})
	for _, n := range row.Blocks {
		if n.Form != schema.Object && n.Kinds.Has(kinds) {
			known = append(known, n.Name)
		}
	}
	return known
}

func describe(row *schema.Block) message.Text {
	if row.Parent == nil {
		return message.New("A file")
	}
	if strings.ContainsRune("aeiou", rune(row.Name[0])) {
		return message.New("An %s block", row.Name)
	}
	return message.New("A %s block", row.Name)
}

// undynamic returns what to write instead of a dynamic block of a name.
func undynamic(name string, row *schema.Block) message.Text {
	if n, ok := row.Block(name); ok {
		return message.New(" It is allowed there only once: write %s.", example(n))
	}
	if suggestion := nearest.Sentence(name, generated(row)); !suggestion.IsZero() {
		return suggestion
	}
	return message.New(" A dynamic block can make %s.", message.Join(generated(row), ", "))
}

// labelled reports for a block whose label is missing, or is one too many, how it
// is written.
func labelled(diags hcl.Diagnostics, row *schema.Block) hcl.Diagnostics {
	for i, d := range diags {
		for _, n := range row.Blocks {
			if strings.HasSuffix(d.Summary, " for "+n.Name) {
				said := *d
				if n.Label != nil {
					diag.Reword(&said, "A block %s has one label. Write %s.", n.Name, example(n))
				} else {
					diag.Reword(&said, "A block %s has no label. Write %s.", n.Name, example(n))
				}
				diags[i] = &said
			}
		}
	}
	return diags
}

func example(n *schema.Block) string {
	label := ""
	if n.Label != nil {
		label = ` "name"`
	}
	if n.Form == schema.Object {
		return n.Name + " = { … }"
	}
	return n.Name + label + " { … }"
}
