// Package extent cuts files down to which stack it is, and on which clusters: all that a
// command needs which looks after what is there.
package extent

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// saysIt reports whether the blocks of a name say which stack it is and on which clusters, or are what these alone can use.
func saysIt(name string) bool {
	return slices.Contains([]string{"stack", "cluster", "rollout", "variable", "locals"}, name)
}

// headers are the blocks at the top of a file that are not among those of a kind.
func headers(root *schema.Block, but func(name string) bool) *hcl.BodySchema {
	all := &hcl.BodySchema{}
	for _, n := range root.Blocks {
		if but(n.Name) {
			continue
		}
		header := hcl.BlockHeaderSchema{Type: n.Name}
		if n.Label != nil {
			header.LabelNames = []string{"name"}
		}
		all.Blocks = append(all.Blocks, header)
	}
	return all
}

// Identity returns files without the blocks that do not say which stack it is, or on which clusters: what is wrong in
// them is nothing to whoever asks for that alone, unless Misplaced finds them to say it nevertheless. What the table does
// not have stays, since it may be meant to say so.
func Identity(files []syntax.File, root *schema.Block) []syntax.File {
	others := headers(root, saysIt)
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
		return slices.ContainsFunc(others.Blocks, func(h hcl.BlockHeaderSchema) bool { return h.Type == b.Type })
	})
	return &of
}
