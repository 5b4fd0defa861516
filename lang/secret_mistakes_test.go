package lang

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// mistaken are ways to write a value wrongly: LITERAL is it in quotes, INNER what is between
// them, and WORD the value as it is, of those that are one word.
var mistaken = []string{
	"WORD", `"aa${WORD}bb"`, `"${WORD}"`, `"aa%{WORD}bb"`, `"%{WORD x}"`, "WORD.nothing", "WORD-WORD", "WORD(1)", "'WORD'", "WORD!", "WORD WORD", "`WORD`", `"aa${WORD"`,
	`"INNER`, `"INNER\q"`, `"INNER${`, "LITERAL LITERAL", "LITERAL!", "LITERAL: 1", "<<EOT\nLITERAL", "[LITERAL, oops oops]", `{ a = LITERAL, b = "c" "d" }`, "{ a = LITERAL", "(LITERAL",
	"tonumber(LITERAL)", "tobool(LITERAL)", "parseint(LITERAL, 10)", "timeadd(LITERAL, \"1h\")", "timecmp(LITERAL, LITERAL)", `regex("INNER(", "b")`, `regex("(WORD", "b")`, "csvdecode(\"INNER,INNER\\n1,2\")", "lookup({ a = 1 }, LITERAL)",
	`templatestring("$${WORD}", {})`, `templatestring("%%{WORD}", {})`, `templatefile("t.tpl", {})`, `yamldecode("a: *WORD")`, "jsondecode(LITERAL)", "tonumber(join(\"\", [LITERAL, \"\"]))", "tonumber(upper(LITERAL))",
	`{ a = 1 }[LITERAL]`, "LITERAL.nothing", "-LITERAL", "LITERAL + 1", "nothing(LITERAL)", "{ for k in [1, 1] : LITERAL => k }", "[for x in LITERAL : x.y]", "LITERAL...", "format(\"%d\", LITERAL)", "cidrhost(LITERAL, 1)",
}

