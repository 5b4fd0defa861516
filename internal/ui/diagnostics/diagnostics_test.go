package diagnostics

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan"
)

const brokenSource = `stack "broken" {
  namespace = "broken"
}

workload "front" {
  kind = "Deployment"

  replica = 3

	container "nginx" {
    image = ["nginx:1.27", "世界", var.tag, "a very long list item that makes the line far longer than any terminal is wide, so that it is cut"]
  }
}

config_map "big" {
  data = {
    a = 1
    b = 2
    c = 3
    d = 4
    e = 5
    f = 6
    g = 7
    h = 8
  }
}

workload "back" {
  kind = "Deployment
}
`

// parseBroken parses the source above, whose last block has a syntax error.
func parseBroken(t *testing.T) (map[string]*hcl.File, hcl.Diagnostics) {
	t.Helper()
	file, diagnostics := hclsyntax.ParseConfig([]byte(brokenSource), "broken.wl.hcl", hcl.InitialPos)
	if !diagnostics.HasErrors() {
		t.Fatal("the source is meant to be broken")
	}
	return map[string]*hcl.File{"broken.wl.hcl": file}, diagnostics
}

// rangeOfText finds a text in the broken source.
func rangeOfText(t *testing.T, text string) *hcl.Range {
	t.Helper()
	start := strings.Index(brokenSource, text)
	if start < 0 {
		t.Fatalf("%q is not in the source", text)
	}
	return &hcl.Range{Filename: "broken.wl.hcl", Start: posOf(start), End: posOf(start + len(text))}
}

func posOf(b int) hcl.Pos {
	before := brokenSource[:b]
	line := strings.Count(before, "\n") + 1
	return hcl.Pos{Line: line, Column: b - strings.LastIndex(before, "\n"), Byte: b}
}

func someDiagnostics(t *testing.T) (map[string]*hcl.File, hcl.Diagnostics) {
	files, diagnostics := parseBroken(t)
	expr, _ := hclsyntax.ParseExpression([]byte("[var.tag, var.password, var.later, local.all[0], local.names]"), "x", hcl.InitialPos)
	scope := &hcl.EvalContext{Variables: map[string]cty.Value{
		"var": cty.ObjectVal(map[string]cty.Value{
			"tag":      cty.StringVal("1.27\n"),
			"password": cty.StringVal("hunter2").Mark("sensitive"),
			"later":    cty.UnknownVal(cty.String),
		}),
		"local": cty.ObjectVal(map[string]cty.Value{
			"all":   cty.TupleVal([]cty.Value{cty.NumberIntVal(7)}),
			"names": cty.ListVal([]cty.Value{cty.StringVal("a"), cty.StringVal("b")}),
		}),
	}}
	return files, append(diagnostics,
		&hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Unsupported argument",
			Detail:  `A workload block has no argument "replica". Did you mean "replicas"?`,
			Subject: rangeOfText(t, "replica"),
		},
		&hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Wrong type of value",
			Detail:  "\"image\" must be a string; this is a tuple. Write the image's reference in quotes:\n\n    image = \"nginx:1.27\"\n\nor take it from a variable, which must then be of type string as well, and not null.",
			Subject: rangeOfText(t, `"世界", var.tag`), Expression: expr, EvalContext: scope,
		},
		&hcl.Diagnostic{
			Severity: hcl.DiagWarning, Summary: "Large value", Detail: "A big\x1b[31m map\u202e.",
			Subject: rangeOfText(t, "{\n    a = 1\n    b = 2\n    c = 3\n    d = 4\n    e = 5\n    f = 6\n    g = 7\n    h = 8\n  }"),
		},
		&hcl.Diagnostic{
			Severity: hcl.DiagWarning, Summary: "Few lines", Detail: "Subject and context.",
			Subject: rangeOfText(t, `namespace`), Context: rangeOfText(t, "stack \"broken\" {\n  namespace = \"broken\"\n}"),
		},
		&hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "No source", Detail: "The file is not at hand.",
			Subject: &hcl.Range{Filename: "elsewhere.wl.hcl", Start: hcl.Pos{Line: 3, Column: 7, Byte: 40}, End: hcl.Pos{Line: 3, Column: 9, Byte: 42}},
		},
		&hcl.Diagnostic{Severity: hcl.DiagError, Summary: "No place", Detail: "It belongs to no file."},
	)
}

