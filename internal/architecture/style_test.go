package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root      = "../.."
	stylePage = "docs/style.md"
)

// exceptions are texts that must have a phrase which others must not have.
var exceptions = []struct{ file, text, reasoning string }{
	{stylePage, "", "the page itself names the phrases"},
	{"internal/architecture/style_test.go", "", "so does its test"},
}

// What docs/style.md forbids is in no string, no comment and no page.
func TestStyle(t *testing.T) {
	phrases := forbidden(t)
	if len(phrases) < 20 {
		t.Fatalf("only %d phrases are read from the table of %s", len(phrases), stylePage)
	}
	for text, wants := range map[string]bool{"This plan is Not Whole.": true, "it mends nothing": false, "the mending": false, "to mend it": true} {
		if got := match(phrases, text) != ""; got != wants {
			t.Fatalf("%q is found: %t", text, got)
		}
	}
	checked := 0
	walk(t, func(file string) {
		for _, text := range texts(t, file) {
			checked++
			if phrase := match(phrases, text.text); phrase != "" && !excepted(file, text.text) {
				t.Errorf("%s:%d: %q has %q, which %s replaces", file, text.line, strings.TrimSpace(text.text), phrase, stylePage)
			}
		}
	})
	if checked < 5000 {
		t.Errorf("only %d texts were checked", checked)
	}
}

func excepted(file, text string) bool {
	for _, e := range exceptions {
		if e.file == file && strings.Contains(text, e.text) {
			return true
		}
	}
	return false
}

// forbidden reads the left column of the page's table: phrases in backticks.
func forbidden(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, stylePage))
	if err != nil {
		t.Fatal(err)
	}
	phrases := map[string]*regexp.Regexp{}
	for row := range strings.Lines(string(page)) {
		cells := strings.Split(row, "|")
		if len(cells) != 4 {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
			words := strings.Join(strings.Fields(regexp.QuoteMeta(m[1])), `\s+`)
			phrases[m[1]] = regexp.MustCompile(`(?i)\b` + words + `\b`)
		}
	}
	return phrases
}

// match returns the first phrase that a text has.
func match(phrases map[string]*regexp.Regexp, text string) string {
	var found []string
	for phrase, pattern := range phrases {
		if pattern.MatchString(text) {
			found = append(found, phrase)
		}
	}
	slices.Sort(found)
	return strings.Join(found[:min(len(found), 1)], "")
}

// walk calls visit for the sources, those of the tests as well, and the pages about them.
func walk(t *testing.T, visit func(file string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		file, _ := filepath.Rel(root, path)
		switch {
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root):
			return fs.SkipDir
		case strings.HasSuffix(file, ".go"), strings.HasSuffix(file, ".md") && !strings.HasPrefix(file, "docs/zh"):
			visit(file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

type styled struct {
	text string
	line int
}

// texts are the strings and the comments of a Go file, or the paragraphs and rows of a page.
func texts(t *testing.T, file string) []styled {
	t.Helper()
	if strings.HasSuffix(file, ".md") {
		return paragraphs(t, file)
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, filepath.Join(root, file), nil, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var all []styled
	for _, comment := range parsed.Comments {
		all = append(all, styled{comment.Text(), set.Position(comment.Pos()).Line})
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatalf("%s: %s: %v", file, literal.Value, err)
			}
			all = append(all, styled{text, set.Position(literal.Pos()).Line})
		}
		return true
	})
	return all
}

// paragraphs joins a page's lines, so that a phrase is found across a line's end.
func paragraphs(t *testing.T, file string) []styled {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	var all []styled
	start := true
	for i, line := range strings.Split(string(page), "\n") {
		switch line = strings.TrimSpace(line); {
		case line == "":
			start = true
		case start, strings.HasPrefix(line, "|"), strings.HasPrefix(line, "* "):
			all = append(all, styled{line, i + 1})
			start = false
		default:
			all[len(all)-1].text += " " + line
		}
	}
	return all
}

// What is wrong with a command line is a fact like everything else: no verb makes a
// sentence of its own.
func TestCommandsMakeNoSentences(t *testing.T) {
	files, err := filepath.Glob("../../cmd/wl/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, maker := range []string{"fmt.Errorf(", "return errors.New(", "cobra.NoArgs", "cobra.MaximumNArgs", "cobra.ExactArgs", "MarkFlags"} {
			if strings.Contains(string(source), maker) {
				t.Errorf("%s has %s: use internal/usage, whose facts are said in each language", file, maker)
			}
		}
	}
}
