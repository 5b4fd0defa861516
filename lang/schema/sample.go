package schema

import "strings"

// Sample is an example of the argument in its block: "replicas = 3". It has an ellipsis
// where only the configuration around it could give a value.
func (a *Attribute) Sample() string {
	if examples := a.Examples(); len(examples) > 0 {
		return a.Name + " = " + examples[0]
	}
	return a.Name + " = …"
}

// Sample is an example of the block with what it must have, on one line:
// `port "http" { container_port = 80 }`. Of a block that must have nothing, it is one
// argument, or a block within it: what every kind of workload that has the block has, too,
// and what refers to nothing, if it has such.
func (b *Block) Sample() string {
	if b.Form == Object {
		return b.Name + " = { " + strings.Join(b.contents(2), ", ") + " }"
	}
	return b.opening() + " { " + strings.Join(b.contents(1), " ") + " }"
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

// contents are what the block must have, or else the first of what it can have, with an
// ellipsis for what is beyond most.
func (b *Block) contents(most int) []string {
	var must, can []string
	for _, a := range b.Attributes {
		if len(a.Examples()) == 0 {
			continue
		}
		if a.Required || a.Kinds == b.Kinds && !a.Type.Raw {
			can = append(can, a.Sample())
		}
		if a.Required {
			must = append(must, a.Sample())
		}
	}
	for _, n := range b.Blocks {
		if n.Required {
			must = append(must, n.opening()+" { … }")
		}
	}
	switch {
	case len(must) == 0 && len(can) > 0:
		must = can[:min(len(can), most)]
	case len(must) == 0 && len(b.Blocks) > 0:
		must = []string{typical(b).Sample()}
	case len(must) == 0:
		must = []string{"…"}
	case b.Form != Object && len(must) > most:
		must = append(must[:most], "…")
	}
	return must
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
