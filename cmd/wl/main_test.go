package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/version"
)

// fatal ends as no guard can prevent.
func fatal() {
	endByAbort()
	debug.SetMaxStack(1 << 20)
	if os.Args[1] == "stack" {
		overflow(0)
	}
	go func() { panic("on a goroutine of a library") }()
	time.Sleep(time.Minute)
}

func overflow(n int) {
	if n >= 0 {
		overflow(n + 1)
	}
}

// panicking fails in a way that nobody has thought of.
type panicking struct{ value any }

func (p panicking) Write([]byte) (int, error) { panic(p.value) }

func TestPanicIsReported(t *testing.T) {
	dir := t.TempDir()
	writeTo(t, filepath.Join(dir, "main.wl.hcl"), `stack "s" {}`)
	for _, value := range []any{"hunter2", errors.New("hunter2"), panicking{"hunter2"}} {
		for _, args := range [][]string{
			{"validate", "--var", "password=hunter2", dir},
			{"validate", "--format", "json", "--var", "password=hunter2", dir},
			{"version"},
			{"help", "plan"},
		} {
			var errs bytes.Buffer
			streams := ui.Streams{In: strings.NewReader(""), Out: panicking{value}, Err: &errs}
			if args[0] == "validate" && len(args) == 4 {
				streams.Out, streams.Err = &errs, &onceFailing{panicking{value}, &errs, false}
			}
			code := run(context.Background(), args, streams)
			if code != int(exitFailed) {
				t.Errorf("%v: exit code %d", args, code)
			}
			text := errs.String()
			if strings.Contains(text, "hunter2") {
				t.Errorf("%v: a value is shown:\n%s", args, text)
			}
			for _, want := range []string{"bug in wl", "/issues", "goroutine", "panicking", version.OfWL(), "wl " + args[0]} {
				if !strings.Contains(text, want) {
					t.Errorf("%v: it does not say %q:\n%s", args, want, text)
				}
			}
			if isJSON := json.Valid(errs.Bytes()); isJSON != (args[1%len(args)] == "--format") {
				t.Errorf("%v: JSON is %t:\n%s", args, isJSON, text)
			}
		}
	}
}

// onceFailing panics at the first write: what validate says is for that, the
// report for the next.
type onceFailing struct {
	first panicking
	then  *bytes.Buffer
	used  bool
}

func (o *onceFailing) Write(text []byte) (int, error) {
	if !o.used {
		o.used = true
		return o.first.Write(text)
	}
	return o.then.Write(text)
}

