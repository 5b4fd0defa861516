package architecture

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A place in an object is an object.Path everywhere. Structured-merge-diff has a
// notation of its own, in which internal/kubeschema alone speaks to it; nothing
// stores a place as text, and nothing takes its text apart.
func TestPlacesHaveOneNotation(t *testing.T) {
	exempt := []string{
		"internal/object/", "internal/kubeschema/", "cmd/", "internal/bench/", "internal/schemagen/", "internal/controlplane/", "internal/disk/",
		"internal/kube/patch.go", // a JSON Patch, as the server has it
		"lang/explain/",          // of places in the language
		"apply/rollout/warnings.go",
	}
	eachFile(t, func(path string, source []byte) {
		if strings.HasSuffix(path, "_test.go") || slices.ContainsFunc(exempt, func(e string) bool { return strings.HasPrefix(path, e) }) {
			return
		}
		for _, found := range otherNotations(t, path, source) {
			t.Error(found)
		}
	})
}

func TestOtherNotationsAreFound(t *testing.T) {
	source := []byte(`package p
type change struct {
	Path  string ` + "`json:\"path,omitempty\"`" + `
	Place object.Path ` + "`json:\"path\"`" + `
}
func f(p fieldpath.Path, set *fieldpath.Set, c change) bool {
	_ = fieldpath.MakePathOrDie("spec")
	_ = strings.TrimPrefix(c.Path, "spec.")
	_ = strings.LastIndex(c.Path, "/")
	_ = strings.TrimPrefix(c.Path(), "spec.")
	return strings.HasPrefix(c.Field.Path.String(), "spec") || c.Path.HasPrefix(q)
}`)
	want := []string{
		"p.go:3: a place is stored as text",
		"p.go:6: fieldpath.Path is known in internal/kubeschema alone",
		"p.go:7: fieldpath.MakePathOrDie is known in internal/kubeschema alone",
		"p.go:8: takes the text of a place apart",
		"p.go:11: takes the text of a place apart",
	}
	if got := otherNotations(t, "p.go", source); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// otherNotations finds where a file has another notation of places.
func otherNotations(t *testing.T, path string, source []byte) []string {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	report := func(n ast.Node, complaint string) {
		found = append(found, fmt.Sprintf("%s:%d: %s", path, set.Position(n.Pos()).Line, complaint))
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if name := n.Sel.Name; isNamed(n.X, "fieldpath") && strings.Contains(name, "Path") && name != "PathElementSet" {
				report(n, "fieldpath."+name+" is known in internal/kubeschema alone")
			}
		case *ast.Field:
			if isNamed(n.Type, "string") && n.Tag != nil && jsonName(n.Tag.Value) == "path" {
				report(n, "a place is stored as text")
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && isNamed(f.X, "strings") && takesApart(f.Sel.Name) && isPathText(n.Args[0]) {
				report(n, "takes the text of a place apart")
			}
		}
		return true
	})
	return found
}

func isNamed(e ast.Expr, name string) bool {
	i, ok := e.(*ast.Ident)
	return ok && i.Name == name
}

func jsonName(tag string) string {
	text, _ := strconv.Unquote(tag)
	name, _, _ := strings.Cut(reflect.StructTag(text).Get("json"), ",")
	return name
}

// takesApart reports whether a function of package strings takes a text apart, or
// looks at its beginning.
func takesApart(name string) bool {
	return slices.Contains([]string{"HasPrefix", "TrimPrefix", "CutPrefix", "Split", "SplitN", "SplitSeq", "Cut", "FieldsFunc"}, name)
}

// isPathText reports whether an expression is a field Path, or the text of one.
func isPathText(e ast.Expr) bool {
	if call, ok := e.(*ast.CallExpr); ok {
		f, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || f.Sel.Name != "String" {
			return false
		}
		e = f.X
	}
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Path"
}