func withFiles(o ui.Options, files map[string]*hcl.File) ui.Options {
	o.Files = files
	return o
}

func TestDiagnostics(t *testing.T) {
	files, diagnostics := someDiagnostics(t)
	for _, o := range []ui.Options{{Width: 80}, {Width: 80, Color: true}, {Width: 40}, {Width: 160}} {
		t.Run(uitest.OptionsName(o.Width, o.Color, o.Verbose, string(o.Language)), func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, diagnostics, withFiles(o, files)); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), o.Color)
			if strings.Contains(b.String(), "hunter2") {
				t.Error("a sensitive value is shown")
			}
			uitest.Golden(t, "diagnostics/text."+uitest.OptionsName(o.Width, o.Color, o.Verbose, string(o.Language)), b.Bytes())
		})
	}
}

func TestDiagnosticsJSON(t *testing.T) {
	files, diagnostics := someDiagnostics(t)
	var b bytes.Buffer
	if err := Write(&b, diagnostics, ui.Options{Format: ui.JSON, Files: files}); err != nil {
		t.Fatal(err)
	}
	uitest.NoControls(t, b.String(), false)
	uitest.Golden(t, "diagnostics/json", b.Bytes())
	var report findingsReport
	if err := json.Unmarshal(b.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if report.Valid || report.Errors != 7 || report.Warnings != 2 || len(report.Diagnostics) != 9 {
		t.Errorf("valid %v, %d errors, %d warnings, %d diagnostics", report.Valid, report.Errors, report.Warnings, len(report.Diagnostics))
	}
}

func TestNoDiagnostics(t *testing.T) {
	var text, machine bytes.Buffer
	if err := Write(&text, nil, ui.Options{}); err != nil {
		t.Fatal(err)
	}
	if text.Len() > 0 {
		t.Errorf("no diagnostics print %q", text.String())
	}
	if err := Write(&machine, nil, ui.Options{Format: ui.JSON}); err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "diagnostics/none", machine.Bytes())
}

func TestProblems(t *testing.T) {
	files, _ := parseBroken(t)
	problem := *uitest.BlockedDeployment().Blocked
	problem.Origin = rangeOf(*rangeOfText(t, "replica = 3"))
	var b bytes.Buffer
	if err := Problems(&b, "prod-eu", []plan.Problem{problem}, ui.Options{Width: 80, Files: files}); err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "diagnostics/problem.80", b.Bytes())
}

func TestError(t *testing.T) {
	err := errors.New("cluster prod-eu: cannot list Deployments: the server said \x1b[2Jno: run wl plan again when it is back, or leave the cluster out with --cluster")
	for name, o := range map[string]ui.Options{"text.80": {Width: 80}, "json": {Format: ui.JSON}} {
		var b bytes.Buffer
		if err := Error(&b, err, o); err != nil {
			t.Fatal(err)
		}
		uitest.NoControls(t, b.String(), false)
		uitest.Golden(t, "diagnostics/error."+name, b.Bytes())
	}
}

