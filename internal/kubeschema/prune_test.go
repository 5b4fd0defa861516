package kubeschema

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/object"
)

// What another manager keeps stays, what was dropped goes, and what is nobody's goes only with a parent of
// which no manager keeps anything; in which manner its maker has sent the object does not matter.
func TestPruneKeepsWhatNobodyReleases(t *testing.T) {
	for name, draw := range map[string]func(t *rapid.T, label string) map[string]any{"a Pod": drawPod, "a custom kind": drawCustom} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				mine, theirs := draw(t, "dropped"), draw(t, "kept")
				content := smdMerge(t, smdMerge(t, draw(t, "nobody's"), theirs), mine)
				dropped, kept := fieldsOf(t, mine), fieldsOf(t, theirs)
				if rapid.Bool().Draw(t, "without server-side apply") {
					dropped = dropped.Union(around(dropped))
				}
				kept = kept.Union(SetOf(object.PathOf("apiVersion"), object.PathOf("kind"), object.PathOf("metadata", "name")))
				pruned, err := Prune(copyOf(t, content), dropped, kept)
				if err != nil {
					t.Fatal(err)
				}
				checkPruned(t, content, pruned, dropped, kept)
			})
		})
	}
}

func fieldsOf(t *rapid.T, content map[string]any) *fieldpath.Set {
	set, err := FieldsOf(content)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func checkPruned(t *rapid.T, content, pruned map[string]any, dropped, kept *fieldpath.Set) {
	for path := range Paths(fieldsOf(t, content).Leaves()) {
		before, _, _ := Find(content, path)
		after, _, there := Find(pruned, path)
		switch {
		case Has(kept, path):
			if !there || !Equal(before, after) {
				t.Errorf("%s is kept, and becomes %v, %t", path, after, there)
			}
		case Has(dropped, path) && there && after != nil:
			t.Errorf("%s is dropped, and stays %v", path, after)
		case !Has(dropped, path) && !there && !goesAlong(path, dropped, kept):
			t.Errorf("%s is nobody's, and goes", path)
		}
	}
	if rest := fieldsOf(t, pruned).Leaves(); len(pruned) > len(content) || rest.Size() > fieldsOf(t, content).Size() {
		t.Errorf("there is more than before: %v", pruned)
	}
}

// goesAlong reports whether something around a path was there for what is dropped alone.
func goesAlong(path object.Path, dropped, kept *fieldpath.Set) bool {
	for at := path.Parent(); !at.IsRoot(); at = at.Parent() {
		if HasWithin(dropped, at) && !HasWithin(kept, at) {
			return true
		}
	}
	return false
}

// drawCustom draws an object of a kind that the schema does not know.
func drawCustom(t *rapid.T, label string) map[string]any {
	name := rapid.SampledFrom([]string{"a", "b", "c"})
	var draw func(at string, depth int) map[string]any
	draw = func(at string, depth int) map[string]any {
		fields := map[string]any{}
		for _, n := range rapid.SliceOfNDistinct(name, 1, 3, rapid.ID).Draw(t, at) {
			fields["value-"+n] = n
			if depth > 0 && rapid.Bool().Draw(t, at+" deeper") {
				fields["map-"+n] = draw(fmt.Sprintf("%s.%s", at, n), depth-1)
			}
		}
		return fields
	}
	return map[string]any{
		"apiVersion": "example.com/v1", "kind": "Widget",
		"metadata": map[string]any{"name": "w", "annotations": draw(label+" annotations", 0)}, "spec": draw(label+" spec", 2),
	}
}
