package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// What a text says to write is HCL as it stands, an ellipsis being nothing within braces and any
// value elsewhere; and its blocks and arguments are the language's.
func TestSnippetsAreHCL(t *testing.T) {
	tried, found := 0, texts(t)
	for text, at := range found {
		for _, snippet := range snippets(action.ReplaceAllString(text, "…")) {
			tried++
			if mention.MatchString(snippet) {
				continue
			}
			if problem := refused(snippet); problem != "" {
				t.Errorf("%s: %s: %s", at, snippet, problem)
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d snippets were tried", tried)
	}
}

// What the test refuses.
func TestSnippetsThatAreRefused(t *testing.T) {
	for _, text := range []string{
		`Add service "…" { port { port = 80 } }.`,
		`Add rule { resources = ["…"], verbs = ["…"] }.`,
		`Write storage { mount "/data" { volume = "web" } }.`,
		`Write lifecycle { wait_for = false }.`,
		`Add service "…" { headless = true … }.`,
	} {
		if found := snippets(text); len(found) != 1 || refused(found[0]) == "" {
			t.Errorf("%s: %q is not refused", text, found)
		}
	}
	for _, text := range []string{`Add storage { … }.`, `Add pod { os = "linux" } to advanced.`, `write metadata = { name = … }.`, `rollout { on_failure = %q }`} {
		for _, snippet := range snippets(text) {
			if problem := refused(snippet); problem != "" {
				t.Errorf("%s: %s", snippet, problem)
			}
		}
	}
}

// texts are the strings of the program in which something may be said, with where they stand.
func texts(t *testing.T) map[string]token.Position {
	t.Helper()
	found, set := map[string]token.Position{}, token.NewFileSet()
	for _, dir := range []string{"lang", "lang/internal/*", "internal/ui/*", "internal/engine", "internal/waves", "plan/*", "cmd/wl"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "..", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "internal/reference/") {
				continue
			}
			file, err := parser.ParseFile(set, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					if text, err := strconv.Unquote(literal.Value); err == nil {
						found[text] = set.Position(literal.Pos())
					}
				}
				return true
			})
		}
	}
	return found
}

var blockBegins = regexp.MustCompile(`(?:^|[^.%{\w"] ?)\b([a-z][a-z_]+(?: "[^"]*")? \{)[^{]`)

// snippets are the blocks that a text shows, from their names to the braces that end them.
func snippets(text string) (all []string) {
	for {
		begin := blockBegins.FindStringSubmatchIndex(text)
		if begin == nil {
			return all
		}
		text = text[begin[2]:]
		depth, end := 0, -1
	scan:
		for i, r := range text {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if r == '}' && depth == 0 {
				end = i + 1
				break scan
			}
		}
		if end < 0 {
			return all
		}
		all, text = append(all, text[:end]), text[end:]
	}
}

var (
	action     = regexp.MustCompile(`\{\{[^}]*\}\}`) // of a template
	openBraces = regexp.MustCompile(`\{ ?… ?\}`)
	openList   = regexp.MustCompile(`([\[(])…+([\])])`)
	openValue  = regexp.MustCompile(`= (?:…|%[a-z])`)
	mention    = regexp.MustCompile(`^[a-z_]+ \{ [a-z_]+ \}$`) // rollout { on_failure }
)

// refused is why a snippet cannot be written, empty where it can.
func refused(snippet string) string {
	text := openList.ReplaceAllString(openBraces.ReplaceAllString(snippet, "{}"), "$1$2")
	text = openValue.ReplaceAllString(text, `= "…"`)
	if strings.HasPrefix(text, "are ") { // what follows is JSON
		return ""
	}
	file, diags := hclsyntax.ParseConfig([]byte(text+"\n"), "snippet", hcl.InitialPos)
	if diags.HasErrors() {
		return diags.Error()
	}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if problem := lacking(block); problem != "" {
			return problem
		}
	}
	return ""
}

// lacking is what of a block the language does not have in any block of its name.
func lacking(block *hclsyntax.Block) string {
	var rows []*schema.Block
	for row := range table.Root().All() {
		if row.Name == block.Type {
			rows = append(rows, row)
		}
	}
	switch {
	case block.Type == "write": // what follows is a value
		return ""
	case len(rows) == 0:
		return "there is no block " + block.Type
	}
	for name := range block.Body.Attributes {
		if !slices.ContainsFunc(rows, func(row *schema.Block) bool {
			_, argument := row.Attribute(name)
			inner, object := row.Block(name)
			return argument || object && inner.Form == schema.Object
		}) {
			return "there is no argument " + name + " of " + block.Type
		}
	}
	return ""
}
