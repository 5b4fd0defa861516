package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"testing"
)

// What is cut small is to be cut apart, too: nobody should need more than a few
// files of one package, and of one type, in the head to make a change.
const (
	mostMethods = 20  // of one receiver
	mostFiles   = 15  // of one package, tests aside
	mostLines   = 300 // of one file
	mostOfOne   = 35  // lines of one function
)

// cutApart are the packages that keep this, with whatever is below them.
var cutApart = []string{"apply", "cmd/wl", "lang", "plan", "state", "internal/crash", "internal/engine", "internal/faults", "internal/kube", "internal/pool", "internal/retry", "internal/run", "internal/ui", "internal/waves"}

// siblings are packages of which each file has the shape of the others, in as many
// files as there have to be, and with a function for each that is in one piece.
var siblings = map[string]string{
	"apply/rollout":     "a file for each kind",
	"internal/ui/words": "a file for each set of sentences",
	"lang/schema/table": "a file for each section of the table of fields",
}

// sets are packages with many files of one shape among others; all else of them is
// held to the limits.
var sets = map[string]string{
	"cmd/wl":                "a file for each verb",
	"lang/internal/check":   "a file for each thing that is checked",
	"lang/internal/eval":    "a file for each set of functions",
	"lang/internal/objects": "a file for each section that is no plain rename",
}

func TestSizes(t *testing.T) {
	lookAtSources(t)
	files, methods := map[string]int{}, map[string]int{}
	eachFile(t, func(name string, source []byte) {
		if !within(name, cutApart) {
			return
		}
		dir := path.Dir(name)
		if _, allowed := siblings[dir]; allowed {
			return
		}
		files[dir]++
		measure(t, name, source, func(receiver string) { methods[dir+"."+receiver]++ })
	})
	for _, dir := range slices.Sorted(maps.Keys(files)) {
		if files[dir] > mostFiles && sets[dir] == "" {
			t.Errorf("%s has %d files, more than %d", dir, files[dir], mostFiles)
		}
	}
	for _, receiver := range slices.Sorted(maps.Keys(methods)) {
		if methods[receiver] > mostMethods {
			t.Errorf("%s has %d methods, more than %d", receiver, methods[receiver], mostMethods)
		}
	}
	if len(files) < len(cutApart) {
		t.Errorf("only %d packages were found", len(files))
	}
}

// measure finds what is too long in a file, and calls has with the receiver of each
// method.
func measure(t *testing.T, name string, source []byte, has func(receiver string)) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if n := set.Position(file.FileEnd).Line; n > mostLines {
		t.Errorf("%s has %d lines, more than %d", name, n, mostLines)
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := set.Position(f.End()).Line - set.Position(f.Type.Pos()).Line + 1; n > mostOfOne && !isCommand(f) {
			t.Errorf("%s: %s has %d lines, more than %d", name, f.Name, n, mostOfOne)
		}
		if f.Recv != nil {
			has(receiver(f.Recv.List[0].Type))
		}
	}
}

// isCommand reports whether a function is the declaration of a command: one literal, most
// of which is its help.
func isCommand(f *ast.FuncDecl) bool {
	if f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	pointer, ok := f.Type.Results.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	of, ok := pointer.X.(*ast.SelectorExpr)
	return ok && of.Sel.Name == "Command"
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return "?"
}
