package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang"
)

// formatsAt are the arguments of functions that are summaries, formats and what is
// written between names, by the function's name.
var formatsAt = map[string][]int{
	"diag.Error": {1, 2}, "diag.Warning": {1, 2}, "diag.Nowhere": {0, 1}, "diag.Reword": {1},
	"fail": {1, 2}, "warn": {1, 2}, "refuse": {1, 2},
	"message.New": {0}, "message.Join": {1}, "report": {0}, "reportAt": {1}, "proposal": {0},
	// What HCL makes sentences of.
	"function.NewArgErrorf": {1}, "errors.New": {0}, "fmt.Errorf": {0},
	"problem": {1}, "problemAt": {1}, "keyProblem": {1}, "failed": {0},
}

// said are the formats of what diagnostics say, with where they stand.
func said(t *testing.T) map[string]token.Position {
	t.Helper()
	found, set := map[string]token.Position{}, token.NewFileSet()
	root := filepath.Join("..", "..", "..")
	for _, dir := range []string{"lang", "lang/internal/*", "internal/nearest", "internal/disk", "internal/kubeschema"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
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
				for _, e := range formatsIn(n, strings.Contains(name, "/lang/")) {
					if format := textOf(e); format != "" {
						found[format] = set.Position(e.Pos())
					}
				}
				return true
			})
		}
	}
	return found
}

func formatsIn(n ast.Node, ofLang bool) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Between" || key.Name == "Last" || key.Name == "Problem" || key.Name == "English") {
			return []ast.Expr{n.Value}
		}
	case *ast.CallExpr:
		var all []ast.Expr
		for _, i := range formatsAt[called(n)] {
			if i < len(n.Args) && (ofLang || !strings.HasPrefix(called(n), "errors.") && !strings.HasPrefix(called(n), "fmt.")) {
				all = append(all, n.Args[i])
			}
		}
		return all
	}
	return nil
}

// called is the name of a function, with its package's where that is what it is of.
func called(n *ast.CallExpr) string {
	switch f := n.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if of, ok := f.X.(*ast.Ident); ok && slices.Contains([]string{"diag", "message", "function", "errors", "fmt"}, of.Name) {
			return of.Name + "." + f.Sel.Name
		}
		return f.Sel.Name
	}
	return ""
}

// What diagnostics are made of has its Chinese, of the same arguments.
func TestEveryDiagnosticHasItsChinese(t *testing.T) {
	chinese, formats := newMessages().chinese, said(t)
	if len(formats) < 350 {
		t.Fatalf("only %d formats are found", len(formats))
	}
	for _, format := range slices.Sorted(maps.Keys(formats)) {
		text, known := chinese[strings.Replace(format, "%w", "%s", 1)]
		switch at := formats[format]; {
		case !known:
			t.Errorf("%s: %q has no Chinese: add it to a diagnostics_*.go of internal/ui/words", at, format)
		case !maps.Equal(verbsOf(format), verbsOf(text)):
			t.Errorf("%s: %q has other arguments than %q", at, text, format)
		}
	}
	for _, own := range []map[string]string{
		diagnosticsOfSyntax(), diagnosticsOfValues(), diagnosticsOfVariables(), diagnosticsOfModules(), diagnosticsOfContainers(), diagnosticsOfPods(),
		diagnosticsOfWorkloads(), diagnosticsOfServices(), diagnosticsOfKinds(), diagnosticsOfBeside(), diagnosticsOfRoutes(), diagnosticsOfRollouts(), diagnosticsOfObjects(), diagnosticsOfRaw(), diagnosticsOfSchema(),
	} {
		for format := range own {
			if _, used := formats[format]; !used {
				t.Errorf("%q is said nowhere", format)
			}
		}
	}
	for format, text := range libraryMessages() {
		if !maps.Equal(verbsOf(format), verbsOf(text)) {
			t.Errorf("%q has other arguments than %q", text, format)
		}
	}
}

// verbsOf are a format's verbs by the number of their argument. %s and %v are the
// same of texts.
func verbsOf(format string) map[int]string {
	verbs, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			_, _ = fmt.Sscanf(m[1], "[%d]", &next)
		}
		verbs[next] = strings.NewReplacer("v", "s", "T", "s", "w", "s").Replace(m[2])
		next++
	}
	return verbs
}

