package words

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/plan"
)

var update = flag.Bool("update", false, "write docs/codes.md anew")

// declared is what the source declares and uses: the codes, with their groups'
// comments, and the names of arguments that facts are given.
type declared struct {
	codes     map[fact.Code]bool
	arguments map[string]bool
	phrases   []string // that are said: the first form of SayN
}

func sourceOf(t *testing.T) declared {
	t.Helper()
	d := declared{codes: map[fact.Code]bool{}, arguments: map[string]bool{}}
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && path != root || entry.Name() == "wl-devcluster" || entry.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool { d.note(n); return true })
		return nil
	})
	if err != nil || len(d.codes) < 100 {
		t.Fatalf("%d codes, %v", len(d.codes), err)
	}
	return d
}

func (d *declared) note(n ast.Node) {
	switch n := n.(type) {
	case *ast.ValueSpec:
		if isCode(n.Type) {
			for _, v := range n.Values {
				d.codes[fact.Code(textOf(v))] = true
			}
		}
	case *ast.KeyValueExpr: // in fact.Args, or in something else: then it is no argument of a template
		d.arguments[textOf(n.Key)] = true
	case *ast.IndexExpr: // args["said"] = …
		d.arguments[textOf(n.Index)] = true
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		switch {
		case !ok:
		case f.Sel.Name == "WithArg":
			d.arguments[textOf(n.Args[0])] = true
		case f.Sel.Name == "Say" && textOf(n.Args[0]) != "":
			d.phrases = append(d.phrases, textOf(n.Args[0]))
		case f.Sel.Name == "SayN":
			d.phrases = append(d.phrases, textOf(n.Args[1]))
		}
	}
}

func isCode(e ast.Expr) bool {
	if x, ok := e.(*ast.Ident); ok {
		return x.Name == "Code" // in package fact itself
	}
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Code" {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "fact"
}

func textOf(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(lit.Value)
	return text
}

// Every code has a sentence in either language, and every sentence a code.
func TestEveryCodeHasItsSentence(t *testing.T) {
	source, rows := sourceOf(t), map[fact.Code]bool{}
	for _, r := range catalogue() {
		if rows[r.code] {
			t.Errorf("%s has two rows", r.code)
		}
		rows[r.code] = true
		if !source.codes[r.code] {
			t.Errorf("%s is the code of nothing", r.code)
		}
		if r.en.text == "" || r.zh.text == "" || (r.en.detail == "") != (r.zh.detail == "") {
			t.Errorf("%s lacks a sentence in a language", r.code)
		}
		if text := r.zh.text + r.zh.detail; r.zh != r.en && !strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
			t.Errorf("%s is not Chinese: %s", r.code, text)
		}
	}
	for code := range source.codes {
		if !rows[code] {
			t.Errorf("%s has no sentence: add a row to a catalogue in internal/ui/words", code)
		}
	}
}

// The sentences use the same arguments in either language, and only such as facts
// are given.
func TestSentencesUseWhatFactsHave(t *testing.T) {
	source := sourceOf(t)
	for _, r := range catalogue() {
		en, zh := argumentsOf(t, r.en), argumentsOf(t, r.zh)
		if diff := cmp.Diff(en, zh); diff != "" {
			t.Errorf("%s (-English +Chinese):\n%s", r.code, diff)
		}
		for _, name := range en {
			if !source.arguments[name] {
				t.Errorf("%s uses %s, which no fact is given", r.code, name)
			}
		}
	}
}

// Every text that renderers write themselves has its Chinese, with as many
// arguments.
func TestEveryPhraseHasItsChinese(t *testing.T) {
	chinese, used := phrases(), map[string]bool{}
	for _, said := range sourceOf(t).phrases {
		used[said] = true
		if text, known := chinese[said]; !known {
			t.Errorf("%q has no Chinese: add it to phrases in internal/ui/words", said)
		} else if strings.Count(said, "%") != strings.Count(text, "%") {
			t.Errorf("%q has other arguments than %q", text, said)
		}
	}
	seen := map[string]bool{}
	for _, list := range phraseLists() {
		for said := range list {
			if seen[said] {
				t.Errorf("%q is in two lists", said)
			}
			seen[said] = true
		}
	}
	for said := range chinese {
		if !used[said] {
			t.Errorf("%q is said nowhere", said)
		}
	}
}

// argumentsOf lists the arguments that a sentence uses, sorted.
func argumentsOf(t *testing.T, s sentence) []string {
	t.Helper()
	names := map[string]bool{}
	for _, text := range []string{s.text, s.detail} {
		parsed, err := template.New("").Funcs(In(English).functions()).Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		fieldsIn(parsed.Root, names)
	}
	return slices.Sorted(maps.Keys(names))
}