// That a stack has no cluster of a name is all that there is to say where it alone is the error; of one that has it as
// its cause, what that means and advises is said.
func TestUnknownClusterAsCause(t *testing.T) {
	unknown := &engine.UnknownClusterError{Stack: "shop", Cluster: "north", Clusters: []string{"south", "east"}}
	with := func(code fact.Code, args fact.Args) error { return fact.NewError(unknown, code, args) }
	for name, c := range map[string]struct {
		err                  error
		says, says2, chinese string
	}{
		"alone":          {unknown, `the stack "shop" has no cluster "north": it has south, east`, "", "它有 south、east"},
		"wrapped":        {fmt.Errorf("opened: %w", unknown), `the stack "shop" has no cluster "north"`, "", "没有集群"},
		"a former home":  {with("run_home_moved", fact.Args{"run": "k3x9d2ab", "was": "north", "cluster": "south", "said": fact.Of(unknown)}), "no cluster \"north\"", "use wl apply --supersede", "没有集群"},
		"without waves":  {with("run_home_moved", fact.Args{"run": "k3x9d2ab", "was": "north", "said": fact.Of(unknown), "operation": "apply"}), "no cluster \"north\"", "--outside-run REASON", "没有集群"},
		"an unread home": {with("run_home_unreadable", fact.Args{"stack": "shop", "cluster": "north"}), "no cluster \"north\"", "Nothing begins", "没有集群"},
	} {
		english, chinese := ErrorText(c.err, words.In(words.English)), ErrorText(c.err, words.In(words.Chinese))
		if !strings.Contains(english, c.says) || !strings.Contains(english, c.says2) || !strings.Contains(chinese, c.chinese) {
			t.Errorf("%s: %s\n%s", name, english, chinese)
		}
	}
}

// A program tells errors apart by their codes, whatever language the words are in; what the system or a library
// has said has none.
func TestErrorsHaveCodes(t *testing.T) {
	unknown := fact.NewError(nil, outputs.Unknown, fact.Args{"output": "adress", "known": []string{"address"}})
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"a fact":    {unknown, `"code":"output_unknown"`},
		"wrapped":   {fmt.Errorf("again: %w", unknown), `"code":"output_unknown"`},
		"a library": {errors.New("no"), ""},
	} {
		for _, l := range []words.Language{words.English, words.Chinese} {
			var b bytes.Buffer
			if err := Error(&b, test.err, ui.Options{Format: ui.JSON, Language: l}); err != nil {
				t.Fatal(err)
			}
			said := strings.ReplaceAll(b.String(), ": ", ":")
			if !strings.Contains(said, test.want) || strings.Contains(said, `"code"`) != (test.want != "") {
				t.Errorf("%s: %s", name, said)
			}
			if test.want != "" && !strings.Contains(said, `"output":"adress"`) {
				t.Errorf("%s: without its arguments: %s", name, said)
			}
		}
	}
}

// A writer that fails is reported, by every renderer in the same way.
func TestWriterFails(t *testing.T) {
	_, diagnostics := someDiagnostics(t)
	err := Write(uitest.FailingWriter{}, diagnostics, ui.Options{})
	if !errors.Is(err, uitest.ErrFull) {
		t.Errorf("got %v", err)
	}
}

// More findings of one kind than anybody reads are counted, errors as warnings;
// asked for, they are all shown, and machines get them all.
func TestFindingsOfOneKindAreCounted(t *testing.T) {
	var diagnostics hcl.Diagnostics
	add := func(n int, severity hcl.DiagnosticSeverity, summary string) {
		for i := range n {
			diagnostics = append(diagnostics, &hcl.Diagnostic{Severity: severity, Summary: summary, Detail: fmt.Sprintf("The %s number %d.", summary, i)})
		}
	}
	add(maxAlike+5, hcl.DiagError, "Wrong type of value")
	add(maxAlike+1, hcl.DiagWarning, "Wrong type of value")
	add(maxAlike, hcl.DiagError, "Unknown reference")
	add(1, hcl.DiagError, "Last")
	for _, tt := range []struct {
		o     ui.Options
		shown int
		want  []string
	}{
		{ui.Options{}, 3*maxAlike + 1, []string{`And 5 more errors of "Wrong type of value": -v shows them.`, `And 1 more warning of "Wrong type of value"`, "The Last number 0.", "46 errors, 21 warnings."}},
		{ui.Options{Verbose: true}, 3*maxAlike + 7, []string{"The Wrong type of value number 24.", "46 errors, 21 warnings."}},
		{ui.Options{Format: ui.JSON}, 3*maxAlike + 7, []string{`"error_count": 46`}},
	} {
		var b bytes.Buffer
		if err := Write(&b, diagnostics, tt.o); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), " number "); got != tt.shown {
			t.Errorf("%+v: %d findings are shown, want %d", tt.o, got, tt.shown)
		}
		for _, w := range tt.want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%+v: no %q in\n%s", tt.o, w, b.String())
			}
		}
	}
}

