package wl_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
)

const outsideStack = `
variable "ns" { type = string }
stack "outside" {
  namespace = var.ns
  limits    = "kubernetes"
}
workload "web" {
  kind     = "Deployment"
  replicas = 2
  container "nginx" { image = "nginx:1.27" }
}
`

// The example is a program that a module of its own can be, outside of this
// repository: it compiles there, and does what it says.
func TestExampleAsAnotherModule(t *testing.T) {
	cluster := controlplane.Shared(t)
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program := read(t, "example_test.go")
	for from, to := range map[string]string{"package wl_test\n": "package main\n", "func Example() {\n": "func main() {\n"} {
		if strings.Count(program, from) != 1 {
			t.Fatalf("example_test.go has not one line %q", from)
		}
		program = strings.Replace(program, from, to, 1)
	}
	if !strings.Contains(read(t, filepath.Join("docs", "library.md")), program) {
		t.Error("docs/library.md has another program than example_test.go")
	}
	_, requirements, _ := strings.Cut(read(t, "go.mod"), "\n") // all but the module's name
	write(t, filepath.Join(dir, "go.mod"), "module example.com/platform\n"+requirements+
		"\nrequire github.com/workloadlang/wl v0.0.0\n\nreplace github.com/workloadlang/wl => "+root+"\n")
	write(t, filepath.Join(dir, "go.sum"), read(t, "go.sum"))
	write(t, filepath.Join(dir, "main.go"), program)
	write(t, filepath.Join(dir, "shop", "stack.wl.hcl"), outsideStack)
	namespace := cluster.Namespace(t)
	run := func(command ...string) string {
		t.Helper()
		c := exec.Command(command[0], command[1:]...)
		c.Dir = dir
		c.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -mod=mod"), "GOWORK=off",
			"KUBECONFIG="+cluster.Kubeconfig, "WL_VAR_ns="+namespace)
		var errs bytes.Buffer
		c.Stderr = &errs
		out, err := c.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s%s", strings.Join(command, " "), err, out, &errs)
		}
		return string(out)
	}
	run("go", "build", "-o", "platform", ".")
	out := run(filepath.Join(dir, "platform"))
	for _, want := range []string{
		"plan: create Deployment " + namespace + "/web at shop/stack.wl.hcl:7\n", "done: create Deployment " + namespace + "/web\n",
		"rolled out: Deployment " + namespace + "/web 2 of 2\n", "default succeeded created: ", "rolled out: 1\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing:\n%s", want, out)
		}
	}
	if again := run(filepath.Join(dir, "platform")); strings.Contains(again, "plan:") || strings.Contains(again, "done:") {
		t.Errorf("the second time something is left to do:\n%s", again)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
