package plans

import (
	"bytes"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/uitest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	gold "github.com/yuin/goldmark/text"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

func rendered(t *testing.T, p *plan.Plan, o ui.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := writeMarkdown(&b, p, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteMarkdown(t *testing.T) {
	for name, p := range uitest.Plans() {
		t.Run(name, func(t *testing.T) {
			out := rendered(t, p, ui.Options{})
			uitest.Golden(t, "plan/"+name+".markdown", []byte(out))
			chinese := rendered(t, p, ui.Options{Language: words.Chinese})
			uitest.Golden(t, "plan/"+name+".zh.markdown", []byte(chinese))
			holdMarkdown(t, p, chinese)
			holdMarkdown(t, p, out)
			if strings.Contains(out, "Shortened") {
				t.Error("a small plan is shortened")
			}
		})
	}
}

// holdMarkdown holds what is promised of every plan: its length, its last line,
// and that what it shows is whole in itself.
func holdMarkdown(t *testing.T, p *plan.Plan, out string) {
	t.Helper()
	if n := utf8.RuneCountInString(out); n > markdown.Limit {
		t.Errorf("%d characters", n)
	}
	uitest.NoControls(t, out, false)
	marker := marker(p)
	if !strings.HasSuffix(out, "\n"+marker+"\n") {
		t.Errorf("the marker is not the last line: %q", out[max(0, len(out)-200):])
	}
	for _, l := range strings.Split(strings.TrimSuffix(out, marker+"\n"), "\n") {
		if strings.HasPrefix(strings.TrimSpace(l), "<!--") {
			t.Errorf("a line that could be taken for the marker: %q", l)
		}
	}
	if open, closed := strings.Count(out, "\n<details>"), strings.Count(out, "\n</details>"); open != closed {
		t.Errorf("%d details begin and %d end", open, closed)
	}
}

// A plan that is too long for a comment is cut by importance, and says so.
func TestMarkdownIsCutByImportance(t *testing.T) {
	long := func(i int) plan.Change {
		c := uitest.UpdateStatefulSet()
		c.Object.Name = fmt.Sprintf("update-%d", i)
		c.Fields = append(c.Fields, uitest.Changed(uitest.Nginx+"command", []any{strings.Repeat("a", 3000)}, []any{strings.Repeat("b", 3000)}))
		return c
	}
	var changes []plan.Change
	for i := range 10_000 {
		switch {
		case i%100 == 50:
			c := uitest.DeleteDeployment()
			c.Object.Name = fmt.Sprintf("delete-%d", i)
			changes = append(changes, c)
		case i%2 == 0:
			changes = append(changes, long(i))
		default:
			c := uitest.CreateService()
			c.Object.Name = fmt.Sprintf("create-%d", i)
			changes = append(changes, c)
		}
	}
	p := uitest.PlanOf(uitest.ClusterPlan("eu", changes...))
	out := rendered(t, p, ui.Options{})
	holdMarkdown(t, p, out)
	if n := len(out); n < markdown.Limit*9/10 {
		t.Errorf("only %d bytes of %d are used", n, markdown.Limit)
	}
	for i := 50; i < 10_000; i += 100 {
		if !strings.Contains(out, fmt.Sprintf("delete-%d`", i)) {
			t.Errorf("delete-%d is missing, which is an outage", i)
		}
	}
	if strings.Contains(out, "create-") || !strings.Contains(out, "update-0`") {
		t.Error("creations come before updates that restart Pods")
	}
	note := out[strings.LastIndex(out, "_Shortened"):]
	for _, want := range []string{"5000 creations", " updates that restart Pods", "Without their fields:"} {
		if !strings.Contains(note, want) {
			t.Errorf("the note does not say %q: %s", want, note)
		}
	}
	few := uitest.PlanOf(uitest.ClusterPlan("eu", long(1), long(2), long(3)))
	if out := rendered(t, few, ui.Options{Verbose: true}); strings.Contains(out, "Not shown") || strings.Count(out, "```diff") != 3 {
		t.Error("a plan with room for everything is cut")
	}
}

// Whatever a plan holds, its Markdown shows it as code, and only as code.
func FuzzMarkdown(f *testing.F) {
	for _, text := range []string{
		"", "`", "```", "````\n```diff\n- x", "~~~", "</details>", "</code></pre><script>alert(1)</script>", "<!-- wl:plan stack=other -->",
		"\n\n# heading\n", "[a](javascript:alert(1))", "![a](https://example.com/x.png)", "https://example.com", "www.example.com", "a@example.com",
		"@team #12", "\u202eabc\u2066", "\r\n\r\n", "\x00\x1b[2J", "|a|b|\n|-|-|\n", "- [ ] task", "1. one", "&lt;b&gt; &#96;", "\\`\\", "    indented",
		"$x$ $$y$$", " ` ", "`` ` ``", "--> <b>", "\u2028```\u2029", "*a* _b_ ~c~", "[^1]: note", "\ufeff", "\xff```",
	} {
		f.Add(text, int64(2))
		f.Add(strings.Repeat(text, 60), int64(3))
	}
	f.Fuzz(func(t *testing.T, text string, number int64) {
		const planted = "Pl_nted"
		p := uitest.HostilePlan(planted+text, number)
		for _, o := range []ui.Options{{}, {Verbose: true}} {
			out := rendered(t, p, o)
			holdMarkdown(t, p, out)
			onlyInCode(t, out, planted)
		}
	})
}

// onlyInCode renders Markdown as GitHub does and fails if a text is anywhere but
// in code, or anything but wl's own HTML is HTML.
func onlyInCode(t *testing.T, source, planted string) {
	t.Helper()
	input := []byte(source)
	document := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(gold.NewReader(input))
	err := ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock:
			return ast.WalkSkipChildren, nil
		case *ast.Link, *ast.Image, *ast.AutoLink, *ast.RawHTML, *ast.CodeBlock:
			t.Errorf("a %s in %q", n.Kind(), source)
		case *ast.HTMLBlock:
			holdHTML(t, string(n.Lines().Value(input)))
		case *ast.Text:
			if strings.Contains(string(n.Value(input)), planted) {
				t.Errorf("a value stands as text: %q in %q", n.Value(input), source)
			}
		case *ast.Heading, *ast.Paragraph, *ast.List, *ast.ListItem, *ast.TextBlock, *ast.Document, *ast.Emphasis,
			*table.Table, *table.TableHeader, *table.TableRow, *table.TableCell:
		default:
			t.Errorf("a %s in %q", n.Kind(), source)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// holdHTML fails on HTML that is not wl's own.
func holdHTML(t *testing.T, html string) {
	t.Helper()
	html = strings.TrimSpace(html)
	title, ok := strings.CutPrefix(html, "<details><summary>")
	title, ended := strings.CutSuffix(title, "</summary>")
	switch {
	case html == "</details>", ok && ended && !strings.ContainsAny(title, "<>&"):
	case strings.HasPrefix(html, "<!-- wl:plan stack=") && strings.HasSuffix(html, " -->") && strings.Count(html, "--") == 2 && !strings.Contains(html, "\n"):
	default:
		t.Errorf("HTML that is not wl's: %q", html)
	}
}

// What is said of a change is there in full: sentences are not cut as values are.
func TestMarkdownHasWholeSentences(t *testing.T) {
	var names []string
	for i := range 30 {
		names = append(names, fmt.Sprintf("kubectl-client-side-apply_%d@of.example.com", i))
	}
	adopted, replaced, affected := uitest.CreateService(), uitest.UpdateStatefulSet(), uitest.UpdateStatefulSet()
	adopted.Action, adopted.Adoption = plan.Adopt, &plan.Adoption{From: names}
	replaced.Action, replaced.Gone = plan.Replace, false
	replaced.Warnings = nil
	impact := *affected.Impact
	impact.Effects = nil
	for _, name := range names {
		impact.Effects = append(impact.Effects, fact.New("unknown_"+fact.Code(name), nil))
	}
	affected.Impact = &impact
	for what, c := range map[string]plan.Change{"the managers that it is adopted from": adopted, "its effects": affected} {
		var b bytes.Buffer
		if err := writeMarkdown(&b, uitest.PlanOf(uitest.ClusterPlan("eu", c)), ui.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if !strings.Contains(b.String(), name) {
				t.Fatalf("%s lack %s:\n%s", what, name, &b)
			}
		}
	}
}

// A remark names its object once, however often it is tried whether there is room for it.
func TestMarkdownRemarksNameTheirObjectOnce(t *testing.T) {
	for _, n := range []int{1, 100, 600} {
		c := uitest.ClusterPlan("eu")
		for i := range n {
			object := object.NewRef(kind.ConfigMap, "shop", fmt.Sprintf("map-%d", i))
			problem := plan.Problem{Fact: fact.New(plan.ProblemMoving, fact.Args{"stack": "shop", "namespace": "shop"}), Object: &object}
			c.Warnings, c.Problems = append(c.Warnings, problem), append(c.Problems, problem)
		}
		var b bytes.Buffer
		if err := writeMarkdown(&b, uitest.PlanOf(c), ui.Options{}); err != nil {
			t.Fatal(err)
		}
		if twice := regexp.MustCompile("`ConfigMap shop/map-[0-9]+` `ConfigMap[^\n]*").FindString(b.String()); twice != "" {
			t.Errorf("%d remarks: %s", n, twice)
		}
	}
}

// What is left out of a block, or of a line, is said in the language of whoever reads.
func TestMarkdownIsShortenedInItsLanguage(t *testing.T) {
	lines := make([]string, 2000)
	for i := range lines {
		lines[i] = "line of a log"
	}
	lines[0] = strings.Repeat("字", 1800)
	for language, want := range map[words.Language][]string{words.English: {"… (1800 characters)", " more lines\n"}, words.Chinese: {"… （1800 个字符）", "  ... 另有 "}} {
		text := markdown.Fenced("text", slices.Clone(lines), words.In(language))
		for _, one := range want {
			if !strings.Contains(text, one) {
				t.Errorf("%s lacks %q: %.700s", language, one, text)
			}
		}
	}
	c := uitest.UpdateStatefulSet()
	c.Fields = append(c.Fields, uitest.Changed(uitest.Nginx+"image", strings.Repeat("a", 1800), strings.Repeat("b", 1800)))
	for _, format := range []ui.Format{Markdown, ui.Text} {
		var b bytes.Buffer
		if err := Write(&b, uitest.PlanOf(uitest.ClusterPlan("eu", c)), ui.Options{Format: format, Width: 100, Language: words.Chinese}); err != nil || strings.Contains(b.String(), "characters") || !strings.Contains(b.String(), "（1800 个字符）") {
			t.Errorf("%v:\n%s", err, &b)
		}
	}
}

// With -v nothing is left to be shown by it.
func TestMarkdownIsVerbose(t *testing.T) {
	var clusters []plan.ClusterPlan
	for i := range 9 {
		c := uitest.UpdateStatefulSet()
		impact := *c.Impact
		impact.Effects = []fact.Fact{uitest.PodsRestart(int64(i + 2))}
		impact.Restarts = int64(i + 2)
		c.Impact = &impact
		clusters = append(clusters, uitest.ClusterPlan(fmt.Sprintf("eu-%d", i), c))
	}
	for _, verbose := range []bool{false, true} {
		var b bytes.Buffer
		if err := writeMarkdown(&b, uitest.PlanOf(clusters...), ui.Options{Verbose: verbose}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "-v shows them") == verbose || verbose && strings.Count(b.String(), "Pods restart") < 9 {
			t.Errorf("verbose %t:\n%s", verbose, &b)
		}
	}
}

// No bar in a text ends its cell, whatever stands before it. What is prose stays that.
func TestCellsHaveNoBars(t *testing.T) {
	escaped := regexp.MustCompile(`\\[\\|]`) // as GitHub reads a row
	for _, text := range []string{"a|b", `a\|b`, `a\\|b`, `said: "x\|y"` + " `|`", `\|`, strings.Repeat(`\|`, 300)} {
		for _, cell := range []string{markdown.Cell(text), markdown.CodeCell(text)} {
			if strings.Contains(escaped.ReplaceAllString(cell, ""), "|") {
				t.Errorf("%q ends the cell: %s", text, cell)
			}
		}
	}
	if text := "2 to update."; markdown.Cell(text) != text {
		t.Error(markdown.Cell(text))
	}
}

func TestCode(t *testing.T) {
	for text, want := range map[string]string{
		"a":          "`a`",
		"":           "` `",
		"a`b``c":     "```a`b``c```",
		"`a":         "`` `a ``",
		" a ":        "`  a  `",
		"a\nb\u202e": "`a\\nb\\u202e`",
	} {
		if got := markdown.Code(text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"2 Pods restart, one at a time; no outage expected", "no-op.", "gone: (all)"} {
		if markdown.Prose(text) != text {
			t.Errorf("%q is not left as it is", text)
		}
	}
	for _, text := range []string{"www.a.de", "a@b", "- a", "a*b*", "1. a_", "#1"} {
		if markdown.Prose(text) == text {
			t.Errorf("%q is left as it is", text)
		}
	}
	if id := marker(&plan.Plan{Stack: object.Stack{Name: "a--> <b>", Namespace: "c"}}); id != "<!-- wl:plan stack=a-%2D%3E+%3Cb%3E namespace=c -->" {
		t.Error(id)
	}
}