// Stacks in which something is wrong, in Chinese.
func TestDiagnosticsInChinese(t *testing.T) {
	for name, source := range map[string]string{
		"references": `stack "shop" {
  namespace = "Shop"
}

config_map "nginx" {
  data = { a = upper(1, 2), b = element([], 0) }
}

output "address" {
  value = workload.web.service["web"].dns_name
}

output "settings" {
  value = config_map.ngin.name
}
`,
		"workloads": `stack "shop" {}

workload "web-shop" {
  kind     = "Deployment"
  replica  = 3
  replicas = "three"

  container "nginx" {
    image        = "nginx"
    cpu          = { request = "2", limit = "1" }
    memory       = { request = "64Mi", limit = "64Mi" }
    pull_policy  = "always"
    health_check {
      liveness {
        http_get { port = "htp" }
      }
    }
    port "http" {
      container_port = 70000
    }
  }

  schedule {
    schedule = "* * * * *"
  }
}
`,
		"objects": `stack "shop" {}

object "broken" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "a", uid = "1" }
    spec       = { replicas = "2", templates = {} }
  }
}

object "nameless" {
  manifest = { metadata = { labels = "a" } }
}
`,
		"syntax": `stack "shop" {}

config_map "a" {
  data = { a = "${"
}
`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "main.wl.hcl"), []byte(source), 0o644); err != nil {
				t.Fatal(err)
			}
			c := lang.Compile(t.Context(), dir, lang.Options{})
			var b bytes.Buffer
			if err := Write(&b, c.Diagnostics, ui.Options{Width: 100, Language: words.Chinese, Files: c.Files}); err != nil {
				t.Fatal(err)
			}
			uitest.Golden(t, "diagnostics/zh-"+name, bytes.ReplaceAll(b.Bytes(), []byte(dir+string(filepath.Separator)), nil))
		})
	}
}

func TestDocumentedDiagnostics(t *testing.T) {
	files, all := someDiagnostics(t)
	var out bytes.Buffer
	for _, d := range all {
		if d.Summary == "Unsupported argument" {
			if err := Write(&out, hcl.Diagnostics{d}, ui.Options{Format: ui.JSON, Files: files}); err != nil {
				t.Fatal(err)
			}
		}
	}
	uitest.Documented(t, "diagnostics-json.md", "```json\n"+out.String()+"```\n")
}

// Whatever a range says of a file, its snippet can be shown.
func FuzzDiagnostics(f *testing.F) {
	f.Add("a = 1\nb = 2\n", "Wrong", 1, 1, 0, 2, 1, 6)
	f.Add("", "", 0, 0, 0, 0, 0, 0)
	f.Add("\ttab\r\n世界\x1b[2J", "\x1b", 2, 3, 5, 9, 9, 99)
	f.Add("x", "y", 5, 1, -7, 1, 1, -9)
	f.Fuzz(func(t *testing.T, source, text string, line, column, at, endLine, endColumn, end int) {
		r := hcl.Range{
			Filename: "f", Start: hcl.Pos{Line: line, Column: column, Byte: at}, End: hcl.Pos{Line: endLine, Column: endColumn, Byte: end},
		}
		d := hcl.Diagnostics{{Severity: hcl.DiagError, Summary: text, Detail: text, Subject: &r, Context: &r}}
		files := map[string]*hcl.File{"f": {Bytes: []byte(source)}}
		for _, o := range []ui.Options{{Width: 80}, {Width: 10}, {Format: ui.JSON}} {
			var b bytes.Buffer
			if err := Write(&b, d, withFiles(o, files)); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, b.String(), false)
		}
	})
}
