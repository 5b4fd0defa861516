package lang

import (
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/workloadlang/wl/lang/internal/conceal"
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

// Quotable is what may be printed of a file of native syntax, line for line: it has no
// sensitive value that the file alone tells to be one, and of values of variables, which it
// cannot tell, none at all. It is nil where nothing may be printed.
func Quotable(src []byte, filename string) []byte {
	parsed, diags := syntax.Parse(src, filename)
	switch values := filepath.Ext(filename) == ".wlvars"; {
	case values && diags.HasErrors():
		return nil
	case values:
		return conceal.AllValues(parsed)
	case !conceal.File(parsed, diags.HasErrors()):
		return nil
	}
	return parsed.Bytes
}

// ReadSource reads a file to format it. Nothing but a regular file is read, and
// none that is larger than a file of a stack may be.
func ReadSource(filename string) ([]byte, hcl.Diagnostics) {
	return syntax.ReadSource(source.Disk{}, filename, "")
}
