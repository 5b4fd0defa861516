package lang

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/rogpeppe/go-internal/txtar"
	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// A shape is an archive of testdata/shapes: workloads in the form that those of a
// public stack have, as a stack and as Kubernetes' manifests of the same.
type shape struct {
	name    string
	source  []byte
	written map[string]object.Manifest // by kind and name
	made    map[string]object.Manifest
}

// Every shape can be said without raw and without object, and becomes the object that
// the manifest is, as far as that can be told without a server.
func TestShapes(t *testing.T) {
	shapes := readShapes(t)
	ran, workloads, objects := 0, 0, 0
	used := map[string]bool{}
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			ran++
			refuseRaw(t, s.source)
			for key, made := range s.made {
				objects++
				if schema.KindOf(made.Ref.Kind) != 0 {
					workloads++
				}
				written := s.written[key]
				compareShape(t, key, kubeschema.Stored(written.Content), kubeschema.Stored(made.Content), used, func(c kubeschema.Change) bool {
					return c.Before == nil && kubeschema.IsDefault(made.Ref.GroupKind(), c.Path, c.After) ||
						c.After == nil && kubeschema.IsDefault(made.Ref.GroupKind(), c.Path, c.Before)
				})
			}
		})
	}
	for _, a := range shapeAdditions() {
		if ran == len(shapes) && !used[a.reason] {
			t.Errorf("no shape has the exception %q", a.reason)
		}
	}
	t.Logf("%d shapes, %d workloads, %d objects", len(shapes), workloads, objects)
}

// refuseRaw fails where a source has something that stands for a manifest.
func refuseRaw(t *testing.T, source []byte) {
	t.Helper()
	file, diags := hclsyntax.ParseConfig(source, "main.wl.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	_ = hclsyntax.VisitAll(file.Body.(*hclsyntax.Body), func(node hclsyntax.Node) hcl.Diagnostics {
		switch n := node.(type) {
		case *hclsyntax.Attribute:
			if n.Name == "raw" || n.Name == "manifest" {
				t.Errorf("%s: %s", n.NameRange, n.Name)
			}
		case *hclsyntax.Block:
			if n.Type == "object" && len(n.Labels) > 0 && n.TypeRange.Start.Column == 1 {
				t.Errorf("%s: %s", n.TypeRange, n.Type)
			}
		}
		return nil
	})
}

// A shapeAddition is something that wl knowingly adds to what a manifest says.
type shapeAddition struct {
	reason string
	is     func(c kubeschema.Change) bool
}

func shapeAdditions() []shapeAddition {
	ownKeys := func(of string) func(kubeschema.Change) bool {
		return func(c kubeschema.Change) bool {
			key, _ := c.Path.Last().Field()
			around, _ := c.Path.Parent().Last().Field()
			return around == of && c.Before == nil && (object.IsOwn(key) || strings.HasPrefix(key, "app.kubernetes.io/"))
		}
	}
	return []shapeAddition{
		{"labels by which wl knows its objects and Pods", ownKeys("labels")},
		{"the hash by which Pods follow their ConfigMaps and Secrets", ownKeys("annotations")},
		{"the request of an extended resource, which is its limit", func(c kubeschema.Change) bool {
			name, _ := c.Path.Last().Field()
			return c.Before == nil && c.Path.Parent().Last() == object.FieldOf("requests") && strings.Contains(name, "/")
		}},
		{"variables after those that they refer to, not in the manifest's order", func(c kubeschema.Change) bool {
			return c.Reordered && c.Path.Last() == object.FieldOf("env")
		}},
		{"files of a volume in the order of their keys, for they are a map", func(c kubeschema.Change) bool {
			return c.Path.Last() == object.FieldOf("items") && sameMembers(c.Before, c.After)
		}},
	}
}

// compareShape compares what a manifest and what a stack become. What the caller excuses
// is left out, and so is what wl adds, whose reason is noted.
func compareShape(t *testing.T, key string, written, made map[string]any, used map[string]bool, excused func(kubeschema.Change) bool) {
	t.Helper()
	changes, err := kubeschema.Diff(written, made)
	if err != nil {
		t.Errorf("%s: %v", key, err)
		return
	}
	for _, c := range changes {
		i := slices.IndexFunc(shapeAdditions(), func(a shapeAddition) bool { return a.is(c) })
		switch {
		case i >= 0:
			used[shapeAdditions()[i].reason] = true
		case !excused(c):
			t.Errorf("%s: %s is %v in the manifest, and %v as compiled", key, c.Path, c.Before, c.After)
		}
	}
}

// sameMembers reports whether two lists differ by their order only.
func sameMembers(a, b any) bool {
	x, _ := a.([]any)
	y, _ := b.([]any)
	return len(x) == len(y) && !slices.ContainsFunc(x, func(v any) bool {
		return !slices.ContainsFunc(y, func(w any) bool { return kubeschema.Equal(v, w) })
	})
}

func readShapes(t *testing.T) []shape {
	t.Helper()
	files, err := filepath.Glob("testdata/shapes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no shapes: %v", err)
	}
	var all []shape
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(archive.Files) != 2 || archive.Files[0].Name != "main.wl.hcl" || archive.Files[1].Name != "want.yaml" {
			t.Fatalf("%s: must have main.wl.hcl and want.yaml", file)
		}
		s := shape{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), source: archive.Files[0].Data}
		s.written = readManifests(t, file, archive.Files[1].Data)
		s.made = compileShape(t, file, extract(t, archive))
		if asked, got := slices.Sorted(maps.Keys(s.written)), slices.Sorted(maps.Keys(s.made)); !slices.Equal(asked, got) {
			t.Errorf("%s: the manifests are %v, and compiled are %v", file, asked, got)
		}
		all = append(all, s)
	}
	return all
}

// compileShape compiles the stack of a directory, which has one cluster.
func compileShape(t *testing.T, file, dir string) map[string]object.Manifest {
	t.Helper()
	c := Compile(t.Context(), dir, Options{})
	if c.Diagnostics.HasErrors() {
		t.Fatalf("%s: %v", file, errorsOf(c.Diagnostics))
	}
	made := map[string]object.Manifest{}
	for _, m := range c.Stack.Clusters[0].Objects {
		made[m.Ref.Kind+" "+m.Ref.Name] = m
	}
	return made
}

func readManifests(t *testing.T, file string, text []byte) map[string]object.Manifest {
	t.Helper()
	all := map[string]object.Manifest{}
	for document := range strings.SplitSeq(string(text), "\n---\n") {
		b, err := yaml.YAMLToJSONStrict([]byte(document + "\n"))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		m := object.Manifest{Content: map[string]any{}}
		if err := json.Unmarshal(b, &m.Content); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		m.Ref = object.NewRef(kind.Of(m.Content), "", fmt.Sprint(object.At(m.Content, "metadata", "name")))
		if k, _ := kind.Lookup(m.Ref.GroupKind()); k != nil && k.Namespaced && object.At(m.Content, "metadata", "namespace") == nil {
			m.Content = object.WithMetadata(m.Content, "namespace", "default") // as kubectl applies it
		}
		all[m.Ref.Kind+" "+m.Ref.Name] = m
	}
	return all
}
