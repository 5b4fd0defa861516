package architecture

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
)

// Kinds are known in internal/kind, by group and kind. Elsewhere nothing compares
// with the bare name of one, which kinds of other groups bear as well, and nothing
// names one by a literal of its own.
func TestKindsAreNamedInOnePlace(t *testing.T) {
	exempt := []string{"internal/kind/", "cmd/wl-devcluster/", "internal/uitest/"}
	seen := 0
	eachFile(t, func(path string, source []byte) {
		if slices.ContainsFunc(exempt, func(e string) bool { return strings.HasPrefix(path, e) }) {
			return
		}
		seen++
		for _, found := range bareKinds(t, path, source) {
			t.Error(found)
		}
	})
	if seen < 300 {
		t.Errorf("only %d files were looked at", seen)
	}
}

func TestBareKindsAreFound(t *testing.T) {
	source := []byte(`package p
func f(r object.Ref, kind any) bool {
	switch r.Kind {
	case "Pod", "Widget":
	}
	_ = object.Ref{Kind: "Secret", Name: "a"}
	_ = kind.GroupKind{"apps", "Deployment"}
	_ = []kind.GroupKind{{Kind: "Event"}, {Kind: "Widget"}}
	_ = map[string]any{"kind": "Secret"}
	_ = r.Group == "" || r.Group != "apps"
	return r.Kind == "Job" || "StatefulSet" != kind || r.Kind == "Widget" || r.Kind == "ClusterIP"
}`)
	want := []string{
		`p.go:4: compares with the name "Pod"`,
		`p.go:6: names "Secret" by a literal`,
		`p.go:7: names "Deployment" by a literal`,
		`p.go:8: names "Event" by a literal`,
		`p.go:10: compares with the name of a group`,
		`p.go:11: compares with the name "Job"`,
		`p.go:11: compares with the name "StatefulSet"`,
	}
	if got := bareKinds(t, "p.go", source); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// bareKinds finds the places of a file where a kind that is known is compared with,
// or named, by its bare name.
func bareKinds(t *testing.T, path string, source []byte) []string {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	report := func(e ast.Expr, complaint string) {
		if name, known := knownName(e); known {
			found = append(found, fmt.Sprintf("%s:%d: "+complaint, path, set.Position(e.Pos()).Line, name))
		}
	}
	compared := func(list ...ast.Expr) {
		for _, e := range list {
			report(e, "compares with the name %q")
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				compared(n.X, n.Y)
				if group := n.Y; isGroup(n.X) && isText(group) {
					found = append(found, fmt.Sprintf("%s:%d: compares with the name of a group", path, set.Position(n.Pos()).Line))
				}
			}
		case *ast.CaseClause:
			compared(n.List...)
		case *ast.CompositeLit:
			if namesKinds(n.Type) {
				for _, e := range valuesOf(n) {
					report(e, "names %q by a literal")
				}
			}
		}
		return true
	})
	return found
}

// isGroup reports whether an expression is an API group.
func isGroup(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Group"
}

// isText reports whether an expression is a text that is not empty.
func isText(e ast.Expr) bool {
	literal, ok := e.(*ast.BasicLit)
	return ok && len(literal.Value) > len(`""`)
}

// knownName is the name of a known kind, where an expression is one.
func knownName(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	name, err := strconv.Unquote(literal.Value)
	_, known := kind.Named(name)
	return name, err == nil && known
}

// namesKinds reports whether a type is one by which kinds, or objects, are named,
// or a list or map of such.
func namesKinds(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return namesKinds(e.Sel)
	case *ast.Ident:
		return e.Name == "GroupKind" || e.Name == "Ref" || e.Name == "Resource"
	case *ast.ArrayType:
		return namesKinds(e.Elt)
	case *ast.MapType:
		return namesKinds(e.Key) || namesKinds(e.Value)
	}
	return false
}

// valuesOf are the values in a composite literal, and in those within it that
// leave their type out; of a Ref, only its kind.
func valuesOf(c *ast.CompositeLit) []ast.Expr {
	var values []ast.Expr
	for _, e := range c.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if key, named := pair.Key.(*ast.Ident); named && key.Name != "Kind" {
				continue
			}
			if inner, ok := pair.Key.(*ast.CompositeLit); ok {
				values = append(values, valuesOf(inner)...)
			}
			e = pair.Value
		}
		if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
			values = append(values, valuesOf(inner)...)
			continue
		}
		values = append(values, e)
	}
	return values
}

// eachFile visits the files of the repository that are neither tests nor
// generated.
func eachFile(t *testing.T, visit func(path string, source []byte)) {
	t.Helper()
	root := os.DirFS(filepath.Join("..", ".."))
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != "."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(root, path)
		if err == nil && !bytes.Contains(source[:min(len(source), 200)], []byte("Code generated")) {
			visit(path, source)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
