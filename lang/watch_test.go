package lang

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/lang/internal/eval"
)

const endless = `stack "shop" {}
locals {
  fine  = 1
  large = [for a in range(1000) : [for b in range(700) : "${a}-${b}"]]
}
`

// What needs more than any machine has is given up, with its place.
func TestExpressionsThatTakeTooMuch(t *testing.T) {
	for want, w := range map[string]watch{
		"large takes more than 1 MiB of memory":                  {time: time.Hour, memory: 1 << 20},
		"large has been evaluated for 50ms and has not finished": {time: 50 * time.Millisecond, memory: 1 << 60},
	} {
		t.Chdir(t.TempDir())
		writeStack(t, endless)
		r := &run{progress: &eval.Progress{}}
		result := w.over(t.Context(), r, func() *Compilation { return r.compile(".", Options{}) })
		if len(result.Diagnostics) != 1 || !strings.Contains(result.Diagnostics.Error(), want) || result.Diagnostics[0].Subject.Start.Line != 4 {
			t.Errorf("want %q on line 4, got %v", want, result.Diagnostics)
		}
	}
}

// A compilation that takes long ends within a second when it is told to, wherever
// it is.
func TestCompileEndsWhenTold(t *testing.T) {
	for name, src := range map[string]string{
		"an expression":       "stack \"shop\" {}\nlocals {\n  l = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]\n}\n",
		"variables' defaults": "stack \"shop\" {}\n" + manyVariables("default = \"${1e-900"+strings.Repeat(" * 1e-900", 1800)+"}\""),
		"a template":          "stack \"shop\" {}\noutput \"o\" {\n  value = \"x${\"1e-100000000\" + 0}\"\n}\n",
	} {
		t.Run(name, func(t *testing.T) { endsWhenTold(t, src) })
	}
}

// Whatever a compilation comes to, nothing of it continues afterwards.
func TestCompileLeavesNothingBehind(t *testing.T) {
	const loop = "[for a in range(1000) : [for b in range(1000) : { for c in range(1000) : c => a if a >= 0 }]]"
	const inJSON = `{"stack": {"shop": {}}, "locals": `
	many := "stack \"shop\" {}\nlocals {\n"
	for i := range 400 {
		many += fmt.Sprintf("  l%d = [for a in range(300) : [for b in range(300) : \"${a}-${b}\"]]\n", i)
	}
	othersRead()
	before := runtime.NumGoroutine()
	for name, c := range map[string]struct {
		src string
		run func(t *testing.T, src string)
	}{
		"valid":                    {"stack \"shop\" {}\nconfig_map \"a\" {}\n", compileOnce},
		"invalid":                  {"stack {\n", compileOnce},
		"many expressions":         {many + "}\n", endsWhenTold},
		"one expression":           {"stack \"shop\" {}\nlocals {\n  l = " + loop + "\n}\n", endsWhenTold},
		"a template":               {"stack \"shop\" {}\nlocals {\n  l = \"%{for a in range(1000)}${jsonencode(" + loop + ")}%{endfor}\"\n}\n", endsWhenTold},
		"a template in a text":     {"stack \"shop\" {}\nlocals {\n  l = templatestring(\"%%{for a in range(1000)}$${jsonencode(" + loop + ")}%%{endfor}\", {})\n}\n", endsWhenTold},
		"JSON":                     {inJSON + `{"l": "${` + loop + `}"}}`, endsWhenTold},
		"a template in JSON":       {inJSON + `{"l": "%{for a in range(1000)}${jsonencode(` + loop + `)}%{endfor}"}}`, endsWhenTold},
		"deep in JSON":             {inJSON + `{"l": [1, {"a": {"b${1 + 1}": ["${` + loop + `}"]}}]}}`, endsWhenTold},
		"a name in JSON":           {inJSON + `{"l": {"a${jsonencode(` + loop + `)}": 1}}}`, endsWhenTold},
		"an object's name in JSON": {`{"stack": {"shop": {}}, "object": {"a": {"manifest": {"metadata": {"name": "${jsonencode(` + loop + `)}"}}}}, "locals": {"l": "${object.a.name}"}}`, endsWhenTold},
		"too much": {endless, func(t *testing.T, _ string) {
			w := watch{time: time.Hour, memory: 1 << 20}
			r := &run{progress: &eval.Progress{}}
			w.over(t.Context(), r, func() *Compilation { return r.compile(".", Options{}) })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			writeStack(t, c.src)
			c.run(t, c.src)
			for end := time.Now().Add(3 * time.Second); runtime.NumGoroutine() > before+1; time.Sleep(10 * time.Millisecond) { // one is this test's own
				if time.Now().After(end) {
					stacks := make([]byte, 1<<20)
					t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
				}
			}
		})
	}
}

// othersRead waits until the files of what other tests have given up are read, which many goroutines do: on a slow machine
// that takes a while. What is left is at one expression each, and stays there.
func othersRead() {
	for stacks := make([]byte, 1<<20); bytes.Contains(stacks[:runtime.Stack(stacks, true)], []byte("internal/pool.Map")); {
		time.Sleep(10 * time.Millisecond)
	}
}

func writeStack(t *testing.T, src string) {
	t.Helper()
	name := "a.wl.hcl"
	if strings.HasPrefix(src, "{") {
		name += ".json"
	}
	if err := os.WriteFile(name, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
}

func compileOnce(t *testing.T, _ string) { Compile(t.Context(), ".", Options{}) }

// manyVariables are as many as take longer than any test waits.
func manyVariables(content string) string {
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, "variable \"v%d\" {\n  %s\n}\n", i, content)
	}
	return b.String()
}

func endsWhenTold(t *testing.T, src string) {
	t.Helper()
	t.Chdir(t.TempDir())
	writeStack(t, src)
	ctx, cancel := context.WithCancelCause(t.Context())
	begun := time.Now()
	const told = 20 * time.Millisecond
	defer time.AfterFunc(told, func() { cancel(errors.New("told to stop")) }).Stop()
	c := Compile(ctx, ".", Options{})
	if took := time.Since(begun); took > time.Second || took < told {
		t.Errorf("it ended after %s", took)
	}
	if len(c.Diagnostics) != 1 || c.Diagnostics[0].Summary != "Interrupted" || !strings.Contains(c.Diagnostics[0].Detail, "told to stop") {
		t.Errorf("got %v", c.Diagnostics)
	}
}
