package module

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/internal/conceal"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/source"
)

func write(t *testing.T, dir, name, src string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A module is read and bound once, however often and by whatever path it is
// called.
func TestModulesAreLoadedOnce(t *testing.T) {
	dir := t.TempDir()
	var stack strings.Builder
	stack.WriteString("stack \"a\" {}\n")
	for i := range 100 {
		fmt.Fprintf(&stack, "module \"m%d\" {\n  source = %q\n}\n", i, []string{"./m", "./other/../m", "./link"}[i%3])
	}
	write(t, dir, "a.wl.hcl", stack.String())
	write(t, dir, "m/m.wl.hcl", "config_map \"c\" {}\n")
	if err := os.Symlink("m", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	m, sources, diags := Load(source.Disk{}, dir, nil, nil, kubeyaml.NewSources(), conceal.Withholding(), false)
	if diags.HasErrors() || len(m.calls) != 100 || len(sources) != 2 {
		t.Fatalf("%v; %d calls, %d sources", diags, len(m.calls), len(sources))
	}
	first := m.calls[m.blocks[eval.Ref{Root: "module", Name: "m0"}]]
	for b, called := range m.calls {
		if called != first {
			t.Errorf("%s was loaded on its own", b.Title())
		}
	}
}

// Configuration that is small to write down and without end to evaluate gets an
// error, soon.
func TestHostileModules(t *testing.T) {
	for name, c := range map[string]struct {
		files func(write func(name, src string))
		want  string
	}{
		"deep":    {chain(40, 1, ""), "Modules nested too deeply"},
		"wide":    {chain(20, 2, ""), "Too much configuration"},
		"counted": {chain(3, 1, "count = 10000"), "Too much configuration"},
		"locals": {func(write func(name, src string)) {
			write("a.wl.hcl", "stack \"a\" {}\nmodule \"m\" {\n  source = \"./m\"\n  count = 10000\n}\n")
			write("m/m.wl.hcl", "locals {\n"+numbered(10000, "  l%d = 1\n")+"}\n")
		}, "Too much configuration"},
		"referring to itself": {func(write func(name, src string)) {
			write("a.wl.hcl", "stack \"a\" {}\nmodule \"m\" {\n  source = \"./m\"\n  for_each = module.m\n}\n")
			write("m/m.wl.hcl", "output \"o\" {\n  value = 1\n}\n")
		}, "Dependency cycle"},
		"long": {func(write func(name, src string)) {
			write("a.wl.hcl", "stack \"a\" {}\nlocals {\n  v0 = 1\n}\nmodule \"m0\" {\n  source = \"./m\"\n  v = 1\n}\n")
			var more strings.Builder
			for i := 999; i > 0; i-- {
				fmt.Fprintf(&more, "module \"m%d\" {\n  source = \"./m\"\n  v = module.m%d.o\n}\n", i, i-1)
			}
			write("b.wl.hcl", more.String()+"output \"o\" {\n  value = module.m999.o\n}\n")
			write("m/m.wl.hcl", "variable \"v\" {}\noutput \"o\" {\n  value = var.v\n}\n")
		}, "Reference chain too long"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c.files(func(name, src string) { write(t, dir, name, src) })
			started := time.Now()
			diags := evaluateAll(dir)
			if took := time.Since(started); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
			if !strings.Contains(diags.Error(), c.want) {
				t.Errorf("no %q, but %v", c.want, diags)
			}
		})
	}
}

func evaluateAll(dir string) hcl.Diagnostics {
	m, _, diags := Load(source.Disk{}, dir, nil, nil, kubeyaml.NewSources(), conceal.Withholding(), false)
	in := NewInstance(m, nil, Settings{}, nil)
	in.Items(NewKept(Interest{}, nil))
	in.Check()
	in.Outputs()
	return append(diags, in.Diags...)
}

// chain writes modules that call the next one several times each.
func chain(length, times int, more string) func(func(name, src string)) {
	return func(write func(name, src string)) {
		write("a.wl.hcl", "stack \"a\" {}\n"+strings.ReplaceAll(calls(times, 0, more), "../", "./"))
		for i := range length {
			content := calls(times, i+1, more)
			if i == length-1 {
				content = "config_map \"c\" {}\n"
			}
			write(fmt.Sprintf("m%d/m.wl.hcl", i), content)
		}
	}
}

func calls(times, next int, more string) string {
	return numbered(times, fmt.Sprintf("module \"m%%d\" {\n  source = \"../m%d\"\n  %s\n}\n", next, more))
}

func numbered(n int, format string) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, format, i)
	}
	return s.String()
}

// A link is as good as where it leads: out of the stack's directory, or around.
func TestLinkedModules(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "outside/m.wl.hcl", "")
	write(t, dir, "stack/a.wl.hcl", "stack \"a\" {}\nmodule \"out\" {\n  source = \"./out\"\n}\nmodule \"round\" {\n  source = \"./m\"\n}\n")
	write(t, dir, "stack/m/m.wl.hcl", "module \"round\" {\n  source = \"./again\"\n}\n")
	for link, to := range map[string]string{"stack/out": "../outside", "stack/m/again": "../m"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	_, _, diags := Load(source.Disk{}, filepath.Join(dir, "stack"), nil, nil, kubeyaml.NewSources(), conceal.Withholding(), false)
	for _, want := range []string{"./out is outside the stack's directory", "m calls m"} {
		found := false
		for _, d := range diags {
			found = found || strings.Contains(d.Detail, want)
		}
		if !found {
			t.Errorf("no %q, but %v", want, diags)
		}
	}
}
