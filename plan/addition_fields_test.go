package plan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/object"
)

func setOf(t *testing.T, text string) *fieldpath.Set {
	t.Helper()
	set := &fieldpath.Set{}
	if err := set.FromJSON(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return set
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
		"kubectl's own books": {
			`{"f:metadata":{"f:annotations":{"f:kubectl.kubernetes.io/last-applied-configuration":{},"f:note":{}}},"f:spec":{"f:template":{"f:metadata":{"f:annotations":{"f:kubectl.kubernetes.io/restartedAt":{}}}}}}`,
			`{"f:metadata":{"f:annotations":{"f:x":{}}}}`, []string{"metadata.annotations.note"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var shown []string
			for _, o := range unclaimed([]owner{{fields: setOf(t, c.theirs)}}, setOf(t, c.claimed), kubectlBooks()) {
				shown = append(shown, formatted(outermost(o.fields))...)
			}
			if diff := cmp.Diff(c.want, shown); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// To take additions moves exactly what is named from who still holds it.
func TestTakeAdditions(t *testing.T) {
	entry := func(manager, operation, subresource, version, fields string) object.ManagerEntry {
		return object.ManagerEntry{Manager: manager, Operation: operation, Subresource: subresource, APIVersion: version, FieldsV1: []byte(fields)}
	}
	live := object.Meta{Managers: []object.ManagerEntry{
		entry("kubectl-edit", "Update", "", "v1", `{"f:data":{"f:a":{},"f:b":{}}}`),
		entry("kubectl-edit", "Update", "status", "v1", `{"f:data":{"f:a":{}}}`),
		entry("kubectl-edit", "Update", "", "v2", `{"f:data":{"f:a":{}}}`),
		entry("kubectl-set", "Update", "", "v1", `{"f:data":{"f:c":{}}}`),
		entry("other", "Update", "", "v1", `{"f:data":{"f:a":{}}}`),
		entry("wl/a/b", "Apply", "", "v1", `{"f:data":{"f:x":{}}}`),
	}}
	removes := []Removal{{"kubectl-edit", `{"f:data":{"f:a":{},"f:gone":{}}}`}, {"kubectl-set", `{"f:data":{"f:c":{}}}`}}
	got, err := TakeAdditions(live, "wl/a/b", removes)
	if err != nil {
		t.Fatal(err)
	}
	want := []object.ManagerEntry{
		entry("kubectl-edit", "Update", "", "v1", `{"f:data":{"f:b":{}}}`), live.Managers[1], live.Managers[2], live.Managers[4],
		entry("wl/a/b", "Apply", "", "v1", `{"f:data":{"f:a":{},"f:c":{},"f:x":{}}}`),
	}
	for i := range got {
		got[i].FieldsV1 = []byte(strings.TrimSpace(string(got[i].FieldsV1)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	live.Managers = got
	if again, err := TakeAdditions(live, "wl/a/b", removes); err != nil || again != nil {
		t.Errorf("there is nothing left to take: %v, %v", again, err)
	}
	removes[0].Fields = "{"
	if _, err := TakeAdditions(live, "wl/a/b", removes); err == nil {
		t.Error("a set that cannot be read is no error")
	}
}
