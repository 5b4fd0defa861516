package merge_test

import (
	"reflect"
	"testing"

	utiljson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/merge"
)

// TestItemsOfOthers holds that an apply to an object whose kind is not known here keeps the items
// of lists that the managed fields say are other managers', as a server does.
func TestItemsOfOthers(t *testing.T) {
	for name, c := range map[string]struct{ live, theirs, desired, want string }{
		"members":                   {`{set: [y, z, w]}`, `{"f:set": {'v:"w"': {}}}`, `{set: [y, z]}`, `{set: [y, z, w]}`},
		"in their order":            {`{set: [w, y, z]}`, `{"f:set": {'v:"w"': {}}}`, `{set: [y, z]}`, `{set: [w, y, z]}`},
		"beside changes":            {`{set: [w, y]}`, `{"f:set": {'v:"w"': {}}}`, `{set: [y, x]}`, `{set: [w, y, x]}`},
		"keyed items":               {`{list: [{name: b, v: 1}, {name: a, v: 1}]}`, `{"f:list": {'k:{"name":"b"}': {".": {}, "f:name": {}, "f:v": {}}}}`, `{list: [{name: a, v: 1}]}`, `{list: [{name: b, v: 1}, {name: a, v: 1}]}`},
		"fields of items":           {`{list: [{name: a, v: 1, w: 2}]}`, `{"f:list": {'k:{"name":"a"}': {"f:w": {}}}}`, `{list: [{name: a, v: 3}]}`, `{list: [{name: a, v: 3, w: 2}]}`},
		"a key left to its default": {`{list: [{name: a, on: 1, v: 1}, {name: b, on: 1}]}`, `{"f:list": {'k:{"name":"b","on":1}': {".": {}, "f:name": {}, "f:on": {}}}}`, `{list: [{name: a, v: 3}]}`, `{list: [{name: a, on: 1, v: 3}, {name: b, on: 1}]}`},
		"lists within items":        {`{list: [{name: a, set: [y, w]}]}`, `{"f:list": {'k:{"name":"a"}': {"f:set": {'v:"w"': {}}}}}`, `{list: [{name: a, set: [y]}]}`, `{list: [{name: a, set: [y, w]}]}`},
		"lists that are set whole":  {`{set: [y, z, w]}`, `{"f:set": {}}`, `{set: [y, z]}`, `{set: [y, z]}`},
		"lists that go":             {`{set: [w], a: 1}`, `{"f:a": {}}`, `{a: 1}`, `{set: [w], a: 1}`},
	} {
		t.Run(name, func(t *testing.T) {
			live := read(t, `{apiVersion: example.com/v1, kind: Wee, metadata: {name: w, namespace: shop, managedFields: [
				{manager: kubectl-edit, operation: Update, apiVersion: example.com/v1, fieldsType: FieldsV1, fieldsV1: {"f:spec": `+c.theirs+`}}]}, spec: `+c.live+`}`)
			desired := read(t, `{apiVersion: example.com/v1, kind: Wee, metadata: {name: w, namespace: shop}, spec: `+c.desired+`}`)
			result, err := merge.Apply(live, kube.ApplyRequest{
				Ref: object.NewRef(kind.GroupKind{Group: "example.com", Kind: "Wee"}, "shop", "w"), FieldManager: "wl/shop/shop", Content: desired, Force: true,
			})
			if err != nil {
				t.Fatal(err)
			}
			if want := read(t, c.want); !reflect.DeepEqual(result.Object["spec"], any(want)) {
				t.Errorf("spec is %v, want %v", result.Object["spec"], want)
			}
		})
	}
}

// read reads YAML as an answer of a server is read.
func read(t *testing.T, text string) map[string]any {
	t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var content map[string]any
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		t.Fatal(err)
	}
	return content
}
