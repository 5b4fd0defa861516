package lang

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/readback"
)

// readsBack reads the objects of every cluster back and compiles them again: they are the
// same. It returns those that no block makes.
func readsBack(t testing.TB, c *Compilation) []string {
	t.Helper()
	var all []string
	for _, cluster := range c.Stack.Clusters {
		namespace := c.Stack.ID.Namespace
		back := ReadObjects(t.Context(), cluster.Objects, c.Stack.ID, namespace)
		again := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl": &fstest.MapFile{Data: back.Source}}})
		if again.Diagnostics.HasErrors() {
			t.Fatalf("what is read back has errors: %v\n%s", errorsOf(again.Diagnostics), back.Source)
		}
		before, after := contents(cluster.Objects), contents(again.Stack.Clusters[0].Objects)
		for _, o := range back.InFull {
			if o.Differs != nil {
				delete(before, o.Ref.String())
				delete(after, o.Ref.String())
			}
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("read back, they are others (-before +after):\n%s\n%s", diff, back.Source)
		}
		for _, o := range back.InFull {
			line := strings.TrimSuffix(fmt.Sprintf("%s: %s", o.Ref, why(o.Because)), ": ")
			if o.Differs != nil {
				line += "; and it differs in " + why(o.Differs)
			}
			all = append(all, line)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func why(d *Difference) string {
	switch {
	case d == nil:
		return ""
	case d.Problem != nil:
		return d.Problem.Summary + ": " + d.Problem.Detail
	}
	return d.Field.String()
}

func contents(objects []object.Manifest) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, m := range objects {
		all[m.Ref.String()] = readback.WithoutHash(m.Content)
	}
	return all
}

// Whatever the archives and the shapes compile to is read back into the same objects.
// testdata/readback.txt lists those for which it takes a block that writes them out.
func TestReadBack(t *testing.T) {
	var lines strings.Builder
	for _, pattern := range []string{"compile", "shapes"} {
		archives, err := filepath.Glob("testdata/" + pattern + "/*.txtar")
		if err != nil || len(archives) == 0 {
			t.Fatalf("no archives: %v", err)
		}
		for _, file := range archives {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c := compileArchive(t, archive)
			if c.Diagnostics.HasErrors() {
				continue // what it is about is the error
			}
			name := pattern + "/" + strings.TrimSuffix(filepath.Base(file), ".txtar")
			t.Run(name, func(t *testing.T) {
				for _, line := range readsBack(t, c) {
					fmt.Fprintf(&lines, "%s: %s\n", name, line)
				}
			})
		}
	}
	const golden = "testdata/readback.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), lines.String()); diff != "" {
		t.Errorf("objects are written out that were not, or the other way round (-want +got); -update writes the list anew:\n%s", diff)
	}
}

func compileArchive(t *testing.T, archive *txtar.Archive) *Compilation {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") && f.Name != "want.yaml" {
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	o := optionsOf(string(archive.Comment))
	o.Files = files
	return Compile(t.Context(), ".", o)
}