// full is a disk, or a pipe that nobody reads from.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Exit code 2 says that a command did what it should and that there is something
// to report. No error may be taken for that, of any command and any kind.
func TestErrorsEndWithExitCode1(t *testing.T) {
	dir := t.TempDir()
	valid, invalid, ugly := filepath.Join(dir, "valid"), filepath.Join(dir, "invalid"), filepath.Join(dir, "ugly")
	writeTo(t, filepath.Join(valid, "main.wl.hcl"), "stack \"s\" {}\nconfig_map \"a\" {}\n")
	writeTo(t, filepath.Join(invalid, "main.wl.hcl"), "stack {\n")
	writeTo(t, filepath.Join(ugly, "main.wl.hcl"), "stack   \"s\" {}\n")
	plan := filepath.Join(dir, "plan")
	writeTo(t, plan, "wl-plan 1 00\n{}\n")
	t.Setenv("KUBECONFIG", filepath.Join(dir, "missing"))
	var cases [][]string
	for _, verb := range []string{"plan --detailed-exitcode", "apply", "destroy", "status", "drift --exit-code", "state unlock", "validate", "render", "fmt --check"} {
		words := strings.Fields(verb)
		for _, more := range [][]string{
			{"--bogus"}, {"-Q"}, {"--"}, {"a", "b"}, {filepath.Join(dir, "nowhere")}, {invalid}, {"--var"}, {"--var", "nothing"}, {"--var-file", dir, invalid},
			{"--format", "nonsense"}, {"--format=json", invalid}, {"--timeout", "x"}, {"--parallelism", "x"}, {"--cluster", "x", invalid}, {"--no-color=2"},
		} {
			if more[0] != "--" {
				cases = append(cases, append(words[:len(words):len(words)], more...))
			}
		}
		if words[0] != "validate" && words[0] != "render" && words[0] != "fmt" { // what needs a cluster
			cases = append(cases, append(words[:len(words):len(words)], valid), append(words[:len(words):len(words)], "--context", "x", valid))
		}
	}
	for _, verb := range []string{"wait", "logs web", "events", "restart web", "output", "state list", "state show x", "state pull"} {
		words := strings.Fields(verb)
		for _, more := range [][]string{
			{"--bogus"}, {"-C"}, {"-C", valid}, {"-C", invalid}, {"-C", filepath.Join(dir, "nowhere")}, {"-C", valid, "--cluster", "x"}, {"--format", "nonsense"},
			{"--stack", "s"}, {"--namespace", "n"}, {"--stack", "s", "--namespace", "n"}, {"--stack", "s", "--namespace", "n", "-C", valid}, {"--stack", "s", "--namespace", "n", "--var", "a=b"},
		} {
			cases = append(cases, append(words[:len(words):len(words)], more...))
		}
	}
	cases = append(cases, []string{"logs", "-C", valid}, []string{"restart", "-C", valid}, []string{"state", "show", "-C", valid}, []string{"output", "a", "b"},
		[]string{"logs", "-f", "--previous", "web"}, []string{"logs", "--tail", "-1", "web"}, []string{"status", "-C", valid, valid})
	cases = append(cases, []string{"nonsense"}, []string{"--bogus"}, []string{"plna"}, []string{"help", "nonsense"}, []string{"state", "nonsense"}, []string{"completion", "nonsense"},
		[]string{"show"}, []string{"show", plan}, []string{"show", filepath.Join(dir, "nowhere")}, []string{"show", dir}, []string{"show", "a", "b"}, []string{"apply", plan},
		[]string{"apply", "--context", "x", plan}, []string{"explain", "nonsense"}, []string{"explain", "a", "b"}, []string{"explain", "--lang", "x"}, []string{"version", "x"},
		[]string{"plan", "--read-only", "--out", "x", valid}, []string{"plan", "--out", dir, valid})
	for _, args := range cases {
		if code, out, errs := runWL(t, args...); code != int(exitFailed) || out+errs == "" {
			t.Errorf("wl %s: exit code %d\n%s%s", strings.Join(args, " "), code, out, errs)
		}
	}
	for _, args := range [][]string{{"fmt", "--check", ugly}, {"fmt", "--check", "--diff", ugly}, {"validate", valid}, {"render", valid}, {"version"}, {"help"}, {"explain"}, {"completion", "bash"}} {
		if code := run(context.Background(), args, ui.Streams{In: strings.NewReader(""), Out: full{}, Err: new(bytes.Buffer)}); code != int(exitFailed) {
			t.Errorf("wl %s with nowhere to write to: exit code %d", strings.Join(args, " "), code)
		}
	}
	if code, _, _ := runWL(t, "fmt", "--check", ugly); code != int(exitFound) {
		t.Errorf("something to format: exit code %d", code)
	}
}

// Whatever stands in a name, a terminal does not obey it.
func TestNamesAreEscaped(t *testing.T) {
	const hostile = "a\x1b[31m\u202eb"
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("KUBECONFIG", hostile)
	writeTo(t, filepath.Join(dir, "ugly", hostile+".wl.hcl"), "# \x1b[31m\nlocals {\nx=1\n}\n")
	writeTo(t, filepath.Join(dir, "broken", hostile+".wl.hcl"), "locals {\n")
	writeTo(t, filepath.Join(dir, "stack", "main.wl.hcl"), "stack \"s\" {}\nconfig_map \"a\" {}\n")
	for _, args := range [][]string{
		{"fmt", "--check", "--diff", "ugly"}, {"fmt", "ugly"}, {"fmt", "broken"}, {"fmt", hostile}, {"validate", hostile}, {"show", hostile}, {"apply", hostile},
		{"plan", "stack"}, {"plan", "--context", hostile, "stack"}, {"plan", "--cluster", hostile, "stack"}, {"plan", "--target", hostile, "stack"}, {"plan", "--out", hostile + "/x", "stack"},
		{hostile}, {"help", hostile}, {"state", hostile}, {"--" + hostile}, {"validate", "--format", hostile}, {"validate", "--var", hostile}, {"validate", "--var", hostile + "=1", "stack"},
		{"validate", "--var-file", hostile, "stack"}, {"explain", hostile}, {"explain", "--lang", hostile}, {"completion", hostile}, {"validate", "a", hostile},
	} {
		_, out, errs := runWL(t, args...)
		if text := out + errs; strings.ContainsAny(text, "\x1b\u202e") || text == "" {
			t.Errorf("wl %q: %q", args, text)
		}
	}
}

// Everything is written by internal/ui, which escapes it.
func TestOnlyRenderersWrite(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "output.go" || name == "outlive.go" {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && (strings.HasPrefix(call.Sel.Name, "Fprint") || strings.HasPrefix(call.Sel.Name, "Print") || call.Sel.Name == "Write") {
				if x, ok := call.X.(*ast.Ident); !ok || x.Name == "fmt" {
					t.Errorf("%s: written past the renderers", set.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

func writeTo(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
