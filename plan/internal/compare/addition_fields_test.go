package compare

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

func setOf(t *testing.T, text string) *fieldpath.Set {
	t.Helper()
	set := &fieldpath.Set{}
	if err := set.FromJSON(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return set
}

// What the configuration has in a list of a custom kind is no addition, whoever holds it.
func TestConfiguredItemsOfUnknownLists(t *testing.T) {
	content := map[string]any{
		"apiVersion": "example.com/v1", "kind": "Widget",
		"spec": map[string]any{"ports": []any{map[string]any{"port": int64(80), "name": "a"}}, "tags": []any{"x"}},
	}
	port := func(n, rest string) string { return `"k:{\"port\":` + n + `}":{` + rest + `}` }
	for name, c := range map[string]struct {
		theirs string
		want   []string
	}{
		"a field of an item":     {`{"f:spec":{"f:ports":{` + port("80", `"f:name":{}`) + `}}}`, nil},
		"another field of it":    {`{"f:spec":{"f:ports":{` + port("80", `"f:name":{},"f:color":{}`) + `}}}`, []string{"spec.ports[port=80].color"}},
		"another item":           {`{"f:spec":{"f:ports":{` + port("81", `".":{},"f:port":{}`) + `}}}`, []string{"spec.ports[port=81]"}},
		"a member, and one more": {`{"f:spec":{"f:tags":{"v:\"x\"":{},"v:\"y\"":{}}}}`, []string{`spec.tags[="y"]`}},
	} {
		t.Run(name, func(t *testing.T) {
			var shown []string
			seen := object.Meta{Managers: []object.ManagerEntry{{Manager: "kubectl", APIVersion: "example.com/v1", FieldsV1: []byte(c.theirs)}}}
			claimed, err := kubeschema.FieldsOf(content, seen)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range unclaimed([]ownership.Owner{{Fields: setOf(t, c.theirs)}}, claimed, nil) {
				shown = append(shown, object.PathTexts(outermost(o.Fields))...)
			}
			if diff := cmp.Diff(c.want, shown); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What people hold is an addition where nobody else claims it, shown by the
// outermost item of a list.
func TestUnclaimed(t *testing.T) {
	item := func(name, rest string) string { return `"k:{\"name\":\"` + name + `\"}":{` + rest + `}` }
	for name, c := range map[string]struct {
		theirs, claimed string
		want            []string
	}{
		"a field":             {`{"f:spec":{"f:suspend":{}}}`, `{"f:spec":{"f:schedule":{}}}`, []string{"spec.suspend"}},
		"a field that is set": {`{"f:spec":{"f:suspend":{}}}`, `{"f:spec":{"f:suspend":{}}}`, nil},
		"a key of a map":      {`{"f:data":{"f:more":{}}}`, `{"f:data":{"f:level":{}}}`, []string{"data.more"}},
		"a map and its key":   {`{"f:data":{".":{},"f:more":{}}}`, `{"f:metadata":{"f:labels":{}}}`, []string{"data.more"}},
		"an item with all that is in it": {
			`{"f:spec":{"f:containers":{` + item("extra", `".":{},"f:name":{},"f:image":{},"f:env":{".":{},`+item("A", `".":{},"f:name":{}`)+`}`) + `}}}`,
			`{"f:spec":{"f:containers":{` + item("main", `".":{},"f:name":{}`) + `}}}`, []string{`spec.containers[name="extra"]`},
		},
		"an item within one that is claimed": {
			`{"f:spec":{"f:containers":{` + item("main", `"f:env":{".":{},`+item("DEBUG", `".":{},"f:name":{},"f:value":{}`)+`}`) + `}}}`,
			`{"f:spec":{"f:containers":{` + item("main", `".":{},"f:name":{}`) + `}}}`, []string{`spec.containers[name="main"].env[name="DEBUG"]`},
		},
		"a part of a claimed item": {
			`{"f:spec":{"f:containers":{` + item("main", `"f:stdin":{}`) + `}}}`, `{"f:spec":{"f:containers":{` + item("main", `".":{},"f:name":{}`) + `}}}`,
			[]string{`spec.containers[name="main"].stdin`},
		},
		"an item of a set":              {`{"f:metadata":{"f:finalizers":{".":{},"v:\"a/b\"":{}}}}`, `{}`, []string{`metadata.finalizers[="a/b"]`}},
		"what is around claimed fields": {`{"f:metadata":{"f:labels":{".":{}}}}`, `{"f:metadata":{"f:labels":{"f:app":{}}}}`, nil},
		"an empty map":                  {`{"f:spec":{"f:emptyDir":{}}}`, `{}`, []string{"spec.emptyDir"}},
		"a restart, and the annotations for it": {
			`{"f:spec":{"f:paused":{},"f:template":{"f:metadata":{"f:annotations":{".":{},"f:kubectl.kubernetes.io/restartedAt":{}}}}}}`, `{}`, []string{"spec.paused"},
		},
		"a restart beside another annotation": {
			`{"f:spec":{"f:template":{"f:metadata":{"f:annotations":{".":{},"f:kubectl.kubernetes.io/restartedAt":{},"f:note":{}}}}}}`, `{}`, []string{"spec.template.metadata.annotations.note"},
		},
		"kubectl's own books": {
			`{"f:metadata":{"f:annotations":{"f:kubectl.kubernetes.io/last-applied-configuration":{},"f:note":{}}},"f:spec":{"f:template":{"f:metadata":{"f:annotations":{"f:kubectl.kubernetes.io/restartedAt":{}}}}}}`,
			`{"f:metadata":{"f:annotations":{"f:x":{}}}}`, []string{"metadata.annotations.note"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var shown []string
			for _, o := range unclaimed([]ownership.Owner{{Fields: setOf(t, c.theirs)}}, setOf(t, c.claimed), kubectlBooks()) {
				shown = append(shown, object.PathTexts(outermost(o.Fields))...)
			}
			if diff := cmp.Diff(c.want, shown); diff != "" {
				t.Error(diff)
			}
		})
	}
}
