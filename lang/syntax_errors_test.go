package lang

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
)

// Of an expression that cannot be parsed, nothing is said but that, wherever it stands.
func TestBrokenExpressionIsReportedAlone(t *testing.T) {
	places := map[string]string{
		"local":    "locals {\n  l = %\n}\nconfig_map \"c\" {\n  data = { a = local.l }\n}\n",
		"input":    "module \"m\" {\n  source = \"./m\"\n  x = %\n}\nconfig_map \"c\" {\n  data = { a = module.m.o }\n}\n",
		"variable": "variable \"v\" {\n  default = %\n}\nconfig_map \"c\" {\n  data = { a = var.v }\n}\n",
		"check":    "check \"h\" {\n  assert {\n    condition = %\n    error_message = \"no\"\n  }\n}\n",
		"for_each": "config_map \"c\" {\n  for_each = %\n}\nmodule \"m\" {\n  source = \"./m\"\n  x = config_map.c\n}\n",
		"select":   "rollout {\n  wave \"a\" {\n    select = %\n  }\n}\n",
		"source":   "module \"m\" {\n  source = %\n  x = 1\n}\nconfig_map \"c\" {\n  data = { a = module.m.o }\n}\n",
		"module":   "module \"m\" {\n  source = \"./m\"\n  x = 1\n  depends_on = %\n}\nconfig_map \"c\" {\n  data = { a = module.m.o }\n}\n",
		"after":    "config_map \"c\" {\n  depends_on = %\n}\n",
		"labels":   "workload \"w\" {\n  kind = \"Job\"\n  dynamic \"container\" {\n    for_each = [1]\n    labels = %\n    content {\n      image = \"a:1\"\n    }\n  }\n}\n",
		"iterator": "workload \"w\" {\n  kind = \"Job\"\n  dynamic \"container\" {\n    for_each = [1]\n    labels = [\"a\"]\n    iterator = %\n    content {\n      image = \"a:1\"\n    }\n  }\n}\n",
		"elements": "workload \"w\" {\n  kind = \"Job\"\n  dynamic \"container\" {\n    for_each = %\n    labels = [\"a\"]\n    content {\n      image = \"a:1\"\n    }\n  }\n}\n",
		"cluster":  "cluster \"c\" {\n  context = %\n}\n",
	}
	called := &fstest.MapFile{Data: []byte("variable \"x\" {\n}\noutput \"o\" {\n  value = var.x\n}\n")}
	compile := func(source string) (said []string) {
		files := fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: []byte("stack \"shop\" {\n}\n" + source)}, "m/m.wl.hcl": called}
		for _, d := range Compile(t.Context(), ".", Options{Files: files}).Diagnostics {
			if d.Severity == hcl.DiagError {
				said = append(said, d.Summary+": "+d.Detail)
			}
		}
		return said
	}
	for name, place := range places {
		for _, broken := range []string{
			`'nginx'`, ``, `!`, `.5`, `"${}"`, `"%{ endif }"`, `"%{ if true }"`, `upper(...)`, `“a”`, `<<EOT x`, `[["a"]].0.0`, `[1 2]`, `local.l...`, `{ a = [.5] }`,
		} {
			if said := compile(strings.Replace(place, "%", broken, 1)); len(said) != 1 {
				t.Errorf("%s: %s: %q, want one error", name, broken, said)
			}
		}
	}
	// The parser speaks of the first only.
	for name, second := range places {
		if said := compile("locals {\n  first = .5\n}\n" + strings.Replace(second, "%", `{ a = [!] }`, 1)); len(said) != 1 {
			t.Errorf("%s after another: %q, want one error", name, said)
		}
	}
}