// mistakenPlaces are where a value is that the source tells to be sensitive, also where that is
// written wrongly: VALUE is the value.
var mistakenPlaces = map[string]string{
	"data":                     "secret \"x\" {\n  data = {\n    a = VALUE\n  }\n}\n",
	"data in one line":         "secret \"x\" { data = { a = VALUE } }\n",
	"data misspelt":            "secret \"x\" {\n  dat = { a = VALUE }\n}\n",
	"data as a block":          "secret \"x\" {\n  data {\n    a = VALUE\n  }\n}\n",
	"data in blocks":           "secret \"x\" {\n  string_data {\n    b {\n      a = VALUE\n    }\n  }\n}\n",
	"a secret within":          "workload \"w\" {\n  kind = \"Deployment\"\n  container \"a\" {\n    image = \"a\"\n  }\n  secret \"a\" {\n    data = { a = VALUE }\n  }\n}\n",
	"a secret in a container":  "workload \"w\" {\n  kind = \"Deployment\"\n  container \"a\" {\n    image = \"a\"\n    secret {\n      data = { a = VALUE }\n    }\n  }\n}\n",
	"a secret's equals sign":   "secret = {\n  data = { a = VALUE }\n}\n",
	"a secret's variables":     "workload \"w\" {\n  kind = \"Deployment\"\n  container \"a\" {\n    image = \"a\"\n    env_secret = { a = VALUE }\n  }\n}\n",
	"such as a block":          "workload \"w\" {\n  kind = \"Deployment\"\n  container \"a\" {\n    image = \"a\"\n    environment {\n      secretVariables {\n        a = VALUE\n      }\n    }\n  }\n}\n",
	"a secret's text":          "config_map \"x\" {\n  client_secret = VALUE\n}\n",
	"a secret of Terraform":    "kubernetes_secret \"x\" {\n  data = { a = VALUE }\n}\n",
	"secrets":                  "secrets \"x\" {\n  data = { a = VALUE }\n}\n",
	"a default":                "variable \"x\" {\n  sensitive = true\n  default = VALUE\n}\n",
	"a default as a block":     "variable \"x\" {\n  sensitive = true\n  default {\n    a = VALUE\n  }\n}\n",
	"a default misspelt":       "variable \"x\" {\n  sensitive = true\n  defaults = VALUE\n}\n",
	"a value of a variable":    "variable \"x\" {\n  value = VALUE\n  sensitive = true\n}\n",
	"a value misspelt":         "output \"x\" {\n  sensitive = true\n  val = VALUE\n}\n",
	"the marker misspelt":      "variable \"x\" {\n  sensitve = true\n  type = number\n  default = VALUE\n}\n",
	"a capital letter":         "output \"x\" {\n  Sensitive = true\n  value = VALUE\n}\n",
	"the call misspelt":        "locals {\n  x = sensitiv(VALUE)\n}\n",
	"the call in capitals":     "config_map \"x\" {\n  data = { a = SENSITIVE(VALUE) }\n}\n",
	"an end too early":         "module \"m\" {\n  source = \"./m\"\n}\n  pw = VALUE\n}\n",
	"an end too early, lines":  "module \"m\" {\n  source = \"./m\"\n}\n  pw = {\n    a = VALUE\n  }\n}\nlocals {}\n",
	"an end too early, data":   "secret \"m\" {\n  name = \"m\"\n}\n  data = {\n    a = VALUE\n  }\n}\n",
	"after an end":             "module \"m\" {\n  source = \"./m\"\n}\npw = VALUE\n",
	"data with a colon":        "secret \"x\" {\n  name: \"x\"\n  data: {\n    a: VALUE\n  }\n}\n",
	"an output":                "output \"x\" {\n  sensitive = true\n  value = VALUE\n}\n",
	"an output as a block":     "output \"x\" {\n  value {\n    a = VALUE\n  }\n  sensitive = true\n}\n",
	"a call":                   "locals {\n  x = sensitive(VALUE)\n}\n",
	"a call within":            "config_map \"x\" {\n  data = { a = sensitive([VALUE])[0] }\n}\n",
	"a manifest":               "object \"x\" {\n  manifest = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"a\" }, stringData = { a = VALUE } }\n}\n",
	"a kind of a local":        "locals {\n  s = \"Secret\"\n}\nobject \"x\" {\n  manifest = { apiVersion = \"v1\", kind = local.s, metadata = { name = \"aaa\" }, stringData = { a = VALUE, b = [VALUE] } }\n}\n",
	"such misspelt":            "object \"x\" {\n  manifest = { apiVersion = \"v1\", kind = join(\"\", [\"Sec\", \"ret\"]), metadata = { name = \"aaa\" }, stringdata = { a = VALUE } }\n}\n",
	"a merged manifest":        "locals {\n  m = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"aaa\" } }\n}\nobject \"x\" {\n  manifest = merge(local.m, { data = { a = VALUE, b = [VALUE] } })\n}\n",
	"a small letter":           "object \"x\" {\n  manifest = { apiVersion = \"v1\", kind = \"secret\", metadata = { name = \"aaa\" }, stringData = { a = VALUE } }\n}\n",
	"a manifest of a local":    "locals {\n  m = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"aaa\" }, stringData = { a = VALUE } }\n}\nobject \"x\" {\n  manifest = local.m\n}\n",
	"a manifest as a block":    "object \"x\" {\n  manifest {\n    kind = \"Secret\"\n    stringData = { a = VALUE }\n  }\n}\n",
	"a field of a manifest":    "object \"x\" {\n  apiVersion = \"v1\"\n  kind = \"Secret\"\n  metadata = { name = \"aaa\" }\n  stringData = { a = VALUE }\n}\n",
	"one in another style":     "object \"x\" {\n  api_version = \"v1\"\n  kind = \"Secret\"\n  string_data = {\n    a = VALUE\n  }\n}\n",
	"one of an unknown kind":   "locals {\n  s = join(\"\", [\"Sec\", \"ret\"])\n}\nobject \"x\" {\n  kind = local.s\n  data = { a = VALUE }\n}\n",
	"one beside the manifest":  "object \"x\" {\n  manifest = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"aaa\" } }\n  stringData = { a = VALUE }\n}\n",
	"a misspelt manifest":      "object \"x\" {\n  manifst = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"aaa\" }, stringData = { a = VALUE } }\n}\n",
	"an input":                 "module \"m\" {\n  source = \"./m\"\n  pw = VALUE\n}\n",
	"an input within":          "module \"m\" {\n  source = \"./m\"\n  pw = {\n    a = VALUE\n  }\n}\n",
	"an input as a block":      "module \"m\" {\n  source = \"./m\"\n  pw {\n    a = VALUE\n  }\n}\n",
	"an input with a colon":    "module \"m\" {\n  source = \"./m\"\n  pw: VALUE\n}\n",
	"an input with quotes":     "module \"m\" {\n  source = \"./m\"\n  \"pw\" = VALUE\n}\n",
	"an input without a sign":  "module \"m\" {\n  source = \"./m\"\n  pw VALUE\n}\n",
	"an input twice":           "module \"m\" {\n  source = \"./m\"\n  pw = 1\n  pw = VALUE\n}\n",
	"an input in one line":     "module \"m\" { pw = VALUE }\n",
	"an input misspelt":        "module \"m\" {\n  source = \"./m\"\n  pww = VALUE\n}\n",
	"an input to nothing":      "module \"m\" {\n  source = \"./nothing\"\n  pw = VALUE\n}\n",
	"an input called twice":    "module \"m\" {\n  source = \"./m\"\n  pw = 1\n}\nmodule \"m\" { pw = VALUE }\n",
	"an input to a broken one": "module \"m\" {\n  source = \"./broken\"\n  pw = VALUE\n}\n",
	"an input before an end":   "module \"m\" {\n  source = \"./m\"\n  pw = VALUE }\n",
}

