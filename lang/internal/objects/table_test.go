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
			checked += checkPaths(t, b, k, object.Path{}, b.Emits)
		}
	}
	if checked < 100 {
		t.Errorf("only %d paths were checked", checked)
	}
}

func checkPaths(t *testing.T, b *schema.Block, k schema.Kinds, here object.Path, kind string) int {
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
			checked += checkPaths(t, n, k, object.Path{}, n.Emits)
		case n.Form == schema.Many && !path.Field.IsRoot(), n.Name == "claim_template":
			checked += checkPaths(t, n, k, w.resolve(path, here).Index(0), kind)
		default:
			checked += checkPaths(t, n, k, w.place(n.Places, here), kind)
		}
	}
	return checked
}

// checkField asks Kubernetes' schema for a field by an object that has nothing
// else: whatever the field's type, it must be known.
func checkField(t *testing.T, row string, k schema.Kinds, kind string, at object.Path) {
	t.Helper()
	if kind == "workload" {
		kind = k.String()
	}
	real := kindNamed(kind)
	content := map[string]any{"apiVersion": real.APIVersion(), "kind": real.Kind}
	nest(content, at)
	for _, v := range kubeschema.Validate(content) {
		if v.Path.Overlaps(at) {
			if strings.Contains(v.Message.String(), "unknown") || strings.Contains(v.Message.String(), "no field") || strings.Contains(v.Message.String(), "no such") {
				t.Errorf("%s in a %s: %s: %s", row, kind, at, v.Message)
			}
		}
	}
}

func nest(content map[string]any, at object.Path) {
	w := &writer{manifest: &object.Manifest{Content: content}}
	var list object.Path
	for e := range at.Elements() {
		if _, ok := e.Index(); ok {
			w.add(list, map[string]any{})
		}
		list = list.Child(e)
	}
	w.set(at, "x")
}
