package schema

import (
	"slices"
	"strings"
)

// Signature is the same of two blocks exactly where one only repeats the other
// at another place, such as a container's within an init container.
func (b *Block) Signature() string {
	parts := []string{b.Name, b.English}
	for _, a := range b.Attributes {
		parts = append(parts, a.Signature())
	}
	for _, n := range b.Blocks {
		parts = append(parts, n.Signature())
	}
	return strings.Join(parts, "\n")
}

// Signature is the same of two arguments exactly where one only repeats the other in another
// block.
func (a *Attribute) Signature() string {
	parts := []string{a.Name, a.English}
	for _, l := range slices.Concat(a.Documented, a.Kubernetes, a.Keys, a.Sizes, a.DocumentedSizes) {
		parts = append(parts, l.English)
	}
	return strings.Join(parts, "\t")
}
