package reports

import (
	"bytes"
	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"maps"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

func someManifests() []object.Manifest {
	return []object.Manifest{
		{
			Ref: object.Ref{Kind: "Secret", Namespace: "shop", Name: "tokens"}, APIVersion: "v1",
			Content: map[string]any{
				"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "tokens", "namespace": "shop"},
				"stringData": map[string]any{"token": "hunter2"},
			},
			Address: `secret.tokens`, Origin: uitest.Place("shop.wl.hcl", 3),
		},
		{
			Ref: uitest.BrokenDeploy, APIVersion: "apps/v1",
			Content: map[string]any{
				"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": "broken", "namespace": "shop"},
				"spec": map[string]any{
					"replicas": int64(2),
					"template": map[string]any{"spec": map[string]any{"containers": []any{
						map[string]any{"name": "nginx", "image": "nginx:1.27", "args": []any{"--a", "--b"}, "env": []any{
							map[string]any{"name": "URL", "value": "postgres://app:hunter2@db"},
							map[string]any{"name": "LEVEL", "value": "on"},
						}},
					}}},
				},
			},
			Sensitive: []object.Path{object.MustParsePath("spec.template.spec.containers[0].env[0].value"), object.MustParsePath("spec.template.spec.containers[0].args")},
			Address:   "workload.broken", Origin: uitest.Place("shop.wl.hcl", 9),
		},
	}
}

// The keys of a Secret are names, also where all of its data is sensitive; those of other
// maps are as sensitive as the maps.
func TestRenderShowsTheKeysOfSecrets(t *testing.T) {
	for name, c := range map[string]struct {
		apiVersion, place, sensitive, want string
	}{
		"data":              {"v1", "data", "data", "data:\n  a.b: (sensitive)\n  c: (sensitive)\n"},
		"text":              {"v1", "stringData", "stringData", "stringData:\n  a.b: (sensitive)\n  c: (sensitive)\n"},
		"one key":           {"v1", "data", "data.c", "data:\n  a.b: (sensitive)\n  c: (sensitive)\n"},
		"another's":         {"example.com/v1", "data", "data", "data: (sensitive)\n"},
		"beside the data":   {"v1", "metadata", "metadata", "metadata: (sensitive)\n"},
		"one key, of other": {"example.com/v1", "data", "data.c", "data:\n  a.b: hunter2\n  c: (sensitive)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			group, _, _ := strings.Cut(c.apiVersion, "/v1")
			m := object.Manifest{
				Ref: object.Ref{Group: strings.TrimPrefix(group, "v1"), Kind: "Secret", Name: "a"}, APIVersion: c.apiVersion,
				Content:   map[string]any{"apiVersion": c.apiVersion, "kind": "Secret", c.place: map[string]any{"a.b": "hunter2", "c": "hunter3"}},
				Sensitive: []object.Path{object.MustParsePath(c.sensitive)},
			}
			var b bytes.Buffer
			if err := Objects(&b, []lang.Cluster{{Name: "default", Objects: []object.Manifest{m}}}, ObjectOptions{}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), c.want) {
				t.Errorf("it is\n%s\nwant\n%s", b.String(), c.want)
			}
		})
	}
}

func TestRender(t *testing.T) {
	one := []lang.Cluster{{Name: "default", Objects: someManifests()}}
	two := []lang.Cluster{{Name: "north", Objects: someManifests()}, {Name: "south", Objects: someManifests()[:1]}}
	for name, c := range map[string]struct {
		clusters []lang.Cluster
		options  ObjectOptions
	}{
		"one.yaml":       {one, ObjectOptions{}},
		"two.yaml":       {two, ObjectOptions{}},
		"one.json":       {one, ObjectOptions{JSON: true}},
		"sensitive.yaml": {one, ObjectOptions{ShowSensitive: true}},
		"none.yaml":      {nil, ObjectOptions{}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Objects(&b, c.clusters, c.options); err != nil {
				t.Fatal(err)
			}
			if shown := strings.Contains(b.String(), "hunter2"); shown != c.options.ShowSensitive {
				t.Errorf("the secret is shown: %v", shown)
			}
			uitest.Golden(t, "render/"+name, b.Bytes())
		})
	}
}

