package objects

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Every function that the table names must exist.
func TestTableNamesRealFunctions(t *testing.T) {
	for b := range table.Root().All() {
		if b.Compile != "" && blockFunction(b.Compile) == nil {
			t.Errorf("the block %s names the function %q, which does not exist", b.Name, b.Compile)
		}
		for _, a := range b.Attributes {
			if a.Compile != "" && attributeFunction(a.Compile) == nil {
				t.Errorf("%s.%s names the function %q, which does not exist", b.Name, a.Name, a.Compile)
			}
		}
	}
}

// Every path of the table must lead to a field that Kubernetes has, in every
// kind that the row applies to.
func TestTablePathsAreKubernetesFields(t *testing.T) {
	checked := 0
	for _, b := range table.Root().Blocks {
		if b.Emits == "" {
			continue
		}
		kinds := []schema.Kinds{0}
		if b.Name == "workload" {
			kinds = nil
			for _, name := range schema.KindNames() {
				kinds = append(kinds, schema.KindOf(name))
			}
		}
		for _, k := range kinds {
			checked += checkPaths(t, b, k, nil, b.Emits)
		}
	}
	if checked < 100 {
		t.Errorf("only %d paths were checked", checked)
	}
}

func checkPaths(t *testing.T, b *schema.Block, k schema.Kinds, here steps, kind string) int {
	t.Helper()
	if !b.Kinds.Has(k) {
		return 0
	}
	w := &writer{kind: k}
	checked := 0
	for _, a := range b.Attributes {
		if path, ok := schema.PathFor(a.Places, k); ok && a.Kinds.Has(k) {
			checkField(t, b.Name+"."+a.Name, k, kind, w.resolve(path, here))
			checked++
		}
	}
	for _, n := range b.Blocks {
		switch path, _ := schema.PathFor(n.Places, k); {
		case n.Emits != "":
			checked += checkPaths(t, n, k, nil, n.Emits)
		case n.Form == schema.Many && len(path.Steps) > 0, n.Name == "claim_template":
			checked += checkPaths(t, n, k, append(w.resolve(path, here), 0), kind)
		default:
			checked += checkPaths(t, n, k, w.place(n.Places, here), kind)
		}
	}
	return checked
}

// checkField asks Kubernetes' schema for a field by an object that has nothing
// else: whatever the field's type, it must be known.
func checkField(t *testing.T, row string, k schema.Kinds, kind string, at steps) {
	t.Helper()
	if kind == "workload" {
		kind = k.String()
	}
	real := kindNamed(kind)
	content := map[string]any{"apiVersion": real.APIVersion(), "kind": real.Kind}
	nest(content, at)
	for _, v := range kubeschema.Validate(content) {
		if v.Pointer.Contains(at.pointer()) || at.pointer().Contains(v.Pointer) {
			if strings.Contains(v.Message, "unknown") || strings.Contains(v.Message, "no field") || strings.Contains(v.Message, "no such") {
				t.Errorf("%s in a %s: %s: %s", row, kind, at.pointer(), v.Message)
			}
		}
	}
}

func nest(content map[string]any, at steps) {
	w := &writer{manifest: &object.Manifest{Content: content}}
	for i, step := range at {
		if step == 0 {
			w.add(at[:i], map[string]any{})
		}
	}
	w.set(at, "x")
}
