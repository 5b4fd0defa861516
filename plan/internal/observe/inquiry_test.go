package observe

import (
	"fmt"
	"testing"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// What is left of an object is told from defaults in a time that grows as the object does.
func TestDefaultsBesideGrowWithTheObject(t *testing.T) {
	container := map[string]any{"name": "c", "image": "c:1"}
	pods := map[string]any{"spec": map[string]any{"template": map[string]any{"spec": map[string]any{"containers": []any{container}}}}}
	spec := []any{"spec", "template", "spec"}
	for name, c := range map[string]struct {
		of     kind.GroupKind
		within []any // what goes
		value  any
		stays  map[string]any
	}{
		"all keys of a ConfigMap":              {kind.ConfigMap, []any{"data"}, "x", nil},
		"annotations of Pods":                  {kind.Deployment, []any{"spec", "template", "metadata", "annotations"}, "x", pods},
		"a map of defaults":                    {kind.Deployment, append(spec, "nodeSelector"), map[string]any{}, pods},
		"keys beside others that a Secret has": {kind.Secret, []any{"data"}, "x", map[string]any{"data": map[string]any{"stays": "x"}}},
	} {
		t.Run(name, func(t *testing.T) {
			of := func(keys int) float64 {
				values := map[string]any{}
				owned := fieldpath.NewSet()
				for i := range keys {
					key := fmt.Sprintf("k%05d", i)
					values[key] = c.value
					owned.Insert(fieldpath.MakePathOrDie(append(append([]any{}, c.within...), key)...))
				}
				live := map[string]any{}
				at := live
				for _, name := range c.within[:len(c.within)-1] {
					in := map[string]any{}
					at[name.(string)], at = in, in
				}
				at[c.within[len(c.within)-1].(string)] = values
				s := compare.Subject{Manifest: &object.Manifest{Ref: object.NewRef(c.of, "shop", "it")}}
				beside := &compare.Comparison{Subject: s, Live: live, Owned: owned}
				return testing.AllocsPerRun(1, func() { defaultsBeside(beside, c.stays) })
			}
			if few, many := of(200), of(1600); many > 12*few {
				t.Errorf("%v allocations for 200 fields, %v for 1600", few, many)
			}
		})
	}
}
