package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Find explains what a path names: from the top ("workload.container.cpu"), or
// the end of such a path where only one row ends so ("upgrade.max_surge"), or a
// field as Kubernetes names it ("spec.template.spec.dnsPolicy"), or a kind, or what people
// call a row elsewhere ("pvc", "env"). What it does
// not know is an error that names what may have been meant.
func Find(path string, l Language, recursive bool) (*Page, error) {
	w := writer{l}
	steps := strings.Split(strings.Trim(path, "."), ".")
	if e, ok := walk(table.Root(), steps); ok {
		return w.page(e, recursive), nil
	}
	all := entries()
	found, same := distinct(endingIn(all, steps))
	if called := calledElsewhere(all, path); len(found) > 0 && len(called) > 0 && called[0].depth() < highest(found) {
		p := w.page(called[0], recursive) // resources are a container's first, and then those of a rule
		p.Also = paths(slices.Concat(called[1:], found))
		return p, nil
	}
	if len(found) == 0 {
		for _, by := range []func([]entry, string) []entry{ofKind, ofKubernetes, calledElsewhere, around} {
			if found, same = distinct(by(all, path)); len(found) > 0 {
				p := w.page(found[0], recursive)
				p.Same, p.Also = paths(same[0]), paths(found[1:])
				return p, nil
			}
		}
		return nil, unknown(path, steps, all, l)
	}
	for _, by := range []func([]entry) (int, bool){everywhere, leading, outermost} {
		if chosen, ok := by(found); ok {
			p := w.page(found[chosen], recursive)
			beside := slices.DeleteFunc(slices.Clone(found), func(e entry) bool { return strings.HasPrefix(e.path()+".", p.Path+".") })
			p.Same, p.Also = paths(same[chosen]), paths(beside)
			return p, nil
		}
	}
	return nil, fmt.Errorf(l.Pick("%q is ambiguous: name one of %s", "%q 有歧义：请指明其一：%s"), path, strings.Join(paths(found), ", "))
}

// Paths lists every path from the top that Find knows, in the table's order.
func Paths() []string { return paths(entries()) }

// walk follows a path from a block down.
func walk(b *schema.Block, steps []string) (entry, bool) {
	for i, step := range steps {
		n, ok := b.Block(step)
		if !ok && step == schema.Dynamic && len(b.Generates()) > 0 {
			n, ok = table.Generator(), true
		}
		if ok {
			b = n
			continue
		}
		a, ok := argument(b, step)
		return entry{b, a}, ok && i == len(steps)-1
	}
	return entry{block: b}, b.Parent != nil
}

func argument(b *schema.Block, name string) (*schema.Attribute, bool) {
	if a, ok := b.Attribute(name); ok {
		return a, true
	}
	for _, a := range table.Meta(b) {
		if a.Name == name {
			return a, true
		}
	}
	return nil, false
}

// entries lists all that can be explained: the table, and what the language has beside it.
func entries() []entry {
	all := rows()
	workload, _ := table.Root().Block("workload")
	for _, a := range table.Meta(workload) { // the first of those that are the same
		all = append(all, entry{workload, a})
	}
	for b := range table.Root().All() {
		for _, a := range table.Meta(b) {
			if b != workload {
				all = append(all, entry{b, a})
			}
		}
	}
	all = append(all, entry{block: table.Generator()})
	for _, a := range table.Generator().Attributes {
		all = append(all, entry{table.Generator(), a})
	}
	for _, b := range table.Generator().Blocks {
		all = append(all, entry{block: b})
	}
	return all
}

// rows lists the whole table, parents first.
func rows() []entry {
	var all []entry
	for b := range table.Root().All() {
		if b.Parent != nil {
			all = append(all, entry{block: b})
		}
		for _, a := range b.Attributes {
			// An argument may share its name with a block, which says more.
			if _, isBlock := b.Block(a.Name); !isBlock {
				all = append(all, entry{b, a})
			}
		}
	}
	return all
}

