package lang

import (
	"fmt"
	"strings"
	"testing"
)

// wrongKeys are arguments that go wrong with a sensitive key in them, in the place of KEYS: an
// object that has it, of the value that VALUE is.
var wrongKeys = map[string]string{
	"an input":              "module \"m\" {\n  source = \"./m\"\n  strings = OBJECT([1])\n}\n",
	"within an input":       "module \"m\" {\n  source = \"./m\"\n  nested = { a = OBJECT([1]), b = {} }\n}\n",
	"in a list":             "module \"m\" {\n  source = \"./m\"\n  list = [OBJECT([1])]\n}\n",
	"in a tuple":            "module \"m\" {\n  source = \"./m\"\n  tuple = [OBJECT([1]), 1]\n}\n",
	"of an object":          "module \"m\" {\n  source = \"./m\"\n  object = OBJECT(1)\n}\n",
	"lists":                 "module \"m\" {\n  source = \"./m\"\n  list = tolist([OBJECT([1])])\n}\n",
	"no scalar":             "module \"m\" {\n  source = \"./m\"\n  scalar = OBJECT(1)\n}\n",
	"data":                  "config_map \"c\" {\n  data = OBJECT([1])\n}\n",
	"binary data":           "config_map \"c\" {\n  binary_data = OBJECT(\"no base64\")\n}\n",
	"data of a secret":      "secret \"c\" {\n  data = OBJECT([1])\n}\n",
	"a key of a secret":     "secret \"c\" {\n  data = OBJECT(\"a\")\n}\n",
	"modes of items":        "CONTAINERvolume \"v\" {\n    secret = { name = \"c\", items = { a = \"a\" }, item_modes = OBJECT(256) }\n  }\n}\n",
	"modes that are none":   "CONTAINERvolume \"v\" {\n    secret = { name = \"c\", items = { a = \"a\" }, item_modes = OBJECT(\"9z\") }\n  }\n}\n",
	"items":                 "CONTAINERvolume \"v\" {\n    secret = { name = \"c\", items = OBJECT([1]) }\n  }\n}\n",
	"an object's fields":    "CONTAINERvolume \"v\" {\n    secret = OBJECT(1)\n  }\n}\n",
	"labels":                "namespace \"n\" {\n  labels = OBJECT(\"?\")\n}\n",
	"annotations":           "namespace \"n\" {\n  annotations = OBJECT([1])\n}\n",
	"a manifest":            "object \"o\" {\n  manifest = merge({ apiVersion = \"v1\", kind = \"ConfigMap\", metadata = { name = \"a\" } }, OBJECT(1))\n}\n",
	"within a manifest":     "object \"o\" {\n  manifest = { apiVersion = \"v1\", kind = \"ConfigMap\", metadata = OBJECT(1) }\n}\n",
	"types in a manifest":   "object \"o\" {\n  manifest = { apiVersion = \"v1\", kind = \"ConfigMap\", metadata = { name = \"a\" }, data = OBJECT([1]) }\n}\n",
	"for_each":              "config_map \"c\" {\n  for_each = OBJECT(1)\n}\n",
	"transposed":            "locals {\n  t = transpose(OBJECT(null))\n}\n",
	"looked up":             "locals {\n  t = lookup(OBJECT(1), \"b\")\n}\n",
	"environment variables": "CONTAINERcontainer \"b\" {\n    image = \"b\"\n    environment {\n      variables = OBJECT([1])\n    }\n  }\n}\n",
	"resources":             "CONTAINERcontainer \"b\" {\n    image = \"b\"\n    cpu = merge({ request = 1 }, OBJECT(1))\n  }\n}\n",
}

