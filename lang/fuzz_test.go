package lang

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzNative compiles whatever stands in a file of native syntax.
func FuzzNative(f *testing.F) {
	for _, src := range seeds(f, "testdata/broken/*.wl.hcl", "../examples/*/*.wl.hcl") {
		f.Add(src)
	}
	addFromArchives(f, ".hcl")
	f.Fuzz(func(t *testing.T, src string) { compileHostile(t, map[string]string{"a.wl.hcl": src}) })
}

// FuzzModule does the same for a module, and for what a stack says that calls
// it.
func FuzzModule(f *testing.F) {
	f.Add("module \"a\" {\n  source = \"./m\"\n  v = [module.a.o]\n}\noutput \"o\" {\n  value = [module.a, module.a.o, module.b[0].o]\n}\n",
		"variable \"v\" {}\noutput \"o\" {\n  value = var.v\n}\n")
	f.Add("module \"b\" {\n  source = \"./m\"\n  for_each = module.b\n  depends_on = [module.b]\n}\n", "module \"a\" {\n  source = \"../\"\n}\n")
	f.Add("module \"c\" {\n  source = \"./m\"\n  count = 3\n  clusters = [cluster.a]\n}\n", "config_map \"a\" {\n  name = path.root\n}\n")
	f.Fuzz(func(t *testing.T, stack, called string) {
		compileHostile(t, map[string]string{"s.wl.hcl": "stack \"s\" {}\n", "a.wl.hcl": stack, "m/m.wl.hcl": called})
	})
}

// FuzzJSON does the same for the JSON syntax.
func FuzzJSON(f *testing.F) {
	addFromArchives(f, ".json")
	f.Add(`{"stack": {"a": {}}, "workload": {"b": [{"kind": null}, {}]}, "locals": [[]]}`)
	f.Fuzz(func(t *testing.T, src string) { compileHostile(t, map[string]string{"a.wl.hcl.json": src}) })
}

const variablesStack = `
stack "a" {}
variable "s" {
  default = ""
}
variable "secret" {
  default   = ""
  sensitive = true
}
variable "n" {
  type    = number
  default = 1
}
variable "l" {
  type    = list(object({ a = string, b = optional(map(number)) }))
  default = []
}
config_map "c" {
  data = { s = var.s, n = var.n, l = jsonencode(var.l), secret = var.secret }
}
`

// FuzzVariables compiles with whatever stands in a variable file, and as the
// value of a variable.
func FuzzVariables(f *testing.F) {
	f.Add(`s = "x"`, `[{ a = "b" }]`)
	f.Add("n = 3\nl = [{ a = 1, b = { c = 2 } }]", "1.5")
	f.Add("s = <<E\nx\nE\nunknown = true\nsecret = [", "[{")
	f.Add("l = [for a in [1, 2] : [for b in [1, 2] : { a = a }]]", "[for a in [1, 2] : { a = a }]")
	f.Add("n = \"many\"\ns = var.n\nl = f(1)", "null")
	f.Fuzz(func(t *testing.T, file, value string) {
		compileHostile(t, map[string]string{"a.wl.hcl": variablesStack, "a.auto.wlvars": file},
			VariableArgument{Name: "l", Value: value}, VariableArgument{Name: "n", Value: value})
	})
}

// compileHostile holds a compilation to what no input may break: it ends, says
// what is wrong with names and ways out, and is the same when run again.
func compileHostile(t *testing.T, files map[string]string, variables ...VariableArgument) {
	archive := &txtar.Archive{}
	for name, src := range files {
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(src)})
	}
	t.Chdir(extract(t, archive))
	c := Compile(t.Context(), ".", Options{Variables: variables})
	for _, d := range c.Diagnostics {
		if d.Summary == "" || d.Detail == "" {
			t.Fatalf("a diagnostic says nothing: %+v", d)
		}
		if d.EvalContext != nil || d.Expression != nil {
			t.Fatalf("a diagnostic keeps values: %s", d.Summary)
		}
		if d.Subject != nil && c.Files[d.Subject.Filename] == nil && d.Subject.Filename != "" {
			if _, given := files[d.Subject.Filename]; !given {
				t.Fatalf("a diagnostic names a source that was not read: %v", d)
			}
		}
	}
	before, again := golden(c), golden(Compile(t.Context(), ".", Options{Variables: variables}))
	for name := range before {
		if before[name] != again[name] {
			t.Fatalf("two runs differ in %s:\n%s\n%s", name, before[name], again[name])
		}
	}
}

func seeds(f *testing.F, patterns ...string) []string {
	f.Helper()
	var all []string
	for _, p := range patterns {
		files, err := filepath.Glob(p)
		if err != nil || len(files) == 0 {
			f.Fatalf("%s: no seeds: %v", p, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			all = append(all, string(src))
		}
	}
	return all
}

func addFromArchives(f *testing.F, ending string) {
	f.Helper()
	for _, src := range seeds(f, "testdata/compile/*.txtar", "testdata/broken/*.txtar") {
		for _, file := range txtar.Parse([]byte(src)).Files {
			if filepath.Ext(file.Name) == ending {
				f.Add(string(file.Data))
			}
		}
	}
}
