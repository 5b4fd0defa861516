package explain

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/schema"
)

// writer writes pages in one language.
type writer struct{ language Language }

// entry is a row of the table: a block, or an argument of one.
type entry struct {
	block    *schema.Block // the block, or the argument's
	argument *schema.Attribute
}

func (e entry) path() string { return e.within(e.block.Path()) }

// depth is how deep the row stands below the top.
func (e entry) depth() int { return strings.Count(e.path(), ".") }

// within is the path of the entry, where that of its block is given.
func (e entry) within(outer string) string {
	switch {
	case e.argument == nil:
		return outer
	case outer == "":
		return e.argument.Name
	default:
		return outer + "." + e.argument.Name
	}
}

func (w writer) page(e entry, recursive bool) *Page {
	if e.argument != nil {
		return w.argumentPage(e)
	}
	b := e.block
	p := &Page{
		Row: w.block(b), Description: w.text(b.English, b.Chinese),
		Arguments: w.arguments(b), Blocks: w.blocks(b, recursive),
		Section: w.section(b.Section), Elsewhere: w.text(b.Instead, b.InsteadChinese),
	}
	if b.Label != nil {
		label := w.argument(b, b.Label)
		label.Path = ""
		p.Label, p.Limits = &label, w.limits(b.Label)
	}
	p.Kinds = w.kinds(b, b.Kinds)
	if recursive {
		p.Rows = w.tree(b)
	}
	if hasPlace(b) {
		p.Kubernetes = w.kubernetes(b, b.Kinds, b.KubernetesPath)
	}
	if p.Form == Object {
		p.Examples = []Example{{HCL: b.Sample()}}
	}
	return p
}

func (w writer) argumentPage(e entry) *Page {
	a := e.argument
	p := &Page{
		Row: w.argument(e.block, a), Description: w.text(a.English, a.Chinese), Limits: w.limits(a),
		Kinds: w.kinds(e.block, a.Kinds), Section: w.section(a.Section),
	}
	p.Kubernetes = w.kubernetes(e.block, a.Kinds, func(k schema.Kinds) string { return e.block.KubernetesPathOf(a, k) })
	examples := a.Examples()
	for i, value := range examples {
		x := Example{HCL: a.Name + " = " + value, Words: w.words(a, value)}
		if i == 0 || x.Words != "" {
			p.Examples = append(p.Examples, x)
		}
	}
	return p
}

func (w writer) text(english, chinese string) string { return w.language.Pick(english, chinese) }

// words returns what a value means, where one of its limits can put it so.
func (w writer) words(a *schema.Attribute, value string) string {
	for _, l := range a.Kubernetes {
		if l.Says != nil {
			return w.text(l.Says(strings.Trim(value, `"`)))
		}
	}
	return ""
}

func (w writer) section(number string) *Section {
	s, ok := schema.SectionOf(number)
	if !ok {
		return nil
	}
	return &Section{Number: number, Name: w.text(s.English, s.Chinese)}
}

// kinds lists the kinds of workload of a row within a workload.
func (w writer) kinds(b *schema.Block, k schema.Kinds) []string {
	if !inWorkload(b) {
		return nil
	}
	return k.Names()
}

func inWorkload(b *schema.Block) bool {
	for ; b != nil; b = b.Parent {
		if b.Emits == "workload" {
			return true
		}
	}
	return false
}

// kubernetes lists the fields that a row becomes. Where they differ between
// kinds of workload, each is named with its kinds.
func (w writer) kubernetes(b *schema.Block, applies schema.Kinds, path func(schema.Kinds) string) []ForKinds {
	kind := b.ObjectKind()
	if kind != "workload" {
		at := path(0)
		if inWorkload(b) {
			at = path(firstOf(applies))
		}
		if at == "" {
			return nil
		}
		return []ForKinds{{Kinds: []string{kind}, Value: at}}
	}
	var found []ForKinds
	for _, name := range applies.Names() {
		at := path(schema.KindOf(name))
		if at == "" {
			continue
		}
		if i := slices.IndexFunc(found, func(f ForKinds) bool { return f.Value == at }); i >= 0 {
			found[i].Kinds = append(found[i].Kinds, name)
		} else {
			found = append(found, ForKinds{Kinds: []string{name}, Value: at})
		}
	}
	return found
}

func firstOf(k schema.Kinds) schema.Kinds { return schema.KindOf(k.Names()[0]) }

func (w writer) limits(a *schema.Attribute) []Limit {
	of := TheValue
	if a.Type.Elem != nil {
		of = Elements
	}
	var all []Limit
	add := func(of Of, documented bool, limits []schema.Limit) {
		for _, l := range limits {
			all = append(all, Limit{Rule: w.text(l.English, l.Chinese), Of: of, Documented: documented})
		}
	}
	add(of, true, a.Documented)
	add(of, false, a.Kubernetes)
	add(TheKeys, false, a.Keys)
	add(TheSize, true, a.DocumentedSizes)
	add(TheSize, false, a.Sizes)
	return all
}