// A key is as sensitive as the object that has it, and is not in what is said of it.
func TestErrorsShowNoSensitiveKey(t *testing.T) {
	const container = "workload \"w\" {\n  kind = \"Deployment\"\n  container \"a\" {\n    image = \"a\"\n  }\n  "
	called := "variable \"strings\" {\n  type = map(string)\n default = {}\n}\nvariable \"nested\" {\n  type = map(map(string))\n default = {}\n}\nvariable \"list\" {\n  type = list(map(string))\n default = []\n}\n" +
		"variable \"tuple\" {\n  type = tuple([map(string), number])\n  default = [{}, 1]\n}\nvariable \"object\" {\n  type = object({ a = number })\n  default = { a = 1 }\n}\nvariable \"scalar\" {\n  type = string\n  default = \"\"\n}\n"
	silent := 0
	for from, object := range map[string]string{
		"a variable":   "{ (var.planted) = %s }",
		"the whole":    "sensitive(zipmap([\"hunter2zq\"], [%s]))",
		"read JSON":    `{ for k, v in jsondecode(sensitive("{\"hunter2zq\":1}")) : k => %s }`,
		"a local":      "{ for k in [local.planted] : k => %s }",
		"two of which": "merge({ b = 1 }, { (var.planted) = %s })",
	} {
		for what, src := range wrongKeys {
			for i, c := 0, strings.Index(src, "OBJECT("); c >= 0 && i < 5; i, c = i+1, strings.Index(src, "OBJECT(") {
				end := c + strings.Index(src[c:], ")")
				src = src[:c] + fmt.Sprintf(object, src[c+len("OBJECT("):end]) + src[end+1:]
			}
			stack := "stack \"s\" {}\nvariable \"planted\" {\n  sensitive = true\n  default = \"hunter2zq\"\n}\nlocals {\n  planted = var.planted\n}\n" + strings.Replace(src, "CONTAINER", container, 1)
			c := compiled(t, map[string]string{"s.wl.hcl": stack, "m/m.wl.hcl": called}, Options{})
			if len(c.Diagnostics) == 0 {
				silent++
			}
			hunt(t, what+", from "+from, "hunter2zq", c)
		}
	}
	if silent > len(wrongKeys) {
		t.Errorf("%d times, nothing was wrong: the hunt has lost its way", silent)
	}
}

// What is not sensitive of a value is said, though something in it is.
func TestWrongElementBesideSecret(t *testing.T) {
	called := "variable \"db\" {\n  type = object({ password = string, port = number, hosts = map(number) })\n}\n"
	for value, want := range map[string]string{
		`{ password = var.planted, port = "many", hosts = {} }`:     `attribute "port": number required`,
		`{ password = var.planted, port = 1, hosts = { a = "x" } }`: `attribute "hosts": element "a": number required`,
		`{ password = [var.planted], port = 1, hosts = {} }`:        `attribute "password": string required`,
		`{ password = var.planted, port = 1, hosts = var.counted }`: `attribute "hosts": one of its elements is of another type`,
		`{ password = var.planted, port = 1 }`:                      `attribute "hosts" is required`,
		`sensitive({ password = "a", port = [], hosts = {} })`:      `: one of its elements is of another type. Give`,
		`sensitive([1])`: `: object required`,
	} {
		stack := "stack \"s\" {}\nvariable \"planted\" {\n  sensitive = true\n  default = \"hunter2zq\"\n}\nvariable \"counted\" {\n  sensitive = true\n  default = { hunter2zq = [] }\n}\nmodule \"m\" {\n  source = \"./m\"\n  db = " + value + "\n}\n"
		c := compiled(t, map[string]string{"s.wl.hcl": stack, "m/m.wl.hcl": called}, Options{})
		if len(c.Diagnostics) != 1 || !strings.Contains(c.Diagnostics[0].Detail, want) {
			t.Errorf("%s: %v, want %q", value, c.Diagnostics, want)
		}
		hunt(t, value, "hunter2zq", c)
	}
}

// A key that is written within what is sensitive as a whole is in no line that is quoted.
func TestSourcesThatAreQuotedHoldNoSensitiveKey(t *testing.T) {
	called := "variable \"v\" {\n  type = map(number)\n  sensitive = true\n}\n"
	for what, src := range map[string]string{
		"a name":                "config_map \"c\" {\n  data = sensitive({ hunter2zq = [1] })\n}\n",
		"in quotes":             "config_map \"c\" {\n  data = sensitive({ \"hunter2zq\" = [1] })\n}\n",
		"in brackets":           "config_map \"c\" {\n  data = sensitive({ (\"hunter2zq\") = [1] })\n}\n",
		"with a colon":          "locals {\n  a = nothing(sensitive({ hunter2zq: 1 }))\n}\n",
		"within":                "locals {\n  a = sensitive({ a = { hunter2zq = nothing(1) } })\n}\n",
		"on a line of its own":  "locals {\n  a = sensitive({\n    a = 1\n    hunter2zq = nothing(1)\n  })\n}\n",
		"merged":                "locals {\n  a = sensitive(merge({ hunter2zq = nothing(1) }, {}))\n}\n",
		"in a list":             "locals {\n  a = sensitive([{ hunter2zq = 1 }])[7]\n}\n",
		"a Secret's":            "secret \"c\" {\n  data = sensitive({ hunter2zq = [1] })\n}\n",
		"an input":              "module \"m\" {\n  source = \"./m\"\n  v = { hunter2zq = [] }\n}\n",
		"an input's, in quotes": "module \"m\" {\n  source = \"./m\"\n  v = { \"hunter2zq\" = [] }\n}\n",
	} {
		c := compiled(t, map[string]string{"s.wl.hcl": "stack \"s\" {}\n" + src, "m/m.wl.hcl": called}, Options{})
		if len(c.Diagnostics) == 0 {
			t.Errorf("%s: nothing is wrong: the hunt has lost its way", what)
		}
		hunt(t, what, "hunter2zq", c)
	}
}

