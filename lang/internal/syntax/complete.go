package syntax

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
)

// complete reports what is missing and what is written twice in a bound block
// and everything within it, and notes where something is missing.
func complete(b *Block) hcl.Diagnostics {
	diags := Duplicates(b.Blocks)
	if !b.Broken {
		lacks := missing(b)
		b.Incomplete = b.Incomplete || len(lacks) > 0
		diags = append(diags, lacks...)
	}
	for _, n := range b.Blocks {
		diags = append(diags, complete(n)...)
		b.Incomplete = b.Incomplete || n.Incomplete
	}
	return diags
}

func missing(b *Block) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, a := range b.Schema.Attributes {
		if a.Required && b.Attributes[a.Name] == nil {
			diags = append(diags, diag.Error(b.Header, "Missing required argument",
				"%s has no %s. Add %s = …: %s", b.Title(), a.Name, a.Name, message.New(a.English)))
		}
	}
	for _, n := range b.Schema.Blocks {
		switch {
		case !n.Required || n.OfStack || b.Contains(n.Name) || b.Attributes[n.Name] != nil:
		case n.Form == schema.Object:
			diags = append(diags, diag.Error(b.Header, "Missing required argument", "%s has no %s. Add %s = …: %s", b.Title(), n.Name, n.Name, message.New(n.English)))
		default:
			diags = append(diags, diag.Error(b.Header, "Missing required block", "%s has no %s block. Add %s.", b.Title(), n.Name, example(n)))
		}
	}
	return diags
}

// missingOfStack reports what the files of a stack must have and lack.
func missingOfStack(all *Block) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for _, n := range all.Schema.Blocks {
		if n.Required && n.OfStack && !all.Broken && !all.Contains(n.Name) {
			diags = append(diags, diag.Nowhere("Missing required block", "The configuration has no %s block. Add %s to one of its files.", n.Name, example(n)))
		}
	}
	return diags
}

// Contains reports whether there is a block of that type within the block.
func (b *Block) Contains(name string) bool {
	for _, n := range b.Blocks {
		if n.Schema.Name == name {
			return true
		}
	}
	return false
}

// Title names the block as people do: container "nginx".
func (b *Block) Title() string {
	if b.Schema.Label == nil || b.Schema.Unlabelled && b.Label == "" {
		return b.Schema.Name
	}
	return fmt.Sprintf("%s %q", b.Schema.Name, b.Label)
}

// Duplicates reports which of the blocks within one stand there once too often. What
// dynamic blocks generate must be among them, for those themselves are passed over; of
// what is written, nothing is reported again then.
func Duplicates(blocks []*Block) hcl.Diagnostics {
	var diags hcl.Diagnostics
	type key struct {
		row   *schema.Block
		label string
	}
	first := make(map[key]*Block)
	told := make(map[key]hcl.Range)
	generated := slices.ContainsFunc(blocks, func(b *Block) bool { return b.Generated })
	for _, n := range blocks {
		once := n.Schema.Form != schema.Many
		named := n.Schema.Label != nil && !n.Schema.SameLabels && (n.Label != "" || !n.Schema.Unlabelled)
		if n.Dynamic != nil || !once && !named {
			continue
		}
		k := key{row: n.Schema}
		if !once {
			k.label = n.Label
		}
		f, ok := first[k]
		switch {
		case !ok:
			first[k] = n
		case told[k] == n.Header, generated && !n.Generated && !f.Generated:
		default:
			told[k] = n.Header
			diags = append(diags, duplicate(n, f, once))
		}
	}
	return diags
}

func duplicate(n, first *Block, once bool) *hcl.Diagnostic {
	switch itself := n.Header == first.Header; {
	case itself && !n.Generated && once: // in a list of JSON
		return diag.Error(n.Header, "Duplicate block", "%s is allowed only once, and there is more than one in this list. Merge them.", n.Schema.Name)
	case itself && !n.Generated:
		return diag.Error(n.Header, "Duplicate name", "There is more than one %s in this list. Merge them, or give each a label of its own.", n.Title())
	case itself && once:
		return diag.Error(n.Header, "Duplicate block", "%s is allowed only once, but this dynamic block makes several. Let its for_each have one element at most.", n.Schema.Name)
	case itself:
		return diag.Error(n.Header, "Duplicate name", "This dynamic block makes %s more than once. Give each a label of its own, from what it is made of.", n.Title())
	case once && n.Name != first.Name:
		return diag.Error(n.Header, "Duplicate block", "%s is another name of %s, which is already declared at %s. Keep one of the two blocks.",
			n.Name, first.Name, Place(first.Header))
	case once:
		return diag.Error(n.Header, "Duplicate block", "%s is allowed only once and is already declared at %s. Merge the two.",
			n.Schema.Name, Place(first.Header))
	}
	return diag.Error(n.Header, "Duplicate name", "%s is already declared at %s. Rename or remove one of the two.", n.Title(), Place(first.Header))
}

// Place writes where something stands: file:line.
func Place(r hcl.Range) string { return fmt.Sprintf("%s:%d", r.Filename, r.Start.Line) }