func paths(entries []entry) []string {
	var all []string
	for _, e := range entries {
		if p := e.path(); !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// endingIn lists the rows whose path ends in some steps.
func endingIn(all []entry, steps []string) []entry {
	end := "." + strings.Join(steps, ".")
	return slices.DeleteFunc(slices.Clone(all), func(e entry) bool {
		return !strings.HasSuffix("."+e.path(), end) && !strings.HasSuffix("."+e.within(e.block.AliasPath()), end)
	})
}

// distinct tells rows apart from those that only repeat them elsewhere, such as
// a container's in an init container: same lists the repetitions of each. Of what is in
// workloads and elsewhere, the workload's is the first.
func distinct(found []entry) (first []entry, same [][]entry) {
	for _, e := range found {
		i := slices.IndexFunc(first, func(f entry) bool { return repeats(e, f) })
		if i < 0 {
			first, same = append(first, e), append(same, nil)
		} else {
			same[i] = append(same[i], e)
		}
	}
	for i := range first {
		if j := slices.IndexFunc(same[i], inWorkloads); j >= 0 && !inWorkloads(first[i]) {
			chosen := same[i][j]
			same[i] = slices.Insert(slices.Delete(same[i], j, j+1), 0, first[i])
			first[i] = chosen
		}
	}
	return first, same
}

func inWorkloads(e entry) bool { return inWorkload(e.block) }

// repeats reports whether two rows are the same one, at two places.
func repeats(e, f entry) bool {
	if (e.argument == nil) != (f.argument == nil) {
		return e.path() == f.path()
	}
	if e.argument != nil && (e.argument == f.argument || e.argument.Name != f.argument.Name) {
		return e.argument == f.argument
	}
	// Most are told apart by what is cheap to compare.
	if e.argument != nil && e.block.Name == f.block.Name && e.argument.Signature() == f.argument.Signature() {
		return true
	}
	return e.block.Name == f.block.Name && e.block.English == f.block.English && e.block.Signature() == f.block.Signature()
}

// everywhere finds the argument that blocks take whatever they are about: who asks for
// count means that, rather than an argument of one block.
func everywhere(found []entry) (int, bool) {
	i := slices.IndexFunc(found, func(e entry) bool { return e.argument != nil && slices.Contains(table.Meta(e.block), e.argument) })
	return i, i >= 0
}

// leading finds the row that all others stand within.
func leading(found []entry) (int, bool) {
	for i, f := range found {
		if !slices.ContainsFunc(found, func(e entry) bool {
			return e.path() != f.path() && !strings.HasPrefix(e.path(), f.path()+".")
		}) {
			return i, true
		}
	}
	return 0, false
}

// highest is how deep the highest of some rows stands.
func highest(found []entry) int {
	depth := found[0].depth()
	for _, e := range found[1:] {
		depth = min(depth, e.depth())
	}
	return depth
}

// outermost finds the one block that stands higher than all other rows.
func outermost(found []entry) (int, bool) {
	best, alone := 0, true
	for i, e := range found[1:] {
		switch d := e.depth() - found[best].depth(); {
		case d < 0:
			best, alone = i+1, true
		case d == 0:
			alone = false
		}
	}
	return best, alone && found[best].argument == nil
}

// unknown returns what a path that names nothing may have meant: a name like its
// first unknown step in the block that is known, or anywhere.
func unknown(path string, steps []string, all []entry, l Language) error {
	b := table.Root()
	for len(steps) > 1 {
		n, ok := b.Block(steps[0])
		if !ok {
			break
		}
		b, steps = n, steps[1:]
	}
	if b.Parent == nil {
		return fmt.Errorf(l.Pick("the language has no block or argument %q.%s Run wl explain to see the top-level blocks", "语言中没有块或参数 %q。%s要查看顶层块，请运行 wl explain"), path, meant(path, names(all), l))
	}
	var known []string
	for _, e := range all {
		if e.block == b && e.argument != nil || e.argument == nil && e.block.Parent == b {
			known = append(known, nameOf(e))
		}
	}
	return fmt.Errorf(l.Pick("the block %[1]s has no %[2]q.%[3]s Run wl explain %[1]s to see what it has", "块 %[1]s 没有 %[2]q。%[3]s要查看它有什么，请运行 wl explain %[1]s"), b.Path(), steps[0], meant(steps[0], known, l))
}

// meant proposes the known name that is nearest to another, as a sentence.
func meant(name string, known []string, l Language) string {
	best := nearest.To(name, known)
	if best == "" {
		return ""
	}
	return fmt.Sprintf(l.Pick(" Did you mean %q?", "是否想写 %q？"), best)
}

func nameOf(e entry) string {
	if e.argument != nil {
		return e.argument.Name
	}
	return e.block.Name
}

// names are all that Find takes: paths, and single names of the language and of
// Kubernetes.
func names(all []entry) []string {
	known := paths(all)
	for _, e := range all {
		known = append(known, nameOf(e))
		for _, field := range e.fields() {
			known = append(known, field.path[strings.LastIndexByte(field.path, '.')+1:])
		}
	}
	return known
}
