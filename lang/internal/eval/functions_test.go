package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/syntax"
)

// nothing resolves no names.
type nothing struct{}

func (nothing) Resolve(Ref, hcl.Range) cty.Value { return cty.DynamicVal }
func (nothing) Bare(string, hcl.Range)           {}

func evaluate(t *testing.T, dir, expression string) (cty.Value, hcl.Diagnostics) {
	t.Helper()
	e, diags := hclsyntax.ParseExpression([]byte(expression), "test.wl.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	scope := NewScope(Functions(dir, dir, []string{"HOME=/home/a"}), nothing{})
	return scope.With("secret", cty.StringVal("hunter2").Mark(Sensitive)).Value(syntax.NewExpression("test", e))
}

// Two expressions that must have the same value: a call, and what it gives.
// The cases are Terraform's documented examples where there are any.
func TestFunctions(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "hello\n")
	write(t, dir, "sub/b.tmpl", "Hi ${name}!")
	write(t, dir, "sub/deep/c.txt", "c")
	for call, want := range map[string]string{
		`length("日本")`:                                      `2`,
		`length([1, 2])`:                                    `2`,
		`length({ a = 1 })`:                                 `1`,
		`coalesce("", "b")`:                                 `"b"`,
		`coalesce(null, "", "c")`:                           `"c"`,
		`index(["a", "b"], "b")`:                            `1`,
		`one([])`:                                           `null`,
		`one(["a"])`:                                        `"a"`,
		`sum([1, 2.5])`:                                     `3.5`,
		`alltrue([true, true])`:                             `true`,
		`alltrue([])`:                                       `true`,
		`anytrue([false, true])`:                            `true`,
		`anytrue([])`:                                       `false`,
		`matchkeys(["a", "b"], ["x", "y"], ["y"])`:          `tolist(["b"])`,
		`transpose({ a = ["1", "2"], b = ["2"] })`:          `tomap({ "1" = tolist(["a"]), "2" = tolist(["a", "b"]) })`,
		`replace("1 + 2", "+", "-")`:                        `"1 - 2"`,
		`replace("hello", "/l+/", "L")`:                     `"heLo"`,
		`startswith("abc", "ab")`:                           `true`,
		`endswith("abc", "ab")`:                             `false`,
		`strcontains("abc", "b")`:                           `true`,
		`base64encode("Hello World")`:                       `"SGVsbG8gV29ybGQ="`,
		`base64decode("SGVsbG8=")`:                          `"Hello"`,
		`urlencode("a b&c")`:                                `"a+b%26c"`,
		`md5("hello world")`:                                `"5eb63bbbe01eeed093cb22bb8f5acdc3"`,
		`sha1("hello world")`:                               `"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"`,
		`sha256("hello world")`:                             `"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"`,
		`base64sha256("hello world")`:                       `"uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="`,
		`cidrhost("10.12.112.0/20", 16)`:                    `"10.12.112.16"`,
		`cidrhost("10.12.112.0/20", -1)`:                    `"10.12.127.255"`,
		`cidrhost("fd00:fd12:3456:7890::/72", 34)`:          `"fd00:fd12:3456:7890::22"`,
		`cidrnetmask("172.16.0.0/12")`:                      `"255.240.0.0"`,
		`cidrsubnet("172.16.0.0/12", 4, 2)`:                 `"172.18.0.0/16"`,
		`cidrsubnet("10.1.2.0/24", 4, 15)`:                  `"10.1.2.240/28"`,
		`cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`:            `tolist(["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"])`,
		`yamldecode("a: [1, b]")`:                           `{ a = [1, "b"] }`,
		`yamlencode({ a = 1 })`:                             `"\"a\": 1\n"`,
		`jsonencode({ a = [1] })`:                           `"{\"a\":[1]}"`,
		`try(tonumber("x"), 7)`:                             `7`,
		`can(tonumber("x"))`:                                `false`,
		`env("HOME")`:                                       `"/home/a"`,
		`try(env("NOT_SET"), "-")`:                          `"-"`,
		`file("a.txt")`:                                     `"hello\n"`,
		`file("sub/../a.txt")`:                              `"hello\n"`,
		`filebase64("a.txt")`:                               `"aGVsbG8K"`,
		`filesha256("a.txt")`:                               `sha256("hello\n")`,
		`fileexists("a.txt")`:                               `true`,
		`fileexists("b.txt")`:                               `false`,
		`fileset(".", "*.txt")`:                             `toset(["a.txt"])`,
		`fileset(".", "**/*.txt")`:                          `toset(["a.txt", "sub/deep/c.txt"])`,
		`fileset("sub", "**")`:                              `toset(["b.tmpl", "deep/c.txt"])`,
		`templatefile("sub/b.tmpl", { name = upper("x") })`: `"Hi X!"`,
		`templatestring("a=$${a}", { a = 1 })`:              `"a=1"`,
		`basename("a/b.txt")`:                               `"b.txt"`,
		`dirname("a/b.txt")`:                                `"a"`,
		`issensitive(secret)`:                               `true`,
		`issensitive(upper(secret))`:                        `true`,
		`issensitive("${secret}!")`:                         `true`,
		`nonsensitive(secret)`:                              `"hunter2"`,
		`nonsensitive(sensitive("a"))`:                      `"a"`,
	} {
		got, diags := evaluate(t, dir, call)
		if diags.HasErrors() {
			t.Errorf("%s: %v", call, diags)
			continue
		}
		wanted, diags := evaluate(t, dir, want)
		if diags.HasErrors() {
			t.Fatalf("%s: %v", want, diags)
		}
		if !got.RawEquals(wanted) {
			t.Errorf("%s = %#v, want %#v", call, got, wanted)
		}
	}
}

