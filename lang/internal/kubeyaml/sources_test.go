package kubeyaml

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/object"
)

func hidden(v cty.Value) cty.Value { return v.Mark("secret") }

// read reads files as one collection.
func read(t *testing.T, files ...string) (*Sources, []*Object, error) {
	t.Helper()
	s := NewSources()
	var all []*Object
	for i, text := range files {
		objects, err := s.Objects(fmt.Sprintf("%c.yaml", 'a'+i), text)
		if err != nil {
			return s, nil, err
		}
		all = append(all, objects...)
	}
	return s, all, nil
}

func TestKeys(t *testing.T) {
	for name, tt := range map[string]struct {
		files []string
		want  []string
	}{
		"namespaces": {[]string{"{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: b}}\n"}, []string{"Deployment/b/a", "Namespace/a"}},
		"groups": {[]string{"{apiVersion: v1, kind: Service, metadata: {name: a}}", "{apiVersion: k.io/v1, kind: Service, metadata: {name: a}}\n---\n{apiVersion: k.io/v1, kind: Service, metadata: {name: b}}"},
			[]string{"Service.k.io/a", "Service/a", "Service/b"}},
		"two groups":                {[]string{"{apiVersion: a.io/v1, kind: X, metadata: {name: a}}\n---\n{apiVersion: b.io/v1, kind: X, metadata: {name: a}}"}, []string{"X.a.io/a", "X.b.io/a"}},
		"lists":                     {[]string{"{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMapList, items: [{metadata: {name: a}}, {metadata: {name: b}}]}]}"}, []string{"ConfigMap/a", "ConfigMap/b"}},
		"a kind that ends in List":  {[]string{"{apiVersion: a.io/v1, kind: AllowList, metadata: {name: a}}"}, []string{"AllowList/a"}},
		"an empty list and nothing": {[]string{"{apiVersion: v1, kind: List, items: []}", "# nothing\n"}, nil},
		"JSON":                      {[]string{`{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}` + "\n"}, []string{"Pod/a"}},
		"Windows":                   {[]string{"\ufeff---\r\napiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\n---\r\n\r\n--- # b\r\napiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: b\r\n...\r\n"}, []string{"Pod/a", "Pod/b"}},
		"aliases":                   {[]string{"apiVersion: v1\nkind: List\nitems:\n- &x {apiVersion: v1, kind: Pod, metadata: &m {name: a}}\n- {<<: *x, kind: Job}\n"}, []string{"Job/a", "Pod/a"}},
	} {
		s, objects, err := read(t, tt.files...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		v, err := s.Manifests(objects, hidden)
		if got := slices.Sorted(maps.Keys(v.AsValueMap())); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, %v; want %q", name, got, err, tt.want)
		}
	}
}

func TestObjectsThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1": "a.yaml:1: this object has no apiVersion", "- a": "a.yaml:1: this is not a Kubernetes object", "\n\nfoo": "a.yaml:3: this is not a Kubernetes object",
		"apiVersion: v1\nmetadata: {name: a}":                                 "a.yaml:1: this object has no kind",
		"# c\napiVersion: v1\nkind: Pod":                                      "a.yaml:2: this Pod has no metadata.name",
		"{apiVersion: v1, kind: Pod, metadata: {name: 7}}":                    "the metadata.name of this Pod is not a string",
		"{apiVersion: v1, kind: Pod, metadata: {generateName: a-}}":           "this object has generateName",
		"apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n": "a.yaml:4: this Pod has no metadata.name",
		"{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}":  "this is a kustomization file",
	} {
		if _, _, err := read(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	s, objects, err := read(t, "{apiVersion: v1, kind: Pod, metadata: {name: a}}", "\n{apiVersion: v1, kind: Pod, metadata: {name: a}}")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Manifests(objects, hidden); err == nil || !strings.Contains(err.Error(), "b.yaml:2: Pod/a is there twice: it is also at a.yaml:1") {
		t.Errorf("the same object twice: %v", err)
	}
}

// What a value's place says is what stands there.
func TestPlaces(t *testing.T) {
	text := `# a comment
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a, labels: {é: b, app: "web"}}
data:
  plain: value # why
  "quoted key": 'it''s'
  block: |
    text
  0400: octal
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: &m
    name: b
  data:
    list: [1, 2]
`
	s, objects, err := read(t, text)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []map[string]string{
		{
			"": "3 apiVersion: v1", "kind": "4 kind: ConfigMap", "metadata": `5 metadata: {name: a, labels: {é: b, app: "web"}}`, "metadata.name": "5 name: a", "metadata.labels.app": `5 app: "web"`,
			"data": "6 data:", "data.plain": "7 plain: value", `data["quoted key"]`: `8 "quoted key": 'it''s'`, "data.block": "9 block: |", "data.256": "11 0400: octal",
		},
		{"": "16 apiVersion: v1", "metadata.name": "19 name: b", "data.list": "21 list: [1, 2]", "data.list[1]": "21 2"},
	} {
		found := s.Find(objects[i].Value)
		if found != objects[i] {
			t.Fatalf("object %d is found as %v", i, found)
		}
		fields, origin := found.Fields(objects[i].Value)
		if origin != fields[object.Path{}] {
			t.Errorf("the object is at %v, its content at %v", origin, fields[object.Path{}])
		}
		for at, w := range want {
			r := fields[object.MustParsePath(at)]
			if got := fmt.Sprint(r.StartLine, " ", text[r.StartByte:r.EndByte]); got != w || r.File != "a.yaml" {
				t.Errorf("%s is %q, want %q", at, got, w)
			}
		}
	}
	changed := objects[0].Value.AsValueMap()
	changed["data"] = cty.ObjectVal(map[string]cty.Value{"plain": cty.StringVal("value"), "block": cty.StringVal("other")})
	fields, _ := s.Find(cty.ObjectVal(changed)).Fields(cty.ObjectVal(changed))
	for at, there := range map[string]bool{"": false, "data": false, "data.plain": true, "data.block": false, "metadata": true} {
		if _, ok := fields[object.MustParsePath(at)]; ok != there {
			t.Errorf("of a changed object, %s has a place of the file: %t", at, ok)
		}
	}
	if s.Find(cty.ObjectVal(map[string]cty.Value{"kind": cty.StringVal("ConfigMap")})) != nil {
		t.Error("an object of no file is found in one")
	}
	if s.Find(objects[0].Value.Mark("secret")) != nil {
		t.Error("a value that must not be shown is traced to where it stands in clear text")
	}
}

// planted is what must not be seen, and forms are ways in which a Secret has it.
const planted = "hunter2-hunter2"

var forms = []string{
	"data:\n  a: %s\n  b: c\n", "stringData: {a: %s, b: x}\n", "data:\n  a: |\n    x\n    %s\n", "data: {\n  \"a\": \"%s\"\n  }\n", "stringData:\n  # why\n  a: >-\n    %s\n\n    %s\n",
	"data:\n  a: '%s'\ntype: x\n", "data: %s\n", "data: [%s, %s]\n", "data:\n  ? a\n  : %s\n", "anchor: &x %s\ndata:\n  a: *x\n", "anchor: &x {a: %s}\ndata: *x\n",
	"stringdata: {a: %s}\n", "binaryData:\n  a: %s\n", "string_data: %s\n", "pw: [%s]\n", "\"stringDat\\x61\": {a: %s}\n",
	"data:\n  <<: {a: %s}\n", "data:\n  a:\n    b: [c, %s]\n", "immutable: true\ndata:\n  é: é\n  a: \"\\\n    %s\"\n",
}

// What a Secret keeps is marked, and nowhere in what snippets are taken from,
// however it is written; everything else is where it was.
func TestSecretsAreBlottedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		documents := rapid.SliceOfN(rapid.SampledFrom(forms), 1, 4).Draw(t, "documents")
		for i, form := range documents {
			fmt.Fprintf(&text, "--- # %d\napiVersion: v1\nkind: Secret\nmetadata:\n  name: s%d\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {\"a\": %q}\n", i, i, planted)
			text.WriteString(strings.ReplaceAll(form, "%s", planted))
		}
		ending := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ending")
		source := strings.ReplaceAll(text.String(), "\n", ending)
		s := NewSources()
		objects, err := s.Objects("a.yaml", source)
		if err != nil {
			t.Fatalf("%v\n%s", err, source)
		}
		shown := string(s.Files()["a.yaml"].Bytes)
		if strings.Contains(shown, "hunter2") {
			t.Fatalf("shown:\n%s", shown)
		}
		if strings.Count(shown, "\n") != strings.Count(source, "\n") || !strings.Contains(shown, "name: s0") || strings.Count(shown, "kind: Secret") != len(documents) {
			t.Fatalf("more than the secrets is gone, or lines are:\n%s", shown)
		}
		v, err := s.Manifests(objects, hidden)
		if err != nil {
			t.Fatal(err)
		}
		plain, marks := v.UnmarkDeepWithPaths()
		if len(marks) < len(documents) || plain.LengthInt() != len(documents) {
			t.Fatalf("%d marks in %d documents", len(marks), len(documents))
		}
	})
}

// Of a file that cannot be read, nothing is shown if it may hold secrets.
func TestBrokenFilesOfSecretsAreNotShown(t *testing.T) {
	s := NewSources()
	if _, err := s.Objects("a.yaml", "kind: Secret\ndata: [hunter2\n"); err == nil {
		t.Fatal("read")
	}
	if _, err := s.Objects("b.yaml", "kind: ConfigMap\ndata: [\n"); err == nil {
		t.Fatal("read")
	}
	for _, text := range []string{
		"kind: \"Sec\\u0072et\"\nkind: b\ndata: {a: hunter2}\n", "kind: secret\na: 1\na: hunter2\n", "kind: \"Sec\\\n  ret\"\nb: [hunter2\n", "stringData: {a: hunter2\n", "kind: !!binary U2VjcmV0\na: [hunter2\n",
		"kind: Secret\ndata: {a: *hunter2}\n", "kind: ConfigMap\na: *hunter2\n",
	} {
		of := NewSources()
		if _, err := of.Objects("d.yaml", text); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", text, err)
		}
		if of.Files()["d.yaml"] != nil && !strings.Contains(text, "ConfigMap") {
			t.Errorf("%q is shown", text)
		}
	}
	twice := "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: hunter2}}\n"
	objects, err := s.Objects("c.yaml", twice+"---\n"+twice)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Manifests(objects, hidden); err == nil {
		t.Error("the same Secret twice is no error")
	}
	files := s.Files()
	if shown := files["c.yaml"]; shown == nil || strings.Contains(string(shown.Bytes), "hunter2") || !strings.Contains(string(shown.Bytes), "kind: Secret") {
		t.Error("a file that can be read is not shown, or with what is secret in it")
	}
	if files["a.yaml"] != nil || files["b.yaml"] == nil {
		t.Errorf("shown are %v", slices.Sorted(maps.Keys(files)))
	}
}
