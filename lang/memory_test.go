package lang

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

func inMemory(a *txtar.Archive) fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range a.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o600}
		}
	}
	return files
}

// What compiles on the disk compiles in memory, to the same.
func TestCompileInMemory(t *testing.T) {
	if *update {
		t.Skip("TestCompile writes the archives")
	}
	archives, err := filepath.Glob("testdata/compile/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			o := optionsOf(string(archive.Comment))
			o.Files = inMemory(archive)
			t.Chdir(t.TempDir()) // where there is nothing
			compareGolden(t, file, archive, golden(Compile(t.Context(), ".", o)))
		})
	}
}

// Whatever directory of a file system a stack is in, its modules and files may
// be beside each other and nowhere else.
func TestDirectoryInMemory(t *testing.T) {
	files := fstest.MapFS{
		"stacks/shop/a.wl.hcl":         {Data: []byte("stack \"shop\" {}\nvariable \"v\" {}\nmodule \"m\" {\n  source = \"./m\"\n  v = var.v\n}\n")},
		"stacks/shop/a.auto.wlvars":    {Data: []byte("v = \"x\"\n")},
		"stacks/shop/m/m.wl.hcl":       {Data: []byte("variable \"v\" {}\nconfig_map \"c\" {\n  data = { v = var.v, t = file(\"t.txt\"), all = join(\",\", fileset(\".\", \"**\")) }\n}\n")},
		"stacks/shop/m/t.txt":          {Data: []byte("text")},
		"stacks/shop/m/deep/other.txt": {Data: []byte("other")},
	}
	c := Compile(t.Context(), "stacks/shop", Options{Files: files})
	if c.Diagnostics.HasErrors() || len(c.Stack.Clusters[0].Objects) != 1 {
		t.Fatal(c.Diagnostics)
	}
	want := map[string]any{"v": "x", "t": "text", "all": "deep/other.txt,m.wl.hcl,t.txt"}
	made := c.Stack.Clusters[0].Objects[0]
	if diff := cmp.Diff(want, made.Content["data"]); diff != "" {
		t.Error(diff)
	}
	if made.Origin.File != filepath.Join("stacks", "shop", "m", "m.wl.hcl") || c.Files[made.Origin.File] == nil {
		t.Errorf("it comes from %s, which is not among %d files", made.Origin.File, len(c.Files))
	}
}

// A program's file system is read with as much caution as the disk.
func TestHostileFilesInMemory(t *testing.T) {
	const stack, read = "stack \"a\" {}\n", "stack \"a\" {}\nconfig_map \"c\" {\n  data = { k = file(\"x\") }\n}\n"
	call := func(source string) string { return stack + "module \"m\" {\n  source = \"" + source + "\"\n}\n" }
	link := func(to string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink | 0o777}
	}
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s), Mode: 0o600} }
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"none":               {fstest.MapFS{"b/a.wl.hcl": text(stack)}, "no file that ends in"},
		"no directory":       {fstest.MapFS{"b/a.wl.hcl": text(stack)}, "file does not exist"},
		"a linked source":    {fstest.MapFS{"s/a.wl.hcl": link("b"), "s/b": text(stack)}, "a symbolic link"},
		"a linked file":      {fstest.MapFS{"s/a.wl.hcl": text(read), "s/x": link("y"), "s/y": text("y")}, "a symbolic link"},
		"a linked directory": {fstest.MapFS{"s/a.wl.hcl": text(call("./m/n")), "s/m": link("../o"), "o/n/a.wl.hcl": text("")}, "a symbolic link"},
		"a pipe":             {fstest.MapFS{"s/a.wl.hcl": text(read), "s/x": {Mode: fs.ModeNamedPipe}}, "a named pipe"},
		"a directory":        {fstest.MapFS{"s/a.wl.hcl": text(read), "s/x/y": text("")}, "a directory"},
		"too large":          {fstest.MapFS{"s/a.wl.hcl": text(read), "s/x": text(strings.Repeat("x", 17<<20))}, "larger than 16 MiB"},
		"outside":            {fstest.MapFS{"s/a.wl.hcl": text(call("../o")), "o/a.wl.hcl": text("")}, "outside the stack's directory"},
		"far outside":        {fstest.MapFS{"s/a.wl.hcl": text(call("../../o")), "o/a.wl.hcl": text("")}, "outside the stack's directory"},
		"nothing there":      {fstest.MapFS{"s/a.wl.hcl": text(read)}, "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			at := "s"
			if name == "none" {
				at = "."
			}
			result := Compile(t.Context(), at, Options{Files: c.files})
			if !result.Diagnostics.HasErrors() || !strings.Contains(result.Diagnostics.Error(), c.want) {
				t.Errorf("want %q, got %v", c.want, result.Diagnostics)
			}
		})
	}
	if c := Compile(t.Context(), "..", Options{Files: fstest.MapFS{"a.wl.hcl": text(stack)}}); !c.Diagnostics.HasErrors() {
		t.Error("a directory around the file system is compiled")
	}
}

// The documentation shows the program that the example is.
func TestExampleIsDocumented(t *testing.T) {
	program, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(program), "func ExampleCompile() {\n")
	body, _, _ = strings.Cut(body, "\t// Output:")
	page, err := os.ReadFile(path.Join("..", "docs", "library.md"))
	if err != nil {
		t.Fatal(err)
	}
	if body == "" || !strings.Contains(string(page), strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(body, "\t"), "\n\t", "\n"))) {
		t.Error("docs/library.md has another program than example_test.go")
	}
}