// Whatever is written wrongly, where the source tells that it is sensitive nothing of it is said, nor quoted.
func TestMistakesShowNoSecret(t *testing.T) {
	silent, tried := 0, 0
	for shape, value := range plantedValues() {
		if shape == "long" || shape == "lines" { // which no message quotes; see TestErrorsQuoteNoFile
			continue
		}
		literal := string(hclwrite.TokensForValue(cty.StringVal(value)).Bytes())
		for _, mistake := range mistaken {
			if strings.Contains(mistake, "WORD") && !regexp.MustCompile(`^[a-z]+[0-9]*$`).MatchString(value) {
				continue
			}
			written := strings.NewReplacer("WORD", value, "LITERAL", literal, "INNER", strings.Trim(literal, `"`)).Replace(mistake)
			for place, src := range mistakenPlaces {
				c := mistakenly(t, map[string]string{"a.wl.hcl": strings.ReplaceAll(src, "VALUE", written), "t.tpl": "a %{" + value + "}"})
				if tried++; len(c.Diagnostics) == 0 {
					silent++
				}
				hunt(t, place+", "+mistake+", "+shape, value, c)
			}
		}
	}
	if silent > tried/8 {
		t.Errorf("%d of %d times, nothing was wrong: the hunt has lost its way", silent, tried)
	}
}

