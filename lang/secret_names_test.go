package lang

import (
	"strings"
	"testing"
)

// What the language calls something is said beside what is sensitive, and so are names that are no values.
func TestNamesAreSaidBesideSecrets(t *testing.T) {
	const web, container = "workload \"web\" {\n  kind = \"Deployment\"\n", "  container \"a\" {\n    port \"http\" {\n    }\n  }\n"
	for src, wants := range map[string][]string{
		web + "  description = `x`\n" + container + "}\nvariable \"pw\" {\n  sensitive = true\n}\n":                                                                     {`container "a" has no image. Add image = `, `Set it with --var pw=`, "environment as WL_VAR_pw"},
		web + "  description = `x`\n" + container + "}\nlocals {\n  a = \"sensitive\"\n}\nvariable \"token\" {\n}\n":                                                    {`The variable "token" has no default`, `port "http" has no container_port`},
		web + "  volume \"v\" {\n    secret = {\n      name = \"db\"\n    }\n  }\n  }\n  container \"a\" {\n    replicas: 3\n  }\n}\n":                                  {`A file has no blocks "container". Move it to the block workload`, "Write replicas = …, with text in quotes."},
		web + "  volume \"v\" {\n    secret {\n      name = \"db\"\n    }\n  }\n  container \"a\" {\n    prot \"http\" {\n    }\n    command = [\"a\" \"b\"]\n  }\n}\n": {`A container block has no blocks "prot". Did you mean "port"?`},
		"module \"web\" {\n  source: \"./m\"\n  replicas: 3\n}\n":                                                                                                       {"Write source = …, with text", "Write replicas = …, with text"},
		"secret \"db\" {\n  name: \"db\"\n  data: {\n    user: \"hunter2\"\n  }\n}\n":                                                                                   {"Write name = …, with text", "Write data = …, with text"},
		"output \"x\" {\n  value: local.x\n}\nsecret \"x\" {\n  data:\n}\n":                                                                                             {"Write value = …, with text", "Write data { … }, or data = … if it is"},
		"object \"x\" {\n  manifest: {\n    kind: \"ConfigMap\"\n  }\n}\n":                                                                                              {"Write manifest = …, with text"},
		"variable \"pw\" {\n  sensitive: true\n}\n":                                                                                                                     {"Write sensitive = …, with text"},
		"module \"web\" {\n  source = \"./m\"\n  hunter2: 3\n}\n":                                                                                                       {"Write … = …, with text in quotes."},
		"secret \"x\" {\n  data = {\n    conf = \"user: admin, data dir: /data\"\n    b = [1]\n  }\n}\n":                                                                {`data must be a map of strings (element "b"`},
		"secret \"x\" {\n  dat = {\n    conf = \"dir: /data, dat secret\"\n  }\n}\n":                                                                                    {`A secret block has no argument "dat". Did you mean "data"?`},
		"module \"m\" {\n  source = \"./m\"\n  pww = \"the pww\"\n}\n":                                                                                                  {`has no variable "pww". Did you mean "pw"?`},
		"variable \"x\" {\n  sensitive = true\n  type = number\n  default = \"the x of it\"\n}\n":                                                                       {`var.x must be number`},
		"locals {\n  a = upcase(\"x\", sensitive(\"y\"))\n}\n":                                                                                                          {`There is no function named "upcase".`},
		"locals {\n  a = base64encodee(sensitive(\"y\"))\n}\n":                                                                                                          {`There is no function named "base64encodee". Did you mean "base64encode"?`},
		"locals {\n  a = sensitiv(\"y\")\n}\n":                                                                                                                          {`There is no function named "sensitiv". Did you mean "sensitive"?`},
		"secret \"x\" {\n  data = { a = upper(\"upper\", \"b\") }\n}\n":                                                                                                 {`Function "upper" expects only 1 argument(s).`},
	} {
		said := mistakenly(t, map[string]string{"a.wl.hcl": src}).Diagnostics.Error()
		for _, d := range mistakenly(t, map[string]string{"a.wl.hcl": src}).Diagnostics {
			said += d.Detail + "\n"
		}
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %s\nwant %s", src, said, want)
			}
		}
		if strings.Contains(said, "hunter2") {
			t.Errorf("%s: %s", src, said)
		}
	}
}

// A file of values that is to be formatted has the names of variables, and nothing else, that may be said.
func TestFormatSaysNamesOfValues(t *testing.T) {
	for src, want := range map[string]string{
		"replicas = 3\nreplicas = 4\n": `The argument "replicas" was already set`, "token = \"hunter2\"\ntoken = \"hunter2\"\n": `"token"`, "a = \"b\"\nimage = \"x\"\nimage = hunter2\n": `"image"`,
		"pw {\n  hunter2 = 1\n  hunter2 = 2\n}\n": "", "a = `\nhunter2 = 1\nhunter2 = 2\n": "", "a = <<'EOT'\nhunter2 = 1\nhunter2 = 2\nEOT\n": "", "a = \"open\nhunter2 = 1\nhunter2 = 1\n": "",
	} {
		if _, diags := Format([]byte(src), "a.auto.wlvars"); !diags.HasErrors() || !strings.Contains(diags.Error(), want) || strings.Contains(diags.Error(), "hunter2") {
			t.Errorf("%s: %v, want %s", src, diags, want)
		}
	}
}

