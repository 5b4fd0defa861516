package lang

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// conform checks objects against Kubernetes' own schema. Each violation is
// told where the configuration gave the value.
func conform(manifests []object.Manifest) hcl.Diagnostics {
	var diags hcl.Diagnostics
	for i := range manifests {
		m := &manifests[i]
		for _, v := range kubeschema.Validate(m.Content) {
			diags = append(diags, diag.Error(sourceRange(m.SourceOf(v.Pointer)), "Not valid for Kubernetes",
				"%s (%s): %s: %s. Correct the value.", m.Address, m.Ref, v.Pointer, v.Message))
		}
	}
	return diags
}

func sourceRange(r object.Range) hcl.Range {
	return hcl.Range{
		Filename: r.File,
		Start:    hcl.Pos{Line: r.StartLine, Column: r.StartColumn, Byte: r.StartByte},
		End:      hcl.Pos{Line: r.EndLine, Column: r.EndColumn, Byte: r.EndByte},
	}
}
