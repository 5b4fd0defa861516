package syntax

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/schema"
)

// inPlace is what an unknown name means in the very block in which it stands: the one row
// whose Kubernetes field ends with it, the block's label, or what the block's object says.
func inPlace(name string, row *schema.Block, kinds schema.Kinds) message.Text {
	var meant []*schema.Attribute
	for _, a := range row.Attributes {
		if a.Kinds.Has(kinds) && isField(name, a.Places) {
			meant = append(meant, a)
		}
	}
	label := row.Label
	switch {
	case row.Emits == kind.Secret.Kind && (name == "stringData" || name == "string_data"):
		return message.New(" Write it in data, whose values are plain text: wl encodes them.")
	case len(meant) == 1:
		return message.New(" It is called %s here: write %s.", meant[0].Name, meant[0].Sample())
	case label != nil && (label.Name == name && len(label.Places) > 0 || isField(name, label.Places)):
		return message.New(" It is the label of the block: write %s.", row.Sample())
	case row.Emits == "object" && slices.Contains(fieldsOfObjects(), inCamelCase(name)):
		return message.New(" It is a field of the manifest: write manifest = { %s = … }.", inCamelCase(name))
	case row.Emits != "" && slices.Contains([]string{"kind", "apiVersion", "api_version"}, name):
		return message.New(" The type of the block is the kind of its object. Remove %s.", name)
	}
	return message.Text{}
}

// isField reports whether a field of a row has a name, in Kubernetes' style or in that of
// the language.
func isField(name string, places []schema.Place) bool {
	for _, p := range places {
		if field, ok := p.Path.Field.Last().Field(); ok && (field == name || field != strings.ToLower(field) && strings.EqualFold(field, strings.ReplaceAll(name, "_", ""))) {
			return true
		}
	}
	return false
}

// inCamelCase is a name of several words as Kubernetes writes it.
func inCamelCase(name string) string {
	words := strings.Split(name, "_")
	for i, word := range words {
		if i > 0 && word != "" {
			words[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, "")
}

// fieldsOfObjects are those at the top of the objects of most kinds.
func fieldsOfObjects() []string {
	return []string{"apiVersion", "kind", "metadata", "spec", "data", "stringData", "binaryData", "type", "immutable", "rules", "roleRef", "subjects", "webhooks", "labels", "annotations", "name", "namespace"}
}

// belongs is where a name belongs: where it is written in the same form, or at the top of a file; or else in another form.
func belongs(name string, row *schema.Block, known []string, kinds schema.Kinds, written form) message.Text {
	for like := written; like >= asArgument; like-- {
		if place := elsewhere(name, row, known, kinds, like); !place.IsZero() {
			return place
		}
		if top := atTop(name, row); like == written && !top.IsZero() {
			return top
		}
	}
	return message.Text{}
}

// elsewhere finds a name, or a row that is called so in Kubernetes or elsewhere, in the
// rest of the same top-level block; for a whole file, in all of the table. The nearest
// place wins: within the block first, then the one known name in it that only says more,
// then around it. It has at least a form.
func elsewhere(name string, row *schema.Block, known []string, kinds schema.Kinds, written form) message.Text {
	for from := row; from != nil && (from.Parent != nil || from == row); from = from.Parent {
		for b, found := range matches(name, from, kinds) {
			switch {
			case b == row && found.name == name, found.form < written:
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

// ending is the known block of which a name is the end, as policy is of network_policy: of
// several, the one with which the others end. Where one of them has such a block in it, that
// is meant.
func ending(name string, row *schema.Block, known []string) string {
	for _, n := range row.Blocks {
		if within, has := n.Block(name); has && within.Form != schema.Object {
			return ""
		}
	}
	meant := ""
	for _, k := range known {
		switch {
		case !strings.HasSuffix(k, "_"+name) || meant != "" && strings.HasSuffix(k, "_"+meant):
		case meant == "" || strings.HasSuffix(meant, "_"+k):
			meant = k
		default:
			return ""
		}
	}
	return meant
}

// atTop says of a block of the top of a file that it belongs there, where it stands in another.
func atTop(name string, row *schema.Block) message.Text {
	root := row
	for root.Parent != nil {
		root = root.Parent
	}
	n, is := root.Block(name)
	if !is || root == row {
		return message.Text{}
	}
	return message.New(" Move it to %s: %s.", location(root), n.Sample())
}

// form is how a name is written: each form says more than the one before.
type form int

const (
	asArgument form = iota
	asBlock
	asLabelled // a block with a label, by which no argument is meant
)

// found is a row, and how it is written.
type found struct {
	name, sample string
	form         form
}

// foundBlock is the row of a block that may be written as an argument.
func foundBlock(n *schema.Block) found {
	f := found{n.Name, n.Sample(), asBlock}
	switch {
	case n.Form == schema.Object:
		f.form = asArgument
	case n.Label != nil:
		f.form = asLabelled
	}
	return f
}

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
					if a.Kinds.Has(kinds) && rule(a.Name, a.Also, a.Places) && !yield(b, found{a.Name, a.Sample(), asArgument}) {
						return
					}
				}
				for _, n := range b.Blocks {
					if n.Kinds.Has(kinds) && rule(n.Name, n.Also, n.Places) && !yield(nested(b, n, name, kinds, i == 0)) {
						return
					}
				}
			}
		}
	}
}

// nested is a block n in b that a name leads to; or where the name is read as that block, and
// that only holds others, the one of these that is called so but for its ending: volume_mounts
// are read as storage, and mean its mount.
func nested(b, n *schema.Block, name string, kinds schema.Kinds, read bool) (*schema.Block, found) {
	plain := strings.TrimSuffix(strings.ReplaceAll(name, "_", ""), "s")
	called := func(own string, places []schema.Place) bool {
		return own == name || own+"s" == name || strings.EqualFold(strings.TrimSuffix(kubernetesName(places), "s"), plain)
	}
	if !read || n.Label != nil || n.Form == schema.Object {
		return b, foundBlock(n)
	}
	for _, a := range n.Attributes {
		if a.Kinds.Has(kinds) && called(a.Name, a.Places) {
			return n, found{a.Name, a.Sample(), asArgument}
		}
	}
	for _, inner := range n.Blocks {
		if inner.Kinds.Has(kinds) && called(inner.Name, inner.Places) {
			return n, foundBlock(inner)
		}
	}
	return b, foundBlock(n)
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

// location is the way to a block: "the block workload > advanced".
func location(b *schema.Block) message.Text {
	var names []string
	for ; b.Parent != nil; b = b.Parent {
		names = append(names, b.Name)
	}
	if len(names) == 0 {
		return message.New("the top of a file")
	}
	slices.Reverse(names)
	return message.New("the block %s", strings.Join(names, " > "))
}
