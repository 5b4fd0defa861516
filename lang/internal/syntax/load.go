// Package syntax reads a directory's files and binds them to the table of
// fields: which block and argument each piece of source is. What follows from
// the source alone is reported here, before anything is evaluated.
package syntax

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"

	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/source"
)

// The endings of the files that make a module.
const (
	nativeSuffix = ".wl.hcl"
	jsonSuffix   = ".wl.hcl.json"
)

// File is one parsed file.
type File struct {
	Name string // its path: the directory as it was given, joined with its name
	Body hcl.Body
	// Errors are the ranges of syntax errors, and of what could not be parsed since: what
	// stands around them is not to be trusted.
	Errors []hcl.Range
}

// Load reads and parses the files of one directory, in the order of their
// names; none that a link leads to out of root, the stack's. Sources are
// returned as far as they could be read, for snippets.
func Load(t source.Tree, dir, root string) ([]File, map[string]*hcl.File, hcl.Diagnostics) {
	names, diags := sourceNames(t, dir)
	var files []File
	sources := make(map[string]*hcl.File, len(names))
	total := 0
	for _, name := range names {
		src, readDiags := ReadSource(t, name, root)
		diags = append(diags, readDiags...)
		if readDiags.HasErrors() {
			continue
		}
		if total += len(src); total > maxTotalSize {
			return files, sources, append(diags, tooMuchSource(dir))
		}
		parsed, parseDiags := Parse(src, name)
		diags = append(diags, parseDiags...)
		sources[name] = parsed
		if parsed.Body != nil {
			files = append(files, File{Name: name, Body: parsed.Body, Errors: errorRanges(parseDiags, parsed.Body)})
		}
	}
	return files, sources, diags
}

func sourceNames(t source.Tree, dir string) ([]string, hcl.Diagnostics) {
	entries, err := t.ReadDir(dir)
	if err != nil {
		return nil, hcl.Diagnostics{unreadable(dir, err)}
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if !e.IsDir() && IsSource(name) {
			names = append(names, filepath.Join(dir, name))
		}
	}
	if len(names) == 0 {
		return nil, hcl.Diagnostics{diag.Nowhere("No configuration files", "The directory %s has no file that ends in .wl.hcl or .wl.hcl.json. Name a directory that has one.", dir)}
	}
	return names, nil
}

// ReadSource reads one file of source, within the limit of size. Where root is
// not empty, a symbolic link that leads out of that directory is not followed:
// whoever may write links in it may not read other files by them.
func ReadSource(t source.Tree, name, root string) ([]byte, hcl.Diagnostics) {
	if root != "" {
		if err := t.Within(root, name); err != nil {
			return nil, hcl.Diagnostics{unreadable(name, err)}
		}
	}
	src, err := ReadFile(t, name)
	if err != nil {
		return nil, hcl.Diagnostics{unreadable(name, err)}
	}
	return src, nil
}

// ReadFile reads a file that a stack consists of or uses, within the limit of
// size.
func ReadFile(t source.Tree, name string) ([]byte, error) { return t.Read(name, maxFileSize) }

// Parse parses one file, as JSON when its name says so. The result always has
// the source, and a body as far as the source could be understood.
func Parse(src []byte, name string) (*hcl.File, hcl.Diagnostics) {
	if strings.HasSuffix(name, ".json") {
		return parseJSON(src, name, checkTemplate)
	}
	return parseNative(src, name)
}

// ParseValues parses a file of variables' values, whose texts in JSON are literal.
func ParseValues(src []byte, name string) (*hcl.File, hcl.Diagnostics) {
	if strings.HasSuffix(name, ".json") {
		return parseJSON(src, name, checkLiteral)
	}
	return parseNative(src, name)
}

func parseJSON(src []byte, name string, checkText func(text []byte, name string) hcl.Diagnostics) (*hcl.File, hcl.Diagnostics) {
	src = bytes.TrimPrefix(src, []byte("\ufeff")) // which the native syntax and YAML may have as well
	if diags := checkJSON(src, name, checkText); diags.HasErrors() {
		return &hcl.File{Bytes: src}, diags
	}
	f, diags := json.Parse(src, name)
	if f == nil || diags.HasErrors() {
		return &hcl.File{Bytes: src}, withoutRoot(diags)
	}
	return f, diags
}

// withoutRoot leaves out what HCL says of the root of a JSON file where it could not
// read one: that it is no object may not be true.
func withoutRoot(diags hcl.Diagnostics) hcl.Diagnostics {
	if last := len(diags) - 1; last > 0 && diags[last].Summary == "Root value must be object" {
		return diags[:last]
	}
	return diags
}

// errorRanges are where the errors are, and the expressions that the parser could make
// nothing of: after the first error, it may not speak of the others.
func errorRanges(diags hcl.Diagnostics, body hcl.Body) []hcl.Range {
	var ranges []hcl.Range
	for _, d := range diags {
		if d.Severity == hcl.DiagError && d.Subject != nil {
			ranges = append(ranges, *d.Subject)
		}
	}
	if native, ok := body.(*hclsyntax.Body); ok && len(ranges) > 0 {
		_ = hclsyntax.VisitAll(native, func(n hclsyntax.Node) hcl.Diagnostics {
			if placeholder(n) {
				ranges = append(ranges, n.Range())
			}
			return nil
		})
	}
	return ranges
}

// faults are where the syntax errors of a file begin, in order, and for each the last place
// that it or one before it extends to.
type faults []struct{ start, reach int }

func faultsOf(errors []hcl.Range) faults {
	all := make(faults, len(errors))
	for i, e := range errors {
		all[i].start, all[i].reach = e.Start.Byte, e.End.Byte
	}
	slices.SortFunc(all, func(a, b struct{ start, reach int }) int { return cmp.Compare(a.start, b.start) })
	for i := 1; i < len(all); i++ {
		all[i].reach = max(all[i].reach, all[i-1].reach)
	}
	return all
}

// in reports whether one is within a place, at its end, or around it.
func (f faults) in(whole hcl.Range) bool {
	first := sort.Search(len(f), func(i int) bool { return f[i].start >= whole.Start.Byte })
	return first < len(f) && f[first].start <= whole.End.Byte || first > 0 && !whole.Empty() && f[first-1].reach >= whole.Start.Byte
}

// placeholder reports whether a node stands for an expression that could not be parsed.
func placeholder(n hclsyntax.Node) bool {
	switch n := n.(type) {
	case *hclsyntax.LiteralValueExpr:
		return !n.Val.IsKnown()
	case *hclsyntax.ExprSyntaxError:
		return true
	}
	return false
}

func unreadable(name string, err error) *hcl.Diagnostic {
	var special *disk.NotRegularError
	switch {
	case errors.As(err, new(*disk.TooLargeError)):
		return tooLarge(name)
	case errors.As(err, &special):
		return diag.Nowhere("Cannot read file", "%s is %s, and only regular files can be read. Put a file in its place, or remove it.", name, special.What())
	case errors.As(err, new(*disk.OutsideError)):
		return diag.Nowhere("Cannot read file", "%s, and such links are not followed. Replace it by a copy of the file.", err)
	}
	return diag.Nowhere("Cannot read file", "Reading %s failed: %s. Check the path and its permissions.", name, Reason(err))
}

// Reason is why a file cannot be read, without its path.
func Reason(err error) error {
	var reason *fs.PathError
	if errors.As(err, &reason) {
		return reason.Err
	}
	return err
}