// What is not sensitive is quoted: a secret is named there, and nothing else.
func TestLinesBesideReferencesAreQuoted(t *testing.T) {
	for _, reference := range []string{"secret = {\n      name = \"db\"\n      items = { a = \"b\" }\n    }", "secret {\n      name = \"db\"\n    }", "secret = { name = \"db\" }"} {
		c := mistakenly(t, map[string]string{"a.wl.hcl": "workload \"web\" {\n  volume \"v\" {\n    " + reference + "\n  }\n  container \"a\" {\n    image = nginx:1.28\n    command = [\"a\" \"b\"]\n  }\n}\n"})
		if src := string(c.Files["a.wl.hcl"].Bytes); !strings.Contains(src, "image = nginx:1.28\n    command = [\"a\" \"b\"]") {
			t.Error(src)
		}
	}
	for _, data := range []string{"data = { a = 1 }", "password = \"x\"", "stringData = {", "\"x\" oops"} {
		c := mistakenly(t, map[string]string{"a.wl.hcl": "workload \"web\" {\n  volume \"v\" {\n    secret = {\n      " + data + "\n    }\n    password = \"hunter2\"\n    b = [1 2]\n  }\n}\n"})
		hunt(t, data, "hunter2", c)
		if src := string(c.Files["a.wl.hcl"].Bytes); strings.Contains(src, "hunter2") {
			t.Error(src)
		}
	}
}

