package lang

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// What is hunted for: in whatever case, or encoded.
const (
	plantedText   = "hunter2"
	plantedNumber = 48151
)

// forms are the ways in which a sensitive value can reach an argument.
var forms = []string{
	"var.text", `"a-${var.text}"`, "upper(var.text)", `format("%s/x:1", var.text)`, `join("-", [var.text, "b"])`,
	`{ a = var.text }`, `{ (var.text) = "a" }`, `{ for k in [var.text] : "k" => k }`, `[var.text]`, `[for v in [var.text] : lower(v)]`,
	`jsonencode([var.text])`, "var.number", "var.number + 0", `"${var.number}"`, "[var.number]", `{ a = var.number }`,
	"tonumber(var.text)", "jsondecode(var.text)", "var.text.nothing", `one([var.text, var.text])`, `cidrhost(var.text, 1)`, "regex(var.text, var.text)",
}

// A sensitive value is given to every argument of the language in every form,
// and hunted for in all that comes out: it may stand in an object where it is
// marked, and nowhere else.
func TestSecretsAreMarkedWhereverTheyGo(t *testing.T) {
	reached, dir := 0, t.TempDir()
	for b := range table.Root().All() {
		for _, a := range b.Attributes {
			if b.Parent == nil || a.Type.Raw || b.Name == "variable" || b.Name == "validation" || !inWorkloadsAndObjects(b) {
				continue
			}
			for _, form := range forms {
				if a.OpenKeys && strings.HasPrefix(form, "{ (") {
					continue // whoever makes a key of it makes it a name
				}
				reached += huntFor(t, dir, b, a, form)
			}
		}
	}
	t.Logf("%d sensitive values reached objects, all of them marked", reached)
	if reached < 500 {
		t.Errorf("only %d sensitive values reached an object: the hunt has lost its way", reached)
	}
}

