package eval

import (
	"strings"
	"testing"
)

// What a function has marked is not shown, whichever function it is and wherever in the
// expression: the files are read for the first time where they are named.
func TestErrorsShowNothingOfMarkedResults(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}\n")
	write(t, dir, "c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata: {password: seen}\n")
	write(t, dir, "t.tpl", `${sensitive("hunter2")}`)
	write(t, dir, "outer.tpl", `${timeadd(m["Secret/s"].stringData.password, "1h")}`)
	write(t, dir, "inner.tpl", `${timeadd(sensitive("hunter2"), "1h")}`)
	write(t, dir, "plain.tpl", `seen`)
	for _, expression := range []string{
		`[for k, m in manifests("s.yaml") : timeadd(m.stringData.password, "1h")]`,
		`{ for k, m in manifests("s.yaml") : k => timeadd(m.stringData.password, "1h") }`,
		`parseint(manifests("s.yaml")["Secret/s"].stringData.password, 10)`,
		`{ a = { b = [parseint(manifests("s.yaml")["Secret/s"].stringData.password, 10)] } }`,
		`values(manifests("s.yaml"))[*].stringData.password + 1`,
		`formatdate("YYYY", trimspace(templatefile("t.tpl", {})))`,
		`timeadd(templatestring("$${sensitive(\"hunter2\")}", {}), "1h")`,
		`templatefile("outer.tpl", { m = manifests("s.yaml") })`,
		`templatefile("inner.tpl", {})`,
		`"${timeadd(manifests("s.yaml")["Secret/s"].stringData.password, "1h")}"`,
		`try(timeadd(manifests("s.yaml")["Secret/s"].stringData.password, "1h"))`,
		`timeadd(try(manifests("s.yaml")["Secret/s"].stringData.password, "x"), "1h")`,
		`sensitive(timeadd("hunter2", "1h"))`,
		`timeadd(nonsensitive(manifests("s.yaml")["Secret/s"].stringData.password), "1h")`,
		`regex("^a$", jsonencode(manifests("s.yaml")))`,
	} {
		_, diags := evaluate(t, dir, expression)
		if text := diags.Error(); len(diags) == 0 || strings.Contains(text, "hunter2") || !strings.Contains(text, "sensitive") {
			t.Errorf("%s: %v", expression, diags)
		}
	}
	for expression, want := range map[string]string{
		`timeadd(manifests("c.yaml")["ConfigMap/s"].data.password, "1h")`:                             "seen",
		`timeadd(templatefile("plain.tpl", {}), "1h")`:                                                "seen",
		`[manifests("s.yaml")["Secret/s"].stringData.password, timeadd("seen", "1h")]`:                "seen",
		`{ a = sensitive("x"), b = timeadd(manifests("c.yaml")["ConfigMap/s"].data.password, "1h") }`: "seen",
		`manifests("s.yaml")["Secret/other"]`:                                                         "does not identify an element",
		`manifests("none.yaml")`:                                                                      "no such file",
	} {
		if _, diags := evaluate(t, dir, expression); !strings.Contains(diags.Error(), want) {
			t.Errorf("%s: %v, want %q", expression, diags, want)
		}
	}
}
