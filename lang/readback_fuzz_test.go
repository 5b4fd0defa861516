package lang

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/object"
)

// Objects of whatever content are read back into a file that compiles, or is said to be
// wrong in the objects that do not.
func FuzzReadObjects(f *testing.F) {
	archives, err := filepath.Glob("testdata/compile/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archives {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		files := fstest.MapFS{}
		for _, part := range txtar.Parse(text).Files {
			files[part.Name] = &fstest.MapFile{Data: part.Data}
		}
		c := Compile(f.Context(), ".", Options{Files: files})
		if c.Diagnostics.HasErrors() {
			continue
		}
		for _, m := range c.Stack.Clusters[0].Objects {
			content, err := json.Marshal(m.Content)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		content := map[string]any{}
		if utiljson.Unmarshal(text, &content) != nil {
			return
		}
		meta, err := object.MetaOf(content)
		apiVersion, _ := content["apiVersion"].(string)
		if err != nil || meta.Ref.Name == "" || apiVersion == "" {
			return
		}
		m := object.Manifest{Ref: meta.Ref, APIVersion: apiVersion, Content: content}
		back := ReadObjects(t.Context(), []object.Manifest{m}, object.Stack{Name: "fuzzed", Namespace: "default"}, "default")
		c := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: back.Source}}})
		if wrong := len(back.InFull) > 0 && back.InFull[0].Differs != nil; c.Diagnostics.HasErrors() && !wrong {
			t.Errorf("%v\n%s", c.Diagnostics, back.Source)
		}
	})
}
