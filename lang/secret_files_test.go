package lang

import (
	"maps"
	"strings"
	"testing"
)

// What is read from a file that has a mistake is not quoted where what it is read for is sensitive, whatever
// else reads it.
func TestFilesReadForSecretsAreNotQuoted(t *testing.T) {
	wrong := map[string]string{
		"p.yaml": "user: admin\npassword: hunter2: abc\n", "t.yaml": "hunter2: 1\nhunter2: 2\n", "a.yaml": "a: *hunter2\n",
		"p.json": "{\"user\": \"admin\",\n \"password\": \"hunter2\" hunter2}", "p.csv": "a,b\nhunter2\"\n", "p.tpl": "a=%{hunter2}\nb=${hunter2\n",
	}
	reads := []string{`yamldecode(file("p.yaml"))`, `yamldecode(file("t.yaml"))`, `yamldecode(file("a.yaml"))`, `yamldecodeall(file("p.yaml"))[0]`, `manifests("p.yaml")`, `jsondecode(file("p.json"))`, `csvdecode(file("p.csv"))`, `templatefile("p.tpl", {})`}
	for place, src := range map[string]string{
		"data": "secret \"x\" {\n  data = READ\n}\n", "merged data": "secret \"x\" {\n  data = merge({}, READ)\n}\n", "an output": "output \"x\" {\n  sensitive = true\n  value = READ\n}\n",
		"an input": "module \"m\" {\n  source = \"./m\"\n  pw = READ\n}\n", "a call": "locals {\n  a = sensitive(READ)\n}\n",
		"a manifest":   "object \"x\" {\n  manifest = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"aaa\" }, stringData = READ }\n}\n",
		"a local, too": "locals {\n  a = READ\n}\nsecret \"x\" {\n  data = READ\n}\n",
	} {
		for _, read := range reads {
			files := maps.Clone(wrong)
			files["a.wl.hcl"] = strings.ReplaceAll(src, "READ", read)
			if place == "a local, too" && !strings.Contains(read, "yaml") {
				continue // which quote no file
			}
			c := mistakenly(t, files)
			if !c.Diagnostics.HasErrors() {
				t.Errorf("%s, %s: nothing is wrong", place, read)
			}
			hunt(t, place+", "+read, "hunter2", c)
		}
	}
	c := mistakenly(t, map[string]string{"p.yaml": wrong["p.yaml"], "a.wl.hcl": "secret \"x\" {\n  data = yamldecode(file(\"p.yaml\"))\n}\n"})
	if said := c.Diagnostics.Error(); !strings.Contains(said, "p.yaml:2,1-23: Invalid YAML; Mapping values are not allowed in this context. yamldecode reads it at a.wl.hcl:2.") {
		t.Error(said)
	}
	for _, src := range []string{"locals {\n  a = yamldecode(file(\"p.yaml\"))\n}\n", "config_map \"x\" {\n  data = yamldecode(file(\"p.yaml\"))\n}\nsecret \"x\" {\n  data = { a = \"b\" }\n}\n"} {
		if c := mistakenly(t, map[string]string{"p.yaml": wrong["p.yaml"], "a.wl.hcl": src}); c.Files["p.yaml"] == nil {
			t.Errorf("%s: p.yaml is not quoted", src)
		}
	}
}
