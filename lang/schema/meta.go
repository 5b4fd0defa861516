package schema

// The arguments that a block takes whatever it is about, and the block that
// generates others.
const (
	ForEach   = "for_each"
	Count     = "count"
	DependsOn = "depends_on"
	Dynamic   = "dynamic"
)

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
