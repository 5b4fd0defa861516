package schema

import (
	"slices"
	"strings"
)

// Sample is an example of the argument in its block: "replicas = 3". It has an ellipsis
// where only the configuration around it could give a value.
func (a *Attribute) Sample() string {
	if examples := a.Examples(); len(examples) > 0 {
		return a.Name + " = " + examples[0]
	}
	return a.Name + " = …"
}

// Sample is an example of the block with what it must have, on one line, as HCL takes it there:
// `port "http" { container_port = 80 }`. One line has room for a single argument and for no
// block, so what needs more has an ellipsis in its place. Of a block that must have nothing, it
// is one argument: what every kind of workload that has the block has, too, and what refers to
// nothing, if it has such. Where it could be any of several, it is left open: what a name from
// elsewhere meant is not guessed.
func (b *Block) Sample() string {
	if b.Form == Object {
		return b.Name + " = { " + strings.Join(argumentsOf(b, 2), ", ") + " }"
	}
	return b.opening() + " { " + b.content() + " }"
}

// opening is the block's name and label.
func (b *Block) opening() string {
	if b.Label == nil {
		return b.Name
	}
	if examples := b.Label.Examples(); len(examples) > 0 {
		return b.Name + " " + examples[0]
	}
	return b.Name + ` "name"`
}

// content is what a block's one line has between its braces.
func (b *Block) content() string {
	within := argumentsOf(b, len(b.Attributes))
	required := func(n *Block) bool { return n.Required }
	switch {
	case slices.ContainsFunc(b.Blocks, required):
		return "…"
	case len(within) == 1, len(within) > 1 && b.Label != nil && !demands(b):
		return within[0]
	case len(within) == 0 && len(b.Blocks) > 0 && typical(b).Form == Object:
		return typical(b).Sample()
	}
	return "…"
}

// demands reports whether there is an argument that the block must have.
func demands(b *Block) bool {
	return slices.ContainsFunc(b.Attributes, func(a *Attribute) bool { return a.Required })
}

// argumentsOf are those that the block must have, or else the first of what it can have.
func argumentsOf(b *Block, most int) []string {
	var must, can []string
	for _, a := range b.Attributes {
		switch {
		case a.Required:
			must = append(must, a.Sample())
		case len(a.Examples()) > 0 && a.Kinds == b.Kinds && !a.Type.Raw:
			can = append(can, a.Sample())
		}
	}
	if len(must) > 0 {
		return must
	}
	return can[:min(len(can), most)]
}

// typical is the first block within another that all kinds have which have that one.
func typical(b *Block) *Block {
	for _, n := range b.Blocks {
		if n.Kinds == b.Kinds {
			return n
		}
	}
	return b.Blocks[0]
}
