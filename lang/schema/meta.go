package schema

import "sync"

// The arguments that a block takes whatever it is about, and the block that
// generates others.
const (
	ForEach   = "for_each"
	Count     = "count"
	DependsOn = "depends_on"
	Dynamic   = "dynamic"
)

// Meta lists the arguments beside the block's own, which say how often it is
// made and after what.
func (b *Block) Meta() []*Attribute {
	if !b.Repeats {
		return nil
	}
	return metaArguments()
}

var metaArguments = sync.OnceValue(func() []*Attribute {
	all := &Block{Kinds: AllKinds, Attributes: []*Attribute{
		attr(ForEach, Expression, "", "A map or a set of strings: the block is created once for each element, which is each.key and each.value in it.",
			"映射或字符串集合：每个元素创建一个块，块内以 each.key 和 each.value 引用。", example("toset([\"a\", \"b\"])")),
		attr(Count, Expression, "", "How many times the block is created; count.index, from 0, is the index of the instance.",
			"块的创建次数；块内以 count.index（从 0 开始）区分。", example("2")),
		attr(DependsOn, Expression, "", "Blocks whose objects must be ready first, such as [config_map.nginx].",
			"须先就绪的块，例如 [config_map.nginx]。", example("[config_map.nginx]")),
	}}
	all.finish(nil)
	return all.Attributes
})

// Generates lists the blocks within b that a dynamic block can generate.
func (b *Block) Generates() []*Block {
	if b.Parent == nil {
		return nil
	}
	var blocks []*Block
	for _, n := range b.Blocks {
		if n.Form == Many || n.Form == Single {
			blocks = append(blocks, n)
		}
	}
	return blocks
}

// Generator is the row of the dynamic block, which stands within any block that
// Generates others.
func Generator() *Block { return generator() }

var generator = sync.OnceValue(func() *Block {
	b := many(Dynamic, "", "Generates blocks of the type that its label names, one for each element of a collection.", "为集合的每个元素生成一个块，块的类型由标签给出。",
		label(attr("type", String, "", "The type of the blocks.", "所生成块的类型。")),
		attr(ForEach, Expression, "", "The collection; its elements are <type>.key and <type>.value in the content.", "集合；content 中以 <类型>.key 和 <类型>.value 引用其元素。", required, example("var.ports")),
		attr("iterator", Expression, "", "Another name for the element within the content.", "content 中元素的另一个名称。", example("item")),
		attr("labels", Expression, "", "The label of each block, as a list of one: [port.key]. Required where the blocks have a label.", "各个块的标签，写成一个元素的列表：[port.key]。块有标签时必填。", example("[port.key]")),
		single("content", "", "The content of each block.", "各个块的内容。", blockOption(mandatory)),
	)
	b.finish(&Block{Kinds: AllKinds})
	return b
})
