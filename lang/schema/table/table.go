// Package table is the language's one table: every block and argument stands in
// it once. Decoding, checking, defaults, compiling, explanations and the reference
// read it; there is no second list of fields.
//
// One file holds the rows of one section of the documented form.
package table

import (
	"sync"

	"github.com/workloadlang/wl/lang/schema"
)

// Root returns the table: the block that stands for a whole file. It is the
// same value at every call and must not be changed.
func Root() *schema.Block { return table() }

// The table is built once, when it is first asked for: it never changes.
var table = sync.OnceValue(func() *schema.Block {
	root := &schema.Block{Kinds: schema.AllKinds, Blocks: []*schema.Block{
		stack(), cluster(), rollout(), variable(), locals(), output(), check(), removed(), moduleCall(), namespace(), configMap(), secret(), volumeClaim(), workload(), roleBinding(), clusterRoleBinding(), networkPolicy(), persistentVolume(), storageClass(), resourceQuota(), limitRange(), anyObject(),
	}}
	root.Complete(nil)
	also := readings()
	for b := range root.All() {
		path := b.Path()
		b.Also = also[path]
		for _, a := range b.Attributes {
			a.Also = append(a.Also, also[path+"."+a.Name]...)
		}
	}
	return root
})

// Meta lists the arguments of a block beside its own, which say how often it is
// made and after what.
func Meta(b *schema.Block) []*schema.Attribute {
	if !b.Repeats {
		return nil
	}
	return metaArguments()
}

var metaArguments = sync.OnceValue(func() []*schema.Attribute {
	all := &schema.Block{Kinds: schema.AllKinds, Attributes: []*schema.Attribute{
		attr(schema.ForEach, Expression, "", "A map or a set of strings: the block is created once for each element, which is each.key and each.value in it.",
			"映射或字符串集合：每个元素创建一个块，块内以 each.key 和 each.value 引用。", example("toset([\"a\", \"b\"])")),
		attr(schema.Count, Expression, "", "How many times the block is created; count.index, from 0, is the index of the instance.",
			"块的创建次数；块内以 count.index（从 0 开始）区分。", example("2")),
		attr(schema.DependsOn, Reference, "", "Blocks whose objects must be ready first, such as [config_map.nginx].",
			"须先就绪的块，例如 [config_map.nginx]。", example("[config_map.nginx]")),
	}}
	all.Complete(nil)
	return all.Attributes
})

// Generator is the row of the dynamic block, which stands within any block that
// Generates others.
func Generator() *schema.Block { return generator() }

var generator = sync.OnceValue(func() *schema.Block {
	b := many(schema.Dynamic, "", "Generates blocks of the type that its label names, one for each element of a collection.", "为集合的每个元素生成一个块，块的类型由标签给出。",
		label(attr("type", String, "", "The type of the blocks.", "所生成块的类型。")),
		attr(schema.ForEach, Expression, "", "The collection; its elements are <type>.key and <type>.value in the content.", "集合；content 中以 <类型>.key 和 <类型>.value 引用其元素。", required, example("var.ports")),
		attr("iterator", Expression, "", "Another name for the element within the content.", "content 中元素的另一个名称。", example("item")),
		attr("labels", Expression, "", "The label of each block, as a list of one: [port.key]. Required where the blocks have a label.", "各个块的标签，写成一个元素的列表：[port.key]。块有标签时必填。", example("[port.key]")),
		single("content", "", "The content of each block.", "各个块的内容。", blockOption(mandatory)),
	)
	b.Complete(&schema.Block{Kinds: schema.AllKinds})
	return b
})
