// Package readback reads Kubernetes objects back into blocks: the other half of
// package objects, by the same table. An argument is read from the place that its row
// writes; where the row has a function, from what that function makes.
//
// What it reads is a proposal. Some objects have no block that makes them, and some
// fields no row; lang.ReadBack compiles what is proposed and compares.
package readback

import (
	"slices"

	"github.com/workloadlang/wl/lang/schema"
)

// Block is a block as it is to be written.
type Block struct {
	schema    *schema.Block
	label     string
	arguments []argument
	blocks    []*Block
}

// argument has its value in JSON's form.
type argument struct {
	name  string
	value any
}

// isEmpty reports whether nothing stands in the block.
func (b *Block) isEmpty() bool { return len(b.arguments)+len(b.blocks) == 0 }

func (b *Block) set(name string, value any) {
	b.arguments = append(b.arguments, argument{name, value})
}

func (b *Block) has(name string) bool {
	return slices.ContainsFunc(b.arguments, func(a argument) bool { return a.name == name })
}

// inner finds the block of a row within a block, and makes it, with those around it,
// where it is not there yet.
func (b *Block) inner(row *schema.Block) *Block {
	if row == b.schema {
		return b
	}
	outer := b.inner(row.Parent)
	if i := slices.IndexFunc(outer.blocks, func(n *Block) bool { return n.schema == row }); i >= 0 {
		return outer.blocks[i]
	}
	made := &Block{schema: row}
	outer.blocks = append(outer.blocks, made)
	return made
}

// add puts a block into the place where its row is.
func (b *Block) add(n *Block) {
	outer := b.inner(n.schema.Parent)
	outer.blocks = append(outer.blocks, n)
}

func (b *Block) unset(name string) {
	b.arguments = slices.DeleteFunc(b.arguments, func(a argument) bool { return a.name == name })
}

// isLost reports whether a block is one of some, or within one.
func (b *Block) isLost(part *Block, gone map[*Block]bool) bool {
	if gone[b] {
		return b.contains(part)
	}
	return slices.ContainsFunc(b.blocks, func(n *Block) bool { return n.isLost(part, gone) })
}

func (b *Block) contains(part *Block) bool {
	return b == part || slices.ContainsFunc(b.blocks, func(n *Block) bool { return n.contains(part) })
}

// lose takes blocks away.
func (b *Block) lose(gone map[*Block]bool) {
	b.blocks = slices.DeleteFunc(b.blocks, func(n *Block) bool { return gone[n] })
	for _, n := range b.blocks {
		n.lose(gone)
	}
}
