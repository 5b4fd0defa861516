package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/explain"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// writer writes the tables of one reference. What is the same at several
// places is written once: said knows where.
type writer struct {
	language explain.Language
	said     map[string]string
}

func (w *writer) say(english, chinese string) string { return w.language.Pick(english, chinese) }

// block writes a top-level block and everything within it, except what stands
// in a section of the documented form.
func (w *writer) block(name string) (string, error) {
	b, ok := table.Root().Block(name)
	if !ok {
		return "", fmt.Errorf("the language has no block %s", name)
	}
	var parts []string
	for n := range b.All() {
		if n.Section == b.Section {
			parts = append(parts, w.table(n, n.Attributes, true)...)
		}
	}
	return strings.Join(parts, "\n\n"), nil
}

// section writes all that the table has of a section of the documented form.
func (w *writer) section(number string) (string, error) {
	if _, ok := schema.SectionOf(number); !ok {
		return "", fmt.Errorf("there is no section %s", number)
	}
	var parts []string
	for b := range table.Root().All() {
		own := slices.DeleteFunc(slices.Clone(b.Attributes), func(a *schema.Attribute) bool { return a.Section != number })
		if b.Section == number || len(own) > 0 {
			parts = append(parts, w.table(b, own, b.Section == number)...)
		}
	}
	return strings.Join(parts, "\n\n"), nil
}

// meta writes the arguments that every repeatable block takes, and the block
// that generates others.
func (w *writer) meta() (string, error) {
	return w.rows(table.Meta(&schema.Block{Repeats: true}), nil, "") + "\n\n" + strings.Join(w.table(table.Generator(), table.Generator().Attributes, true), "\n\n"), nil
}

// table writes a block: its heading, what it is, and its arguments, or those of
// them that are asked for.
func (w *writer) table(b *schema.Block, attributes []*schema.Attribute, whole bool) []string {
	path := b.Path()
	if path == "" {
		path = b.Name
	}
	if at, ok := w.said[b.Signature()]; ok && whole && b.Parent != nil {
		if outer, _ := w.said[b.Parent.Signature()]; b.Form == schema.Object || at == path || outer != b.Parent.Path() {
			return nil
		}
		return []string{fmt.Sprintf(w.say("`%s`: see `%s`.", "`%s`：见 `%s`。"), path, at)}
	}
	if whole {
		w.said[b.Signature()] = path
	}
	parts := []string{"#### `" + path + "`"}
	if whole {
		parts = append(parts, w.heading(path, b))
	}
	if rows := w.rows(attributes, b, path); rows != "" {
		parts = append(parts, rows)
	}
	return parts
}

// heading returns what a block is and how it is written.
func (w *writer) heading(path string, b *schema.Block) string {
	text := cell(w.say(b.English, b.Chinese))
	if page, err := explain.Find(path, w.language, false); err == nil && page.Path == path {
		text += w.say(" Written ", "写作 ") + "`" + page.Written + "`"
		switch {
		case b.Form == schema.Many && b.Required:
			text += w.say(", once or more", "，一次或多次")
		case b.Form == schema.Many:
			text += w.say(", any number of times", "，次数不限")
		case b.Required:
			text += w.say(", once", "，必须写一次")
		}
		text += w.say(".", "。")
		if len(page.Kinds) > 0 && len(page.Kinds) < len(schema.KindNames()) {
			text += w.say(" Of ", "适用于 ") + strings.Join(page.Kinds, w.say(", ", "、")) + w.say(".", "。")
		}
		if b.Label != nil {
			text += w.say(" Its label: ", "块标签：") + cell(w.say(b.Label.English, b.Label.Chinese)+limitsText(w, page.Limits))
		}
	}
	if len(b.Blocks) > 0 {
		var names []string
		for _, n := range b.Blocks {
			names = append(names, "`"+n.Name+"`")
		}
		text += w.say(" In it: ", "其中包含：") + strings.Join(names, w.say(", ", "、")) + w.say(".", "。")
	}
	return text
}
