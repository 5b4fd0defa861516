package kubeschema_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// Of a kind that the schema does not know, managed fields tell which lists have keys, and what a
// key is by default.
func TestFieldsOfUnknownKinds(t *testing.T) {
	one := `"f:spec":{"f:ports":{"k:{\"id\":1,\"p\":\"TCP\"}":{".":{},"f:id":{}}}}`
	for name, c := range map[string]struct {
		content, owned string
		want           []string
	}{
		"a list of which nothing is known": {`{spec: {ports: [{id: 1}]}}`, `{"f:spec":{"f:size":{}}}`, []string{"spec.ports"}},
		"a list that is one value":         {`{spec: {ports: [{id: 1}]}}`, `{"f:spec":{"f:ports":{}}}`, []string{"spec.ports"}},
		"items with keys":                  {`{spec: {ports: [{id: 2, p: UDP}]}}`, `{` + one + `}`, []string{`spec.ports[id=2,p="UDP"]`, `spec.ports[id=2,p="UDP"].id`, `spec.ports[id=2,p="UDP"].p`}},
		"a key by default":                 {`{spec: {ports: [{id: 2}]}}`, `{` + one + `}`, []string{`spec.ports[id=2,p="TCP"]`, `spec.ports[id=2,p="TCP"].id`}},
		"no value is the default":          {`{spec: {ports: [{id: 2}]}}`, `{"f:spec":{"f:ports":{"k:{\"id\":1,\"p\":\"TCP\"}":{},"k:{\"id\":1,\"p\":\"UDP\"}":{}}}}`, []string{"spec.ports"}},
		"an item that is none":             {`{spec: {ports: [{id: 1, p: TCP}, 7]}}`, `{` + one + `}`, []string{"spec.ports"}},
		"a list that is no list":           {`{spec: {ports: {id: 1}}}`, `{` + one + `}`, []string{"spec.ports.id"}},
		"a set":                            {`{spec: {tags: [x, 2]}}`, `{"f:spec":{"f:tags":{"v:\"x\"":{}}}}`, []string{`spec.tags[="x"]`, `spec.tags[=2]`}},
		"a set of maps":                    {`{spec: {tags: [{a: 1}]}}`, `{"f:spec":{"f:tags":{"v:\"x\"":{}}}}`, []string{"spec.tags"}},
		"items and members at one place":   {`{spec: {tags: [x]}}`, `{"f:spec":{"f:tags":{"v:\"x\"":{},"k:{\"id\":1}":{}}}}`, []string{"spec.tags"}},
		"within items, fields and sets": {`{spec: {c: [{id: a, tags: [x], e: {f: 1}, l: [1]}]}}`, `{"f:spec":{"f:c":{"k:{\"id\":\"b\"}":{"f:tags":{"v:\"y\"":{}}}}}}`,
			[]string{`spec.c[id="a"]`, `spec.c[id="a"].e.f`, `spec.c[id="a"].id`, `spec.c[id="a"].l`, `spec.c[id="a"].tags[="x"]`}},
		"two managers": {`{spec: {a: [{id: 1}], b: [{id: 2}]}}`, `{"f:spec":{"f:a":{"k:{\"id\":1}":{}},"f:b":{"k:{\"id\":1}":{}}}}`, []string{`spec.a[id=1]`, `spec.a[id=1].id`, `spec.b[id=2]`, `spec.b[id=2].id`}},
		"nothing":      {`{spec: {ports: null}}`, `{` + one + `}`, []string{"spec.ports"}},
	} {
		t.Run(name, func(t *testing.T) {
			content := parse(t, c.content)
			content["apiVersion"], content["kind"] = "example.com/v1", "Wee"
			seen := object.Meta{Managers: []object.ManagerEntry{
				{Manager: "a", APIVersion: "example.com/v1", FieldsV1: []byte(c.owned)},
				{Manager: "b", APIVersion: "example.com/v1beta1", FieldsV1: []byte(`{"f:spec":{"f:ports":{"k:{\"old\":1}":{}}}}`)},
			}}
			set, err := kubeschema.FieldsOf(content, seen)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for path := range kubeschema.Paths(set.Difference(kubeschema.SetOf(object.PathOf("apiVersion"), object.PathOf("kind")))) {
				got = append(got, path.String())
			}
			if diff := cmp.Diff(c.want, slices.Sorted(slices.Values(got))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Where managers own items of a list in another version of the API alone, they have the same keys in this
// one if all of them fit.
func TestFieldsOfUnknownKindsInOtherVersions(t *testing.T) {
	users := `"f:users":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:tags":{"v:\"x\"":{}},"f:ports":{"k:{\"id\":1,\"p\":\"TCP\"}":{}}}}`
	for name, c := range map[string]struct {
		content, here, elsewhere string
		want                     []string
	}{
		"items with keys": {`{spec: {users: [{name: a}, {name: b}]}}`, `{"f:spec":{"f:size":{}}}`, `{"f:spec":{` + users + `}}`, []string{`spec.users[name="a"]`, `spec.users[name="a"].name`, `spec.users[name="b"]`, `spec.users[name="b"].name`}},
		"lists within": {`{spec: {users: [{name: b, tags: [w], ports: [{id: 2, p: UDP}]}]}}`, `{}`, `{"f:spec":{` + users + `}}`,
			[]string{`spec.users[name="b"]`, `spec.users[name="b"].name`, `spec.users[name="b"].ports[id=2,p="UDP"]`, `spec.users[name="b"].ports[id=2,p="UDP"].id`, `spec.users[name="b"].ports[id=2,p="UDP"].p`, `spec.users[name="b"].tags[="w"]`}},
		"a list within one of this version": {`{spec: {users: [{name: b, tags: [w]}]}}`, `{"f:spec":{"f:users":{"k:{\"name\":\"b\"}":{".":{},"f:name":{}}}}}`, `{"f:spec":{` + users + `}}`,
			[]string{`spec.users[name="b"]`, `spec.users[name="b"].name`, `spec.users[name="b"].tags[="w"]`}},
		"a set":                         {`{spec: {tags: [w, z]}}`, `{}`, `{"f:spec":{"f:tags":{"v:\"x\"":{}}}}`, []string{`spec.tags[="w"]`, `spec.tags[="z"]`}},
		"a member twice":                {`{spec: {tags: [w, w]}}`, `{}`, `{"f:spec":{"f:tags":{"v:\"x\"":{}}}}`, []string{"spec.tags"}},
		"a key twice":                   {`{spec: {users: [{name: a}, {name: a}]}}`, `{}`, `{"f:spec":{` + users + `}}`, []string{"spec.users"}},
		"an item without the key":       {`{spec: {users: [{name: a}, {nick: a}]}}`, `{}`, `{"f:spec":{` + users + `}}`, []string{"spec.users"}},
		"one value in this version":     {`{spec: {users: [{name: a}]}}`, `{"f:spec":{"f:users":{}}}`, `{"f:spec":{` + users + `}}`, []string{"spec.users"}},
		"other keys in this version":    {`{spec: {users: [{id: 1, name: a}]}}`, `{"f:spec":{"f:users":{"k:{\"id\":1}":{}}}}`, `{"f:spec":{` + users + `}}`, []string{`spec.users[id=1]`, `spec.users[id=1].id`, `spec.users[id=1].name`}},
		"no list in this version":       {`{spec: {users: {name: a}}}`, `{}`, `{"f:spec":{` + users + `}}`, []string{"spec.users.name"}},
		"scalars in this version":       {`{spec: {users: [a, b]}}`, `{}`, `{"f:spec":{` + users + `}}`, []string{"spec.users"}},
		"at another place":              {`{spec: {people: [{name: a}]}}`, `{}`, `{"f:spec":{` + users + `}}`, []string{"spec.people"}},
		"a map of which one is the set": {`{spec: {a: [x], tags: [w]}}`, `{"f:spec":{"f:a":{"v:\"x\"":{}}}}`, `{"f:spec":{"f:tags":{"v:\"x\"":{}}}}`, []string{`spec.a[="x"]`, `spec.tags[="w"]`}},
	} {
		t.Run(name, func(t *testing.T) {
			content := parse(t, c.content)
			content["apiVersion"], content["kind"] = "example.com/v1", "Wee"
			set, err := kubeschema.FieldsOf(content, object.Meta{Managers: []object.ManagerEntry{
				{Manager: "a", APIVersion: "example.com/v1", FieldsV1: []byte(c.here)}, {Manager: "b", APIVersion: "example.com/v1beta1", FieldsV1: []byte(c.elsewhere)},
			}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for path := range kubeschema.Paths(set.Difference(kubeschema.SetOf(object.PathOf("apiVersion"), object.PathOf("kind")))) {
				got = append(got, path.String())
			}
			if diff := cmp.Diff(c.want, slices.Sorted(slices.Values(got))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