// What wl itself goes by is known as what it is, without its marks: nothing sensitive may be
// that.
func TestNothingSensitiveSteers(t *testing.T) {
	dir, asked := t.TempDir(), 0
	for b := range table.Root().All() {
		for _, a := range b.Attributes {
			if b.Parent == nil || b.Form == schema.Object || b.Name == "variable" || b.Compile != "" || len(a.Places) > 0 || len(a.Writes) > 0 || a.Compile != "" || a.Guarded || a.Type.Cty == cty.Bool || a.Type.Cty == cty.DynamicPseudoType && !a.Public {
				continue
			}
			asked++
			if !slices.ContainsFunc([]string{"var.text", "var.number", "[var.text]", "{ a = var.text }"}, func(form string) bool { return isRefused(t, dir, b, a, form) }) {
				t.Errorf("%s.%s may be sensitive", b.Path(), a.Name)
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d arguments were asked about", asked)
	}
}

// isRefused reports whether a sensitive value is refused as an argument.
func isRefused(t *testing.T, dir string, b *schema.Block, a *schema.Attribute, form string) bool {
	source := huntedSource(b, a, form)
	if b.Path() == "stack" || strings.HasPrefix(b.Path(), "stack.") {
		source = strings.Replace(source, "stack \"s\" { limits = \"kubernetes\" }\n", "", 1)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.wl.hcl"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Compile(t.Context(), dir, Options{})
	return slices.ContainsFunc(c.Diagnostics, func(d *hcl.Diagnostic) bool {
		return d.Summary == "Sensitive value in public" && strings.HasPrefix(d.Detail, a.Name+" ")
	})
}

// The same value goes into a module and out of it again, and into everything
// that rules have to say.
func TestSecretsAreMarkedThroughModules(t *testing.T) {
	reached := 0
	for _, form := range forms {
		stack := huntedVariables() + fmt.Sprintf(huntedStack, form)
		t.Chdir(extract(t, &txtar.Archive{Files: []txtar.File{{Name: "a.wl.hcl", Data: []byte(stack)}, {Name: "m/m.wl.hcl", Data: []byte(huntedModule)}}}))
		reached += huntIn(t, stack, Compile(t.Context(), ".", Options{}))
	}
	if reached < 3*len(forms)/2 {
		t.Errorf("only %d sensitive values reached an object: the hunt has lost its way", reached)
	}
}

const huntedStack = `
module "m" {
  source = "./m"
  plain  = %s
  typed  = { inner = var.text }
}
config_map "out" {
  data = { plain = try(tostring(module.m.plain), jsonencode(module.m.plain)), typed = module.m.typed.inner, default = module.m.typed.other }
}
module "each" {
  source   = "./m"
  for_each = module.m
  plain    = module.m.marked
  typed    = { inner = "a" }
}
output "plain" {
  value = module.m.plain
}
output "marked" {
  value = module.m.marked
}
`

const huntedModule = `
variable "plain" {
  validation {
    condition     = var.plain == "a"
    error_message = try("It is not ${var.plain}.", jsonencode(var.plain))
  }
}
variable "typed" {
  type = object({ inner = string, other = optional(string, "b") })
  validation {
    condition     = var.typed.inner == "a"
    error_message = "It is not ${var.typed.inner}."
  }
}
workload "main" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1"
    environment {
      variables = { A = try(tostring(var.plain), jsonencode(var.plain)), B = var.typed.inner }
    }
  }
  lifecycle {
    precondition {
      condition     = var.typed.inner == "a"
      error_message = "It is not ${var.typed.inner}."
    }
  }
}
check "plain" {
  assert {
    condition     = var.typed.inner == "a"
    error_message = "It is ${jsonencode(var.plain)}, not ${var.typed.inner}."
  }
}
output "plain" {
  value = var.plain
  precondition {
    condition     = var.typed.inner == "a"
    error_message = "It is not ${var.typed.inner}."
  }
}
output "typed" {
  value = var.typed
}
output "marked" {
  value     = "marked"
  sensitive = true
}
`

// inWorkloadsAndObjects leaves out what is read before there are values.
func inWorkloadsAndObjects(b *schema.Block) bool {
	for ; b.Parent.Parent != nil; b = b.Parent {
	}
	return b.Emits != "" || b.Name == "output"
}

// huntFor compiles one configuration, and counts the places in objects that
// hold the value.
func huntFor(t *testing.T, dir string, b *schema.Block, a *schema.Attribute, form string) int {
	source := huntedSource(b, a, form)
	if err := os.WriteFile(filepath.Join(dir, "a.wl.hcl"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return huntIn(t, source, Compile(t.Context(), dir, Options{}))
}

// huntIn looks through everything that came of a source.
func huntIn(t *testing.T, source string, c *Compilation) int {
	t.Helper()
	for _, d := range c.Diagnostics {
		if planted(d.Summary) || planted(d.Detail) || planted(fmt.Sprintf("%#v", d.Extra)) {
			t.Errorf("%s\nThe value is in the message: %s: %s", source, d.Summary, d.Detail)
		}
	}
	marked := 0
	for _, cluster := range c.Stack.Clusters {
		for _, o := range cluster.Outputs {
			if !o.Sensitive && planted(fmt.Sprint(o.Value)) && !c.Diagnostics.HasErrors() {
				t.Errorf("%s\nThe output shows the value", source)
			}
		}
		for i := range cluster.Objects {
			m := &cluster.Objects[i]
			if planted(m.Ref.String() + m.Address) {
				t.Errorf("%s\nThe value is in a name: %s, %s", source, m.Ref, m.Address)
			}
			marked += leaks(t, source, m, object.Path{}, m.Content)
			paths, err := kubeschema.SensitivePaths(m)
			if err != nil || planted(fmt.Sprint(paths)) {
				t.Errorf("%s\nThe value is in the path of a field, which plans show: %v %v", source, paths, err)
			}
		}
	}
	return marked
}

func leaks(t *testing.T, source string, m *object.Manifest, at object.Path, value any) (marked int) {
	switch value := value.(type) {
	case map[string]any:
		for k, v := range value {
			if planted(k) {
				t.Errorf("%s\nThe value is a key of %s at %s", source, m.Ref, at)
			}
			marked += leaks(t, source, m, at.Field(k), v)
		}
	case []any:
		for i, v := range value {
			marked += leaks(t, source, m, at.Index(i), v)
		}
	default:
		if !planted(fmt.Sprint(value)) {
			return 0
		}
		if !m.IsSensitive(at) {
			t.Errorf("%s\nThe value is in %s at %s, not marked", source, m.Ref, at)
		}
		return 1
	}
	return marked
}

func planted(s string) bool {
	if decoded, err := base64.StdEncoding.DecodeString(s); err == nil {
		s += string(decoded)
	}
	return strings.Contains(strings.ToLower(s), plantedText) || strings.Contains(s, strconv.Itoa(plantedNumber))
}

// huntedSource is a configuration in which one argument has one value.
func huntedSource(b *schema.Block, a *schema.Attribute, form string) string {
	inner := fmt.Sprintf("%s = %s\n", a.Name, form)
	for at := b; at.Parent != nil; at = at.Parent {
		inner = written(at, a, inner)
	}
	return huntedVariables() + inner
}

// huntedVariables begin a stack that has what is hunted for.
func huntedVariables() string {
	return fmt.Sprintf(`
stack "s" { limits = "kubernetes" }
variable "text" {
  default   = %q
  sensitive = true
}
variable "number" {
  default   = %d
  sensitive = true
}
`, plantedText, plantedNumber)
}

// written is a block around its content, with what it must have beside it.
func written(b *schema.Block, hunted *schema.Attribute, inner string) string {
	var s strings.Builder
	s.WriteString(b.Name)
	switch {
	case b.Form == schema.Object:
		s.WriteString(" = {\n")
	case b.Label != nil && b.Name == "mount":
		s.WriteString(" \"/mnt\" {\n")
	case b.Label != nil:
		s.WriteString(" \"aaaa\" {\n")
	default:
		s.WriteString(" {\n")
	}
	for _, a := range b.Attributes {
		if a.Required && a != hunted {
			fmt.Fprintf(&s, "%s = %s\n", a.Name, sample(a, hunted))
		}
	}
	if b.Name == "workload" && !strings.HasPrefix(inner, "container ") {
		s.WriteString("container \"main\" {\nimage = \"nginx:1\"\n}\n")
	}
	s.WriteString(inner + "}\n")
	return s.String()
}

// sample is a value that an argument accepts.
func sample(a, hunted *schema.Attribute) string {
	if a.Name == "kind" {
		return strconv.Quote(hunted.Kinds.Names()[0])
	}
	for _, l := range append(a.Kubernetes, a.Documented...) {
		if len(l.Choices) > 0 {
			return strconv.Quote(l.Choices[0])
		}
	}
	switch a.Type.English {
	case table.Int.English, table.PortRef.English:
		return "80"
	case table.StringList.English:
		return `["a"]`
	}
	switch a.Name {
	case "schedule":
		return `"@daily"`
	case "size":
		return `"1Gi"`
	}
	return `"aaaa"`
}
