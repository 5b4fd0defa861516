package lang

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A stack may hold anything under a name that is read, or let a function name
// it: what is no regular file is said to be none, at once, and nothing of what a
// link leads to out of the stack is told.
func TestUnreadableFiles(t *testing.T) {
	const secret = "machine example login joe password hunter2"
	pipe := func(file string) error { return syscall.Mkfifo(file, 0o600) }
	device := func(file string) error { return os.Symlink("/dev/zero", file) }
	directory := func(file string) error { return os.Symlink(".", file) }
	outside := func(file string) error { return os.Symlink("../outside", file) }
	large := func(file string) error { return os.WriteFile(file, make([]byte, 16<<20+1), 0o600) }
	const linked = "symbolic link to outside the stack's directory"
	for _, c := range []struct {
		name, more string // what is added to the stack's own file
		file       string
		create     func(string) error
		says       string
		named      string // as what, unless as file
		variables  []VariableArgument
	}{
		{name: "pipe as source", file: "x.wl.hcl", create: pipe, says: "a named pipe"},
		{name: "pipe as JSON source", file: "x.wl.hcl.json", create: pipe, says: "a named pipe"},
		{name: "pipe in a module", more: `module "m" { source = "./m" }`, file: "m/x.wl.hcl", create: pipe, says: "a named pipe"},
		{name: "pipe as variables", file: "x.auto.wlvars", create: pipe, says: "a named pipe"},
		{name: "directory as source", file: "x.wl.hcl", create: directory, says: "a directory"},
		{name: "directory as variables", file: "x.auto.wlvars.json", create: directory, says: "a directory"},
		{name: "too large a file of variables", file: "x.auto.wlvars", create: large, says: "larger than 16 MiB"},
		{name: "device as source", file: "x.wl.hcl", create: device, says: linked},
		{name: "device as variables", file: "x.auto.wlvars", create: device, says: linked},
		{name: "source elsewhere", file: "x.wl.hcl", create: outside, says: linked},
		{name: "source elsewhere, in a module", more: `module "m" { source = "./m" }`, file: "m/x.wl.hcl", create: func(file string) error { return os.Symlink("../../outside", file) }, says: linked},
		{name: "variables elsewhere", file: "x.auto.wlvars", create: outside, says: linked},
		{name: "pipe as an argument", file: "pipe", create: pipe, says: "a named pipe", variables: []VariableArgument{{File: "pipe"}}},
		{name: "device as an argument", file: "x", create: pipe, says: "a device", named: "/dev/zero", variables: []VariableArgument{{File: "/dev/zero"}}},
		{name: "pipe read", more: reading(`file("x")`), file: "x", create: pipe, says: "a named pipe"},
		{name: "pipe read as base64", more: reading(`filebase64("x")`), file: "x", create: pipe, says: "a named pipe"},
		{name: "pipe hashed", more: reading(`filesha256("x")`), file: "x", create: pipe, says: "a named pipe"},
		{name: "pipe as a template", more: reading(`templatefile("x", {})`), file: "x", create: pipe, says: "a named pipe"},
		{name: "device read", more: reading(`file("x")`), file: "x", create: device, says: "is outside the stack's directory"},
		{name: "directory read", more: reading(`file("x")`), file: "x", create: directory, says: "a directory"},
		{name: "missing file read", more: reading(`file("y")`), file: "x", create: pipe, says: "no such file", named: "y"},
		{name: "too large a file read", more: reading(`file("x")`), file: "x", create: large, says: "larger than 16 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			writeFile(t, filepath.Join(dir, "outside"), secret)
			writeFile(t, filepath.Join(dir, "stack/m/main.wl.hcl"), "")
			writeFile(t, filepath.Join(dir, "stack/main.wl.hcl"), "stack \"s\" {}\n"+c.more)
			t.Chdir(filepath.Join(dir, "stack"))
			if err := c.create(c.file); err != nil {
				t.Fatal(err)
			}
			compilation := compileAtOnce(t, Options{Variables: c.variables})
			text := ""
			for _, d := range compilation.Diagnostics {
				text += fmt.Sprintf("%s: %s\n", d.Summary, d.Detail)
			}
			for _, want := range []string{c.says, cmp.Or(c.named, filepath.Base(c.file))} {
				if !strings.Contains(text, want) {
					t.Errorf("it does not say %q, but:\n%s", want, text)
				}
			}
			for name, f := range compilation.Files {
				text += string(f.Bytes)
				if strings.Contains(text, "hunter2") || strings.Contains(text, "machine") {
					t.Errorf("%s: what a link leads to is told:\n%.200s", name, text)
				}
			}
		})
	}
}