// The objects themselves stay as they are.
func TestRenderChangesNothing(t *testing.T) {
	manifests := someManifests()
	if err := Objects(&bytes.Buffer{}, []lang.Cluster{{Name: "default", Objects: manifests}}, ObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	data := manifests[0].Content["stringData"].(map[string]any)
	if !maps.Equal(data, map[string]any{"token": "hunter2"}) {
		t.Errorf("the Secret has become %v", data)
	}
}

func TestOutputs(t *testing.T) {
	some := []lang.Output{
		{Name: "password", Value: "hunter2", Sensitive: true},
		{Name: "motd", Value: "one\n\ttwo\x1b[2J\n"},
		{Name: "nothing", Value: nil},
		{Name: "replicas", Value: float64(3)},
		{Name: "urls", Value: []any{"http://a", "http://b"}},
	}
	one := []outputs.Cluster{{Name: "default", Outputs: some}}
	two := []outputs.Cluster{{Name: "north", Outputs: some[:1]}, {Name: "none", Outputs: nil}, {Name: "south", Outputs: some[2:]}}
	for name, c := range map[string]struct {
		clusters []outputs.Cluster
		options  ui.Options
	}{
		"one":  {one, ui.Options{}},
		"two":  {two, ui.Options{}},
		"none": {two[1:2], ui.Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Outputs(&b, c.clusters, c.options); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "hunter2") {
				t.Error("the secret is shown")
			}
			uitest.NoControls(t, b.String(), false)
			uitest.Golden(t, "outputs/"+name, b.Bytes())
		})
	}
}

// As an event they are one line, of which the secret is no part; none where there are none.
func TestOutputEvents(t *testing.T) {
	some := []lang.Output{{Name: "password", Value: "hunter2", Sensitive: true}, {Name: "motd", Value: "one\n<two>\x1b"}}
	now := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		clusters []outputs.Cluster
		want     string
	}{
		"no cluster": {nil, ""},
		"no output":  {[]outputs.Cluster{{Name: "north"}}, ""},
		"some": {[]outputs.Cluster{{Name: "north", Outputs: some}, {Name: "none"}},
			`{"type":"outputs","time":"2026-11-23T20:00:00Z","clusters":[{"cluster":"north","outputs":{"motd":{"value":"one\n<two>\u001b"},"password":{"sensitive":true}}}]}` + "\n"},
	} {
		var b bytes.Buffer
		if err := OutputEvents(&b, c.clusters, now); err != nil || b.String() != c.want {
			t.Errorf("%s: %v, %q, want %q", name, err, b.String(), c.want)
		}
	}
}

// Whatever text a value is, YAML's readers get exactly that text: what they do
// not take as it stands is escaped.
func TestRenderedTextReadsBack(t *testing.T) {
	var special []string
	for r := rune(0x01); r <= 0x110; r++ {
		special = append(special, string(r), "x"+string(r), string(r)+"x\n", "a\n"+string(r)+"\nb\n")
	}
	special = append(special, "\u2028", "\u2029", "\ufeff", "\ufffd", "\U0001f600", "x\u007f\u0080\u0085\u009fy", "0777", "1e3", "yes", "~", "2001-01-01", "")
	for _, text := range special {
		readsBack(t, text)
	}
	rapid.Check(t, func(rt *rapid.T) { readsBack(t, rapid.String().Draw(rt, "text")) })
}

func readsBack(t *testing.T, text string) {
	t.Helper()
	m := object.Manifest{Ref: object.Ref{Kind: "ConfigMap", Name: "c"}, Content: map[string]any{
		"data": map[string]any{"k": text, "list": []any{text, int64(1), 1.5, true}}, text: "a key",
	}}
	var b bytes.Buffer
	if err := Objects(&b, []lang.Cluster{{Name: "default", Objects: []object.Manifest{m}}}, ObjectOptions{}); err != nil {
		t.Errorf("%q: %v", text, err)
		return
	}
	var content map[string]any
	if err := yaml.UnmarshalStrict(b.Bytes(), &content); err != nil {
		t.Errorf("%q: %v", text, err)
		return
	}
	data, _ := content["data"].(map[string]any)
	if data["k"] != text || data["list"].([]any)[0] != text || content[text] != "a key" {
		t.Errorf("%q is read as %q", text, content)
	}
}