// A fact does not have what is empty: a sentence of texts is one, also where all are.
func TestEmptyTextsAreSaid(t *testing.T) {
	for _, w := range []*Words{In(English), In(Chinese)} {
		for _, r := range catalogue() {
			s := w.rows[r.code]
			for _, text := range []string{s.text, s.detail} {
				parsed, err := parseSentence(text, w.functions())
				if err != nil {
					t.Fatal(err)
				}
				if names := argumentsOf(t, sentence{text: text}); len(names) == 0 || !cmp.Equal(names, parsed.texts) {
					continue // it has numbers or lists, too
				}
				got := w.fill(text, fact.New(r.code, nil))
				if strings.Contains(got, "map[") || strings.Contains(got, "<no value>") || got == string(r.code) {
					t.Errorf("%s: %s", r.code, got)
				}
			}
		}
	}
	for want, f := range map[string]fact.Fact{
		`"" is not a flag: a flag is written --name or --name=value`: fact.New(usage.FlagMalformed, fact.Args{"flag": ""}),
		`--format "": the value must be one of a, b`:                 fact.New(usage.FlagValue, fact.Args{"flag": "--format", "value": "", "expected": fact.New(usage.ExpectChoice, fact.Args{"choices": []string{"a", "b"}})}),
		`the value must be one of `:                                  fact.New(usage.ExpectChoice, nil),
	} {
		if got := In(English).Text(f); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func fieldsIn(n parse.Node, names map[string]bool) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, inner := range n.Nodes {
				fieldsIn(inner, names)
			}
		}
	case *parse.ActionNode:
		fieldsIn(n.Pipe, names)
	case *parse.IfNode:
		fieldsIn(n.Pipe, names)
		fieldsIn(n.List, names)
		fieldsIn(n.ElseList, names)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, arg := range c.Args {
				fieldsIn(arg, names)
			}
		}
	case *parse.FieldNode:
		names[n.Ident[0]] = true
	}
}

// docs/codes.md lists the codes with their arguments and what they say.
func TestDocumentedCodes(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("# What wl has found out\n\nA fact is a code with arguments by name: in the plan's JSON form ([plan-json.md](plan-json.md)), and wherever wl prints JSON.\n" +
		"Arguments are texts, whole numbers, `true`, lists of texts, facts, or lists of facts; those that do not apply are left out.\n" +
		"This page is written from the source: `go test ./internal/ui/words -update`.\n\n| code | arguments | what it says |\n|---|---|---|\n")
	for _, r := range slices.SortedFunc(slices.Values(catalogue()), func(a, b row) int { return strings.Compare(string(a.code), string(b.code)) }) {
		names := argumentsOf(t, r.en)
		for i, name := range names {
			names[i] = "`" + name + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.code, strings.Join(names, ", "), plainly(t, r.en.text))
	}
	path := filepath.Join("..", "..", "..", "docs", "codes.md")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(raw), b.String()); diff != "" {
		t.Errorf("%s is stale; go test ./internal/ui/words -update writes it anew:\n%s", path, diff)
	}
}

// plainly is a template as a reader of a table sees it: its arguments by name,
// conditions left out.
func plainly(t *testing.T, text string) string {
	t.Helper()
	parsed, err := template.New("").Funcs(In(English).functions()).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	writePlainly(&b, parsed.Root)
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;").Replace(b.String())
}

func writePlainly(b *strings.Builder, list *parse.ListNode) {
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			b.Write(n.Text)
		case *parse.ActionNode:
			names := map[string]bool{}
			fieldsIn(n.Pipe, names)
			b.WriteString("*" + strings.Join(slices.Sorted(maps.Keys(names)), " ") + "*")
		case *parse.IfNode:
			writePlainly(b, n.List)
		}
	}
}

// A code of a later version, and arguments that do not fit, are shown as they are.
func TestUnknownFacts(t *testing.T) {
	w := In(English)
	for f, want := range map[*fact.Fact]string{
		{}: "",
		{Code: "later", Args: fact.Args{"n": int64(1)}}:                         "later map[n:1]",
		{Code: plan.EffectPodsStart, Args: fact.Args{"pods": "many"}}:           "pods_start map[pods:many]",
		{Code: plan.EffectPodsStart, Args: fact.Args{"pods": int64(2)}}:         "2 Pods start",
		{Code: plan.UnaskedNamespace, Args: fact.Args{"namespace": "{{.shop}"}}: "the namespace {{.shop} does not exist yet",
	} {
		if got := w.Text(*f); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAnnotate(t *testing.T) {
	p := plan.Problem{Fact: fact.New(plan.ProblemTooLarge, fact.Args{"object": "Secret shop/<s>", "bytes": 2, "limit": 1}), Path: object.PathOf("data")}
	value := map[string]any{"a": []any{p, fact.New(plan.EffectPodsStart, fact.Args{"pods": 9007199254740993})}, "b": fact.Fact{Code: "later"}, "code": 3, "n": 9007199254740993}
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	got, err := In(Chinese).Annotate(raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"a":[{"code":"too_large","args":{"bytes":2,"limit":1,"object":"Secret shop/\u003cs\u003e"},"path":"data",` +
		`"summary":"对象过大","detail":"Secret shop/<s> 有 2 字节，而集群中一个对象最多 1 字节。请把大块内容移到数据卷或镜像中。"},` +
		`{"code":"pods_start","args":{"pods":9007199254740993},"text":"启动 9007199254740993 个 Pod"}],"b":{"code":"later"},"code":3,"n":9007199254740993}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, seed := range []string{`{"code":"pods_start","args":{"pods":2}}`, `[{"code":"conflict"},1.50,null]`, `{"code":{"code":1},"args":[]}`, `{`, `"\ud800"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			return
		}
		got, err := In(English).Annotate(raw, nil)
		if err != nil || !json.Valid(got) {
			t.Errorf("%s becomes %s, %v", raw, got, err)
		}
	})
}
