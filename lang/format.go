package lang

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/workloadlang/wl/lang/internal/source"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Format writes a file of native syntax in the one style. A file with syntax
// errors is reported and not formatted.
func Format(src []byte, filename string) ([]byte, hcl.Diagnostics) {
	if _, diags := syntax.Parse(src, filename); diags.HasErrors() {
		return nil, diags
	}
	return hclwrite.Format(src), nil
}

// ReadSource reads a file to format it. Nothing but a regular file is read, and
// none that is larger than a file of a stack may be.
func ReadSource(filename string) ([]byte, hcl.Diagnostics) {
	return syntax.ReadSource(source.Disk{}, filename, "")
}
