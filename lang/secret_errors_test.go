package lang

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcled"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// plantedValues are secrets of every shape.
func plantedValues() map[string]string {
	return map[string]string{
		"short": "zq7", "word": "hunter2", "number": "4815162342", "quotes": `hun"ter's\2`, "markup": "HUNT<ER>&2",
		"two": "~q", "digits": "937", "sign": "$!", "control": "hun\tter\u0001\u007f2", "lines": "first-zq line\nsecond-zq line\n", "url": "h%nt?r #2/+@", "long": strings.Repeat("zqx-", 300),
	}
}

// failing are expressions that go wrong with a secret in them, which stands in
// the place of each SECRET. Most functions and operators quote what they cannot
// work with.
var failing = []string{
	"tonumber(SECRET)", "tobool(SECRET)", "parseint(SECRET, 10)", "timeadd(SECRET, \"1h\")", "timecmp(SECRET, SECRET)", "formatdate(SECRET, SECRET)",
	"regex(\"(${SECRET}\", \"a\")", "regexall(\"(${SECRET}\", \"a\")", "regex(\"^a$\", SECRET)", "replace(\"a\", \"/(${SECRET}/\", \"\")",
	"lookup({}, SECRET)", "yamldecode(\"a: b: ${SECRET}\")", "jsondecode(SECRET)", "csvdecode(\"a,a\\n${SECRET}\")", "base64decode(\"!${SECRET}\")", "urlencode([SECRET])",
	"templatestring(\"$${nothing}${SECRET}\", {})", "templatestring(\"$${tonumber(x)}\", { x = SECRET })", "templatestring(SECRET, SECRET)", "templatefile(SECRET, {})",
	"env(SECRET)", "file(SECRET)", "filesha256(SECRET)", "fileset(SECRET, \"[\")", "manifests(SECRET)", "filebase64(SECRET)", "fileset(\".\", \"../${SECRET}\")", "file(\"/${SECRET}\")", "cidrhost(SECRET, 1)", "cidrsubnet(SECRET, 8, 1)", "uuidv5(SECRET, \"a\")",
	"{ for t in [SECRET, SECRET] : t => 1 }", "[for t in [SECRET] : tonumber(t)]", "{ for k, v in { a = SECRET } : v => v.nothing }", "[for t in SECRET : t]",
	"{ (SECRET) = 1 }[\"nothing\"]", "{ a = 1 }[SECRET]", "[1, 2][SECRET]", "SECRET.nothing", "SECRET[0]", "SECRET[*].nothing.more",
	"SECRET + 1", "-SECRET", "!SECRET", "SECRET && true", "SECRET < 2", "SECRET ? 1 : 2", "true ? { (SECRET) = 1 } : [SECRET]", "\"${[SECRET]}\"", "\"%{ if SECRET }a%{ endif }\"",
	"\"%{ for x in SECRET }${x}%{ endfor }\"", "element([], tonumber(SECRET))", "slice([1], 0, tonumber(SECRET))", "format(\"%d\", SECRET)", "format(SECRET)", "formatlist(\"%d\", [SECRET])",
	"merge(SECRET, {})", "zipmap([SECRET], [1, 2])", "setproduct(SECRET)", "chunklist(SECRET, 1)", "one([SECRET, SECRET])", "coalesce(SECRET...)", "max(SECRET)", "substr(SECRET, SECRET, 1)",
	"join(SECRET, SECRET)", "split(SECRET, [SECRET])", "contains(SECRET, 1)", "keys(SECRET)", "range(SECRET)", "indent(SECRET, \"a\\nb\")", "tomap([SECRET])", "tolist({ (SECRET) = 1, b = [] })",
	"transpose({ a = SECRET })", "matchkeys([1], [SECRET, 2], SECRET)", "index([], SECRET)", "sum([SECRET])", "try(tonumber(SECRET))", "pow(SECRET, 2)", "nothing(SECRET)", "tonumber(SECRET, SECRET)",
}

// sources are ways in which a value is sensitive: a variable, what a module
// gives, or a function that says so, of a literal or of what is from outside.
var sources = map[string]string{
	"a variable": "var.planted", "a local": "local.planted", "a module": "module.m.planted", "a loop": "{ for k, v in { a = var.planted } : k => v }.a",
	"the environment": `sensitive(env("PLANTED"))`, "a literal": "sensitive(LITERAL)", "a list": "[var.planted][0]",
}