// What is meant to be in a block that ends too early, or has the word misspelt that tells it to be sensitive, is
// in no line that may be quoted, nor said.
func TestStrayValuesAreNotQuoted(t *testing.T) {
	for what, src := range map[string]string{
		"a reference, extra brace":  "workload \"w\" {\n  secret \"x\" {\n    name = \"x\"\n    }\n    data = { a = \"hunter2zq\" }\n  }\n}\n",
		"a reference, extra brace2": "workload \"w\" {\n  secret {\n    name = \"x\"\n    }\n    data = { a = \"hunter2zq\" }\n  }\n}\n",
		"a reference, extra brace3": "workload \"w\" {\n  container \"a\" {\n    secret {\n    name = \"x\"\n    }\n    password = \"hunter2zq\" oops\n  }\n}\n",
		"a reference, lines":        "workload \"w\" {\n  container \"a\" {\n    secret {\n    name = \"x\"\n    }\n    password = [\n  \"hunter2zq\" oops\n ]\n  }\n}\n",
		"a reference, text":         "workload \"w\" {\n  container \"a\" {\n    secret {\n    name = \"x\"\n    }\n    hunter2zq oops\n  }\n}\n",
		"a reference, block":        "workload \"w\" {\n  volume \"a\" {\n    secret = {\n    name = \"x\"\n    }\n    }\n stringData {\n a = \"hunter2zq\"\n  }\n}\n}\n",
		"an indented secret":        "  secret \"x\" {\n    name = \"x\"\n    }\n    data = { a = \"hunter2zq\" oops }\n  }\n}\n",
		"an indented secret 2":      "  secret \"x\" {\n    name = \"x\"\n    }\n    password = { a = \"hunter2zq\" oops }\n  }\n}\n",
		"too early, colon":          "module \"m\" {\n  source = \"./m\"\n}\n  pw: \"hunter2zq\"\n}\n",
		"too early, quotes":         "module \"m\" {\n  source = \"./m\"\n}\n  \"pw\" = \"hunter2zq\"\n}\n",
		"too early, second":         "module \"m\" {\n  source = \"./m\"\n}\n  a = 1\n  pw = \"hunter2zq\"\n}\n",
		"too early, blank":          "module \"m\" {\n  source = \"./m\"\n}\n\n  # x\n  pw = \"hunter2zq\"\n}\n",
		"too early, one line":       "module \"m\" { source = \"./m\" }\n  pw = \"hunter2zq\"\n}\n",
		"too early, block":          "module \"m\" {\n  source = \"./m\"\n}\n  pw {\n    a = \"hunter2zq\"\n  }\n}\n",
		"too early, heredoc":        "module \"m\" {\n  source = \"./m\"\n}\n  pw = <<EOT\nhunter2zq\nEOT\n}\n",
		"too early, key":            "module \"m\" {\n  source = \"./m\"\n}\n  pw = {\n    hunter2zq = 1 oops\n  }\n}\n",
		"parsed key":                "module \"m\" {\n  source = \"./m\"\n}\n  pw = {\n    hunter2zq = 1\n  }\n",
		"parsed block":              "module \"m\" {\n  source = \"./m\"\n}\n  pw {\n    a = \"hunter2zq\"\n  }\n",
		"bare heredoc":              "secret \"x\" {\n  data = {\n    a = <<'EOT'\nname: hunter2zq\nEOT\n  }\n}\n",
		"colon text":                "secret \"x\" {\n  data = {\n    a = \"x\nname: hunter2zq\n\"\n  }\n}\n",
		"colon multi":               "secret \"x\" {\n  data: |\n    name: hunter2zq\n    pw: hunter2zq\n}\n",
		"after lost":                "locals {\n  a = `x`\n}\nsecret \"x\" {\n  data = { a = \"hunter2zq\" }\n}\nworkload \"w\" {\n  kind = \"hunter2zq\"\n}\n",
		"lost in call":              "locals {\n  a = sensitive(`hunter2zq (\n  hunter2zq\n  )`)\n}\n",
		"misspelt lost":             "locals {\n  a = `x`\n  b = sensitve({\n    c = \"hunter2zq\"\n  })\n}\n",
		"misspelt broken":           "variable \"x\" {\n  sensitve = true\n  default = \"hunter2zq\" oops\n}\n",
		"misspelt top":              "locals {\n  a = senstive(\"hunter2zq\" oops)\n}\n",
		"quoted marker":             "variable \"x\" {\n  \"sensitive\" = true\n  default = [\"hunter2zq\"]\n}\n",
		"a variable too early":      "variable \"x\" {\n  sensitive = true\n}\n  default = \"hunter2zq\"\n}\n",
		"a variable, marker after":  "variable \"x\" {\n  type = string\n}\n  defaults = \"hunter2zq\"\n  sensitive = true\n}\n",
		"such parsed":               "variable \"x\" {\n  type = string\n}\n  defaults = \"hunter2zq\"\n  sensitive = true\n",
		"such as a block":           "output \"x\" {\n  value = 1\n}\n  values {\n    a = \"hunter2zq\"\n  }\n  sensitive = true\n",
		"after a heredoc":           "variable \"x\" {\n  type = string\n}\n  defaults = <<EOT\nlocals {\n hunter2zq\nEOT\n  sensitive = true\n}\n",
		"an output in one line":     "output \"x\" { sensitive = true }\n  val = \"hunter2zq\"\n}\n",
		"an output as an argument":  "output = {\n  sensitive = true\n  value = \"hunter2zq\"\n}\n",
		"an output, misspelt":       "output \"x\" {\n  sensitve = true\n}\n  val = [\n    \"hunter2zq\"\n  ]\n}\n",
		"a field as a block":        "object \"x\" {\n  kind = \"Secret\"\n  stringData {\n    a = \"hunter2zq\"\n  }\n}\n",
		"a manifest for each":       "object \"x\" {\n  for_each = { a = { kind = \"Secret\", stringData = { a = \"hunter2zq\", b = [tonumber(\"hunter2zq\")] } } }\n  manifest = each.value\n}\n",
	} {
		c := mistakenly(t, map[string]string{"a.wl.hcl": src})
		if !c.Diagnostics.HasErrors() {
			t.Errorf("%s: nothing is wrong", what)
		}
		hunt(t, what, "hunter2zq", c)
		if src := string(c.Files["a.wl.hcl"].Bytes); strings.Contains(src, "hunter2zq") {
			t.Errorf("%s can be quoted:\n%s", what, src)
		}
	}
}

// What strays out of a block that says of nothing to be sensitive is quoted, whatever secrets there are beside it.
func TestStrayValuesOfNoSecretAreQuoted(t *testing.T) {
	for _, secret := range []string{"# no secret\n", "secret \"s\" {\n  data = { a = \"hunter2zq\" }\n}\n", "variable \"pw\" {\n  sensitive = true\n  default = \"hunter2zq\"\n}\n"} {
		for _, block := range []string{"variable \"size\" { default = 3 }\n", "variable \"size\" {\n  type = number\n}\n", "output \"o\" {\n  value = 3\n}\n", "output \"o\" { value = 3 }\n"} {
			for _, stray := range []string{"replicas = 3 + \"x\"\n", "replicas == 4\n", "  replicas = 4 oops\n}\n", "\n  replicas: 4\n", "deployment {\n  replicas = 4\n}\n"} {
				for _, src := range []string{secret + block + stray, block + stray + secret} {
					c := mistakenly(t, map[string]string{"a.wl.hcl": src})
					hunt(t, src, "hunter2zq", c)
					if shown := string(c.Files["a.wl.hcl"].Bytes); !c.Diagnostics.HasErrors() || !strings.Contains(shown, stray) {
						t.Errorf("%s\nis shown as\n%s", src, shown)
					}
				}
			}
		}
	}
}
