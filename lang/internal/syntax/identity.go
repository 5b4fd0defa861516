package syntax

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/schema"
)

// identity are the blocks that say which stack it is and on which clusters, and those that these can use alone.
func identity(name string) bool {
	return slices.Contains([]string{"stack", "cluster", "rollout", "variable", "locals"}, name)
}

// OfIdentity returns files without the blocks that do not say which stack it is, or on which clusters: what is wrong in
// them is nothing to whoever asks for that alone. What the table does not have stays, since it may be meant to say so.
func OfIdentity(files []File, root *schema.Block) []File {
	others := &hcl.BodySchema{}
	for _, n := range root.Blocks {
		if identity(n.Name) {
			continue
		}
		header := hcl.BlockHeaderSchema{Type: n.Name}
		if n.Label != nil {
			header.LabelNames = []string{"name"}
		}
		others.Blocks = append(others.Blocks, header)
	}
	of := slices.Clone(files)
	for i, f := range files {
		if native, ok := f.Body.(*hclsyntax.Body); ok {
			of[i].Body = withoutOthers(native, others)
		} else if _, left, diags := f.Body.PartialContent(others); !diags.HasErrors() {
			of[i].Body = left
		}
	}
	return of
}

func withoutOthers(body *hclsyntax.Body, others *hcl.BodySchema) *hclsyntax.Body {
	of := *body
	of.Blocks = slices.DeleteFunc(slices.Clone(body.Blocks), func(b *hclsyntax.Block) bool {
		return slices.ContainsFunc(others.Blocks, func(h hcl.BlockHeaderSchema) bool { return h.Type == b.Type }) && !misplaces(b.Body)
	})
	return &of
}

// misplaces reports whether a block has one within it that may be meant to stand at the top, and says on which clusters
// the stack is.
func misplaces(body *hclsyntax.Body) bool {
	return slices.ContainsFunc(body.Blocks, func(b *hclsyntax.Block) bool { return identity(b.Type) || misplaces(b.Body) })
}