// Whatever goes wrong with a sensitive value, nothing of it is in what is said,
// nor in the source that is quoted.
func TestErrorsShowNoSecret(t *testing.T) {
	said, silent := 0, map[string]bool{}
	for _, expression := range failing {
		silent[expression] = true
	}
	for shape, value := range plantedValues() {
		literal := string(hclwrite.TokensForValue(cty.StringVal(value)).Bytes())
		for from, reference := range sources {
			var stack strings.Builder
			fmt.Fprintf(&stack, "stack \"s\" {}\nvariable \"planted\" {\n  sensitive = true\n}\nmodule \"m\" {\n  source  = \"./m\"\n  planted = var.planted\n}\nlocals {\n  planted = var.planted\n")
			for i, expression := range failing {
				stack.WriteString(fmt.Sprintf("  e%d = ", i) + strings.ReplaceAll(expression, "SECRET", strings.ReplaceAll(reference, "LITERAL", literal)) + "\n")
			}
			stack.WriteString("}\nconfig_map \"c\" {\n  data = {\n")
			for i := range failing {
				fmt.Fprintf(&stack, "    k%d = jsonencode(local.e%d)\n", i, i)
			}
			stack.WriteString("  }\n}\n")
			c := compiled(t, map[string]string{"s.wl.hcl": stack.String(), "m/m.wl.hcl": "variable \"planted\" {}\noutput \"planted\" {\n  value     = var.planted\n  sensitive = true\n}\n"},
				Options{Variables: []VariableArgument{{Name: "planted", Value: value}}, Environment: []string{"PLANTED=" + value}})
			hunted := fmt.Sprintf("%s, from %s", shape, from)
			hunt(t, hunted, value, c)
			for _, d := range c.Diagnostics {
				said++
				for i, expression := range failing {
					if d.Subject != nil && strings.Contains(line(stack.String(), d.Subject.Start.Line), fmt.Sprintf(" e%d = ", i)) {
						delete(silent, expression)
					}
				}
			}
		}
	}
	t.Logf("%d values from %d sources in %d expressions: %d errors, none of which shows one", len(plantedValues()), len(sources), len(failing), said)
	if len(silent) > len(failing)/8 || said < 2000 {
		t.Errorf("%d errors; the expressions that never fail are %v: the hunt has lost its way", said, silent)
	}
}

// What is read from a file can be secret though nothing says so, and is easily passed where its
// name is meant: a text of several lines, or a long one, is not in what is said.
func TestErrorsQuoteNoFile(t *testing.T) {
	for shape, content := range map[string]string{
		"a manifest":  "apiVersion: v1\nkind: Secret\nstringData:\n  password: hunter2zq\n",
		"a line":      "hunter2zq\n",
		"Windows":     "user: me zq\r\npassword: hunter2zq\r\n",
		"a long line": strings.Repeat("zqx/", 100) + "hunter2zq",
		"a key":       "-----BEGIN PRIVATE KEY-----\nMIIEvzqx\\(\"[+%zq\nhunter2/zq==\n-----END PRIVATE KEY-----\n",
	} {
		var stack strings.Builder
		stack.WriteString("stack \"s\" {}\nlocals {\n")
		for i, expression := range failing {
			fmt.Fprintf(&stack, "  e%d = %s\n", i, strings.ReplaceAll(expression, "SECRET", "file(\"planted\")"))
		}
		stack.WriteString("}\nconfig_map \"c\" {\n  data = {\n")
		for i := range failing {
			fmt.Fprintf(&stack, "    k%d = jsonencode(local.e%d)\n", i, i)
		}
		stack.WriteString("  }\n}\n")
		c := compiled(t, map[string]string{"s.wl.hcl": stack.String(), "planted": content}, Options{})
		if len(c.Diagnostics) < len(failing)/2 {
			t.Errorf("%s: %d errors: the hunt has lost its way", shape, len(c.Diagnostics))
		}
		hunt(t, shape, content, c)
	}
}