// What people write who know YAML better is one error, which says what to write, and nothing
// follows from it.
func TestSyntaxErrorsSayWhatToWrite(t *testing.T) {
	const whole = `stack "shop" {
}
workload "main" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    port "http" {
      container_port = 80
    }
    cpu = { limit = "1" }
  }
}
`
	for change, want := range map[[2]string]string{
		{`workload "main" {`, "workload \"main\"\n{"}:                       `starting on the same line as the block header`,
		{`container "main" {`, "container \"main\"  \n  {"}:                 `starting on the same line as the block header`,
		{`stack "shop" {`, "stack \"shop\"\n{"}:                             `starting on the same line as the block header`,
		{`"nginx:1.27"`, `nginx:1.27`}:                                      `Text without quotes: A text must be in quotes. Write image = "…".`,
		{`"nginx:1.27"`, `registry.example.com/nginx@v1 # pinned`}:          `Write image = "…".`,
		{`limit = "1"`, `limit = 500m`}:                                     `Write limit = "…".`,
		{`image =`, "working_dir = /srv/www\nimage ="}:                      `Write working_dir = "…".`,
		{`kind = "Deployment"`, "kind = \"Deployment\"\ndescription = a b"}: `Write description = "…".`,
		{`"http" {`, `80 {`}:                                                `Label without quotes: The label of a block must be in quotes. Write port "…" {.`,
		{`"http" {`, `80/tcp {`}:                                            `The label of a block must be in quotes. Write port "…" {.`,
		{`kind = "Deployment"`, `kind: Deployment`}:                         `Colon after a name: An argument has an equals sign where YAML has a colon. Write kind = …, with text in quotes.`,
		{`image = "nginx:1.27"`, `image : "nginx:1.27"`}:                    `Write image = …, with text in quotes.`,
		{`kind = "Deployment"`, "kind = \"Deployment\"\nmetadata:"}:         `A block has braces where YAML has a colon. Write metadata { … }, or metadata = … if it is an argument.`,
		// Of two arguments on a line, the first is no text with the name of the second.
		{`container_port = 80`, `container_port = 80 protocol = "TCP"`}:                    `Missing newline after argument`,
		{`container_port = 80`, `container_port = 80 protocol=`}:                           `Missing newline after argument`,
		{`limit = "1"`, `limit = 1 request = 2`}:                                           `Missing attribute separator`,
		{`kind = "Deployment"`, `kind = "Deployment" replicas = 2`}:                        `Missing newline after argument`,
		{`kind = "Deployment"`, "kind = \"Deployment\"\n  replicas = 2 scaling {\n  }"}:    `Missing newline after argument`,
		{`kind = "Deployment"`, "kind = \"Deployment\"\n  description = a b replicas = 2"}: `Write description = "…".`,
		{`limit = "1"`, `limit = 500m request = 2`}:                                        `Write limit = "…".`,
		{`limit = "1"`, `limit = 512 Mi`}:                                                  `Write limit = "…".`,
		{`container_port = 80`, `container_port = 0x1F90`}:                                 `Number not in decimal: A number is in decimal digits, with nothing between them. Write container_port = … in decimal`,
		{`container_port = 80`, `container_port = 8_080 # web`}:                            `Write container_port = … in decimal`,
		{`container_port = 80`, `container_port = 0b1010 protocol = "TCP"`}:                `Write container_port = … in decimal`,
		{`"nginx:1.27"`, "<<EOT nginx\n  nginx\nEOT"}:                                      `Invalid heredoc: The line must end after the marker`,
		{`"nginx:1.27"`, "<<\"EOT\"\n  nginx\nEOT"}:                                        `Invalid heredoc`,
		{`"nginx:1.27"`, `local.image...`}:                                                 `Missing newline after argument`,
		// References as they are in a text.
		{`"nginx:1.27"`, `${var.image}`}:                  `Reference with a dollar sign: A reference has $ and braces within quotes only. Write it alone, such as var.name, or all of the text in quotes`,
		{`"nginx:1.27"`, `$${var.image}`}:                 `Reference with a dollar sign`,
		{`"nginx:1.27"`, `$var.image`}:                    `Write it alone, such as var.name`,
		{`"nginx:1.27"`, `$each.value["image"]`}:          `Write it alone, such as var.name`,
		{`"nginx:1.27"`, `upper(${local.image})`}:         `Write it alone, such as var.name`,
		{`limit = "1"`, `limit = ${ var.cpu }`}:           `Write it alone, such as var.name`,
		{`"nginx:1.27"`, `${var.image}:${var.tag}`}:       `all of the text in quotes, such as "${var.name}".`,
		{`"nginx:1.27"`, `nginx:${var.tag}`}:              `Write image = "…".`,
		{`"nginx:1.27"`, `$IMAGE`}:                        `Write image = "…".`,
		{`"nginx:1.27"`, `"${ @ }"`}:                      `This character is not used within the language. To keep ${ literally, as in a shell script, write $${.`,
		{`"nginx:1.27"`, `"%{ if @ }a%{ endif }"`}:        `To keep %{ literally, as in a shell script, write %%{.`,
		{`"nginx:1.27"`, "<<EOT\nnginx:${$var.tag}\nEOT"}: `To keep ${ literally, as in a shell script, write $${.`,
		{`"nginx:1.27"`, `[for x in [1] : $x] # ${`}:      `This character is not used within the language.`,
		// What is no text is told in HCL's words.
		{`container_port = 80`, `container_port = 80 81`}: `Missing newline after argument`,
		{`container_port = 80`, `container_port = 80 +`}:  `Invalid expression`,
		{`"nginx:1.27"`, `local.image +`}:                 `Invalid expression`,
	} {
		source := strings.Replace(whole, change[0], change[1], 1)
		c := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: []byte(source)}}})
		var said []string
		for _, d := range c.Diagnostics {
			if d.Severity == hcl.DiagError {
				said = append(said, d.Summary+": "+d.Detail)
			}
		}
		if len(said) != 1 || !strings.Contains(said[0], want) {
			t.Errorf("%s: %q\nwant %s", change[1], said, want)
		}
	}
}

// Of the mistakes in one line, those in other arguments are said, too.
func TestMistakesOfOtherArgumentsAreSaid(t *testing.T) {
	for line, want := range map[string]int{
		`a = ${var.size}, b = @foo`:              2,
		`a = ${var.size}, b = ${var.other}`:      2,
		`a = [${var.size}], b = @foo`:            2,
		`a = $var.size, b = @foo, c = @bar`:      3,
		`a = ${var.size}:${var.other}`:           1,
		`a = ${merge(var.a, var.b)}:${var.size}`: 1,
		`a = @foo@bar`:                           1,
	} {
		source := "stack \"s\" {}\nlocals {\n  x = {\n    " + line + "\n  }\n}\n"
		c := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: []byte(source)}}})
		if said := c.Diagnostics.Errs(); len(said) != want {
			t.Errorf("%s: %q\nwant %d", line, said, want)
		}
	}
}