// proseEN are words that are no names, values or code.
var (
	proseEN = regexp.MustCompile(`\b[A-Za-z][a-z']*,?( [a-z][a-z']*,?){2,}\b`)
	quoted  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|\{[^}]*\}|\([^)]*\)`)
)

// Of the diagnostics of stacks in which nearly everything is wrong that can be, none
// is in English, but for what the stacks themselves say.
func TestBrokenStacksInChinese(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "lang", "testdata", "*", "*.*"))
	if err != nil || len(files) < 60 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	w, seen := In(Chinese), map[string]bool{}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			for _, d := range compiledStack(t, file) {
				summary, detail := w.Diagnostic(d)
				seen[d.Summary] = true
				if ofStack(d) {
					detail = "它自己的话"
				}
				for _, text := range []string{summary, detail} {
					found := proseEN.FindString(quoted.ReplaceAllString(text, ""))
					if found != "" || !strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
						t.Errorf("%q is in English: %s\nof %s: %s\n%#v", found, text, d.Summary, d.Detail, d.Extra)
					}
				}
			}
		})
	}
	if len(seen) < 80 {
		t.Errorf("only %d summaries were seen", len(seen))
	}
}

// ofStack reports whether a diagnostic quotes what the stack itself has written.
func ofStack(d *hcl.Diagnostic) bool {
	return d.Summary == "Precondition failed" || d.Summary == "Check failed" || strings.Contains(d.Detail, "This is the rule at") || strings.Contains(d.Detail, "without a default. Add")
}

func compiledStack(t *testing.T, file string) hcl.Diagnostics {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := &txtar.Archive{Files: []txtar.File{{Name: "stack" + strings.TrimPrefix(filepath.Base(file), strings.SplitN(filepath.Base(file), ".", 2)[0]), Data: src}}}
	if filepath.Ext(file) == ".txtar" {
		archive = txtar.Parse(src)
	}
	t.Chdir(t.TempDir())
	for _, f := range archive.Files {
		if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var o lang.Options
	for _, m := range regexp.MustCompile(`# var: (\w+)=([^#\n]*)`).FindAllStringSubmatch(string(src), -1) {
		o.Variables = append(o.Variables, lang.VariableArgument{Name: m[1], Value: strings.TrimSpace(m[2])})
	}
	return lang.Compile(t.Context(), ".", o).Diagnostics
}

// Phrases are spaced as the sentence around them wants it.
func TestFitted(t *testing.T) {
	for text, want := range map[string]string{
		"须为" + part("true 或 false") + "。":                  "须为 true 或 false。",
		part("command 的元素个数") + " 须" + part("不小于 1") + "。": "command 的元素个数须不小于 1。",
		part("变量 A") + " 引用了变量 B":                          "变量 A 引用了变量 B",
		"%" + part("在 spec 中") + "没有":                      "%在 spec 中没有",
		"移到" + part("块 a > b") + "中":                       "移到块 a > b 中",
		"须为" + part("列表") + part("") + part("。"):           "须为列表。",
		"须" + part("不能为空") + "；" + part("此处为空"):            "不能为空；此处为空",
	} {
		if got := fitted(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestDiagnosticInChinese(t *testing.T) {
	w := In(Chinese)
	text := func(format string, args ...any) *hcl.Diagnostic {
		m := message.New(format, args...)
		return &hcl.Diagnostic{Summary: "Invalid value", Detail: m.String(), Extra: m}
	}
	for want, d := range map[string]*hcl.Diagnostic{
		"值无效: 其他":                    {Summary: "Invalid value", Detail: "其他"},
		"Stray: Of another library.": {Summary: "Stray", Detail: "Of another library."},
		`名称重复: local.a 已在 a.wl.hcl:1 声明。请将其中一个改名或移除。`:                {Summary: "Duplicate name", Detail: "local.a is already declared at a.wl.hcl:1. Rename or remove one of the two.", Extra: message.New("local.%s is already declared at %s. Rename or remove one of the two.", "a", "a.wl.hcl:1")},
		"值无效: 没有 var.a。是否想写 \"b\"？请用 variable \"a\" {} 声明，或改正名称。":    text("There is no %s.%s Declare it with %s, or correct the name.", "var.a", message.New(" Did you mean %q?", "b"), `variable "a" {}`),
		"值无效: a 依赖 b 依赖 a。请消除循环：把其中一个设为不含引用的值。":                      text("%s. Remove the cycle: set one of them to a value without a reference.", message.Join([]string{"a", "b", "a"}, " needs ")),
		"值无效: A later version's format.":                             text("A later version's %s.", "format"),
		`函数参数无效: 参数 "v" 的值无效：映射没有键 "a"；请用第三个参数给出默认值。`:                {Summary: "Invalid function argument", Detail: `Invalid value for "v" parameter: the map has no key "a"; give a default as the third argument.`},
		`函数调用出错: 调用函数 "file" 失败：无法读取 a b.txt：它是目录，而只能读取普通文件。`:        {Summary: "Error in function call", Detail: `Call to function "file" failed: cannot read a b.txt: it is a directory, and only regular files can be read.`},
		`YAML 无效: 键 "a" 出现两次。请移除其中一个。由 s.wl.hcl:3 处的 yamldecode 读取。`: {Summary: "Invalid YAML", Detail: `The key "a" is there twice. Remove one of them. yamldecode reads it at s.wl.hcl:3.`, Extra: message.New("%s %s reads it at %s.", message.New("%s", message.Library(`The key "a" is there twice. Remove one of them`)).Sentence(), "yamldecode", "s.wl.hcl:3")},
		`object 有多余的标签: object 块没有标签。`:                               {Summary: "Extraneous label for object", Detail: "No labels are expected for object blocks."},
	} {
		summary, detail := w.Diagnostic(d)
		if got := summary + ": " + detail; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if summary, detail := In(English).Diagnostic(d); summary != d.Summary || detail != d.Detail {
			t.Errorf("in English, %s: %s", summary, detail)
		}
	}
}

// What a library says is whatever it is: it must be said, and quickly.
func FuzzLibrary(f *testing.F) {
	m := newMessages()
	for format := range libraryMessages() {
		f.Add(format)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := m.library(text); got == "" && text != "" || strings.Contains(got, "%!") && !strings.Contains(text, "%!") {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