// mistakenly compiles files beside those that they have in common.
func mistakenly(t *testing.T, files map[string]string) *Compilation {
	all := fstest.MapFS{
		"s.wl.hcl": {Data: []byte("stack \"s\" {}\n")}, "m/m.wl.hcl": {Data: []byte("variable \"pw\" {\n  sensitive = true\n}\n")},
		"broken/m.wl.hcl": {Data: []byte("variable \"pw\" {\n  sensitive = true oops\n}\n")},
	}
	for name, content := range files {
		all[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return Compile(t.Context(), ".", Options{Files: all})
}

// The same of files of JSON.
func TestMistakesInJSONShowNoSecret(t *testing.T) {
	for place, src := range map[string]string{
		"data": `{"secret": {"x": {"data": {"a": VALUE}}}}`, "a default": `{"variable": {"x": {"sensitive": true, "default": VALUE}}}`,
		"an input": "{\"module\": {\"m\": {\"source\": \"./m\",\n\"pw\": VALUE}}}", "in one line": `{"module": {"m": {"source": "./m", "pw": VALUE, "other": 1}}}`,
		"an output": `{"output": {"x": {"value": [VALUE], "sensitive": true}}}`, "a list": `{"secret": [{"x": [{"data": {"a": VALUE}}]}]}`, "another tool's": `{"kubernetes_secret": {"x": {"data": {"a": VALUE}}}}`,
		"a manifest":      `{"object": {"x": {"manifest": {"stringData": {"a": VALUE}, "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}}}}`,
		"an unknown kind": `{"object": {"x": {"manifest": {"apiVersion": "v1", "kind": "${local.k}", "metadata": {"name": "a"}, "stringData": {"a": VALUE}}}}, "locals": {"k": "Secret"}}`,
		"a local":         `{"locals": {"m": {"kind": "Secret", "stringData": {"a": VALUE}}}}`, "a secret within": `{"workload": {"w": {"kind": "Deployment", "secret": {"x": {"data": {"a": VALUE}}}}}}`,
	} {
		for _, mistake := range []string{
			"JSON,", "\"hunter2", "\"hunter2\\q\"", "hunter2", "'hunter2'", "JSON JSON", "{\"hunter2\": 1, \"hunter2\": 2}", `"${hunter2}"`, `"aa${hunter2}bb"`, `"%{hunter2}"`, `"${tonumber(\"hunter2\")}"`,
			`"${nothing(\"hunter2\")}"`, `"${hunter2(1)}"`, `"${hunter2 hunter2}"`, "[JSON", "{\"a\" JSON}", `"${lookup({}, \"hunter2\")}"`,
		} {
			if place != "a default" && place != "an output" && place != "an input" && place != "in one line" && strings.HasPrefix(mistake, "{") {
				continue // the keys of a Secret are told
			}
			c := mistakenly(t, map[string]string{"a.wl.hcl.json": strings.ReplaceAll(src, "VALUE", strings.ReplaceAll(mistake, "JSON", strconv.Quote("hunter2")))})
			hunt(t, place+", "+mistake, "hunter2", c)
		}
	}
}

// In a file of JSON that has secrets, what is elsewhere is named, and the file is quoted where it has none.
func TestMistakesInJSONAreNamed(t *testing.T) {
	const beside = `"secret": {"x": {"data": {"a": "hunter2"}}}, `
	for src, want := range map[string]string{
		`{BESIDE"locals": {"a": "${imagetag}"}}`:                                          `Nothing is called "imagetag".`,
		`{BESIDE"locals": {"a": "${upercase(\"x\")}"}}`:                                   `There is no function named "upercase".`,
		`{BESIDE"locals": {"a": ["${tonumber(\"abc\")}"]}}`:                               `cannot convert "abc" to number`,
		`{BESIDE"config_map": {"x": {"data": {"a": "nginx:${imagetag}"}}}}`:               `Nothing is called "imagetag".`,
		`{BESIDE"object": {"x": {"manifest": {"kind": "ConfigMap", "a": "${nowhere}"}}}}`: `Nothing is called "nowhere".`,
		`{BESIDE"variable": {"y": {"sensitive": false, "default": "${nowhere}"}}}`:        `"${nowhere}"`,
		`{BESIDE"output": {"y": {"value": "${nowhere}"}}}`:                                `Nothing is called "nowhere".`,
	} {
		for _, secret := range []string{"", beside} {
			c := mistakenly(t, map[string]string{"a.wl.hcl.json": strings.ReplaceAll(src, "BESIDE", secret+`"//": "no Secret, nothing sensitive", `)})
			if said := c.Diagnostics.Error(); !strings.Contains(said, want) && want != `"${nowhere}"` || strings.Contains(said, "ensitive") {
				t.Errorf("%s: %s, want %q", src, said, want)
			}
			if quoted := c.Files["a.wl.hcl.json"] != nil; quoted != (secret == "") {
				t.Errorf("%s: with %q, it is quoted: %v", src, secret, quoted)
			}
			hunt(t, src, "hunter2", c)
		}
	}
}

// What is not withheld of a message is said: what is wrong, where, and what to do.
func TestMistakesAreExplained(t *testing.T) {
	for value, want := range map[string]string{
		"hunter2":                   `a.wl.hcl:3,9-16: Unknown reference; Nothing is called "(sensitive)". For a string, put it in quotes; references begin with`,
		`"a${hunter2}"`:             `a.wl.hcl:3,13-20: Unknown reference; Nothing is called "(sensitive)". A string within the expression must be in quotes. To keep ${ or %{ literally`,
		`"a%{hunter2}"`:             `"(sensitive)" is not a valid template control keyword`,
		`tonumber("hunter2")`:       `Invalid function argument; The reason is not shown because it involves a sensitive value.`,
		`timeadd("hunter2", "1h")`:  `Error in function call; The call of timeadd failed.`,
		`base46encode("hunter2")`:   `There is no function named "(sensitive)". Did you mean "base64encode"?`,
		`file("nothing")`:           `cannot read nothing: there is no such file`,
		`env("NOTHING")`:            `NOTHING`,
		`var.nothing`:               `There is no var.nothing.`,
		`"${var.nothing}-hunter2"`:  `There is no var.nothing.`,
		`upper("hunter2", "b")`:     `Function "upper" expects only 1 argument(s).`,
		`local.l.nothing`:           `local.l has no "nothing"; it has a.`,
		`[for x in local.l : x.y]`:  `a.wl.hcl:3,`,
		`templatefile("t.tpl", {})`: `The call of templatefile failed at t.tpl:1. The template uses the variable "(sensitive)", and the call passes none.`,
	} {
		c := compiled(t, map[string]string{"a.wl.hcl": "secret \"x\" {\n  data = {\n    a = " + value + "\n  }\n}\n", "s.wl.hcl": "stack \"s\" {}\nlocals {\n  l = { a = 1 }\n}\n", "t.tpl": "${hunter2}"}, Options{})
		if said := c.Diagnostics.Error(); !strings.Contains(said, want) {
			t.Errorf("%s: %s, want %q", value, fmt.Sprint(said), want)
		}
	}
}

// Nothing advises to write what stands in the place of a value.
func TestNoAdviceToWriteTheMask(t *testing.T) {
	for _, src := range []string{
		"secret \"x\" {\n  data = { a = hunter2 }\n}\n", "secret \"x\" {\n  data = { a = \"${hunter2.b}\" }\n}\n", "module \"m\" {\n  source = \"./m\"\n  pw = [hunter2]\n}\n",
		"module \"m\" {\n  source = \"./m\"\n  pw {\n    default = 1\n  }\n}\n", "secret \"x\" {\n  data {\n    default = 1\n  }\n  password = \"${default}\"\n}\n",
		"output \"x\" {\n  sensitive = true\n  value {\n    default = 1\n  }\n}\n", "variable \"x\" {\n  sensitive = true\n  default {\n    replicas = 1\n  }\n}\n", "output \"x\" {\n  sensitive = true\n  value {\n    manifest = 1\n  }\n}\n",
	} {
		for _, d := range mistakenly(t, map[string]string{"a.wl.hcl": src}).Diagnostics {
			if regexp.MustCompile(`[Ww]rite [^.;]*\(sensitive\)|Move it to [^.]*\(sensitive\)`).MatchString(d.Detail) {
				t.Errorf("%s: %s", src, d.Detail)
			}
		}
	}
}

// A line is not hidden because of texts in apostrophes before it, where every bracket has its pair.
func TestLinesAfterApostrophesAreQuoted(t *testing.T) {
	for _, text := range []string{"'nginx:1(a)'", "['a(b)', 'c[{}]']", "{ a = 'b{c}' }", "'a' # (b"} {
		c := mistakenly(t, map[string]string{"a.wl.hcl": "locals {\n  a = " + text + "\n}\nmodule \"m\" {\n  source = \"./nothing\"\n  pw     = \"hunter2\"\n}\n"})
		if src := string(c.Files["a.wl.hcl"].Bytes); !strings.Contains(src, `source = "./nothing"`) || strings.Contains(src, "hunter2") {
			t.Errorf("%s:\n%s", text, src)
		}
	}
}

// Nor do those of a file that is to be formatted.
func TestFormatSaysNoSecret(t *testing.T) {
	for name, src := range map[string]string{
		"a.wl.hcl": "secret \"x\" {\n  data = { a = \"%{hunter2}\" }\n}\n", "m.wl.hcl": "module \"x\" {\n  pw = \"%{hunter2}\"\n}\n", "a.wlvars": "a = \"%{hunter2}\"\n",
	} {
		if _, diags := Format([]byte(src), name); !diags.HasErrors() || strings.Contains(diags.Error(), "hunter2") {
			t.Errorf("%s: %v", name, diags)
		}
	}
}
