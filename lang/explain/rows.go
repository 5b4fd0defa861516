package explain

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// argument is an argument in one line.
func (w writer) argument(b *schema.Block, a *schema.Attribute) Row {
	r := Row{
		Path: entry{b, a}.path(), Name: a.Name, Form: Argument, Written: a.Name + " = …", Summary: w.text(a.English, a.Chinese),
		Type: w.text(a.Type.English, a.Type.Chinese), TypeName: a.Type.Constraint(), Required: a.Required,
	}
	for _, d := range a.Defaults {
		f := ForKinds{Value: valueText(d.Value)}
		// Kinds that the row has nothing to do with are no news.
		if inWorkload(b) && !d.Kinds.Has(a.Kinds) {
			f.Kinds = (d.Kinds & a.Kinds).Names()
		}
		r.Defaults = append(r.Defaults, f)
	}
	return r
}

func valueText(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case []any:
		items := make([]string, len(v))
		for i := range v {
			items[i] = valueText(v[i])
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		fields := make([]string, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			fields = append(fields, name+" = "+valueText(v[name]))
		}
		return "{ " + strings.Join(fields, ", ") + " }"
	}
	return fmt.Sprint(v)
}

// block is a block, or an argument with an object as value, in one line.
func (w writer) block(b *schema.Block) Row {
	forms := map[schema.Form]Form{schema.Group: Once, schema.Single: Once, schema.Many: Many, schema.Object: Object}
	r := Row{Path: b.Path(), Name: b.Name, Form: forms[b.Form], Summary: w.text(b.English, b.Chinese), Required: b.Required}
	switch {
	case r.Form == Object:
		r.Written, r.TypeName = b.Name+" = { … }", "object"
		r.Type = w.text("an object", "对象")
	case b.Label != nil:
		r.Written = fmt.Sprintf("%s %q { … }", b.Name, b.Label.Name)
	default:
		r.Written = b.Name + " { … }"
	}
	return r
}

// arguments lists the arguments of a block: its own, those with an object as
// value, and those that every repeatable block takes.
func (w writer) arguments(b *schema.Block) []Row {
	var rows []Row
	for _, a := range b.Attributes {
		rows = append(rows, w.argument(b, a))
	}
	for _, n := range b.Blocks {
		if n.Form == schema.Object {
			rows = append(rows, w.block(n))
		}
	}
	for _, a := range table.Meta(b) {
		rows = append(rows, w.argument(b, a))
	}
	return rows
}

// blocks lists the blocks within a block.
func (w writer) blocks(b *schema.Block, recursive bool) []Row {
	var rows []Row
	for _, n := range b.Blocks {
		if n.Form == schema.Object {
			continue
		}
		r := w.block(n)
		if recursive {
			r.Rows = w.tree(n)
		}
		rows = append(rows, r)
	}
	if len(b.Generates()) > 0 && !recursive {
		r := w.block(table.Generator())
		r.Path = b.Path() + "." + r.Name
		rows = append(rows, r)
	}
	return rows
}

// tree lists all that can stand in a block, and in that.
func (w writer) tree(b *schema.Block) []Row {
	var rows []Row
	for _, a := range b.Attributes {
		rows = append(rows, w.argument(b, a))
	}
	for _, n := range b.Blocks {
		r := w.block(n)
		r.Rows = w.tree(n)
		rows = append(rows, r)
	}
	return rows
}
