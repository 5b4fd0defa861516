package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/lang/explain"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/schema/table"
)

// The reference in docs is the one that the table gives.
func TestReferenceIsFresh(t *testing.T) {
	for file, write := range outputs {
		want, err := write()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("../../../docs", file))
		if err != nil || string(got) != want {
			t.Errorf("docs/%s is stale: run make docs, which make generate does, too (%v)\n%s", file, err, cmp.Diff(string(got), want))
		}
	}
}

// Every row of the table is in the reference, in both languages.
func TestEveryRowIsInTheReference(t *testing.T) {
	for _, l := range []explain.Language{explain.English, explain.Chinese} {
		text, err := generate(l)
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]bool{} // a block, or one that is the same
		for b := range table.Root().All() {
			shown[b.Signature()] = shown[b.Signature()] || b.Parent == nil || strings.Contains(text, "#### `"+b.Path()+"`")
		}
		for b := range table.Root().All() {
			if !shown[b.Signature()] {
				t.Errorf("%v: %s is not in the reference", l, b.Path())
			}
			for _, a := range b.Attributes {
				if !strings.Contains(text, "| `"+a.Name+"` |") || !strings.Contains(text, cell(l.Pick(a.English, a.Chinese))) {
					t.Errorf("%v: %s.%s is not in the reference", l, b.Path(), a.Name)
				}
			}
		}
		if strings.Contains(text, "{{") || strings.Contains(text, "%!") {
			t.Errorf("%v: a placeholder is left over", l)
		}
	}
}

func TestEveryFunctionIsDescribed(t *testing.T) {
	all := eval.Functions(eval.Surroundings{Read: kubeyaml.NewSources()})
	for _, name := range eval.Refused() {
		delete(all, name)
	}
	var described []string
	for _, f := range functions {
		described = append(described, f.name)
		if !strings.HasSuffix(f.english, ".") || !strings.HasSuffix(f.chinese, "。") {
			t.Errorf("%s: %q, %q", f.name, f.english, f.chinese)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(all)), described); diff != "" {
		t.Errorf("the language and the reference differ in their functions (-language +reference):\n%s", diff)
	}
}

// Every example compiles, and is shown in both languages.
func TestExamples(t *testing.T) {
	examples, err := os.ReadDir("examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		t.Run(e.Name(), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Join("examples", e.Name()))); err != nil {
				t.Fatal(err)
			}
			if main, _ := os.ReadFile(filepath.Join(dir, "main.wl.hcl")); !bytes.HasPrefix(main, []byte("stack ")) {
				if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte("stack \"shop\" {}\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			compiles(t, dir)
			for _, l := range []explain.Language{explain.English, explain.Chinese} {
				text, _ := sources.ReadFile("text/language." + string(l) + ".md")
				if !bytes.Contains(text, []byte(`{{example "`+e.Name()+`"}}`)) {
					t.Errorf("the text in %s does not show it", l)
				}
			}
		})
	}
}

func compiles(t *testing.T, dir string) {
	t.Helper()
	c := lang.Compile(t.Context(), dir, lang.Options{})
	for _, d := range c.Diagnostics {
		t.Errorf("%v", d)
	}
	if c.Stack == nil || len(c.Stack.Clusters) == 0 || len(c.Stack.Clusters[0].Objects) == 0 {
		t.Error("it makes no objects")
	}
	for name := range c.Files {
		source, err := os.ReadFile(name) // what is handed out for messages has no secrets
		if err != nil {
			t.Fatal(err)
		}
		if formatted, _ := lang.Format(source, name); strings.HasSuffix(name, ".hcl") && !bytes.Equal(formatted, source) {
			t.Errorf("%s is not formatted", name)
		}
	}
}