func reading(expression string) string {
	return "config_map \"c\" {\n  data = { a = " + expression + " }\n}\n"
}

func writeFile(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// compileAtOnce compiles the current directory, and fails where something is
// waited for.
func compileAtOnce(t *testing.T, o Options) *Compilation {
	t.Helper()
	done := make(chan *Compilation, 1)
	go func() { done <- Compile(t.Context(), ".", o) }()
	select {
	case c := <-done:
		return c
	case <-time.After(20 * time.Second): // before an expression is given up
		t.Fatal("it waits for ever")
		return nil
	}
}

// A link is followed within the stack, and where the stack itself is a link.
func TestLinksWithinTheStack(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "stack/m/main.wl.hcl"), "locals { a = 1 }")
	writeFile(t, filepath.Join(dir, "stack/..data/values"), `a = "b"`)
	writeFile(t, filepath.Join(dir, "stack/main.wl.hcl"), "stack \"s\" {}\nvariable \"a\" { type = string }\noutput \"a\" { value = var.a }\n")
	for link, to := range map[string]string{"stack/x.auto.wlvars": "..data/values", "stack/y.wl.hcl": "m/main.wl.hcl", "link": "stack"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	c := Compile(t.Context(), filepath.Join(dir, "link"), Options{})
	if c.Diagnostics.HasErrors() {
		t.Fatal(c.Diagnostics)
	}
	if got := c.Stack.Clusters[0].Outputs[0].Value; got != "b" {
		t.Errorf("the variable is %v", got)
	}
}

// The path of the stack leads there from every module, however it is reached.
func TestPathOfTheStack(t *testing.T) {
	dir := t.TempDir()
	for at, content := range map[string]string{
		"stack/main.wl.hcl":            "stack \"s\" {}\noutput \"here\" { value = file(\"${path.root}/x\") }\n",
		"stack/x":                      "found",
		"stack/shared/deep/m/m.wl.hcl": "output \"o\" { value = file(\"${path.root}/x\") }\noutput \"set\" { value = fileset(path.root, \"x\") }\n",
	} {
		writeFile(t, filepath.Join(dir, at), content)
	}
	for link, to := range map[string]string{"linked": "stack", "stack/mods": "shared", "stack/near": "shared/deep/m", "stack/shared/within": "deep"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, stack := range []string{"stack", "linked"} {
		for _, source := range []string{"./shared/deep/m", "./mods/deep/m", "./near", "./shared/within/m"} {
			writeFile(t, filepath.Join(dir, "stack/call.wl.hcl"), "module \"m\" { source = \""+source+"\" }\noutput \"m\" { value = module.m.o }\noutput \"set\" { value = join(\" \", module.m.set) }\n")
			c := Compile(t.Context(), filepath.Join(dir, stack), Options{})
			if c.Diagnostics.HasErrors() {
				t.Errorf("%s in %s: %v", source, stack, c.Diagnostics)
				continue
			}
			for i, want := range []string{"found", "found", "x"} { // here, m, set
				if got := c.Stack.Clusters[0].Outputs[i]; got.Value != want {
					t.Errorf("%s in %s: %s is %v", source, stack, got.Name, got.Value)
				}
			}
		}
	}
}
