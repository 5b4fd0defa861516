package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/source"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// nothing resolves no names.
type nothing struct{}

func (nothing) Resolve(Ref, hcl.Range) cty.Value     { return cty.DynamicVal }
func (nothing) Bare(string, hcl.Range, message.Text) {}
func (nothing) IsRoot(string) bool                   { return true }

func evaluate(t *testing.T, dir, expression string) (cty.Value, hcl.Diagnostics) {
	t.Helper()
	e, diags := hclsyntax.ParseExpression([]byte(expression), "test.wl.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	scope := NewScope(Functions(Surroundings{Tree: source.Disk{}, Dir: dir, Root: dir, Environment: []string{"HOME=/home/a"}, Read: kubeyaml.NewSources()}), nothing{}, nil)
	return scope.With("secret", cty.StringVal("hunter2").Mark(Sensitive)).Value(syntax.NewExpression("test", e))
}

// Two expressions that must have the same value: a call, and what it gives.
// The cases are Terraform's documented examples where there are any.
func TestFunctions(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "hello\n")
	write(t, dir, "sub/b.tmpl", "Hi ${name}!")
	write(t, dir, "names.tpl", `${join(" ", fileset(dir, "deep/*"))} ${chomp(file("a.txt"))}  ${fileexists("${dir}/b.tmpl")}`)
	write(t, dir, "string.tpl", `${templatestring("a=$${a}", { a = a })}`)
	write(t, dir, "sub/deep/c.txt", "c")
	for call, want := range map[string]string{
		`length("日本")`:                                                         `2`,
		`length([1, 2])`:                                                       `2`,
		`length({ a = 1 })`:                                                    `1`,
		`coalesce("", "b")`:                                                    `"b"`,
		`coalesce(null, "", "c")`:                                              `"c"`,
		`index(["a", "b"], "b")`:                                               `1`,
		`one([])`:                                                              `null`,
		`one(["a"])`:                                                           `"a"`,
		`sum([1, 2.5])`:                                                        `3.5`,
		`alltrue([true, true])`:                                                `true`,
		`alltrue([])`:                                                          `true`,
		`anytrue([false, true])`:                                               `true`,
		`anytrue([])`:                                                          `false`,
		`matchkeys(["a", "b"], ["x", "y"], ["y"])`:                             `tolist(["b"])`,
		`transpose({ a = ["1", "2"], b = ["2"] })`:                             `tomap({ "1" = tolist(["a"]), "2" = tolist(["a", "b"]) })`,
		`replace("1 + 2", "+", "-")`:                                           `"1 - 2"`,
		`replace("hello", "/l+/", "L")`:                                        `"heLo"`,
		`startswith("abc", "ab")`:                                              `true`,
		`endswith("abc", "ab")`:                                                `false`,
		`strcontains("abc", "b")`:                                              `true`,
		`base64encode("Hello World")`:                                          `"SGVsbG8gV29ybGQ="`,
		`base64decode("SGVsbG8=")`:                                             `"Hello"`,
		`urlencode("a b&c")`:                                                   `"a+b%26c"`,
		`md5("hello world")`:                                                   `"5eb63bbbe01eeed093cb22bb8f5acdc3"`,
		`sha1("hello world")`:                                                  `"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"`,
		`sha256("hello world")`:                                                `"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"`,
		`base64sha256("hello world")`:                                          `"uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="`,
		`cidrhost("10.12.112.0/20", 16)`:                                       `"10.12.112.16"`,
		`cidrhost("10.12.112.0/20", -1)`:                                       `"10.12.127.255"`,
		`cidrhost("fd00:fd12:3456:7890::/72", 34)`:                             `"fd00:fd12:3456:7890::22"`,
		`cidrnetmask("172.16.0.0/12")`:                                         `"255.240.0.0"`,
		`cidrsubnet("172.16.0.0/12", 4, 2)`:                                    `"172.18.0.0/16"`,
		`cidrsubnet("10.1.2.0/24", 4, 15)`:                                     `"10.1.2.240/28"`,
		`cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`:                               `tolist(["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"])`,
		`yamldecode("a: [1, b]")`:                                              `{ a = [1, "b"] }`,
		`yamldecode("---\na: 0400\nb: 2012-10-17\nc: |-\n")`:                   `{ a = 256, b = "2012-10-17", c = "" }`,
		`yamldecodeall("a: 1\n---  # b\nb: 1\n---\n")`:                         `[{ a = 1 }, { b = 1 }]`,
		`yamldecodeall("# nothing")`:                                           `[]`,
		`issensitive(yamldecode(sensitive("a: 1")).a)`:                         `true`,
		`issensitive(yamldecodeall(sensitive("a: 1")))`:                        `true`,
		`length("noe\u0308l")`:                                                 `4`,
		`length("👩‍👩‍👧‍👦x")`:                                                   `2`,
		`length([sensitive("a"), "b"])`:                                        `2`,
		`tolist([sensitive("a"), "b"])[1]`:                                     `"b"`,
		`issensitive(tomap({ a = sensitive("a") })["a"])`:                      `true`,
		`issensitive(toset([sensitive("a"), "b"]))`:                            `true`,
		`length({ a = sensitive("a") })`:                                       `1`,
		`length(tolist([sensitive("a")]))`:                                     `1`,
		`issensitive(length(sensitive(["a"])))`:                                `true`,
		`issensitive(length(sensitive("abc")))`:                                `true`,
		`lookup({ a = sensitive("x"), b = "y" }, "b")`:                         `"y"`,
		`issensitive(lookup({ a = sensitive("x") }, "a"))`:                     `true`,
		`issensitive(lookup({ a = "x" }, sensitive("a")))`:                     `true`,
		`issensitive(lookup(sensitive({}), "a", "x"))`:                         `true`,
		`issensitive(lookup({}, "a", sensitive("x")))`:                         `true`,
		`matchkeys(["a", "b", "c"], [1, 2, 3], [1, "3"])`:                      `tolist(["a", "c"])`,
		`matchkeys([1, 2], ["true", "x"], [true])`:                             `tolist([1])`,
		`matchkeys([1, 2], ["a", "b"], [])`:                                    `tolist([]) == [] ? [] : slice(tolist([1]), 0, 0)`,
		`fileset(".", "*.{txt,md}")`:                                           `toset(["a.txt"])`,
		`fileset(".", "{sub/*,a}.t{mpl,xt}")`:                                  `toset(["a.txt", "sub/b.tmpl"])`,
		`fileset(".", "**/{b,c}.*")`:                                           `toset(["sub/b.tmpl", "sub/deep/c.txt"])`,
		`fileset(".", "./sub/[a-c].tmpl")`:                                     `toset(["sub/b.tmpl"])`,
		`transpose({ a = ["x", "y"], b = ["x"] })`:                             `tomap({ x = ["a", "b"], y = ["a"] })`,
		`yamlencode({ a = 1 })`:                                                `"\"a\": 1\n"`,
		`jsonencode({ a = [1] })`:                                              `"{\"a\":[1]}"`,
		`try(tonumber("x"), 7)`:                                                `7`,
		`can(tonumber("x"))`:                                                   `false`,
		`env("HOME")`:                                                          `"/home/a"`,
		`try(env("NOT_SET"), "-")`:                                             `"-"`,
		`file("a.txt")`:                                                        `"hello\n"`,
		`file("sub/../a.txt")`:                                                 `"hello\n"`,
		`filebase64("a.txt")`:                                                  `"aGVsbG8K"`,
		`filesha256("a.txt")`:                                                  `sha256("hello\n")`,
		`fileexists("a.txt")`:                                                  `true`,
		`fileexists("b.txt")`:                                                  `false`,
		`fileset(".", "*.txt")`:                                                `toset(["a.txt"])`,
		`fileset(".", "**/*.txt")`:                                             `toset(["a.txt", "sub/deep/c.txt"])`,
		`fileset("none", "*")`:                                                 `setsubtract(toset(["a"]), toset(["a"]))`,
		`fileset("sub/none/at/all", "**")`:                                     `setsubtract(toset(["a"]), toset(["a"]))`,
		`fileset("sub", "/*.tmpl")`:                                            `toset(["b.tmpl"])`,
		`fileset(".", "/sub//deep/*")`:                                         `toset(["sub/deep/c.txt"])`,
		`fileset("sub", "../*.txt")`:                                           `toset(["../a.txt"])`,
		`fileset("sub/deep", "../../{a,x}.txt")`:                               `toset(["../../a.txt"])`,
		`fileset("sub/deep", "../deep/../*.tmpl")`:                             `toset(["../b.tmpl"])`,
		`fileset("sub", "../sub/**")`:                                          `toset(["b.tmpl", "deep/c.txt"])`,
		`length(fileset("sub", ".."))`:                                         `0`,
		`fileset("sub", "**")`:                                                 `toset(["b.tmpl", "deep/c.txt"])`,
		`templatefile("sub/b.tmpl", { name = upper("x") })`:                    `"Hi X!"`,
		`templatestring("a=$${a}", { a = 1 })`:                                 `"a=1"`,
		`templatestring("$${basename(p)} in $${dirname(p)}", { p = "sub/b" })`: `"b in sub"`,
		`templatefile("names.tpl", { dir = "sub" })`:                           `"deep/c.txt hello  true"`,
		`templatefile("string.tpl", { a = 1 })`:                                `"a=1"`,
		`issensitive(templatestring("$${filesha256(p)}", { p = sensitive("a.txt") }))`: `true`,
		`basename("a/b.txt")`:               `"b.txt"`,
		`dirname("a/b.txt")`:                `"a"`,
		`issensitive(secret)`:               `true`,
		`uuidv5("dns", "www.terraform.io")`: `"a5008fae-b28c-5ba5-96cd-82b4c53552d6"`,
		`uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.terraform.io")`: `"a5008fae-b28c-5ba5-96cd-82b4c53552d6"`,
		`textencodebase64("Hello World", "UTF-16LE")`:                        `"SABlAGwAbABvACAAVwBvAHIAbABkAA=="`,
		`textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")`:   `"Hello World"`,
		`timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")`:            `-1`,
		`timecmp("2017-11-22T01:00:00Z", "2017-11-22T01:00:00+01:00")`:       `1`,
		`lookup({ a = "ay", b = "bee" }, "a", "what?")`:                      `"ay"`,
		`lookup({ a = "ay", b = "bee" }, "c", "what?")`:                      `"what?"`,
		`lookup(tomap({ a = 1 }), "c", "2")`:                                 `2`,
		`lookup({ a = 1 }, "a")`:                                             `1`,
		`chunklist(["a", "b", "c"], 2)`:                                      `tolist([tolist(["a", "b"]), tolist(["c"])])`,
		`coalescelist([], ["c"])`:                                            `["c"]`,
		`compact(["a", "", null, "b"])`:                                      `tolist(["a", "b"])`,
		`concat(["a"], ["b"])`:                                               `["a", "b"]`,
		`contains(["a", "b"], "a")`:                                          `true`,
		`contains(["a", "b"], null)`:                                         `false`,
		`contains([], null)`:                                                 `false`,
		`contains(["a", null], null)`:                                        `true`,
		`contains(toset([1]), { a = null }.a)`:                               `false`,
		`contains([{ a = null }], yamldecode("a:"))`:                         `true`,
		`issensitive(contains(sensitive(["a"]), null))`:                      `true`,
		`distinct(["a", "b", "a"])`:                                          `tolist(["a", "b"])`,
		`element(["a", "b", "c"], 4)`:                                        `"b"`,
		`flatten([["a", "b"], [], ["c"]])`:                                   `["a", "b", "c"]`,
		`keys({ b = 1, a = 2 })`:                                             `["a", "b"]`,
		`values({ b = 1, a = 2 })`:                                           `[2, 1]`,
		`merge({ a = 1 }, { a = 2, b = 3 })`:                                 `{ a = 2, b = 3 }`,
		`range(1, 8, 2)`:                                                     `tolist([1, 3, 5, 7])`,
		`reverse([1, 2])`:                                                    `[2, 1]`,
		`strrev("hello")`:                                                    `"olleh"`,
		`setintersection(["a", "b"], ["b", "c"])`:                            `toset(["b"])`,
		`setproduct(["a"], ["x", "y"])`:                                      `tolist([["a", "x"], ["a", "y"]])`,
		`setsubtract(["a", "b"], ["a"])`:                                     `toset(["b"])`,
		`setunion(["a"], ["b"])`:                                             `toset(["a", "b"])`,
		`slice(["a", "b", "c"], 1, 2)`:                                       `["b"]`,
		`sort(["e", "d"])`:                                                   `tolist(["d", "e"])`,
		`zipmap(["a"], [1])`:                                                 `{ a = 1 }`,
		`format("%-5s|%03d|%q", "ab", 7, "x")`:                               `"ab   |007|\"x\""`,
		`formatlist("%s!", ["a", "b"])`:                                      `tolist(["a!", "b!"])`,
		`indent(2, "a\nb")`:                                                  `"a\n  b"`,
		`join("-", ["a", "b"])`:                                              `"a-b"`,
		`split(",", "a,b")`:                                                  `tolist(["a", "b"])`,
		`regex("[a-z]+", "53b3")`:                                            `"b"`,
		`regex("(?P<n>[0-9]+)", "a1")`:                                       `{ n = "1" }`,
		`regexall("[a-z]", "1a2b")`:                                          `tolist(["a", "b"])`,
		`substr("hello world", 1, 4)`:                                        `"ello"`,
		`substr("hello", -2, -1)`:                                            `"lo"`,
		`title("hello world")`:                                               `"Hello World"`,
		`trim("?!hello?!", "!?")`:                                            `"hello"`,
		`chomp("hello\r\n")`:                                                 `"hello"`,
		`parseint("FF", 16)`:                                                 `255`,
		`log(16, 2)`:                                                         `4`,
		`pow(3, 2)`:                                                          `9`,
		`signum(-13)`:                                                        `-1`,
		`ceil(5.1)`:                                                          `6`,
		`max([12, 54, 3]...)`:                                                `54`,
		`csvdecode("a,b\n1,2")`:                                              `tolist([{ a = "1", b = "2" }])`,
		`formatdate("DD MMM YYYY", "2018-01-02T23:12:01Z")`:                  `"02 Jan 2018"`,
		`timeadd("2017-11-22T00:00:00Z", "10m")`:                             `"2017-11-22T00:10:00Z"`,
		`tonumber("1")`:                                                      `1`,
		`length(jsondecode("${join("", [for i in range(500) : "["])}${join("", [for i in range(500) : "]"])}"))`: `1`,
		`jsondecode(jsonencode("${join("", [for i in range(600) : "["])}\"[{"))`:                                 `"${join("", [for i in range(600) : "["])}\"[{"`,
		`textdecodebase64(textencodebase64("日本\uFFFD", "UTF-16LE"), "UTF-16LE")`:                                 `"日本\uFFFD"`,
		`tobool("true")`:                        `true`,
		`tostring(1)`:                           `"1"`,
		`replace("hello", "/(l)(l)/", "$2-$1")`: `"hel-lo"`,
		`replace("abc", "", "-")`:               `"-a-b-c-"`,
		`yamldecode("a: &x [1]\nb: *x").b`:      `[1]`,
		`issensitive(upper(secret))`:            `true`,
		`issensitive("${secret}!")`:             `true`,
		`nonsensitive(secret)`:                  `"hunter2"`,
		`nonsensitive(sensitive("a"))`:          `"a"`,
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
	write(t, root, "self.tmpl", `${templatefile("self.tmpl", {})}`)
	write(t, root, "deep.tmpl", strings.Repeat("${[", 1_000))
	write(t, dir, "outside.txt", "x")
	if err := os.Symlink(filepath.Join(dir, "outside.txt"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	for call, want := range map[string]string{
		`file("../outside.txt")`:                                    "is outside the stack's directory",
		`file("link")`:                                              "is outside the stack's directory",
		`file("/etc/passwd")`:                                       "is an absolute path",
		`fileset("..", "*")`:                                        "is outside the stack's directory",
		`fileset(".", "../*")`:                                      "is outside the stack's directory",
		`fileset(".", "/../stack/../*")`:                            "is outside the stack's directory",
		`fileset("none", "../../*")`:                                "is outside the stack's directory",
		`file("none")`:                                              "cannot read none",
		`file("bytes")`:                                             "is not UTF-8; read it with filebase64",
		`templatefile("loop.tmpl", { a = 1 })`:                      `failed at loop.tmpl:1. The template uses the variable "missing", and the call passes only a. Pass it`,
		`templatefile("loop.tmpl", {})`:                             `"missing", and the call passes none. Pass it`,
		`templatefile("deep.tmpl", {})`:                             "nested at most 500 levels deep",
		`templatestring("$${mx(1)}", {})`:                           `failed at template:1. There is no function named "mx". Did you mean "max"?`,
		`templatefile("self.tmpl", {})`:                             `failed at self.tmpl:1. Call to function "templatefile" failed: a template cannot call templatefile. Render`,
		`templatestring("$${templatestring(a, {})}", { a = "x" })`:  `a template cannot call templatestring. Render the text outside the template, and pass it`,
		`templatestring("$${templatefile(\"loop.tmpl\", {})}", {})`: `a template cannot call templatefile`,
		`templatestring("$${file(\"../outside.txt\")}", {})`:        `is outside the stack's directory`,
		`templatestring("$${timestamp()}", {})`:                     `compiling the same files must give the same objects`,
		`templatestring("$${file(p)}", { p = secret })`:             `is not shown because it involves a sensitive value`,
		`m(1)`:                                     `no function named "m". Did you mean "map"?`,
		`[for x in [1] : mn(x)]`:                   `no function named "mn". Did you mean "min"?`,
		`quertz(1)`:                                `no function named "quertz". Correct the name.`,
		`templatefile("loop.tmpl", [])`:            "must be an object",
		`env("NOT_SET")`:                           "is not set",
		`timestamp()`:                              "compiling the same files must give the same objects",
		`cidrsubnet("10.0.0.0/30", 4, 0)`:          "cannot be extended by 4 bits",
		`cidrhost("10.0.0.0/30", 4)`:               "has no host 4",
		`cidrhost("10.0.0", 4)`:                    "is not a network",
		`one([1, 2])`:                              "at most one element",
		`sum([])`:                                  "at least one number",
		`index([1], 2)`:                            "does not contain the value",
		`base64decode("!")`:                        "is not base64",
		`length(5)`:                                "must be a string or a collection",
		`cidrhost("10.0.0.0/8", 1.5)`:              "must be a whole number",
		`cidrsubnet("::/0", 64, 1e30)`:             "must be a whole number of at most 64 bits",
		`lookup({ a = 1 }, "b")`:                   `the map has no key "b"; give a default`,
		`lookup([], "b", 1)`:                       "must be a map or an object",
		`timecmp("today", "2017-11-22T00:00:00Z")`: "is not a time in the form",
		`textencodebase64("a", "EBCDIC-9")`:        "is not a known encoding",
		`uuidv5("nowhere", "a")`:                   "must be",
		`abspath("a")`:                             "use path.module",
		`list("a")`:                                "write [a, b]",
		`rsadecrypt("a", "b")`:                     "a private key must not be in a configuration",
		`format("%10001s", "x")`:                   "a width may be at most 10000",
		`formatlist(join("", [for i in range(10) : "%9999s"]), [for i in range(1000) : i])`:                        "at most 67108864 are allowed",
		`join(format("%9999s", ""), [for i in range(10) : format("%9999s", "")], split("", format("%9999s", "")))`: "at most 67108864 are allowed",
		`replace(format("%9999s", ""), " ", format("%9999s", ""))`:                                                 "at most 67108864 are allowed",
		`replace(format("%9999s", ""), "/ /", format("%9999s", ""))`:                                               "at most 67108864 are allowed",
		`indent(1e9, "a\nb")`:                  "at most 67108864 are allowed",
		`setproduct(range(1000), range(1000))`: "the result has 1000000 elements; at most 100000 are allowed",
		`jsondecode("${join("", [for i in range(501) : "["])}${join("", [for i in range(501) : "]"])}")`: `is nested more than 500 levels deep`,
		`jsondecode(join("", [for i in range(1000) : "{\"a\":["]))`:                                      `is nested more than 500 levels deep`,
		`textdecodebase64("gQ==", "windows-1250")`:                                                       `has bytes that windows-1250 does not define`,
		`textdecodebase64("/w==", "US-ASCII")`:                                                           `has bytes that US-ASCII does not define`,
		`textdecodebase64("YQ==", "UTF-16LE")`:                                                           `has bytes that UTF-16LE does not define`,
		`textencodebase64("日", "windows-1252")`:                                                          `has characters that windows-1252 does not have`,
		`range(0, 1e9)`: "more than 1024 values",
		`yamldecode(join("\n", concat(["a0: &a0 x"], [for i in range(1, 20) : "a${i}: &a${i} [${join(", ", [for j in range(9) : "*a${i - 1}"])}]"])))`: "aliases of the document expand to too much",
		`matchkeys(["a"], [["x"]], [1])`:                    `cannot be compared`,
		`fileset("none", "[a")`:                             `a bracket is not closed`,
		`fileset("bytes", "*")`:                             `cannot list the files of bytes: it is no directory`,
		`fileset("bytes/none", "*")`:                        `cannot list the files of bytes/none: `,
		`fileset(".", "{a")`:                                `a bracket is not closed`,
		`transpose({ a = null })`:                           `has null for "a"`,
		`transpose({ a = [null] })`:                         `has null in the list of "a"`,
		`lookup({ a = 1 }, secret)`:                         `The reason is not shown`,
		`yamldecode("a: 1\n---\nb: 1")`:                     `the text has 2 documents, and yamldecode reads one. Use manifests(path)`,
		`yamldecode("a: 1\na: 2")`:                          `on line 2, the key "a" is there twice`,
		`yamldecode(join("", [for i in range(600) : "["]))`: `did not find expected`,
		`yamldecode("${join("", [for i in range(600) : "["])}${join("", [for i in range(600) : "]"])}")`: `more than 500 levels deep`,
		`templatestring("$${for}", {})`: `$${`,
		`parseint(secret, 10)`:          "is not shown because it involves a sensitive value",
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
