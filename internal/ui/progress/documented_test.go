package progress

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

// Every action that an event can have is documented: all that a plan has, but that of an object
// to which nothing is done.
func TestDocumentedActions(t *testing.T) {
	docs, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "apply-events.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, row, _ := strings.Cut(string(docs), "\n| `action` |")
	row, _, _ = strings.Cut(row, "\n")
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "..", "plan", "change.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	actions := 0
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, is := v.Type.(*ast.Ident); !is || of.Name != "Action" {
			return true
		}
		action := strings.Trim(v.Values[0].(*ast.BasicLit).Value, `"`)
		if actions++; action != string(plan.Blocked) && !strings.Contains(row, "`"+action+"`") {
			t.Errorf("docs/apply-events.md does not tell of the action %s: %s", action, row)
		}
		return true
	})
	if actions < 9 {
		t.Errorf("%d actions", actions)
	}
}