// A file that cannot be parsed quotes no line of what may be sensitive in it.
func TestBrokenSourcesHoldNoSecret(t *testing.T) {
	for what, src := range map[string]string{
		"a value of a call":           "locals {\n  a = sensitive({\n    a = \"hunter2zq\" oops\n  })\n}\n",
		"a key of a call":             "locals {\n  a = sensitive({\n    hunter2zq = 1 oops\n  })\n}\n",
		"a key with a colon":          "locals {\n  a = sensitive({\n    a = 1\n  }\n  hunter2zq: 1\n}\n",
		"a bracket in a text":         "locals {\n  a = sensitive([\n    \")]}\",\n    \"hunter2zq\" oops\n  ])\n}\n",
		"a template":                  "locals {\n  a = sensitive({\n    a = \"${\"b\"})\",\n    b = \"hunter2zq\" oops\n  })\n}\n",
		"a bracket at the margin":     "locals {\n  a = sensitive(merge({\n    a = 1\n}, {\n    b = \"hunter2zq\" oops\n  }))\n}\n",
		"a call that is not ended":    "locals {\n  a = sensitive({\n    a = 1\n  }\n  b = \"hunter2zq\" oops\n}\n",
		"a call after a blank":        "locals {\n  a = sensitive (\n    \"hunter2zq\" oops\n  )\n}\n",
		"an open quote":               "locals {\n  a = sensitive({\n    b = \"open\n    a = \"hunter2zq\" oops\n  })\n}\n",
		"an open quote before":        "locals {\n  b = \"open\n  a = sensitive({\n    a = \"hunter2zq\" oops\n  })\n}\n",
		"base64 of a secret":          "secret \"c\" {\n  data = {\n    a = <<EOT\nhunter2zq==\nEOT\n  }\n  b = 1 oops\n}\n",
		"a brace in a heredoc":        "secret \"c\" {\n  data = {\n    key = <<EOT\n{\n  \"type\": \"service_account\"\n}\nEOT\n    password = \"hunter2zq\" oops\n  }\n}\n",
		"one of no pair":              "secret \"c\" {\n  data = {\n    key = <<-EOT\n}\n}\n}\n    EOT\n    password = \"hunter2zq\" oops\n  }\n}\n",
		"one at the margin":           "secret \"c\" {\ndata = {\na = \"b\"\n}\npassword = \"hunter2zq\" oops\n}\n",
		"two at the margin":           "secret \"c\" {\n  data = merge({\n    a = \"b\"\n}, {\n    password = \"hunter2zq\" oops\n  })\n}\n",
		"a block's name within":       "secret \"c\" {\ndata = {\nobject = {\na = 1\n}\npassword = \"hunter2zq\" oops\n}\n}\n",
		"a brace on the next line":    "secret \"c\"\n{\n  data = { a = \"hunter2zq\" oops }\n}\n",
		"a manifest's heredoc":        "object \"c\" {\n  manifest = {\n    kind = \"Secret\"\n    stringData = {\n      key = <<EOT\n{\n}\nEOT\n      password = \"hunter2zq\" oops\n    }\n  }\n}\n",
		"a default's heredoc":         "variable \"v\" {\n  sensitive = true\n  default = {\n    a = <<EOT\n{\n}\nEOT\n    b = \"hunter2zq\" oops\n  }\n}\n",
		"a comment before a call":     "locals {\n  a = sensitive /* x */ ({\n    a = \"hunter2zq\" oops\n  })\n}\n",
		"a line before a call":        "locals {\n  a = [sensitive # x\n    ({\n    a = \"hunter2zq\" oops\n  })]\n}\n",
		"a key of an input":           "module \"m\" {\n  source = \"./m\"\n  v = {\n    hunter2zq = some text\n  }\n}\n",
		"a key in one line":           "module \"m\" {\n  source = \"./m\"\n  v = { hunter2zq = some text }\n}\n",
		"a key with a colon, in":      "module \"m\" {\n  source = \"./m\"\n  v = {\n    a = {\n      b = 1 oops\n    }\n    hunter2zq : oops\n  }\n}\n",
		"a key of a default":          "variable \"v\" {\n  sensitive = true\n  default = {\n    hunter2zq = some text\n  }\n}\n",
		"a key of an output":          "output \"v\" {\n  value = {\n    hunter2zq = 1 oops\n  }\n  sensitive = true\n}\n",
		"a quoted marker":             "secret \"c\" {\n  data = {\n    key = <<\"EOT\"\n}\n}\n}\nEOT\n    password = \"hunter2zq\"\n  }\n}\n",
		"an indented quoted one":      "secret \"c\" {\n  data = {\n    key = <<-'EOT'\n}\n}\n}\n    EOT\n    password = \"hunter2zq\"\n  }\n}\n",
		"a blank before a marker":     "secret \"c\" {\n  data = {\n    key = << EOT\n}\n}\n}\nEOT\n    password = \"hunter2zq\"\n  }\n}\n",
		"a blank after a marker":      "secret \"c\" {\n  data = {\n    key = <<EOT \n}\n}\n}\nEOT\n    password = \"hunter2zq\"\n  }\n}\n",
		"a marker of another kind":    "object \"c\" {\n  manifest = {\n    kind = \"Secret\"\n    stringData = {\n    key = <<~EOT\n}\n}\n}\n}\nEOT\n    password = \"hunter2zq\"\n  }\n  }\n}\n",
		"a quoted marker, calling":    "locals {\n  a = sensitive({\n    a = <<\"EOT\"\n})})\nEOT\n    b = \"hunter2zq\"\n  })\n}\n",
		"a blank marker, calling":     "locals {\n  a = sensitive({\n    a = << EOT\n})})\nEOT\n    b = \"hunter2zq\"\n  })\n}\n",
		"a heredoc without an end":    "locals {\n  a = <<EOT\n  text\n}\nsecret \"c\" {\n  data = {\n    password = \"hunter2zq\"\n  }\n}\n",
		"one that another ends":       "locals {\n  a = <<EOT\n  text\n}\nsecret \"c\" {\n  data = {\n    a = <<EOT\ntext\nEOT\n    password = \"hunter2zq\"\n  }\n}\n",
		"one that another ends, 2":    "locals {\n  a = <<EOT\n  text\n  b = sensitive({\n    a = <<EOT\ntext\nEOT\n    b = \"hunter2zq\"\n  })\n}\n",
		"an end with a bracket":       "locals {\n  a = upper(<<EOT\n  text\nEOT)\n}\nsecret \"c\" {\n  data = {\n    password = \"hunter2zq\"\n  }\n}\n",
		"a call after no end":         "locals {\n  a = <<EOT\n  text\n  b = sensitive({\n    b = \"hunter2zq\"\n  })\n}\n",
		"a key after no end":          "locals {\n  a = <<EOT\n  text\n}\nvariable \"v\" {\n  sensitive = true\n  default = {\n    hunter2zq = some text\n  }\n}\n",
		"an input after no end":       "locals {\n  a = <<EOT\n  text\n}\nmodule \"m\" {\n  source = \"./m\"\n  v = {\n    hunter2zq = some text\n  }\n}\n",
		"single quotes":               "secret \"c\" {\ndata = {\n  key = '}}'\n}\n  password = \"hunter2zq\"\n}\n",
		"single quotes, unpaired":     "secret \"c\" {\ndata = {\n  key = ')a(}}{{'\n}\n  password = \"hunter2zq\"\n}\n",
		"single quotes, two":          "secret \"c\" {\ndata = {\n  key = ['(a)', '}}']\n}\n  password = \"hunter2zq\"\n}\n",
		"single quotes, not ended":    "secret \"c\" {\ndata = {\n  key = ['(a)', '}}]\n}\n  password = \"hunter2zq\"\n}\n",
		"a label's first quote":       "secret db\" {\n  data = {\n    password = \"hunter2zq\"\n  }\n}\n",
		"a label's last quote":        "secret \"db {\n  data = {\n    password = \"hunter2zq\"\n  }\n}\n",
		"a label's quote, an output":  "output oo\" {\n  sensitive = true\n  value = \"hunter2zq\"\n}\n",
		"a label's last, an output":   "output \"oo {\n  sensitive = true\n  value = \"hunter2zq\"\n}\n",
		"a label's quote, a default":  "variable oo\" {\n  default = [\n    \"hunter2zq\"\n  ]\n  sensitive = true\n}\n",
		"a label's quote, a manifest": "object oo\" {\n  manifest = {\n    kind = \"Secret\"\n    stringData = { a = \"hunter2zq\" }\n  }\n}\n",
		"a label's quote, an input":   "module m\" {\n  source = \"./m\"\n  v = {\n    a = \"hunter2zq\"\n  }\n}\n",
		"a label's quote, a pair":     "secret db\" { labels = {}\n  data = {\n    password = \"hunter2zq\"\n  }\n}\n",
		"a quote too many":            "secret \"db\"\" {\n  data = {\n    password = \"hunter2zq\"\n  }\n}\n",
		"a quote too many, a line":    "secret \"db\" \" { data = { password = \"hunter2zq\" } }\n",
		"a second label":              "secret \"db\" \"hunter2zq\" {\n  data = {}\n}\n",
		"a second label, broken":      "secret \"db\" \"hunter2zq\" {\n  data = { oops\n}\n",
		"an output's second label":    "output \"db\" \"hunter2zq\" {\n  sensitive = true\n}\n",
		"what has the name of one":    "config_map \"c\" {\n  client_secret = {\n    a = \"hunter2zq\"\n  }\n  b = 1 oops\n}\n",
		"a heredoc that has it":       "config_map \"c\" {\n  client_secret = <<EOT\nhunter2zq\nEOT\n  b = 1 oops\n}\n",
		"a header's label":            "secret #\"c\" {\n  data = {\n    a = \"hunter2zq\"\n  }\n}\n",
		"a header in a comment":       "# secret \"c\" {\n  data = {\n    a = \"hunter2zq\"\n  }\n}\n",
		"a header in one, output":     "// output \"c\" {\n  sensitive = true\n  value = \"hunter2zq\"\n}\n",
		"no header":                   "secret \"b\" {}\n  default = [\n    \"hunter2zq\"\n  ]\n}\n",
		"backticks":                   "secret \"c\" {\n  data = {\n    key = `\n}\n}\n}\n`\n    password = \"hunter2zq\"\n  }\n}\n",
		"typographic quotes":          "secret \"c\" {\ndata = {\n  key = “}}”\n}\n  password = \"hunter2zq\"\n}\n",
		"a comment without an end":    "secret \"c\" {\n  data = {\n    a = 1 /* {\n}\n}\n}\n    password = \"hunter2zq\"\n  }\n}\n",
		"a name in a heredoc":         "secret \"c\" {\n  data = {\n    a = <<EOT\nhunter2zq = {\nEOT\n  }\n  b = 1 oops\n}\n",
		"a name in an indented":       "secret \"c\" {\n  data = {\n    a = <<-EOT\n      \"hunter2zq\" = 1\n    EOT\n  }\n  b = 1 oops\n}\n",
		"a name in a manifest's":      "object \"c\" {\n  manifest = {\n    kind = \"Secret\"\n    data = { a = <<EOT\nx = ${upper(\"a\")}\nhunter2zq = [\nEOT\n    }\n  }\n  b = 1 oops\n}\n",
		"a name in a quoted one":      "secret \"c\" {\n  data = {\n    a = <<'EOT'\nhunter2zq = {\nEOT\n  }\n}\n",
		"words of a secret":           "secret \"c\" {\n  data = {\n    a = <<EOT\nthe hunter2zq = it\nEOT\n  }\n  b = 1 oops\n}\n",
	} {
		c := compiled(t, map[string]string{"s.wl.hcl": "stack \"s\" {}\n" + src, "m/m.wl.hcl": "variable \"v\" {\n  type = map(string)\n  sensitive = true\n}\n"}, Options{})
		if !c.Diagnostics.HasErrors() {
			t.Errorf("%s: nothing is wrong: the hunt has lost its way", what)
		}
		hunt(t, what, "hunter2zq", c)
		for name, f := range c.Files { // a message quotes lines around its place, too
			if strings.Contains(string(f.Bytes), "hunter2zq") {
				t.Errorf("%s: %s can be quoted:\n%s", what, name, f.Bytes)
			}
		}
	}
	c := compiled(t, map[string]string{"s.wl.hcl": "stack \"s\" {}\nsecret \"c\" { data = { a = \"b\" } }\nsecret \"d\" {\n  data = {\n    a = <<EOT\n{\nEOT\n  }\n}\nmodule \"m\" {\n  source = \"./m\"\n  v      = {}\n}\nlocals {\n  a = sensitive(1)\n  b = 2 oops\n}\n"}, Options{})
	for name, f := range c.Files {
		if !strings.Contains(string(f.Bytes), "b = 2 oops") {
			t.Errorf("%s: what is after a call, a secret and a module is not quoted:\n%s", name, f.Bytes)
		}
	}
}