// What a function refuses, and what it must say.
func TestFunctionErrors(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "stack")
	write(t, root, "bytes", "\xff\xfe")
	write(t, root, "loop.tmpl", "${missing}")
	write(t, root, "deep.tmpl", strings.Repeat("${[", 1_000))
	write(t, dir, "outside.txt", "x")
	if err := os.Symlink(filepath.Join(dir, "outside.txt"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	for call, want := range map[string]string{
		`file("../outside.txt")`:               "leaves the stack's directory",
		`file("link")`:                         "leaves the stack's directory",
		`file("/etc/passwd")`:                  "is an absolute path",
		`fileset("..", "*")`:                   "leaves the stack's directory",
		`file("none")`:                         "cannot read none",
		`file("bytes")`:                        "is not UTF-8; read it with filebase64",
		`templatefile("loop.tmpl", { a = 1 })`: `uses "missing", which the call does not give; it gives a`,
		`templatefile("deep.tmpl", {})`:        "Nested too deeply",
		`templatefile("loop.tmpl", [])`:        "must be an object",
		`env("NOT_SET")`:                       "is not set",
		`timestamp()`:                          "compiling the same files must give the same objects",
		`cidrsubnet("10.0.0.0/30", 4, 0)`:      "cannot be extended by 4 bits",
		`cidrhost("10.0.0.0/30", 4)`:           "has no host 4",
		`cidrhost("10.0.0", 4)`:                "is no network",
		`one([1, 2])`:                          "at most one element",
		`sum([])`:                              "at least one number",
		`index([1], 2)`:                        "does not hold the value",
		`base64decode("!")`:                    "is not base64",
		`length(5)`:                            "must be a string or a collection",
		`parseint(secret, 10)`:                 "is not shown, since a sensitive value is involved",
	} {
		_, diags := evaluate(t, root, call)
		if !diags.HasErrors() || !strings.Contains(diags.Error(), want) {
			t.Errorf("%s: %v, want %q", call, diags, want)
		}
		if strings.Contains(diags.Error(), "hunter2") {
			t.Errorf("%s shows a secret: %v", call, diags)
		}
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
