package revised

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

var key = []byte("0123456789abcdef0123456789abcdef")

func kept(t *testing.T, kind, name string, content map[string]any, sensitive ...object.Path) state.AppliedObject {
	t.Helper()
	content["kind"], content["apiVersion"], content["metadata"] = kind, "v1", map[string]any{"name": name, "namespace": "shop"}
	o, err := applied.Of(&object.Manifest{Ref: object.Ref{Kind: kind, Namespace: "shop", Name: name}, Address: "x." + name, Content: content, Sensitive: sensitive}, key)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestBetween(t *testing.T) {
	data := func(pairs ...any) map[string]any {
		m := map[string]any{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i].(string)] = pairs[i+1]
		}
		return map[string]any{"data": m}
	}
	pin := object.PathOf("data", "pin")
	before := []state.AppliedObject{
		kept(t, "ConfigMap", "changed", data("a", "1", "pin", "1111", "same", "2222"), pin, object.PathOf("data", "same")),
		kept(t, "ConfigMap", "gone", data("a", "1")),
		kept(t, "ConfigMap", "same", data("pin", "1111"), pin),
		kept(t, "Secret", "db", data("password", "YQ==", "old", "YQ==")),
	}
	after := []state.AppliedObject{
		kept(t, "ConfigMap", "added", data("a", "1", "pin", "1111"), pin),
		kept(t, "ConfigMap", "changed", data("a", "2", "pin", "3333", "same", "2222"), pin, object.PathOf("data", "same")),
		kept(t, "ConfigMap", "same", data("pin", "1111"), pin),
		kept(t, "Secret", "db", data("password", "Yg==", "new", "YQ==")),
	}
	var got []string
	for _, c := range Between(before, after) {
		got = append(got, string(c.Action)+" "+c.Object.Name)
		for _, f := range c.Fields {
			if f.Sensitive && (f.Before != nil || f.After != nil) {
				t.Errorf("%s shows %v -> %v", f.Path, f.Before, f.After)
			}
			line := "  " + string(f.Op) + " " + f.Path.String()
			if f.Sensitive {
				line += " (sensitive)"
			}
			got = append(got, line)
		}
	}
	want := []string{
		"create added", "  add data.a", "  add data.pin (sensitive)",
		"update changed", "  change data.a", "  change data.pin (sensitive)",
		"delete gone",
		"update db", "  add data.new (sensitive)", "  remove data.old (sensitive)", "  change data.password (sensitive)",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d: %q, want %q", i, got[i], want[i])
		}
	}
	if same := Between(after, after); len(same) != 0 {
		t.Errorf("a revision differs from itself: %v", same)
	}
}

// What was done counts, also where the objects do not tell: fields that were taken back.
func TestOfARevision(t *testing.T) {
	web := object.Ref{Kind: "ConfigMap", Namespace: "shop", Name: "web"}
	r := &state.Revision{Changes: []state.Change{{Action: "replace", Object: object.Ref{Kind: "ConfigMap", Namespace: "shop", Name: "b"}}, {Action: "update", Object: web, Address: "x.web"}}}
	all := Of(r, []plan.Change{{Action: plan.Update, Object: r.Changes[0].Object}})
	if len(all) != 2 || all[0].Action != plan.Replace || all[1].Action != plan.Update || all[1].Object != web || all[1].Address != "x.web" {
		t.Errorf("%+v", all)
	}
}
