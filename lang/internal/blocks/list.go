package blocks

import "github.com/workloadlang/wl/lang/internal/decode"

// list is every block of a name within another.
func list[T ~struct{ *decode.Block }](b *decode.Block, name string) []T {
	found := b.Children(name)
	out := make([]T, len(found))
	for i, n := range found {
		out[i] = T{n}
	}
	return out
}
