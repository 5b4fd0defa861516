package syntax

import (
	"cmp"
	"iter"
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
	return message.New("%s has no argument %q.%s", describe(row), name, hint(name, row, kinds))
}

func unknownBlock(block *hclsyntax.Block, row *schema.Block, kinds schema.Kinds) message.Text {
	name := block.Type
	if n, ok := row.Block(name); ok {
		return message.New("%s is an argument with an object as value. Write %s.", name, example(n))
	}
	if instead := foreign(name, block.Labels, row); !instead.IsZero() {
		return instead
	}
	if _, ok := row.Attribute(name); ok {
		return message.New("%s is an argument. Write %s = …, with an equals sign.", name, name)
	}
	return message.New("%s has no blocks %q.%s", describe(row), name, hint(name, row, kinds))
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
	inner, _ := hcl.ExprMap(p.Expr)
	for _, pair := range inner {
		if label, diags := pair.Key.Value(nil); !diags.HasErrors() {
			labels = append(labels, label.AsString())
		}
	}
	if instead := foreign(p.Name, labels, row); !instead.IsZero() {
		return instead
	}
	return message.New("%s has no argument or block %q.%s", describe(row), p.Name, hint(p.Name, row, kinds))
}

// hint finds what an unknown name may have meant: a name like it in the same
// block, the block where the name belongs, or the row that is called so elsewhere.
// Nothing is proposed that the kinds of the workload around it do not have.
func hint(name string, row *schema.Block, kinds schema.Kinds) message.Text {
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
	if place := elsewhere(name, row, known, kinds); !place.IsZero() {
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
	known := slices.DeleteFunc(arguments(row), func(name string) bool {
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

// elsewhere finds a name, or a row that is called so in Kubernetes or elsewhere, in the
// rest of the same top-level block; for a whole file, in all of the table. The nearest
// place wins: within the block first, then the one known name in it that only says more,
// then around it.
func elsewhere(name string, row *schema.Block, known []string, kinds schema.Kinds) message.Text {
	for from := row; from != nil && (from.Parent != nil || from == row); from = from.Parent {
		for b, found := range matches(name, from, kinds) {
			switch {
			case b == row && found.name == name:
			case b == row:
				return message.New(" It is called %s here: write %s.", found.name, found.sample)
			case found.name == name:
				return message.New(" Move it to %s: %s.", location(b), found.sample)
			default:
				return message.New(" It is called %s here: write %s in %s.", found.name, found.sample, location(b))
			}
		}
		longer := slices.DeleteFunc(slices.Clone(known), func(k string) bool { return !strings.HasPrefix(k, name+"_") })
		if from == row && len(longer) == 1 {
			return message.New(" Did you mean %q?", longer[0])
		}
	}
	return message.Text{}
}

// found is a row, and how it is written.
type found struct{ name, sample string }

// matches finds the rows within a block that are called so elsewhere, then those that
// have the name, or whose Kubernetes field has it, and then those whose field has it in
// the style of Terraform; each with the block it is in, the outermost first.
func matches(name string, within *schema.Block, kinds schema.Kinds) iter.Seq2[*schema.Block, found] {
	rules := []func(own string, also []string, places []schema.Place) bool{
		func(_ string, also []string, _ []schema.Place) bool { return slices.Contains(also, name) },
		func(own string, _ []string, places []schema.Place) bool {
			return own == name || kubernetesName(places) == name
		},
		func(_ string, _ []string, places []schema.Place) bool {
			field, plain := kubernetesName(places), strings.ReplaceAll(name, "_", "")
			return strings.EqualFold(field, plain) || strings.EqualFold(field, plain+"s")
		},
	}
	outermost := slices.SortedStableFunc(within.All(), func(a, b *schema.Block) int {
		return cmp.Or(depth(a)-depth(b), strings.Compare(aboutOthers(a), aboutOthers(b)))
	})
	return func(yield func(*schema.Block, found) bool) {
		for i, rule := range rules {
			for _, b := range outermost {
				if i == 0 && b.Name == name && b != within {
					continue // the block itself is meant, not what is called after it there
				}
				for _, a := range b.Attributes {
					if a.Kinds.Has(kinds) && rule(a.Name, a.Also, a.Places) && !yield(b, found{a.Name, a.Sample()}) {
						return
					}
				}
				for _, n := range b.Blocks {
					if n.Kinds.Has(kinds) && rule(n.Name, n.Also, n.Places) && !yield(b, found{n.Name, n.Sample()}) {
						return
					}
				}
			}
		}
	}
}

// aboutOthers orders blocks of one depth: what several of them have is meant for a
// workload, if it has it.
func aboutOthers(b *schema.Block) string {
	if b.Name == workload {
		return ""
	}
	return "other"
}

func depth(b *schema.Block) int {
	n := 0
	for ; b.Parent != nil; b = b.Parent {
		n++
	}
	return n
}

// kubernetesName is the last step of a row's path, where it is a name that
// only Kubernetes would use.
func kubernetesName(places []schema.Place) string {
	for _, p := range places {
		if name, ok := p.Path.Field.Last().Field(); ok && name != strings.ToLower(name) {
			return name
		}
	}
	return ""
}

// location is the way to a block: "upgrade, in advanced of the workload".
func location(b *schema.Block) message.Text {
	var names []string
	for ; b.Parent != nil; b = b.Parent {
		names = append(names, b.Name)
	}
	slices.Reverse(names)
	return message.New("the block %s", strings.Join(names, " > "))
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