// A line that holds a secret is not quoted, whatever is wrong with it.
func TestSourcesThatAreQuotedHoldNoSecret(t *testing.T) {
	for shape, value := range plantedValues() {
		literal := string(hclwrite.TokensForValue(cty.StringVal(value)).Bytes())
		for name, files := range map[string]map[string]string{
			"a secret block":       {"a.wl.hcl": "secret \"s\" {\n  data = { a = LITERAL, b = nothing() }\n}\n"},
			"a misspelt argument":  {"a.wl.hcl": "secret \"s\" {\n  dat = { a = LITERAL }\n}\n"},
			"in one line":          {"a.wl.hcl": "secret \"s\" { data = { a = LITERAL, b = nothing() } }\n"},
			"a syntax error":       {"a.wl.hcl": "secret \"s\" {\n  data = { a = LITERAL b = 1 }\n}\n"},
			"an open bracket":      {"a.wl.hcl": "secret \"s\" {\n  data = {\n    a = LITERAL\n}\n"},
			"a manifest":           {"a.wl.hcl": "object \"s\" {\n  manifest = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = nothing() }, stringData = { a = LITERAL } }\n}\n"},
			"a default":            {"a.wl.hcl": "variable \"v\" {\n  type      = number\n  sensitive = true\n  default   = [LITERAL]\n}\n"},
			"an output":            {"a.wl.hcl": "output \"v\" {\n  sensitive = true\n  value     = [LITERAL, nothing()]\n}\n"},
			"a call":               {"a.wl.hcl": "locals {\n  a = [sensitive(LITERAL), nothing()]\n}\n"},
			"a module's input":     {"a.wl.hcl": "module \"m\" {\n  source = \"./m\"\n  v      = [LITERAL, nothing()]\n}\n", "m/m.wl.hcl": "variable \"v\" {\n  sensitive = true\n}\n"},
			"variables":            {"a.wl.hcl": "variable \"v\" {\n  type      = number\n  sensitive = true\n}\n", "a.auto.wlvars": "v = [LITERAL]\n"},
			"undeclared variables": {"a.wl.hcl": "", "a.auto.wlvars": "token = LITERAL\n"},
			"broken variables":     {"a.wl.hcl": "variable \"v\" {}\n", "a.auto.wlvars": "v = LITERAL LITERAL\n"},
			"another tool's file":  {"a.wl.hcl": "", "a.auto.wlvars": "machine example.com login me password LITERAL\n"},
			"JSON":                 {"a.wl.hcl.json": `{"secret": {"s": {"data": {"a": JSON, "b": "${nothing()}"}}}}`},
			"broken JSON":          {"a.wl.hcl.json": `{"secret": {"s": {"data": {"a": JSON "b": 1}}}}`},
			"where else it stands": {"a.wl.hcl": "variable \"v\" {\n  sensitive = true\n}\nlocals {\n  a = [LITERAL, nothing()]\n}\n", "a.auto.wlvars": "v = LITERAL\n"},
			"where it is a number": {"a.wl.hcl": "variable \"v\" {\n  type      = number\n  sensitive = true\n}\nlocals {\n  a = [NUMBER, nothing()]\n}\n", "a.auto.wlvars": "v = NUMBER\n"},
		} {
			if name == "where it is a number" && shape != "number" && shape != "digits" {
				continue
			}
			for file, content := range files {
				files[file] = strings.NewReplacer("NUMBER", value, "LITERAL", literal, "JSON", strconv.Quote(value)).Replace(content)
			}
			files["z.wl.hcl"] = "stack \"s\" {}\n"
			c := compiled(t, files, Options{})
			if len(c.Diagnostics) == 0 {
				t.Errorf("%s: nothing is wrong: the hunt has lost its way", name)
			}
			hunt(t, name+": "+shape, value, c)
		}
	}
}

func compiled(t *testing.T, files map[string]string, o Options) *Compilation {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Compile(t.Context(), dir, o)
}

// hunt looks for a value in all that a compilation says and in the lines that
// messages quote.
func hunt(t *testing.T, what, value string, c *Compilation) {
	t.Helper()
	for _, d := range c.Diagnostics {
		quoted := ""
		if d.Subject == nil {
			d.Subject = &hcl.Range{}
		}
		if f := c.Files[d.Subject.Filename]; f != nil {
			quoted += hcled.ContextString(f, d.Subject.Start.Byte) + "\n"
			for n := d.Subject.Start.Line; n <= d.Subject.End.Line; n++ {
				quoted += line(string(f.Bytes), n) + "\n"
			}
		}
		if found := shownIn(d.Summary+"\n"+d.Detail+"\n"+fmt.Sprintf("%#v", d.Extra)+"\n"+quoted, value); found != "" {
			t.Errorf("%s: %q is in %s: %s\n%s", what, found, d.Summary, d.Detail, quoted)
		}
	}
}

func line(s string, n int) string {
	lines := strings.Split(s, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// shownIn is how a value, or a line of it, is shown in a text; empty where it is
// not.
func shownIn(text, value string) string {
	for _, part := range append(strings.Split(value, "\n"), value) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		for _, form := range []string{part, strings.Trim(strconv.Quote(part), `"`), strings.Trim(strconv.QuoteToASCII(part), `"`), url.QueryEscape(part), url.PathEscape(part)} {
			if strings.Contains(text, form) {
				return form
			}
		}
	}
	return ""
}
