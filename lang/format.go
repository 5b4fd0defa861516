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
	if parsed, diags := syntax.Parse(src, filename); diags.HasErrors() {
		return nil, unsaid(parsed, filename, diags)
	}
	return hclwrite.Format(src), nil
}

// unsaid are the errors of a file without the values that may be sensitive.
func unsaid(parsed *hcl.File, filename string, diags hcl.Diagnostics) hcl.Diagnostics {
	withheld := conceal.Withholding()
	if filepath.Ext(filename) == values {
		withheld.Values(filename, parsed)
	} else {
		conceal.File(parsed, filename, true, withheld)
	}
	return withheld.Unsaid(diags, nil)
}

// values is the ending of files of variables' values.
const values = ".wlvars"

// Quotable is what may be printed of a file of native syntax, line for line: it has no
// sensitive value that the file alone tells to be one, and of values of variables, which it
// cannot tell, none at all. It is nil where nothing may be printed.
func Quotable(src []byte, filename string) []byte {
	parsed, diags := syntax.Parse(src, filename)
	switch ofValues := filepath.Ext(filename) == values; {
	case ofValues && diags.HasErrors():
		return nil
	case ofValues:
		return conceal.AllValues(parsed)
	case !conceal.File(parsed, filename, diags.HasErrors(), conceal.Withholding()):
		return nil
	}
	return parsed.Bytes
}

// ReadSource reads a file to format it. Nothing but a regular file is read, and
// none that is larger than a file of a stack may be.
func ReadSource(filename string) ([]byte, hcl.Diagnostics) {
	return syntax.ReadSource(source.Disk{}, filename, "")
}
